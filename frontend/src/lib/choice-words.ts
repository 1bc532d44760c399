/** Setting, days, flags and location of a selection, as the sentence says them. */
import { list, lowerFirst } from './format';

/** Settings that stand for several: the words of the choice and the reason. */
export const SETTING_CHOICES = [
  {
    id: 'public',
    label: 'In public places',
    note: 'streets, open space, licensed, shops, transport, unknown; not domestic, custody or hospital',
  },
  {
    id: 'non-dwelling',
    label: 'Anywhere but homes',
    note: 'custody and hospital included; not domestic',
  },
  { id: 'any', label: 'Anywhere', note: 'homes and domestic included' },
] as const;

const PLACES: Record<string, string> = {
  street: 'streets',
  'open-space': 'open space',
  licensed: 'licensed premises',
  retail: 'shops',
  transport: 'transport',
  dwelling: 'homes',
  institution: 'institutions',
  unknown: 'unknown settings',
};

/** "in public places", "anywhere", "in licensed premises and streets". */
export function settingWords(setting: string): string {
  const choice = SETTING_CHOICES.find((c) => c.id === setting);
  if (choice) return lowerFirst(choice.label);
  return `in ${list(setting.split(',').map((s) => PLACES[s] ?? s))}`;
}

/** "any date", "ordinary days", "match days and bank holidays". */
export function daysWords(days: string | undefined): string {
  // Not "any day": the hours of the week have said which days these are.
  if (!days) return 'any date';
  return list(days.split(',').map(kindWords));
}

/** "match-day" -> "match days" */
export function kindWords(kind: string): string {
  if (kind === 'ordinary') return 'ordinary days';
  const words = kind.replaceAll('-', ' ');
  return /(day|week|term)$/.test(words) ? `${words}s` : `${words} days`;
}

export type FlagUse = 'any' | 'only' | 'not';

/** "flagged or not", "flagged knife, not flagged domestic". */
export function flagWords(flag: string | undefined): string {
  if (!flag) return 'flagged or not';
  const words = flag.split(',');
  const only = words.filter((w) => !w.startsWith('-'));
  const without = words.filter((w) => w.startsWith('-')).map((w) => w.slice(1));
  return [
    only.length ? `flagged ${list(only)}` : '',
    without.length ? `not flagged ${without.join(' or ')}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

export function flagUse(flag: string | undefined, word: string): FlagUse {
  const words = flag?.split(',') ?? [];
  if (words.includes(word)) return 'only';
  return words.includes(`-${word}`) ? 'not' : 'any';
}

/** The selection's text for the use of each flag. */
export function flagText(uses: Record<string, FlagUse>): string {
  return Object.entries(uses)
    .flatMap(([word, use]) => (use === 'any' ? [] : [use === 'only' ? word : `-${word}`]))
    .join(',');
}

export const LOCATED_CHOICES = [
  {
    id: 'happened',
    label: 'Where it happened',
    note: 'an assault found out at a hospital stands where it took place',
  },
  {
    id: 'recorded',
    label: 'Where it was recorded',
    note: 'hospitals and police stations then look worse than they are',
  },
] as const;

export function locatedWords(located: string | undefined): string {
  return located === 'recorded' ? 'where it was recorded' : 'where it happened';
}
