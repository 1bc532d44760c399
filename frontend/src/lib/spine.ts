/** The spine row: an area against the city, every kind of event on the same axis of ratios. */
import type { Indicator } from '../api/types';
import { count, list, plural } from './format';

/** How far the axis reaches to either side, in doublings. */
const LEAST = 1;
const MOST = 4;

/** One row of the picture, in shares of the axis: 0 is its left end, 0.5 the city, 1 its right end. */
export interface SpineRow {
  id: string;
  /** Null where there is no rate. */
  dot: number | null;
  interval: [number, number] | null;
  similar: [number, number] | null;
  /** Only when the interval leaves out the city. */
  filled: boolean;
}

/** Doublings that the axis reaches to either side, a whole number: every dot and similar area fits. */
export function reach(indicators: readonly Indicator[]): number {
  const ratios = indicators.flatMap(({ city_rate: city, rate, similar_low, similar_high }) =>
    city ? [rate, similar_low, similar_high].map((r) => (r ? r / city : 1)) : [],
  );
  const far = Math.max(0, ...ratios.map((ratio) => Math.abs(Math.log2(ratio))));
  return Math.min(MOST, Math.max(LEAST, Math.ceil(far)));
}

/** Where a rate stands on the axis; what lies beyond an end stands at it. */
export function place(rate: number, city: number, doublings: number): number {
  const at = Math.log2(rate / city) / (2 * doublings) + 0.5;
  return Math.min(1, Math.max(0, at));
}

export function spineRow(indicator: Indicator, doublings: number): SpineRow {
  const { id, city_rate: city, rate, low, high, similar_low, similar_high, differs } = indicator;
  const at = (value: number | null) =>
    city && value !== null ? place(value, city, doublings) : null;
  const both = (a: number | null, b: number | null): [number, number] | null => {
    const [from, to] = [at(a), at(b)];
    return from === null || to === null ? null : [from, to];
  };
  return {
    id,
    dot: at(rate),
    interval: both(low, high),
    similar: both(similar_low, similar_high),
    filled: differs !== 0,
  };
}

/** Ticks of the axis: share of it and words, "¼", "½", "city", "2×". */
export function ticks(doublings: number): { at: number; words: string }[] {
  const under = ['½', '¼', '⅛', '1/16'];
  const steps = Array.from({ length: 2 * doublings + 1 }, (_, i) => i - doublings);
  return steps.map((step) => ({
    at: step / (2 * doublings) + 0.5,
    words: step === 0 ? 'city' : step < 0 ? (under[-step - 1] ?? '') : `${2 ** step}×`,
  }));
}

/** "3.4", "0.42": as many digits as a rate bears. */
export function rateWords(rate: number): string {
  if (rate >= 99.95) return count(rate);
  return rate.toFixed(rate < 0.995 ? 2 : 1);
}

/** The title: "Of 11 kinds of incident, 4 are clearly above the city and 7 cannot be told from it". */
export function spineTitle(indicators: readonly Indicator[], noun: string): string {
  const kinds = indicators.filter((i) => i.id !== 'all');
  const rated = kinds.filter((i) => i.rate !== null && i.city_rate !== null);
  if (!rated.length) {
    const shown = kinds.filter((i) => i.count !== 0).length;
    return `${plural(shown, 'kind')} of ${noun} happened here`;
  }
  const above = rated.filter((i) => i.differs > 0).length;
  const below = rated.filter((i) => i.differs < 0).length;
  const neither = rated.length - above - below;
  const are = (n: number) => `${n} ${n === 1 ? 'is' : 'are'}`;
  const parts = [
    above ? `${are(above)} clearly above the city` : '',
    below ? `${are(below)} clearly below the city` : '',
    neither ? `${neither} cannot be told from it` : '',
  ].filter(Boolean);
  return `Of ${plural(rated.length, 'kind')} of ${noun}, ${list(parts)}`;
}
