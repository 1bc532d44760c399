/** What each of two maps shows of a comparison. */
import { sideRows, type SideOf } from '../lib/side-by-side';
import type { Pair } from '../state/sides.svelte';
import { sharedMeasure } from './badges';
import type { Picture } from './create';

export function sidePicture(
  { compare, first, second }: Pair,
  of: SideOf,
  picked: string | null,
): Picture {
  const rows = {
    first: sideRows(first.groups, compare.groups),
    second: sideRows(second.groups, compare.groups),
  };
  return {
    kind: 'hotspots',
    selection: (of === 'first' ? first : second).selection,
    rows: rows[of],
    symbols: [],
    shapes: [],
    picked,
    measure: sharedMeasure(rows.first, rows.second),
  };
}
