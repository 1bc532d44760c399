/** Periods people ask for, counted back from the last day of the data. */
import { daysInMonth } from './format';

export interface QuickPeriod {
  label: string;
  from: string;
  to: string;
}

/** The whole period, then the last 12, 6 and 3 months as far as the data reach back. */
export function quickPeriods(first: string, last: string): QuickPeriod[] {
  const back = [12, 6, 3].map((months) => ({
    label: `Last ${months} months`,
    from: monthsBefore(last, months),
    to: last,
  }));
  return [{ label: 'Whole period', from: first, to: last }, ...back.filter((p) => p.from > first)];
}

/** The first day of the `months` months that end on `day`: the day after, so many months earlier. */
function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const endsMonth = date === daysInMonth(year, month);
  const start = new Date(Date.UTC(year, month - 1 - months + (endsMonth ? 1 : 0), 1));
  const most = daysInMonth(start.getUTCFullYear(), start.getUTCMonth() + 1);
  start.setUTCDate(endsMonth ? 1 : Math.min(date + 1, most));
  return start.toISOString().slice(0, 10);
}
