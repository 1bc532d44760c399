import { expect, it } from 'vitest';
import type { Hotspots, SourceInfo } from '../api/types';
import { chiefCaveat, countNoun, notSaidElsewhere, withSourceName } from './notes';

it('names what is counted', () => {
  const counting = (count: string) => ({ selection_parts: { count } }) as Hotspots;
  expect(countNoun(counting('incidents'))).toBe('incident');
  expect(countNoun(counting('events'))).toBe('event');
  expect(countNoun(null)).toBe('incident');
});

it('takes for a room the caveat the sentence does not say already', () => {
  const lost = '61 of 1,265 events have no usable place and are on no map.';
  const months = 'Only 4 of the 57 months hold events of this source.';
  expect(chiefCaveat([lost, months])).toBe(months);
  expect(chiefCaveat([lost])).toBe(lost);
  expect(chiefCaveat([])).toBeNull();
});

it('leaves out what the sentence and the foot of the page say already', () => {
  const telling = 'Only 4 of the 57 months hold events of this source.';
  expect(
    notSaidElsewhere([
      '3,032 of 60,000 events have no usable place and are on no map.',
      '1 of 60,000 events lies outside the area looked at.',
      '19,392 of 60,000 events are in homes or flagged domestic; they are left out (setting=any shows them).',
      telling,
    ]),
  ).toEqual([telling]);
});

it('names a source by its label, not by its slug', () => {
  const sources = [{ id: 'offence', label: 'police' } as SourceInfo];
  expect(withSourceName('offence has a gap, 2014-05.', sources)).toBe('Police has a gap, 2014-05.');
  expect(withSourceName('callout has a gap, 2014-05.', sources)).toBe(
    'callout has a gap, 2014-05.',
  );
  expect(withSourceName('offence', sources)).toBe('offence');
});
