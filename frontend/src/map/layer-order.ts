/** The one list of map layers, bottom to top. A layer that is not in it is an error. */
import type { LayerSpecification } from 'maplibre-gl';

export const LAYER_ORDER = [
  'outside',
  'land',
  'park',
  'water',
  'canal',
  'basemap-park',
  'basemap-water',
  'basemap-waterway',
  'group-fill',
  'cell-fill',
  'night-fill-a',
  'night-fill-b',
  'change-fill',
  'change-hatch',
  'rail',
  'rail-ties',
  'basemap-rail',
  'basemap-casing-minor',
  'basemap-casing-secondary',
  'basemap-casing-main',
  'basemap-street-minor',
  'basemap-street-secondary',
  'basemap-street-main',
  'street-casing-minor',
  'street-casing-secondary',
  'street-casing-main',
  'street-minor',
  'street-secondary',
  'street-main',
  'group-gap',
  'group-line',
  'night-line-a',
  'night-line-b',
  'cell-street',
  'cell-premises',
  'night-point-a',
  'night-point-b',
  'change-gap',
  'change-line',
  'change-gone',
  'area-line',
  'unit-area-line',
  'study-line',
  'found-street',
  'found-area-line',
  'found-ring',
  'found-point',
  'group-hover',
  'group-selected-halo',
  'group-selected',
  'change-selected-halo',
  'change-selected',
  'label-outside',
  'basemap-label-place',
  'basemap-label-street',
  'label-anchor',
  'label-ground',
  'label-street-minor',
  'place',
  'label-street-secondary',
  'label-street-main',
  'label-unit-area',
  'label-found-ring',
  'label-group',
  'label-repeat',
  'badge-leader-casing',
  'badge-leader',
  'badge-dot',
  'label-group-lead',
  'label-selected',
  'flower-count',
  'repeat-marked',
  'repeat-ring',
  'repeat-symbol',
  'label-repeat-lead',
  'badge-ring',
  'badge',
] as const;

const POSITION = new Map<string, number>(LAYER_ORDER.map((id, i) => [id, i]));

/** Place from the bottom; of several layers of one kind, `kind:n`, that of the kind. Throws on an unlisted one. */
function positionOf(id: string): number {
  const position = POSITION.get(id.split(':')[0] ?? id);
  if (position === undefined) throw new Error(`map layer "${id}" is not in LAYER_ORDER`);
  return position;
}

/** Sorts layers bottom to top. Throws on an unlisted or doubled layer. */
export function inOrder(layers: readonly LayerSpecification[]): LayerSpecification[] {
  const seen = new Set<string>();
  for (const { id } of layers) {
    positionOf(id);
    if (seen.has(id)) throw new Error(`map layer "${id}" is given twice`);
    seen.add(id);
  }
  return [...layers].sort((a, b) => positionOf(a.id) - positionOf(b.id));
}

/** Of the layers on a map, the lowest that belongs above `id`; undefined puts it on top. */
export function layerAbove(id: string, onMap: readonly string[]): string | undefined {
  const own = positionOf(id);
  return onMap.find((other) => positionOf(other) > own);
}
