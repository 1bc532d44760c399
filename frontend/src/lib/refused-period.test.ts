import { expect, it } from 'vitest';
import { refusedPeriod, withoutPart } from './refused-period';

const gap = {
  type: 'urn:beatbook:selection',
  title: 'The selection cannot be read',
  status: 400,
  parameter: 'from',
  detail:
    'selection part `from`: source offence has a gap, 2017-05 to 2017-06: no file holds them. Over these months the area would look almost free of crime; choose from=2016-02-01&to=2017-04-30',
};

it('reads the period to choose out of a refusal', () => {
  expect(refusedPeriod(gap, { from: '2017-05-01', to: '2017-06-30' })).toEqual({
    asked: { from: '2017-05-01', to: '2017-06-30' },
    instead: { from: '2016-02-01', to: '2017-04-30' },
    reason:
      'source offence has a gap, 2017-05 to 2017-06: no file holds them. Over these months the area would look almost free of crime',
  });
});

it('offers nothing where the server names no period', () => {
  const detail = gap.detail.replace(/choose .*/, 'ask another source');
  expect(refusedPeriod({ ...gap, detail }, {})?.instead).toBeNull();
});

it('leaves other refusals alone', () => {
  const word = { ...gap, detail: 'selection part `from`: 2017-13 is no day; use YYYY-MM-DD' };
  expect(refusedPeriod(word, {})).toBeNull();
  expect(refusedPeriod({ ...gap, parameter: 'area' }, {})).toBeNull();
});

it('takes a period out as a whole and other parts alone', () => {
  const selection = { from: '2017-05-01', to: '2017-06-30', area: 'ward' };
  expect(withoutPart(selection, 'from')).toEqual({ area: 'ward' });
  expect(withoutPart(selection, 'to')).toEqual({ area: 'ward' });
  expect(withoutPart(selection, 'area')).toEqual({ from: '2017-05-01', to: '2017-06-30' });
});
