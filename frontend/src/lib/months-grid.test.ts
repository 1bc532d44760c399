import { expect, it } from 'vitest';
import type { SourceInfo } from '../api/types';
import { heldMonths, monthsByYear } from './months-grid';

const source = { months: ['2014-12', '2015-02'] } as SourceInfo;
const months = [
  { month: '2014-12', count: 135 },
  { month: '2015-01', count: 0 },
  { month: '2015-02', count: 0 },
];

it('a month that is not held is no zero', () => {
  expect(heldMonths(months, source).map((m) => m.month)).toEqual(['2014-12', '2015-02']);
  const [, second] = monthsByYear(months, source);
  expect(second?.cells.slice(0, 3)).toEqual([
    { month: '2015-01', count: 0, held: false },
    { month: '2015-02', count: 0, held: true },
    null,
  ]);
});

it('years have twelve places, January first', () => {
  const rows = monthsByYear(months, source);
  expect(rows.map((r) => r.year)).toEqual(['2014', '2015']);
  expect(rows[0]?.cells).toHaveLength(12);
  expect(rows[0]?.cells[11]?.count).toBe(135);
});

it('all are held where it is not known which', () => {
  expect(heldMonths(months, undefined)).toHaveLength(3);
});
