/** Months of an area as a picture: points with intervals, lines between months in a row, gaps. */
import type { TrendMonth } from '../api/types';
import { day, shown } from './format';

/** Months in a row, by their positions, both included. */
export interface Span {
  from: number;
  to: number;
}

/** Runs of months for which a line may be drawn: complete, in a row, with a count. */
export function runs(months: readonly TrendMonth[]): Span[] {
  return spans(months, (m) => m.state === 'complete' && m.count !== null);
}

/** Runs of months of which nothing is held. */
export function absences(months: readonly TrendMonth[]): Span[] {
  return spans(months, (m) => m.state === 'absent');
}

function spans(months: readonly TrendMonth[], wanted: (month: TrendMonth) => boolean): Span[] {
  const found: Span[] = [];
  months.forEach((month, i) => {
    if (!wanted(month)) return;
    const last = found.at(-1);
    if (last?.to === i - 1) last.to = i;
    else found.push({ from: i, to: i });
  });
  return found;
}

/** The top of the scale: a round number that every interval stays under. */
export function topOf(months: readonly TrendMonth[]): number {
  const highest = Math.max(1, ...months.map((m) => Math.max(m.high ?? 0, m.count ?? 0)));
  const size = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 4, 5, 6, 8, 10].find((s) => s * size >= highest) ?? 10;
  return step * size;
}

/** Positions of the first month of each year, with the year; the first month begins its own. */
export function years(months: readonly TrendMonth[]): { at: number; year: string }[] {
  return months.flatMap(({ month }, at) =>
    at === 0 || month.endsWith('-01') ? [{ at, year: month.slice(0, 4) }] : [],
  );
}

/** The years that have room for their words, `least` months apart. */
export function yearTicks(
  months: readonly TrendMonth[],
  least: number,
): { at: number; year: string }[] {
  let last = -Infinity;
  return years(months).filter(({ at }, i, all) => {
    // A first year cut short gives way to the one after it.
    if (i === 0 && (all[1]?.at ?? Infinity) < least) return false;
    if (at - last < least) return false;
    last = at;
    return true;
  });
}

/** "Sep 2024: 35 (24.4–48.7), in part" */
export function monthWords(month: TrendMonth): string {
  if (month.state === 'absent') return `${day(month.month)}: nothing is held`;
  const interval =
    month.low !== null && month.high !== null
      ? ` (${month.low.toFixed(0)}–${month.high.toFixed(0)})`
      : '';
  return `${day(month.month)}: ${shown(month.count)}${interval}${month.state === 'partial' ? ', in part' : ''}`;
}

/** Counts by year and month for the table beside the picture; null where the period has no such month. */
export function byYear(
  months: readonly TrendMonth[],
): { year: string; months: (TrendMonth | null)[] }[] {
  const rows: { year: string; months: (TrendMonth | null)[] }[] = [];
  for (const month of months) {
    const [year = '', number = '1'] = month.month.split('-');
    let row = rows.at(-1);
    if (row?.year !== year) {
      row = { year, months: Array.from({ length: 12 }, () => null) };
      rows.push(row);
    }
    row.months[Number(number) - 1] = month;
  }
  return rows;
}
