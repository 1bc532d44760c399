import { describe, expect, it } from 'vitest';
import type { Emerging, Hotspots, Stability, Why } from '../api/types';
import { addressSentence, monthsSentence, overTimeSentence } from './why';
import { gridSentence, rankSentence, strengthStrip, whySentence, workingSentence } from './why';

const answer = {
  selection_parts: { unit: 'h3-10', count: 'events' },
  method: { units: 7731, alpha: 0.05 },
} as Hotspots;
const why = {
  group: { class: 3, q: 0.0004, events: 46, one_address: 31 },
  cell: { observed: 46, expected: 6.04, z: 12, p: 1e-9, q: 0.0004, neighbours: 6 },
  flower: [],
  months: [
    { month: '2023-10', count: 4 },
    { month: '2023-11', count: 0 },
    { month: '2023-12', count: 9 },
  ],
} as unknown as Why;

describe('why is this hot', () => {
  it('says what was seen, what even spread would give, and the error rate among such claims', () => {
    expect(whySentence(why, answer)).toBe(
      '46 events in the peak cell and the six around it; spread evenly it would be 6. ' +
        '7,731 cells were tested; among all called this strong, fewer than 1 in 1,000 are expected ' +
        'to be false alarms.',
    );
  });

  it('says why a place is not called hot', () => {
    const calm = {
      ...why,
      group: { ...why.group, class: 0 },
      cell: { ...why.cell, q: 0.12 },
    };
    expect(whySentence(calm, answer)).toContain(
      'about 12 in 100 would be expected to be false alarms, more than the 5% allowed. So it is not called a hotspot.',
    );
  });

  it('never words q as the chance that this place is a false alarm', () => {
    for (const q of [1e-9, 0.004, 0.03, 0.2, 0.9]) {
      const text = whySentence({ ...why, cell: { ...why.cell, q } }, answer);
      expect(text).not.toMatch(/chance|probab|likely|this (one|place) is false/i);
    }
  });

  it('shows no number the audience may not see', () => {
    const hidden = {
      ...why,
      group: { ...why.group, events: null, q: null, one_address: null },
      cell: { ...why.cell, observed: null, expected: null, q: null },
      months: [{ month: '2023-10', count: null }],
    } as Why;
    expect(whySentence(hidden, answer)).toMatch(/^\* events in the peak cell/);
    expect(addressSentence(hidden)).toBeNull();
    expect(monthsSentence(hidden.months)).toMatch(/not shown/);
  });
});

it('shows the arithmetic, and stars for what is hidden', () => {
  const tested = {
    ...answer,
    method: {
      statistic: 'Getis-Ord Gi*',
      p_value: 'exact upper tail',
      correction: 'Benjamini-Hochberg',
      alpha: 0.05,
      units: 7731,
      mean: 0.8631,
      against: 'whole study area',
    },
  } as Hotspots;
  const group = { ...why.group, cells: 9, km2: 0.131 };
  expect(workingSentence({ ...why, group }, tested)).toBe(
    'Getis-Ord Gi*: 46 observed over 7 units, 6 expected from a mean of 0.863 against the whole ' +
      'study area; z = 12.0 for reference. p = 1.0e-9 (exact upper tail); q = <0.001 after ' +
      'Benjamini-Hochberg over 7,731 units. The place has 9 units, 0.13 km².',
  );
  const cell = { ...why.cell, observed: null, p: null, z: null };
  expect(workingSentence({ ...why, group, cell }, tested)).toMatch(
    /\* observed .* z = \* .* p = \* /,
  );
});

it('titles the months with what they show', () => {
  expect(monthsSentence(why.months)).toBe('Most in Dec 2023 (9); none in 1 of 3 months');
  expect(monthsSentence([{ month: '2023-10', count: 0 }])).toBe('None in 1 month');
  expect(addressSentence(why)).toBe('31 of 46 at one coordinate');
});

it('says what a place has been over time, also of a cell at its side', () => {
  const found = {
    step: 'quarter',
    steps: [
      { from: '2024-01-01', to: '2024-03-31', count: 40 },
      { from: '2024-04-01', to: '2024-06-30', count: 44 },
    ],
    places: [{ id: 'a1', state: 'growing', hot_steps: 2, trend: 1 }],
    cells: [
      { cell: 'a1', class: 'intensifying hot spot', place: 'a1' },
      { cell: 'a2', class: 'intensifying hot spot', place: 'a1' },
      { cell: 'a3', class: 'new cold spot', place: null },
    ],
  } as unknown as Emerging;
  const said = 'Over 2 quarters to 30 Jun 2024: growing; hot in 2 of 2, its share rising.';
  expect(overTimeSentence({ id: 'SJ8498SW', cell: 'a1' }, found)).toBe(said);
  expect(overTimeSentence({ id: 'SJ8498SWb', cell: 'a2' }, found)).toBe(said);
  for (const none of ['a3', 'b1'])
    expect(overTimeSentence({ id: none, cell: none }, found)).toBe(
      'Over 2 quarters to 30 Jun 2024: no clear pattern, quarter by quarter.',
    );
});

it('says how many months are too small to show, and takes none of them for a nought', () => {
  const months = [
    { month: '2023-10', count: 10 },
    { month: '2023-11', count: null },
  ];
  expect(monthsSentence(months)).toBe(
    'Most in Oct 2023 (10); some in each of 1 months shown; 1 month too small to show',
  );
});

describe('how it stands beside the others', () => {
  const own = { ...why, group: { ...why.group, id: 'a' } } as Why;

  it('sets its z among those of all tested', () => {
    const spread = { lowest: -1, step: 0.5, units: [999, 99, 0, 9, 1] };
    const strip = strengthStrip(
      { ...own, cell: { ...own.cell, z: 1.25 }, z_spread: spread },
      answer,
    );
    expect(strip?.title).toBe('z 1.3 among 1,108 cells from −1.0 to 1.5');
    expect(strip?.own).toBeCloseTo(0.9);
    expect(strip?.bars.map((bar) => [bar.from, bar.to])).toEqual([
      [0, 0.2],
      [0.2, 0.4],
      [0.6, 0.8],
      [0.8, 1],
    ]);
    expect(strip?.bars[0]?.tall).toBe(1);
    expect(strip?.bars[2]?.tall).toBeCloseTo(1 / 3);
  });

  it('draws nothing where no z may be seen', () => {
    expect(strengthStrip({ ...own, z_spread: null }, answer)).toBeNull();
  });

  it('counts the cells as strong, and those that pass', () => {
    const ranked = (rank: number | null) =>
      rankSentence({ ...own, cell: { ...own.cell, rank, passed: 61 } }, answer);
    expect(ranked(1)).toBe('Of 7,731 cells no other cell is as strong; 61 pass the test');
    expect(ranked(9)).toBe('Of 7,731 cells 9 are as strong; 61 pass the test');
    expect(ranked(null)).toBeNull();
  });

  it('says in how many grids it stays hot, once that is known', () => {
    const found = { groups: [{ id: 'a', said: 'stays hot in 17 of 19 grids' }] };
    expect(gridSentence('a', found as unknown as Stability)).toBe(
      'stays hot in 17 of 19 grids moved by parts of a cell',
    );
    expect(gridSentence('a', null)).toBeNull();
    expect(gridSentence('b', found as unknown as Stability)).toBeNull();
  });
});
