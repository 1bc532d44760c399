/** Months by year, where the dates are no finer: what is not held is not a zero. */
import type { SourceInfo, Why } from '../api/types';

export type MonthCount = Why['months'][number];

export interface YearRow {
  year: string;
  /** January to December; null is outside the period. */
  cells: ((MonthCount & { held: boolean }) | null)[];
}

/** Only the months of which the book holds something of the source. */
export function heldMonths(months: readonly MonthCount[], source: SourceInfo | undefined) {
  const held = source?.months;
  return held?.length ? months.filter((m) => held.includes(m.month.slice(0, 7))) : [...months];
}

export function monthsByYear(months: readonly MonthCount[], source?: SourceInfo): YearRow[] {
  const held = new Set(heldMonths(months, source).map((m) => m.month));
  const years = new Map<string, YearRow>();
  for (const month of months) {
    const year = month.month.slice(0, 4);
    const row = years.get(year) ?? { year, cells: Array<null>(12).fill(null) };
    row.cells[Number(month.month.slice(5, 7)) - 1] = { ...month, held: held.has(month.month) };
    years.set(year, row);
  }
  return [...years.values()];
}
