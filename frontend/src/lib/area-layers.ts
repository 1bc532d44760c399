/** Which layer of areas a page of areas is about. */
import type { LayerInfo, Meta } from '../api/types';
import type { Selection } from '../state/url';

/** Kinds people know their areas by, the best known first. */
const KNOWN = ['ward', 'district', 'beat'];

/** The layer of the picked area, else the one named, else the best known of the book. */
export function layerOf(
  meta: Meta,
  selection: Selection,
  named: string | null,
): LayerInfo | undefined {
  const held = (id: string | null | undefined) => meta.layers.find((layer) => layer.id === id);
  const known = KNOWN.map((kind) => meta.layers.find((layer) => layer.kind === kind));
  return (
    held(selection.area?.split(':')[0]) ??
    held(named) ??
    known.find((layer) => layer !== undefined) ??
    meta.layers[0]
  );
}

/** Areas whose name or code holds what was typed. */
export function matching<T extends { name: string; code: string }>(
  areas: readonly T[],
  typed: string,
): T[] {
  const wanted = typed.trim().toLowerCase();
  return areas.filter(({ name, code }) => `${name} ${code}`.toLowerCase().includes(wanted));
}

/** The noun for one area of a layer: "ward", "LSOA", "beat". */
export function areaNoun({ kind }: LayerInfo): string {
  return ['lsoa', 'msoa', 'oa'].includes(kind) ? kind.toUpperCase() : kind.replaceAll('-', ' ');
}
