/** Numbers and dates as words, `en-GB`: 1,204; 6 Oct 2023; en dash ranges; a real minus. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** 1204 -> "1,204". */
export function count(n: number): string {
  return minus(whole.format(n));
}

/** A count that may be hidden from this audience: "1,204" or "*". */
export function shown(n: number | null): string {
  return n === null ? '*' : count(n);
}

/** An expected count: one decimal under ten, none above; what would round to nothing is "<0.1". */
export function expected(n: number): string {
  if (n > 0 && n < 0.1) return '<0.1';
  return minus((Math.abs(n) < 9.95 ? tenth : whole).format(n));
}

/** One noun for a number: "1 event", "1,204 events". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** "1–2", or nothing when the rank is sure or its interval unknown. */
export function rankInterval(low: number | null, high: number | null): string {
  return low === null || high === null || low === high ? '' : `${low}–${high}`;
}

/** A rank, or an en dash where there is none. */
export function rankWord(rank: number | null): string {
  return rank === null ? '–' : String(rank);
}

/** A q-value as a person reads it: "<0.001", "0.004", "0.12". */
export function qValue(q: number): string {
  if (q < 0.001) return '<0.001';
  return q.toFixed(q < 0.01 ? 3 : 2);
}

/**
 * A q-value as a share of false alarms: "fewer than 1 in 1,000". Rounds towards caution, and
 * claims no more than the strongest class of the map does.
 */
export function falseAlarms(q: number): string {
  const steps = [1_000, 100, 20];
  const step = steps.find((s) => q <= 1 / s);
  if (step) return `fewer than 1 in ${count(step)}`;
  return `about ${Math.max(1, Math.round(q * 100))} in 100`;
}

/** "22-03" from the server -> "22–03". */
export function hours(label: string): string {
  return label.replaceAll('-', '–');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "2023-10-06" -> "6 Oct 2023"; "2023-10" -> "Oct 2023". Anything else comes back unchanged. */
export function day(iso: string): string {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(iso);
  const month = parts && MONTHS[Number(parts[2]) - 1];
  if (!parts || !month) return iso;
  return parts[3] ? `${Number(parts[3])} ${month} ${parts[1]}` : `${month} ${parts[1]}`;
}

/** The days of a month, 28..31. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Both days inclusive: "Oct 2021–Sep 2024" when they are whole months, else full days. */
export function period(from: string, to: string): string {
  const last = daysInMonth(Number(to.slice(0, 4)), Number(to.slice(5, 7)));
  const wholeMonths = from.endsWith('-01') && to.endsWith(`-${String(last).padStart(2, '0')}`);
  const [a, b] = wholeMonths ? [day(from.slice(0, 7)), day(to.slice(0, 7))] : [day(from), day(to)];
  return a === b ? a : `${a}–${b}`;
}

/** A clock time, "14:02". */
export function clock(when: Date): string {
  return when.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** ["a", "b", "c"] -> "a, b and c". */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** "Violence and sexual offences" -> "violence and sexual offences"; "A&E" and "ASB" keep their capitals. */
export function lowerFirst(text: string): string {
  return /^[A-Z][^A-Z&]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function minus(text: string): string {
  return text.replace('-', '−');
}
