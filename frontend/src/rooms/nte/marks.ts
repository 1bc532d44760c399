/** What stands on the map for the list that is open: symbols, or nothing where the clusters do. */
import { aroundPoint } from '../../lib/bounds';
import type { Repeat } from '../../map/repeat';
import type { DotRow } from '../../lib/dots';
import { listOf, tableOf } from './tables';
import type { NteRoom } from './nte.svelte';

/** Null where the map shows its own findings. */
export function marksOf(room: NteRoom): Repeat[] | null {
  const list = listOf(room);
  if (list === 'clusters') return null;
  if (list === 'areas') return [];
  const look = list === 'premises' ? 'venue' : 'other';
  return (tableOf(room)?.rows ?? []).flatMap((row) => mark(row, look));
}

function mark(row: DotRow, look: string): Repeat[] {
  const { id, lon, lat } = row;
  if (id === null || lon === null || lat === null) return [];
  return [
    {
      id,
      rank: row.rank === '–' ? null : Number(row.rank),
      name: row.name,
      class: 0,
      events: row.value === null ? null : Math.round(row.value),
      expected: null,
      lon,
      lat,
      bbox: aroundPoint(lon, lat),
      mark: row.rank,
      look,
      target: row.told,
    },
  ];
}
