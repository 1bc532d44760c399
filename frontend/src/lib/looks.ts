/**
 * How many selections were made up today. The more of them are looked at, the surer one shows something
 * by chance; so each says its number. Agreed ones (the default and presets) are findings and not counted.
 */

interface Looks {
  day: string;
  selections: string[];
}

/** Adds a selection to what is kept; one looked at again keeps its number, and a new day begins anew. */
export function withLook(kept: string | null, day: string, selection: string): [string, number] {
  const before = read(kept);
  const selections = before?.day === day ? before.selections : [];
  const at = selections.indexOf(selection);
  if (at >= 0) return [kept ?? '', at + 1];
  const looks: Looks = { day, selections: [...selections, selection] };
  return [JSON.stringify(looks), looks.selections.length];
}

/** "exploratory: 4th look today" */
export function lookWords(nth: number): string {
  return `exploratory: ${ordinal(nth)} look today`;
}

/** The day where the page is looked at, "2026-11-22". */
export function dayOf(when: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
}

function ordinal(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const end = teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${end}`;
}

function read(text: string | null): Looks | null {
  try {
    const looks = JSON.parse(text ?? '') as Partial<Looks>;
    const strings = looks.selections?.every((s) => typeof s === 'string');
    return typeof looks.day === 'string' && strings ? (looks as Looks) : null;
  } catch {
    return null;
  }
}
