/** Words that stand on every printed page and picture. */
import type { Answer } from '../api/types';
import { clock, day, upperFirst } from './format';

/** Who may see it, that it is made up, which look of the day it is when nobody agreed on it beforehand. */
export function markings(
  { synthetic, audience }: Pick<Answer, 'synthetic' | 'audience'>,
  look: string | null,
): string[] {
  const marks = synthetic ? ['SYNTHETIC'] : [];
  marks.push(`For ${audience} use`);
  if (look) marks.push(upperFirst(look));
  return marks;
}

/** "printed 6 Oct 2023, 14:02", in the time of the reader. */
export function printedWords(when: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const iso = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  return `printed ${day(iso)}, ${clock(when)}`;
}

/** Keeps a month with its year: "Sep 2024" is not broken over two lines. */
export function unbroken(text: string): string {
  return text.replace(/([A-Z][a-z]{2}) (\d{4})/g, '$1\u00a0$2');
}
