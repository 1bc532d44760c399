/** The last days at each hotspot: what was new, beside what is usual. */
import type { EventRow, Recent } from '../api/types';
import { plural } from './format';

export type LatestGroup = Recent['groups'][number];

/** Lengths offered: a fortnight from meeting to meeting, and the one before with it. */
export const LAST_DAYS = [14, 28] as const;

/** "usual 3.2", or why none is said. */
export function usualWords(group: LatestGroup): string {
  return group.usual === null ? '–' : group.usual.toFixed(1);
}

/** "Fri 6 Sep 2024 (2), Sat 7 Sep 2024"; the count only where it is more than one. */
export function dayWords(days: LatestGroup['days'], most = Infinity): string {
  const said = days
    .slice(0, most)
    .map(({ label, count }) => (count > 1 ? `${label} (${count})` : label));
  const rest = days.length - said.length;
  return said.join(', ') + (rest > 0 ? ` and ${plural(rest, 'day')} more` : '');
}

/** When a row happened, as one text: an interval only where its ends differ. */
export function whenWords({ from, to }: Pick<EventRow, 'from' | 'to'>): string {
  if (from === to) return from;
  const [day, time] = to.split(' ');
  return time && from.startsWith(day ?? '') ? `${from}–${time}` : `${from} – ${to}`;
}
