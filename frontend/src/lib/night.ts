/** The night as maps: one frame an hour, each tested, all corrected together. */
import type { Hours } from '../api/types';
import { list, plural } from './format';
import type { Row } from './rows';
import { hoursInWindow, pad } from './week';
import { DAYS } from './window';

export type Frame = Hours['frames'][number];

/** How long an hour stands while the night plays, and how long it takes to change, ms. */
export const HOLD_MS = 900;
export const FADE_MS = 200;

/**
 * Positions of the frames in the order they are played. The hours of a window come as a night does; a
 * whole day is played from morning to morning, so that its night is in one piece.
 */
export function playOrder(frames: readonly Frame[]): number[] {
  const order = frames.map((_, i) => i);
  if (frames.length < 24) return order;
  const first = frames.findIndex((f) => f.hour === 6);
  return [...order.slice(first), ...order.slice(0, first)];
}

/** The hour `by` steps away, round the end of the night; from none, its first or last. */
export function stepHour(frames: readonly Frame[], hour: number | null, by: 1 | -1): number | null {
  const hours = playOrder(frames).map((i) => frames[i]?.hour ?? 0);
  if (!hours.length) return null;
  const at = hour === null ? -1 : hours.indexOf(hour);
  if (at < 0) return hours.at(by > 0 ? 0 : -1) ?? null;
  return hours[(at + by + hours.length) % hours.length] ?? null;
}

/** The class of each place of a list of digits at one frame, 0 to 3. */
export function classAt(classes: string, frame: number): number {
  return Number(classes[frame] ?? 0);
}

/** "Sat + Sun 01:00"; no days where the hour is looked at on all of them. */
export function clockWords(window: string | null | undefined, hour: number): string {
  const time = `${pad(hour)}:00`;
  const inside = hoursInWindow(window);
  if (!inside) return time;
  const days = DAYS.filter((_, day) => inside.has(day * 24 + hour));
  if (days.length === 7 || !days.length) return time;
  return `${days.map((d) => d.charAt(0).toUpperCase() + d.slice(1)).join(' + ')} ${time}`;
}

/** "7 hotspots", and what else is hot then: cells of no hotspot of the selection. */
export function frameWords(hours: Hours, at: number): { hot: string; other: string } {
  const frame = hours.frames[at];
  if (!frame) return { hot: '', other: '' };
  const lone = hours.cells.filter((c) => c.group === null && classAt(c.classes, at) > 0).length;
  return {
    hot: frame.groups ? plural(frame.groups, 'hotspot') : 'no hotspot',
    other: lone ? ` and ${plural(lone, 'other cell')}` : '',
  };
}

/** "Most from 23:00 to 03:00, 5 of 5 hotspots; fewest at 06:00, 3" */
export function nightTitle(hours: Hours): string {
  const frames = playOrder(hours.frames).flatMap((i) => hours.frames[i] ?? []);
  const all = hours.groups.length;
  const most = Math.max(0, ...frames.map((f) => f.groups));
  const least = Math.min(most, ...frames.map((f) => f.groups));
  if (!all || !most) return 'No hotspot is hot at any single hour';
  if (most === least) return `At every hour ${most} of ${plural(all, 'hotspot')} are hot`;
  return (
    `Most ${hoursWith(frames, most)}, ${most} of ${plural(all, 'hotspot')}; ` +
    `fewest ${hoursWith(frames, least)}, ${least || 'none'}`
  );
}

/** "at 18:00", "from 23:00 to 03:00", "at 18:00 and from 23:00 to 03:00": every hour with that many. */
function hoursWith(frames: readonly Frame[], groups: number): string {
  const spans: Frame[][] = [];
  frames.forEach((frame, i) => {
    if (frame.groups !== groups) return;
    if (i > 0 && frames[i - 1]?.groups === groups) spans.at(-1)?.push(frame);
    else spans.push([frame]);
  });
  const time = (frame: Frame | undefined) => `${pad(frame?.hour ?? 0)}:00`;
  return list(
    spans.map((span) =>
      span.length > 1 ? `from ${time(span[0])} to ${time(span.at(-1))}` : `at ${time(span[0])}`,
    ),
  );
}

/** The hours at which a place is hot, in the order of the night: "20–04, 07", "none". */
export function hotHours(hours: Hours, classes: string): string {
  const order = playOrder(hours.frames);
  const spans: [number, number][] = [];
  let open = false;
  for (const i of order) {
    const hour = hours.frames[i]?.hour ?? 0;
    const last = spans.at(-1);
    if (!classAt(classes, i)) open = false;
    else if (open && last) last[1] = hour;
    else {
      spans.push([hour, hour]);
      open = true;
    }
  }
  const words = spans.map(([from, to]) => `${pad(from)}–${pad((to + 1) % 24)}`);
  return words.join(', ') || 'none';
}

/** The badges of one hour: each in the colour that its place has then. */
export function nightRows(rows: readonly Row[], hours: Hours | null, at: number | null) {
  if (!hours || at === null) return rows;
  const classes = new Map(hours.groups.map((g) => [g.id, g.classes]));
  return rows.map((row) => ({ ...row, look: String(classAt(classes.get(row.id) ?? '', at)) }));
}
