/** What a rule, not a choice, took out of the selection. */
import type { LeftOut } from '../api/types';

interface Rule {
  key: keyof LeftOut;
  what: string;
  why: string;
}

export const RULES: readonly Rule[] = [
  {
    key: 'activity',
    what: 'Police activity',
    why: 'exists because officers were there; it never counts as demand',
  },
  {
    key: 'dwelling',
    what: 'Homes and domestic',
    why: 'never a mapped place or a target; patrols cannot see them',
  },
  {
    key: 'institution',
    what: 'Custody and hospital',
    why: 'counted here, not a patrol target',
  },
  {
    key: 'setting',
    what: 'Other settings',
    why: 'not among the settings asked for',
  },
];

/** The sum of what is known to be left out; null when a part is hidden. */
export function leftOutTotal(left: LeftOut | undefined): number | null {
  if (!left) return 0;
  const parts = RULES.map(({ key }) => left[key]);
  return parts.some((n) => n === null) ? null : parts.reduce<number>((a, n) => a + (n ?? 0), 0);
}
