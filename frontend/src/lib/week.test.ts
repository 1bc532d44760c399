import { describe, expect, it } from 'vitest';
import type { Week, WeekHour } from '../api/types';
import { hoursInWindow, hourWords, rampStep, rampTop, rampWords, spreadWords } from './week';
import { totals } from './week';
import { weekTitle, windowBetween } from './week';

const hour = (h: number, more: Partial<WeekHour> = {}): WeekHour => ({
  hour: h,
  weight: 1,
  exposure: 52,
  rate: 1 / 52,
  expected: 1,
  q: 1,
  unusual: 0,
  ...more,
});
const week = (busy: Record<number, number>, counted = 168): Week =>
  ({
    counted,
    spread: 0,
    left_out: 0,
    hours: Array.from({ length: 168 }, (_, h) =>
      h in busy ? hour(h, { weight: busy[h] ?? 0, unusual: 1 }) : hour(h),
    ),
  }) as unknown as Week;

describe('a window drawn on the grid', () => {
  it('is the same hours on each day when drawn to a later hour', () => {
    expect(windowBetween({ day: 4, hour: 18 }, { day: 6, hour: 21 })).toBe(
      'fri18-fri22,sat18-sat22,sun18-sun22',
    );
  });

  it('is one night after each day but the last when drawn to an earlier hour', () => {
    expect(windowBetween({ day: 4, hour: 22 }, { day: 6, hour: 6 })).toBe(
      'fri22-sat07,sat22-sun07',
    );
  });

  it('is the same whichever end it is drawn from', () => {
    expect(windowBetween({ day: 6, hour: 6 }, { day: 4, hour: 22 })).toBe(
      'fri22-sat07,sat22-sun07',
    );
  });

  it('ends at midnight on the next day, also from Sunday', () => {
    expect(windowBetween({ day: 5, hour: 22 }, { day: 5, hour: 23 })).toBe('sat22-sun00');
    expect(windowBetween({ day: 6, hour: 23 }, { day: 6, hour: 23 })).toBe('sun23-mon00');
  });

  it('comes back as the hours it was drawn over', () => {
    expect(hoursInWindow(windowBetween({ day: 1, hour: 4 }, { day: 1, hour: 5 }))).toEqual(
      new Set([28, 29]),
    );
  });
});

it('a window holds its first hour and not its last, and may cross the end of the week', () => {
  const night = hoursInWindow('fri22-sat07');
  expect(night?.size).toBe(9);
  expect([117, 118, 126, 127].map((h) => night?.has(h))).toEqual([false, true, true, false]);
  expect(hoursInWindow('sun22-mon07')).toEqual(new Set([166, 167, 0, 1, 2, 3, 4, 5, 6]));
  expect(hoursInWindow('mon00-mon00')?.size).toBe(168);
  expect(hoursInWindow('mon00-sun24')?.size).toBe(168);
  expect(hoursInWindow(undefined)).toBeNull();
  expect(hoursInWindow('friday')).toBeNull();
});

it('the ramp ends on a round number and puts nothing on its lowest step', () => {
  expect(rampTop([0.013, 0.34, null])).toBeCloseTo(0.4);
  expect(rampTop([7.9])).toBe(8);
  expect(rampTop([1])).toBe(1);
  expect(rampTop([])).toBe(1);
  expect([2.5, 0.1, 0.025].map(rampWords)).toEqual([
    '0–2.5 an hour',
    '0–0.1 an hour',
    '0–2.5 per 100 hours',
  ]);
  expect([0, 0.01, 0.07, 0.34, 0.4].map((r) => rampStep(r, 0.4))).toEqual([1, 1, 2, 6, 6]);
});

it('sums by day and by hour of the day', () => {
  const sums = totals([hour(0), hour(23, { weight: 2.5 }), hour(24), hour(25, { weight: null })]);
  expect(sums.days.slice(0, 2)).toEqual([3.5, 1]);
  expect([sums.hours[0], sums.hours[1], sums.hours[23]]).toEqual([2, 0, 2.5]);
});

it('the title names the busiest run of unusual hours and what they hold', () => {
  const saturday = { 143: 20, 144: 30, 145: 30, 146: 20, 60: 60 };
  expect(weekTitle(week(saturday, 323), 'incident')).toBe(
    '50% of 323 incidents in 5 busy hours, above all Sat 23–Sun 03',
  );
  expect(weekTitle(week({ 23: 9 }, 176), 'event')).toBe('5% of 176 events in Mon 23–24');
  expect(weekTitle(week({}), 'incident')).toBe('No hour stands out among 168 incidents');
});

it('under a window the title is of its hours alone', () => {
  const busy = week({ 143: 20, 144: 30, 145: 30, 146: 20, 60: 60 }, 323);
  const title = (window: string) => weekTitle(busy, 'incident', window);
  expect(title('sat22-sun02')).toBe('3 of 4 hours in the window are busy: Sat 23–Sun 02');
  expect(title('wed12-wed13,sun00-sun03')).toBe(
    '4 of 4 hours in the window are busy, above all Sun 00–03',
  );
  expect(title('tue04-tue05')).toBe('No hour in the window is busy');
});

it('says the number of one hour, what was expected and whether it is unusual', () => {
  expect(hourWords(hour(122, { weight: 43, expected: 12.14, unusual: 1 }), 'incident')).toBe(
    'Sat 02:00–03:00: 43 incidents, 12 expected, unusually many',
  );
  expect(hourWords(hour(23, { weight: 0.25, expected: 2 }), 'event')).toBe(
    'Mon 23:00–00:00: 0.3 events, 2 expected',
  );
  expect(hourWords(hour(0, { weight: null }), 'event')).toBe('Mon 00:00–01:00: * events');
});

it('says how many were spread over an interval and how many had no time', () => {
  expect(spreadWords({ ...week({}), spread: 1200, left_out: 3 })).toBe(
    '1,200 known only to an interval, spread over it; 3 without a usable time left out',
  );
  expect(spreadWords(week({}))).toBe('');
});
