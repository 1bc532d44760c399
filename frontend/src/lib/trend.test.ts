import { describe, expect, it } from 'vitest';
import type { TrendMonth } from '../api/types';
import { absences, byYear, monthWords, runs, topOf, yearTicks } from './trend';

/** Months from October 2021 on; a letter each: complete, partial, absent, hidden. */
function months(letters: string): TrendMonth[] {
  return [...letters].map((letter, i) => {
    const month = `${2021 + Math.floor((i + 9) / 12)}-${String(((i + 9) % 12) + 1).padStart(2, '0')}`;
    const state = letter === 'p' ? 'partial' : letter === 'a' ? 'absent' : 'complete';
    const told = letter === 'c';
    return {
      month,
      count: letter === 'h' ? null : letter === 'a' ? 0 : 35,
      low: told ? 24.4 : null,
      high: told ? 48.7 : null,
      state,
    };
  });
}

describe('a line of months', () => {
  it('is broken by what is held in part, not held, or not shown', () => {
    expect(runs(months('ccpcahcc'))).toEqual([
      { from: 0, to: 1 },
      { from: 3, to: 3 },
      { from: 6, to: 7 },
    ]);
    expect(absences(months('aaca'))).toEqual([
      { from: 0, to: 1 },
      { from: 3, to: 3 },
    ]);
  });

  it('stays under a round number', () => {
    expect(topOf(months('cc'))).toBe(50);
    expect(topOf(months('hh'))).toBe(1);
    expect(topOf([])).toBe(1);
  });
});

it('names the years that have room, and no first year cut short', () => {
  expect(yearTicks(months('c'.repeat(16)), 6)).toEqual([
    { at: 3, year: '2022' },
    { at: 15, year: '2023' },
  ]);
  expect(yearTicks(months('c'.repeat(16)), 3).map((tick) => tick.year)).toEqual([
    '2021',
    '2022',
    '2023',
  ]);
  expect(yearTicks(months('cc'), 12)).toEqual([{ at: 0, year: '2021' }]);
});

it('says a month with its interval and what is missing of it', () => {
  const [whole, part, none, hidden] = months('cpah');
  expect(whole && monthWords(whole)).toBe('Oct 2021: 35 (24–49)');
  expect(part && monthWords(part)).toBe('Nov 2021: 35, in part');
  expect(none && monthWords(none)).toBe('Dec 2021: nothing is held');
  expect(hidden && monthWords(hidden)).toBe('Jan 2022: *');
});

it('puts months under their names, year by year', () => {
  const rows = byYear(months('cccc'));
  expect(rows.map((row) => row.year)).toEqual(['2021', '2022']);
  expect(rows[0]?.months.map((month) => month?.month ?? '').filter(Boolean)).toEqual([
    '2021-10',
    '2021-11',
    '2021-12',
  ]);
  expect(rows[1]?.months[0]?.month).toBe('2022-01');
});
