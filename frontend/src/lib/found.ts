/** What "go to" found: words, the address's key for it, and which place of the list stands there. */
import type { Bounds, Suggestion } from '../api/types';
import type { Row } from './rows';

/** About 150 m of latitude: a hotspot this near a place is at it. */
const NEAR = 0.00135;
/** A place is a point; about 350 m around it are shown. */
const AROUND = 0.0031;

/** "street:-2.23690,53.47730 Canal Street": names it in the address. */
export function foundKey({ kind, id }: Pick<Suggestion, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}

/** What to ask for to have the found thing again: its kind, and its name or code. */
export function askedOf(key: string): { kind: string; q: string } | null {
  const parts = /^(area|place|street):(.+)$/.exec(key);
  if (!parts) return null;
  const [, kind, id] = parts as unknown as [string, string, string];
  // An area is known by its code, a street or place by its name after its point.
  const q = kind === 'area' ? id.slice(id.indexOf(':') + 1) : id.replace(/^\S+ /, '');
  return { kind, q };
}

/** "street in Piccadilly", "Ward 2022", "custody", "kind of event, police". */
export function besideWords({ kind, beside }: Pick<Suggestion, 'kind' | 'beside'>): string {
  if (kind === 'street') return beside ? `street in ${beside}` : 'street';
  if (kind === 'category') return beside ? `kind of event, ${beside}` : 'kind of event';
  if (kind === 'preset') return 'preset';
  return beside || kind;
}

/** The ground to show: of a point what lies around it. */
export function groundOf(bbox: readonly number[]): Bounds {
  const [w, s, e, n] = bbox as [number, number, number, number];
  const across = Math.max(0, AROUND * 1.7 - (e - w) / 2);
  const up = Math.max(0, AROUND - (n - s) / 2);
  return [w - across, s - up, e + across, n + up];
}

/** The place of the list that a street or place is at: of its name, else the highest ranked near it. */
export function rowAt(found: Suggestion, rows: readonly Row[]): Row | null {
  const { bbox, label, kind } = found;
  if (!bbox || kind === 'area') return null;
  const [w, s, e, n] = bbox as [number, number, number, number];
  const near = rows.filter(
    ({ lon, lat }) =>
      lon >= w - NEAR * 1.7 && lon <= e + NEAR * 1.7 && lat >= s - NEAR && lat <= n + NEAR,
  );
  return near.find((row) => row.name === label) ?? near[0] ?? null;
}
