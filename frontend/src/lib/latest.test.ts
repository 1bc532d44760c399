import { expect, it } from 'vitest';
import { dayWords, usualWords, whenWords, type LatestGroup } from './latest';

const day = (label: string, count: number) => ({ day: label, label, count });

it('says days the latest first, and how many are not said', () => {
  const days = [day('Fri 13 Sep 2024', 2), day('Sun 8 Sep 2024', 1), day('Sat 7 Sep 2024', 1)];
  expect(dayWords(days)).toBe('Fri 13 Sep 2024 (2), Sun 8 Sep 2024, Sat 7 Sep 2024');
  expect(dayWords(days, 2)).toBe('Fri 13 Sep 2024 (2), Sun 8 Sep 2024 and 1 day more');
  expect(dayWords([])).toBe('');
});

it('says what is usual to a tenth, or a dash', () => {
  expect(usualWords({ usual: 3 } as LatestGroup)).toBe('3.0');
  expect(usualWords({ usual: null } as LatestGroup)).toBe('–');
});

it('says an interval once where it lies within a day', () => {
  const at = '2024-09-06 23:15';
  expect(whenWords({ from: at, to: at })).toBe(at);
  expect(whenWords({ from: at, to: '2024-09-06 23:45' })).toBe('2024-09-06 23:15–23:45');
  expect(whenWords({ from: at, to: '2024-09-07 02:00' })).toBe(`${at} – 2024-09-07 02:00`);
  expect(whenWords({ from: '2024-09-06', to: '2024-09-06' })).toBe('2024-09-06');
});
