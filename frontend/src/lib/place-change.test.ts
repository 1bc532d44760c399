import { expect, it } from 'vitest';
import type { ChangeGroup, Compare } from '../api/types';
import { byChange, changeSentence, countBeside, placeChange } from './place-change';

const compare = {
  first: { from: '2023-10-01', to: '2024-09-13' },
  groups: [
    {
      id: 'a',
      state: 'persisting',
      first: 64,
      second: 74,
      change: { percent: -13.6, low: -38.2, high: 21.1, step: 0 },
    },
    { id: 'b', state: 'new', first: 115, second: 4, change: { percent: 2775, low: 900, step: 2 } },
    { id: 'c', state: 'gone', first: 4, second: 103, change: null },
    { id: 'd', state: 'persisting', first: null, second: null, change: null },
    {
      id: 'e',
      state: 'persisting',
      first: 59,
      second: 41,
      change: { percent: 44, low: 1, high: 90, step: 1 },
    },
  ] as unknown as ChangeGroup[],
} as unknown as Compare;

it('gives the difference of the counts with its arrow', () => {
  expect(placeChange('a', compare)).toMatchObject({ arrow: '=', text: '−10', step: 0 });
  expect(placeChange('e', compare)).toMatchObject({ arrow: '↑', text: '+18', step: 1 });
  expect(placeChange('e', compare)?.words).toBe('59 after 41, +44%');
});

it('says new and gone in words, and nothing of a place hot in neither period', () => {
  expect(placeChange('b', compare)?.text).toBe('new');
  expect(placeChange('c', compare)?.text).toBe('gone');
  expect(placeChange('x', compare)).toBeNull();
  expect(placeChange('a', null)).toBeNull();
});

it('keeps hidden counts hidden: no nought, no difference', () => {
  expect(placeChange('d', compare)).toMatchObject({ arrow: '', text: '*' });
  expect(countBeside('d', compare)).toBe('*');
  expect(countBeside('a', compare)).toBe('74');
  expect(countBeside('x', compare)).toBeNull();
});

it('always gives the interval, and says when there is no clear change', () => {
  expect(changeSentence('a', compare)).toBe(
    '64 from 1 Oct 2023 to 13 Sep 2024, 74 in the same days a year earlier: ' +
      '−14% (−38 to +21), no clear change',
  );
  const whole = { ...compare, first: { ...compare.first, to: '2024-09-30' } };
  expect(changeSentence('c', whole)).toBe('4 in the year to 30 Sep 2024, 103 in the year before');
  expect(changeSentence('x', compare)).toBeNull();
});

it('sorts by the rise, what has no number last and in its order', () => {
  const ids = ['x', 'a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
  expect(byChange(ids, compare).map((p) => p.id)).toEqual(['b', 'e', 'a', 'c', 'x', 'd']);
});

it('tells no change, no order and no difference where the periods may not be compared', () => {
  const refused = { ...compare, refused: 'a gap of this source, which is no fall' };
  expect(placeChange('e', refused)).toBeNull();
  expect(changeSentence('e', refused)).toBe('not told: a gap of this source, which is no fall');
  const ids = [{ id: 'a' }, { id: 'e' }];
  expect(byChange(ids, refused)).toEqual(ids);
});
