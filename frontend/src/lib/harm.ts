/** What the table says of the harm of a place: its sum, and how much of that is one event. */
import type { Group, HarmBasis } from '../api/types';
import { count, expected } from './format';

export interface HarmCell {
  /** "6,335" */
  text: string;
  /** "one 86%", with a dagger where its rank by harm hangs on that event. */
  one: string;
  /** The whole of it, for who cannot see the columns. */
  words: string;
}

/** Null where the harm of a place cannot be said or may not be seen. */
export function harmCell({ harm }: Pick<Group, 'harm'>): HarmCell | null {
  if (!harm) return null;
  const { largest_share: share, rank, rank_without_largest: without } = harm;
  const text = expected(harm.total);
  const part = share === null ? null : `${Math.round(share * 100)}%`;
  const unsure = rank !== null && rank !== without;
  const one = part ? `one ${part}${unsure ? '†' : ''}` : '';
  const falls = unsure && without !== null ? `, number ${count(without)} by harm without it` : '';
  return { text, one, words: `harm ${text}${part ? `, one event ${part} of it${falls}` : ''}` };
}

/** What is to be said of the harm of one place; null where it cannot be said. */
export function harmSentence({ harm }: Pick<Group, 'harm'>): string | null {
  if (!harm) return null;
  const { rank, rank_without_largest: without, largest_share: share } = harm;
  const said = `${expected(harm.total)} (${expected(harm.low)} to ${expected(harm.high)})`;
  if (share === null) return said;
  const one = `${said}, ${Math.round(share * 100)}% of it one event (offence ${harm.largest_code})`;
  if (rank === null || without === null) return one;
  return rank === without
    ? `${one}; number ${count(rank)} by harm with it and without it`
    : `${one}; number ${count(rank)} by harm, without it number ${count(without)}`;
}

/** Places by their harm; those of which it cannot be said last, each in the order given. */
export function byHarm<T extends Pick<Group, 'harm'>>(places: readonly T[]): T[] {
  const sum = ({ harm }: T) => harm?.total ?? -Infinity;
  return [...places].sort((a, b) => {
    const [one, other] = [sum(a), sum(b)];
    return one === other ? 0 : other - one;
  });
}

/** Whether there is a column of it. */
export function tellsHarm(basis: HarmBasis | undefined): boolean {
  return basis !== undefined && basis.refused === null;
}
