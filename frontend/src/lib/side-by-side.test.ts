import { expect, it } from 'vitest';
import type { ChangeGroup, Compare, Group, Hotspots } from '../api/types';
import { sideRows, sideTitle } from './side-by-side';

const compared = [
  { id: 'a', state: 'persisting', rank: 1, name: 'Peter Street' },
  { id: 'b', state: 'gone', rank: 1, name: 'Oldham Road' },
] as ChangeGroup[];
const group = (id: string, rank: number) =>
  ({ id, rank, class: 3, name: `Its own ${id}` }) as Group;

it('a place has on both maps the number and name of its row, and its own class', () => {
  const rows = sideRows([group('a', 1), group('b', 2), group('c', 3)], compared);
  expect(rows.map(({ mark, name, look }) => [mark, name, look])).toEqual([
    ['G1', 'Oldham Road', '3'],
    ['1', 'Peter Street', '3'],
    ['–', 'Its own c', '3'],
  ]);
});

it('says which side it is, how many events, and what was found', () => {
  const compare = {
    kind: 'periods',
    first: { from: '2023-10-01', to: '2024-09-30', count_shown: '9,696' },
    second: { from: '2022-10-01', to: '2023-09-30', count_shown: '*' },
  } as Compare;
  const answer = (verdict: string, groups: number, withheld = 0) =>
    ({ verdict, groups: Array(groups), withheld }) as unknown as Hotspots;
  expect(sideTitle(compare, 'first', answer('hot', 16, 1))).toBe(
    'Oct 2023–Sep 2024: 9,696; 17 places stand out',
  );
  expect(sideTitle(compare, 'second', answer('none', 0))).toMatch(/: \*; no place stands out$/);
  expect(sideTitle(compare, 'second', answer('too-few', 0))).toMatch(/not tested$/);
});
