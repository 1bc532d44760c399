/** The week as 168 hours, Monday 00:00 first: what stands out in it, and windows drawn on it. */
import type { Week, WeekHour } from '../api/types';
import { count, plural } from './format';
import { DAYS, parseWindow, type Day } from './window';

/** One cell of the grid: day 0 is Monday. */
export interface Slot {
  day: number;
  hour: number;
}

export const WEEK_STEPS = 6;
const HOURS = 168;

export function slotOf(hourOfWeek: number): Slot {
  return { day: Math.floor(hourOfWeek / 24), hour: hourOfWeek % 24 };
}

export function hourOf({ day, hour }: Slot): number {
  return day * 24 + hour;
}

/** "Sat 02:00–03:00" */
function slotWords({ day, hour }: Slot): string {
  return `${dayName(day)} ${pad(hour)}:00–${pad((hour + 1) % 24)}:00`;
}

/** The hours of the week inside a window; null when the text is no window or there is none. */
export function hoursInWindow(text: string | null | undefined): Set<number> | null {
  const spans = text ? parseWindow(text) : null;
  if (!spans) return null;
  const inside = new Set<number>();
  for (const span of spans) {
    const start = DAYS.indexOf(span.startDay) * 24 + span.startHour;
    const end = DAYS.indexOf(span.endDay) * 24 + span.endHour;
    const length = (end - start + HOURS) % HOURS || HOURS;
    for (let i = 0; i < length; i += 1) inside.add((start + i) % HOURS);
  }
  return inside;
}

/**
 * The window between two cells, both included. Read forwards in time: to a later hour of the day
 * it is the same hours on each of the days (Fri 18 to Sun 21); to an earlier hour it is one night
 * after each day but the last (Fri 22 to Sun 06 is the nights of Friday and Saturday).
 */
export function windowBetween(one: Slot, other: Slot): string {
  const [a, b] = hourOf(one) <= hourOf(other) ? [one, other] : [other, one];
  const overnight = b.hour < a.hour;
  const days = range(a.day, overnight ? b.day - 1 : b.day);
  const end = b.hour + 1;
  return days
    .map((day) => {
      const endDay = overnight || end === 24 ? nextDay(day) : dayId(day);
      return `${dayId(day)}${pad(a.hour)}-${endDay}${pad(end % 24)}`;
    })
    .join(',');
}

/** The top of the ramp: a round number at or above the highest rate, so that steps can be read. */
export function rampTop(rates: readonly (number | null)[]): number {
  const highest = Math.max(0, ...rates.map((r) => r ?? 0));
  if (highest === 0) return 1;
  const size = 10 ** Math.floor(Math.log10(highest));
  const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  return (steps.find((s) => s * size >= highest * 0.999_999) ?? 10) * size;
}

/** Step 1..6 of the ramp; nothing at all is the lowest. */
export function rampStep(value: number, top: number): number {
  return Math.min(WEEK_STEPS, Math.max(1, Math.ceil((value / top) * WEEK_STEPS)));
}

/** Sums by day of the week and by hour of the day. */
export function totals(hours: readonly WeekHour[]): { days: number[]; hours: number[] } {
  const sums = {
    days: Array.from({ length: 7 }, () => 0),
    hours: Array.from({ length: 24 }, () => 0),
  };
  for (const { hour, weight } of hours) {
    const slot = slotOf(hour);
    sums.days[slot.day] = (sums.days[slot.day] ?? 0) + (weight ?? 0);
    sums.hours[slot.hour] = (sums.hours[slot.hour] ?? 0) + (weight ?? 0);
  }
  return sums;
}

/** The longest run of hours that are unusually busy, with the events in it. */
function longestBusyRun(hours: readonly WeekHour[]): { start: number; length: number } | null {
  const busy = (i: number) => (hours[i % HOURS]?.unusual ?? 0) > 0;
  let best: { start: number; length: number; weight: number } | null = null;
  for (let start = 0; start < HOURS; start += 1) {
    if (!busy(start) || busy(start + HOURS - 1)) continue;
    let length = 0;
    let weight = 0;
    while (length < HOURS && busy(start + length)) {
      weight += hours[(start + length) % HOURS]?.weight ?? 0;
      length += 1;
    }
    if (!best || weight > best.weight) best = { start, length, weight };
  }
  return best;
}

/**
 * The title of the grid: "22% of 1,204 incidents in 9 busy hours, above all Sun 00–04"; under a window
 * "7 of 18 hours in the window are busy, above all Sat 22–Sun 02".
 */
export function weekTitle(week: Week, noun: string, window: string | null = null): string {
  const { hours, counted } = week;
  if (counted === null) return 'The hours are not shown to this audience';
  if (counted === 0) return `No ${noun}s with a time`;
  const all = hours.reduce((sum, h) => sum + (h.weight ?? 0), 0);
  if (week.audience !== 'analyst' && hours.every((h) => h.unusual === null)) {
    return 'Which hours stand out is not shown to this audience';
  }
  const inside = hoursInWindow(window);
  if (inside)
    return windowTitle(
      hours.map((h) => (inside.has(h.hour) ? h : calm(h))),
      inside.size,
    );
  const run = longestBusyRun(hours);
  if (!run || all === 0) return `No hour stands out among ${plural(counted, noun)}`;
  const busy = hours.filter((h) => (h.unusual ?? 0) > 0);
  const share = busy.reduce((sum, h) => sum + (h.weight ?? 0), 0) / all;
  const held = `${Math.round(share * 100)}% of ${plural(counted, noun)}`;
  const span = spanWords(run.start, run.length);
  if (busy.length === run.length) return `${held} in ${span}`;
  return `${held} in ${plural(busy.length, 'busy hour')}, above all ${span}`;
}

function calm(hour: WeekHour): WeekHour {
  return { ...hour, unusual: 0 };
}

function windowTitle(hours: readonly WeekHour[], size: number): string {
  const busy = hours.filter((h) => (h.unusual ?? 0) > 0).length;
  const run = longestBusyRun(hours);
  if (!run) return 'No hour in the window is busy';
  const verb = busy === 1 ? 'is' : 'are';
  const above = busy === run.length ? ': ' : ', above all ';
  return `${busy} of ${plural(size, 'hour')} in the window ${verb} busy${above}${spanWords(run.start, run.length)}`;
}

/** "Sat 22–Sun 04" or, within one day, "Sat 00–04". */
function spanWords(start: number, length: number): string {
  const a = slotOf(start);
  const b = slotOf((start + length) % HOURS);
  const sameDay = a.day === slotOf((start + length - 1) % HOURS).day;
  const end = sameDay && b.hour === 0 ? 24 : b.hour;
  return `${dayName(a.day)} ${pad(a.hour)}–${sameDay ? '' : `${dayName(b.day)} `}${pad(end)}`;
}

/** "Sat 02:00–03:00: 43 incidents in 157 such hours; 12.1 expected; unusually many" */
export function hourWords(hour: WeekHour, noun: string): string {
  const where = slotWords(slotOf(hour.hour));
  if (hour.weight === null) return `${where}: * ${noun}s`;
  const weight = tenths(hour.weight);
  const parts = [`${where}: ${weight} ${noun}${weight === '1' ? '' : 's'}`];
  if (hour.expected !== null) parts.push(`${tenths(hour.expected)} expected`);
  if (hour.unusual) parts.push(`unusually ${hour.unusual > 0 ? 'many' : 'few'}`);
  return parts.join(', ');
}

/** The scale of the ramp: "0–2 an hour", or by 100 hours where an hour would need many noughts. */
export function rampWords(top: number): string {
  return top < 0.1 ? `0–${tidy(top * 100)} per 100 hours` : `0–${tidy(top)} an hour`;
}

function tidy(value: number): number {
  return Number(value.toPrecision(2));
}

/** How the count came about: what is known only to an interval, and what had no hour. */
export function spreadWords(week: Week): string {
  const parts: string[] = [];
  if (week.spread) parts.push(`${count(week.spread)} known only to an interval, spread over it`);
  if (week.left_out) parts.push(`${count(week.left_out)} without a usable time left out`);
  return parts.join('; ');
}

function tenths(value: number): string {
  return value < 9.95 ? String(Number(value.toFixed(1))) : count(value);
}

function dayId(day: number): Day {
  return DAYS[day % 7] ?? 'mon';
}

function nextDay(day: number): Day {
  return dayId(day + 1);
}

export function dayName(day: number): string {
  const id = dayId(day);
  return id.charAt(0).toUpperCase() + id.slice(1);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, i) => from + i);
}

export function pad(hour: number): string {
  return String(hour).padStart(2, '0');
}
