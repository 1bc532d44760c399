/**
 * The window part of a selection, `fri22-sat07,sat22-sun07`, as spans of the week and as words.
 * A span starts on the hour of one day and ends, exclusive, on the hour of that or a later day.
 */

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

export interface Span {
  startDay: Day;
  startHour: number;
  endDay: Day;
  endHour: number;
}

const SPAN = /^(mon|tue|wed|thu|fri|sat|sun)(\d{2})-(mon|tue|wed|thu|fri|sat|sun)(\d{2})$/;

/** Null when the text is not a window; the server says what is accepted. */
export function parseWindow(text: string): Span[] | null {
  const spans: Span[] = [];
  for (const part of text.split(',')) {
    const m = SPAN.exec(part.trim());
    if (!m) return null;
    const [startHour, endHour] = [Number(m[2]), Number(m[4])];
    if (startHour > 23 || endHour > 24) return null;
    spans.push({ startDay: m[1] as Day, startHour, endDay: m[3] as Day, endHour });
  }
  return spans;
}

/** The nights (or days) that start on each of `days`, all with the same hours. */
export function windowOf(days: readonly Day[], startHour: number, endHour: number): string {
  return DAYS.filter((d) => days.includes(d))
    .map((d) => {
      const endDay = endHour > startHour ? d : nextDay(d);
      return `${d}${pad(startHour)}-${endDay}${pad(endHour)}`;
    })
    .join(',');
}

/** The nights asked for most; one press each. */
export const QUICK_WINDOWS: readonly { label: string; window: string }[] = [
  { label: 'Fri + Sat nights 22–07', window: 'fri22-sat07,sat22-sun07' },
  { label: 'Friday night after midnight (Sat 00–07)', window: 'sat00-sat07' },
  { label: 'Saturday night after midnight (Sun 00–07)', window: 'sun00-sun07' },
];

/** Days and hours when every span has the same hours and lasts under a day; else null. */
export function simpleWindow(
  spans: readonly Span[],
): { days: Day[]; start: number; end: number } | null {
  const first = spans[0];
  if (!first) return null;
  const same = spans.every(
    (s) =>
      s.startHour === first.startHour &&
      s.endHour === first.endHour &&
      s.endDay === (s.endHour > s.startHour ? s.startDay : nextDay(s.startDay)),
  );
  return same
    ? { days: spans.map((s) => s.startDay), start: first.startHour, end: first.endHour }
    : null;
}

/** "Fri + Sat nights 22:00–07:00", "Tue 04:00–05:00", "any hour" for null. */
export function windowWords(text: string | null): string {
  if (!text) return 'any hour';
  const spans = parseWindow(text);
  if (!spans) return text;
  const simple = simpleWindow(spans);
  if (!simple) {
    return spans
      .map((s) => {
        const end = s.endDay === s.startDay ? '' : `${name(s.endDay)} `;
        return `${name(s.startDay)} ${pad(s.startHour)}:00–${end}${pad(s.endHour)}:00`;
      })
      .join(', ');
  }
  const overnight = simple.end <= simple.start;
  const days = simple.days.length === 7 ? 'every day' : simple.days.map(name).join(' + ');
  const night = overnight ? (simple.days.length === 1 ? ' night' : ' nights') : '';
  const which = simple.days.length === 7 && overnight ? 'every night' : days + night;
  return `${which} ${pad(simple.start)}:00–${pad(simple.end)}:00`;
}

function nextDay(day: Day): Day {
  return DAYS[(DAYS.indexOf(day) + 1) % 7] ?? 'mon';
}

function name(day: Day): string {
  return day.charAt(0).toUpperCase() + day.slice(1);
}

function pad(hour: number): string {
  return String(hour).padStart(2, '0');
}
