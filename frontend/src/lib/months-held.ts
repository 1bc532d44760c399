/** Why a period is empty: the book may hold nothing of the source for its months. */
import type { SourceInfo } from '../api/types';
import { day, plural } from './format';

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

/** How many months of a period are held, of how many; null where that is not known. */
function heldOf({ months }: SourceInfo, from: string, to: string) {
  if (!months?.length) return null;
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  const held = months.filter((month) => month >= first && month <= last).length;
  return { held, all: number(last) - number(first) + 1 };
}

/** "4 of 57 months"; null where all of them are held: then the period says it. */
export function monthsWords(source: SourceInfo, from: string, to: string): string | null {
  const of = heldOf(source, from, to);
  return of && of.held < of.all ? `${of.held} of ${plural(of.all, 'month')}` : null;
}

/** Why nothing can be said over time; null where at least half of the months of a period are held. */
export function mostlyMissing(source: SourceInfo, from: string, to: string): string | null {
  const of = heldOf(source, from, to);
  return of && of.held * 2 < of.all
    ? `only ${of.held} of ${of.all} months are held, too few to tell`
    : null;
}
