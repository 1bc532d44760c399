/** The night, 18:00 to 06:00, labelled by its evening. Counts here are a measure, not a finding. */
import type { Nights } from '../api/types';
import { count, plural, shown } from './format';
import { pad, rampStep } from './week';

/** "23" -> the label of one hour. */
export const hourLabel = pad;

/** The hours of the night that hold most: "Most between 23 and 02: 41% of 900 incidents". */
export function nightsTitle(nights: Nights, noun: string): string {
  const known = nights.total.map((n) => n ?? 0);
  const all = known.reduce((a, b) => a + b, 0);
  if (nights.total.some((n) => n === null) && all === 0)
    return 'The hours of the night are not shown to this audience';
  if (all === 0) return `No ${noun}s at night`;
  const length = Math.min(3, known.length);
  let best = { start: 0, sum: -1 };
  for (let start = 0; start + length <= known.length; start += 1) {
    const sum = known.slice(start, start + length).reduce((a, b) => a + b, 0);
    if (sum > best.sum) best = { start, sum };
  }
  const from = nights.hours[best.start] ?? 18;
  const to = ((nights.hours[best.start + length - 1] ?? 5) + 1) % 24;
  const share = Math.round((best.sum / all) * 100);
  return `${pad(from)}–${pad(to)} holds ${share}% of ${plural(all, noun)} of the night`;
}

/** What the hours leave out: known only to a longer time than one of them. */
export function untimedWords({ untimed, audience }: Nights, noun: string): string {
  if (untimed === 0) return '';
  const about = audience === 'partnership' ? 'About ' : '';
  const many = untimed === null ? 'A few' : `${about}${count(untimed)}`;
  const [nouns, are, they] =
    untimed === 1 ? [noun, 'is', 'it is'] : [`${noun}s`, 'are', 'they are'];
  return `${many} more ${nouns} ${are} not known to the hour: ${they} in no column.`;
}

/** Step of the ramp for each count of a row or table; hidden ones have none. */
export function nightSteps(counts: readonly (number | null)[], highest: number): (number | null)[] {
  return counts.map((n) => (n === null ? null : rampStep(n, Math.max(1, highest))));
}

/** The nights with most, latest first among equals: "Sat 7 Oct 2023 (14), Fri 6 Oct 2023 (12)". */
export function busiestNights(nights: Nights['nights'], most: number): Nights['nights'] {
  return [...nights]
    .filter((n) => (n.count ?? 0) > 0)
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0) || b.night.localeCompare(a.night))
    .slice(0, most);
}

/** Nights an hour longer or shorter than most; one cut off by the end of the data is not meant. */
export function oddNights(nights: Nights['nights']): string {
  const lengths = new Map<number, number>();
  for (const { hours } of nights) lengths.set(hours, (lengths.get(hours) ?? 0) + 1);
  const usual = [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
  const odd = nights.filter((n) => Math.abs(n.hours - usual) === 1);
  if (!odd.length) return '';
  const found = [...new Set(odd.map((n) => n.hours))].sort((a, b) => a - b);
  const have = odd.length === 1 ? 'has' : 'have';
  return `${plural(odd.length, 'night')} ${have} ${found.join(' or ')} hours: the clock changed.`;
}

/** "Fri 6 Oct 2023: 14 incidents" */
export function nightWords(night: Nights['nights'][number], noun: string): string {
  const words = night.count === null ? `* ${noun}s` : plural(night.count, noun);
  return `${night.label}: ${words}`;
}

/** "23:00–00:00: 120 incidents" */
export function nightHourWords(hour: number, n: number | null, noun: string): string {
  const words = n === null ? `${shown(n)} ${noun}s` : `${count(n)} ${n === 1 ? noun : `${noun}s`}`;
  return `${pad(hour)}:00–${pad((hour + 1) % 24)}:00: ${words}`;
}
