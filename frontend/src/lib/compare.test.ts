import { describe, expect, it } from 'vitest';
import type { ChangeGroup, Compare, Meta } from '../api/types';
import { arrow, comparisons, conditions, intervalWords, listOf, lookOf, markOf } from './compare';
import { otherSource, otherWords, percentChange, sideHead, stateWords } from './compare';
import { cutWords, yearIsBefore } from './compare';

const group = (id: string, state: ChangeGroup['state'], more: Partial<ChangeGroup> = {}) =>
  ({ id, state, rank: null, change: null, name: id, ...more }) as ChangeGroup;
const groups = [
  group('a', 'new', { rank: 1 }),
  group('b', 'persisting', { rank: 2, change: { percent: -30, low: -50, high: -3, step: -2 } }),
  group('c', 'gone', { rank: 1 }),
  group('d', 'gone', { rank: 2 }),
];
const source = (id: string, label: string, more = {}) => ({
  id,
  label,
  from: '2021-10-01',
  to: '2024-09-30',
  activity: false,
  agreement: null,
  categories: [],
  ...more,
});
const meta = {
  period: { from: '2021-10-01', to: '2024-09-30' },
  sources: [
    source('offence', 'police'),
    source('stops', 'stop and search', { activity: true }),
    source('complaint', 'complaints'),
    source('attendance', 'A&E', { agreement: { name: 'ISTV', purpose: '', expires: '' } }),
  ],
} as unknown as Meta;
const compare = {
  kind: 'sources',
  first: { label: 'police', from: '2023-10-01', to: '2024-09-30' },
  second: { label: 'A&E', from: '2023-10-01', to: '2024-09-30' },
  refused: null,
  complete_to: null,
  annotations: [],
} as unknown as Compare;

it('lists what is hot now, what is new and what is gone', () => {
  const ids = (tab: Parameters<typeof listOf>[1]) => listOf(groups, tab).map((g) => g.id);
  expect(ids('ranked')).toEqual(['a', 'b']);
  expect(ids('new')).toEqual(['a']);
  expect(ids('gone')).toEqual(['c', 'd']);
  expect(ids('left-out')).toEqual([]);
});

it('marks with a letter what has no rank in the selection', () => {
  expect(groups.map((g) => markOf(g, groups))).toEqual(['1', '2', 'G1', 'G2']);
  const again = group('f', 'persisting', { rank: 2 });
  expect(markOf(again, [...groups, again])).toBe('–');
  const only = group('e', 'second-only');
  expect(markOf(only, [only])).toBe('A1');
});

it('takes the colour from the change, and none for what is gone', () => {
  expect(groups.map(lookOf)).toEqual(['step2', 'step-2', 'gone', 'gone']);
  expect(lookOf(group('e', 'both'))).toBe('both');
});

it('never leaves the direction to the colour', () => {
  expect([-2, -1, 0, 1, 2].map(arrow)).toEqual(['↓↓', '↓', '=', '↑', '↑↑']);
  expect([-30.4, 0.2, 12, 2767].map(percentChange)).toEqual(['−30%', '0%', '+12%', '×29']);
  expect(intervalWords({ low: -31, high: 3 })).toBe('−31 to +3');
  expect(intervalWords({ low: null, high: 3 })).toBe('+3 or less');
  expect(intervalWords({ low: 12, high: null })).toBe('+12 or more');
  expect(intervalWords({ low: null, high: null })).toBe('');
});

it('says which source sees a place', () => {
  expect(stateWords('second-only', compare)).toBe('A&E only');
  expect(stateWords('gone', compare)).toBe('gone');
  expect(sideHead(compare.first, 'periods')).toBe('Oct 2023–Sep 2024');
  expect(sideHead(compare.first, 'sources')).toBe('Police');
});

it('says a refusal, the last complete day and the notes', () => {
  expect(
    conditions({
      ...compare,
      refused: 'the periods differ in length; choose equal ones',
      complete_to: '2024-08-24',
      annotations: [{ date: '2023-04-01', text: 'new crime system' }],
    }),
  ).toEqual([
    expect.stringMatching(/^Each source is tested against its own spread/),
    'The periods differ in length; choose equal ones.',
    'Complete to 24 Aug 2024; later days are left out.',
    '1 Apr 2023: new crime system',
  ]);
});

describe('what can be compared', () => {
  it('never offers activity', () => {
    const ids = comparisons(meta, { from: '2024-07-01' }).map((o) => o.id);
    expect(ids).toEqual([
      'before',
      '2024-03-31..2024-06-30',
      'source:complaint',
      'source:attendance',
    ]);
  });

  it('offers no days before the first, and knows when a year earlier would overlap', () => {
    expect(comparisons(meta, {}).map((o) => o.id)).toEqual([
      'before',
      'source:complaint',
      'source:attendance',
    ]);
    expect(yearIsBefore(meta, {})).toBe(false);
    expect(yearIsBefore(meta, { from: '2022-12-01' })).toBe(false);
    expect(yearIsBefore(meta, { from: '2023-10-01' })).toBe(true);
    expect(yearIsBefore(meta, { from: '2022-02-01', to: '2022-08-31' })).toBe(false);
  });

  it('takes a health source for the other view', () => {
    expect(otherSource(meta, {})?.id).toBe('attendance');
    expect(otherSource(meta, { source: 'attendance' })?.id).toBe('offence');
  });

  it('is said in the sentence', () => {
    expect(otherWords(meta, 'before')).toBe('the year before');
    expect(otherWords(meta, 'source:attendance')).toBe('A&E');
    expect(otherWords(meta, '2022-10-01..2023-09-30')).toBe('Oct 2022–Sep 2023');
  });
});

it('says that only the last year of a longer period is compared', () => {
  expect(cutWords(meta, null)).toBeNull();
  expect(cutWords(meta, {})).toBe(
    'Only the last year of Oct 2021–Sep 2024 is compared: the whole has no year before it.',
  );
});
