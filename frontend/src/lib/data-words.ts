/** What the book was made of, in words: months that are there, rows that add up, codes that agree. */
import type { Data, DataMonth, DataSource } from '../api/types';
import { count, day, list, plural, shown, upperFirst } from './format';

/** What became of the rows of a source. */
export const FATES = ['located', 'unlocated', 'outside', 'refused'] as const;
export type Fate = (typeof FATES)[number];

export const FATE_WORDS: Record<Fate, string> = {
  located: 'located',
  unlocated: 'no place',
  outside: 'outside',
  refused: 'refused',
};

/** Every month that any source reaches, rising. */
export function allMonths(sources: readonly DataSource[]): string[] {
  return [...new Set(sources.flatMap((s) => s.months.map((m) => m.month)))].sort();
}

/** "police, Sep 2024: 1,512 rows, 1,367 located; about 90% is recorded yet" */
export function monthWords(source: DataSource, month: DataMonth | undefined, name: string): string {
  const where = `${source.label}, ${day(name)}`;
  if (!month) return `${where}: the source does not reach so far`;
  if (month.state === 'absent') return `${where}: nothing is held; ${month.reason ?? ''}`;
  const rows = source.withheld
    ? `rows not shown: ${source.withheld}`
    : `${shown(month.rows)} rows, ${shown(month.located)} located`;
  return `${where}: ${rows}${month.reason ? `; in part: ${month.reason}` : ''}`;
}

/** The title of the matrix: which months of which sources are not whole. */
export function coverageTitle(sources: readonly DataSource[]): string {
  const faults = sources.flatMap((source) => {
    const { months, label } = source;
    if (!months.length) return [`${label}: months not shown to this audience`];
    const absent = months.filter((m) => m.state === 'absent').length;
    const partial = months.filter((m) => m.state === 'partial');
    const words = [
      absent ? `${months.length - absent} of ${plural(months.length, 'month')} held` : '',
      partial.length
        ? `${list(partial.slice(0, 3).map((m) => day(m.month)))}${partial.length > 3 ? ' and others' : ''} in part`
        : '',
    ].filter(Boolean);
    return words.length ? [`${label}: ${words.join(', ')}`] : [];
  });
  if (!faults.length) return 'Every month of every source is there';
  const whole = sources.length - faults.length;
  const rest = whole ? `; the months of ${plural(whole, 'other source')} are all there` : '';
  return upperFirst(`${faults.join('; ')}${rest}`);
}

/** Whether no rate can be told over the whole period of a source, and what follows from it. */
export function gapWords(source: DataSource): string | null {
  const absent = source.months.filter((m) => m.state === 'absent').length;
  if (!absent) return null;
  const held = source.months.length - absent;
  return `${upperFirst(source.label)}: ${held} of ${plural(source.months.length, 'month')} are held. Rates count only these months; a fall to nothing in the others is a missing file, not a fall in crime.`;
}

/** The title of the accounts: "57,409 of 70,707 rows read have a place in the study area, 5,411 have none". */
export function accountsTitle(sources: readonly DataSource[]): string {
  const told = sources.filter((s) => s.rows !== null);
  const sum = (part: Fate | 'rows') => told.reduce((all, s) => all + (s[part] ?? 0), 0);
  const where =
    told.length < sources.length ? ` of ${told.length} of ${sources.length} sources` : '';
  const rest = `${count(sum('unlocated'))} have no usable place, ${count(sum('outside'))} lie outside, ${count(sum('refused'))} were refused`;
  return `${count(sum('located'))} of ${count(sum('rows'))} rows${where} have a place in the study area; ${rest}`;
}

/** "61,204 rows read = 59,871 located + 902 no place + 310 outside + 121 refused" */
export function accountTitle(source: DataSource): string {
  if (source.rows === null) return `${upperFirst(source.label)}: not shown to this audience`;
  const parts = FATES.map((fate) => `${shown(source[fate])} ${FATE_WORDS[fate]}`);
  return `${upperFirst(source.label)}: ${count(source.rows)} rows read = ${parts.join(' + ')}`;
}

/** Pieces of the accounting bar, in shares of it; what is not shown has none. */
export function accountPieces(source: DataSource): { fate: Fate; from: number; share: number }[] {
  const numbers = FATES.map((fate) => source[fate] ?? 0);
  const all = Math.max(
    1,
    numbers.reduce((sum, n) => sum + n, 0),
  );
  let from = 0;
  return FATES.map((fate, i) => {
    const share = (numbers[i] ?? 0) / all;
    const piece = { fate, from, share };
    from += share;
    return piece;
  });
}

/** "99.3%", never rounded up to a whole hundred. */
export function agreementWords(agree: number, comparable: number): string {
  if (comparable === 0) return '–';
  const percent = Math.min(agree === comparable ? 100 : 99.9, (agree / comparable) * 100);
  return `${percent.toFixed(1)}%`;
}

/** The list behind one number of the accounting bar: rows by how, and by file. */
export function behind(
  data: Data,
  source: DataSource,
  fate: Fate,
): { how: string; rows: number | null }[] {
  if (fate !== 'refused') {
    return source.placed.filter((one) => one.of === fate).map(({ how, rows }) => ({ how, rows }));
  }
  const files = (data.files ?? []).filter((file) => file.source === source.id);
  return files
    .filter((file) => file.refused !== 0)
    .map((file) => ({ how: file.file, rows: file.refused }));
}
