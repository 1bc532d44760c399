/** Why a period is empty: the book may hold nothing of the source for its months. */
import type { SourceInfo } from '../api/types';
import { day } from './format';

/** "The book holds nothing of this source for these months ..."; null when it holds some of them. */
export function nothingHeld(source: SourceInfo, from: string, to: string): string | null {
  const { months } = source;
  if (!months?.length) return null;
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  if (months.some((month) => month >= first && month <= last)) return null;
  const before = months.filter((month) => month < first).at(-1);
  const after = months.find((month) => month > last);
  const near = [before, after].filter((month) => month !== undefined).map(day);
  const these = first === last ? 'this month' : 'these months';
  return `The book holds nothing of this source (${source.label}) for ${these}: nothing was recorded or no file was given. The nearest it holds: ${near.join(' and ')}.`;
}

/** Why nothing can be said over time; null where at least half of the months of a period are held. */
export function mostlyMissing(source: SourceInfo, from: string, to: string): string | null {
  if (!source.months?.length) return null;
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  const all = number(last) - number(first) + 1;
  const held = source.months.filter((month) => month >= first && month <= last).length;
  return held * 2 < all ? `only ${held} of ${all} months are held, too few to tell` : null;
}
