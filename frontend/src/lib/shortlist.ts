/** Which places of the shortlist an answer holds, and where they can be taken from. */
import type { Hotspots, Places } from '../api/types';

export interface Shortlisted {
  /** In the order of the table. */
  ids: string[];
  /** How many of the shortlist the table does not hold. */
  absent: number;
  table: 'hotspots' | 'places';
  selection: string;
}

export function shortlistOf(
  short: readonly string[],
  places: Places | null,
  hotspots: Hotspots | null,
): Shortlisted {
  const rows = places ? places.places : (hotspots?.groups ?? []);
  const ids = rows.map((row) => row.id).filter((id) => short.includes(id));
  return {
    ids,
    absent: short.length - ids.length,
    table: places ? 'places' : 'hotspots',
    selection: (places ?? hotspots)?.selection ?? '',
  };
}
