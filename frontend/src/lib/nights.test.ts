import { expect, it } from 'vitest';
import type { Nights } from '../api/types';
import {
  busiestNights,
  nightHourWords,
  nightsTitle,
  nightSteps,
  oddNights,
  untimedWords,
} from './nights';

const hours = [18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4, 5, 6];
const nights = (total: (number | null)[]) =>
  ({ hours, total, groups: [], nights: [] }) as unknown as Nights;

it('the title names the three hours that hold most, across midnight', () => {
  expect(nightsTitle(nights([1, 1, 1, 1, 4, 10, 10, 10, 2, 0, 0, 0, 0]), 'incident')).toBe(
    '23–02 holds 75% of 40 incidents of the night',
  );
  expect(nightsTitle(nights(hours.map(() => 0)), 'event')).toBe('No events at night');
  expect(nightsTitle(nights(hours.map(() => null)), 'event')).toContain('not shown');
});

it('says how many are in none of the hours', () => {
  const left = (untimed: number | null, audience = 'analyst') =>
    untimedWords({ ...nights([1]), untimed, audience } as Nights, 'incident');
  expect(left(398)).toBe('398 more incidents are not known to the hour: they are in no column.');
  expect(left(1)).toBe('1 more incident is not known to the hour: it is in no column.');
  expect(left(400, 'partnership')).toMatch(/^About 400 more/);
  expect(left(null, 'partnership')).toMatch(/^A few more incidents/);
  expect(left(0)).toBe('');
});

it('shades counts against the highest, and a hidden one not at all', () => {
  expect(nightSteps([0, 6, 12, null], 12)).toEqual([1, 3, 6, null]);
});

it('lists the busiest nights, the latest first among equals', () => {
  const list = [
    { night: '2023-10-06', label: 'Fri 6 Oct 2023', hours: 9, count: 4 },
    { night: '2023-10-07', label: 'Sat 7 Oct 2023', hours: 9, count: 4 },
    { night: '2023-10-13', label: 'Fri 13 Oct 2023', hours: 9, count: 7 },
    { night: '2023-10-14', label: 'Sat 14 Oct 2023', hours: 9, count: 0 },
  ];
  expect(busiestNights(list, 2).map((n) => n.label)).toEqual(['Fri 13 Oct 2023', 'Sat 7 Oct 2023']);
});

it('says which nights the clock made longer or shorter', () => {
  const night = (label: string, h: number) => ({ night: label, label, hours: h, count: 1 });
  const usual = ['a', 'b', 'c'].map((l) => night(l, 9));
  expect(oddNights(usual)).toBe('');
  expect(oddNights([...usual, night('Sat 28 Oct 2023', 10)])).toBe(
    '1 night has 10 hours: the clock changed.',
  );
  expect(oddNights([...usual, night('autumn', 10), night('spring', 8)])).toBe(
    '2 nights have 8 or 10 hours: the clock changed.',
  );
  expect(oddNights([...usual, night('the last, cut off', 2)])).toBe('');
});

it('says one hour in words', () => {
  expect(nightHourWords(23, 120, 'incident')).toBe('23:00–00:00: 120 incidents');
  expect(nightHourWords(2, null, 'event')).toBe('02:00–03:00: * events');
});
