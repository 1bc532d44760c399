/** What the table says of a place beside its own count: its change, and what another source counts. */
import type { ChangeGroup, Compare } from '../api/types';
import { arrow, intervalWords, percentChange } from './compare';
import { count, day, shown } from './format';

export interface PlaceChange {
  /** Which way, where that can be told; the colours of both ends are the same grey. */
  arrow: string;
  /** "+12", "new", "gone", or "*" where the counts are not for this audience. */
  text: string;
  /** -2 (clear fall) to 2 (clear rise). */
  step: number;
  /** The whole of it, for who cannot see the arrow. */
  words: string;
}

/**
 * Null where the place is hot in neither period, so that nothing was compared there, and where the
 * periods may not be compared: a gap in the record is no fall, and what follows it no rise.
 */
export function placeChange(id: string, compare: Compare | null): PlaceChange | null {
  const group = compare?.refused ? undefined : groupAt(id, compare);
  if (!group) return null;
  const { first, second, state, change } = group;
  const counts = `${shown(first)} after ${shown(second)}`;
  if (state === 'new') return { arrow: '', text: 'new', step: 2, words: `new, ${counts}` };
  if (state === 'gone') return { arrow: '', text: 'gone', step: -2, words: `gone, ${counts}` };
  const step = change?.step ?? 0;
  return {
    arrow: change ? arrow(step) : '',
    text: first === null || second === null ? '*' : signed(first - second),
    step,
    words: change ? `${counts}, ${percentChange(change.percent)}` : counts,
  };
}

/** "64 in the year to 30 Sep 2024, 74 in the year before: −14% (−38 to +21), no clear change" */
export function changeSentence(id: string, compare: Compare | null): string | null {
  if (compare?.refused) return `not told: ${compare.refused}`;
  const group = groupAt(id, compare);
  if (!group || !compare) return null;
  const [now, before] = daysOf(compare.first);
  const said = `${shown(group.first)} ${now}, ${shown(group.second)} ${before}`;
  if (!group.change) return said;
  const { percent, step } = group.change;
  const interval = intervalWords(group.change);
  const clear = step === 0 ? ', no clear change' : '';
  return `${said}: ${percentChange(percent)}${interval && ` (${interval})`}${clear}`;
}

/** The days of both counts: a year by its last day, a part of one by both of its ends. */
function daysOf({ from, to }: { from: string; to: string }): [string, string] {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  return days === 365 || days === 366
    ? [`in the year to ${day(to)}`, 'in the year before']
    : [`from ${day(from)} to ${day(to)}`, 'in the same days a year earlier'];
}

/** The count of the second side at a place of the first; null where it is not known. */
export function countBeside(id: string, compare: Compare | null): string | null {
  const group = groupAt(id, compare);
  return group ? shown(group.second) : null;
}

/** Places by how much they rose in number; those without a number last, each in the order given. */
export function byChange<T extends { id: string }>(places: readonly T[], compare: Compare | null) {
  const rise = ({ id }: T) => {
    const group = compare?.refused ? undefined : groupAt(id, compare);
    if (!group || group.first === null || group.second === null) return -Infinity;
    return group.first - group.second;
  };
  return [...places].sort((a, b) => {
    const [one, other] = [rise(a), rise(b)];
    return one === other ? 0 : other - one;
  });
}

function groupAt(id: string, compare: Compare | null): ChangeGroup | undefined {
  return compare?.groups.find((group) => group.id === id);
}

function signed(n: number): string {
  return n > 0 ? `+${count(n)}` : count(n);
}
