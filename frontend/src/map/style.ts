/** The whole map style: sources, fonts, layers in order. */
import type {
  GeoJSONSourceSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { tileTemplate } from '../api/client';
import type { Bounds, TileJson } from '../api/types';
import { badgeLayers } from '../layers/badges';
import { boundaryLayers } from '../layers/boundaries';
import { changeLayers } from '../layers/change';
import { foundLayers } from '../layers/found';
import { groundLayers } from '../layers/ground';
import { hotspotLayers } from '../layers/hotspots';
import type { Look } from '../layers/look';
import { nightLayers } from '../layers/night';
import { placeLayers } from '../layers/places';
import { repeatLayers } from '../layers/repeat';
import { streetLayers } from '../layers/streets';
import { inOrder } from './layer-order';

export interface StyleNeeds extends Look {
  /** The area layer whose union is the study area; null when the book has none. */
  study: string | null;
}

export function allLayers(needs: StyleNeeds): LayerSpecification[] {
  const layers = [
    ...groundLayers(needs),
    ...streetLayers(needs),
    ...hotspotLayers(needs),
    ...nightLayers(needs),
    ...boundaryLayers(needs),
    ...placeLayers(needs),
    ...changeLayers(needs),
    ...foundLayers(needs),
    ...repeatLayers(needs),
    ...badgeLayers(needs),
  ];
  return needs.study ? layers : layers.filter((l) => !('source' in l) || l.source !== 'areas');
}

export interface TileRanges {
  base: TileJson;
  hotspots: TileJson;
  areas: TileJson;
}

export function style(
  needs: StyleNeeds,
  ranges: TileRanges,
  bounds: Bounds,
  selection: string,
  fonts: Record<string, string>,
): StyleSpecification {
  const vector = (layer: string, range: TileJson, query = '') => ({
    type: 'vector' as const,
    tiles: [tileTemplate(layer, query)],
    minzoom: range.minzoom ?? 0,
    maxzoom: range.maxzoom ?? 14,
  });
  return {
    version: 8,
    'font-faces': fonts,
    sources: {
      base: { ...vector('base', ranges.base), bounds },
      hotspots: {
        ...vector('hotspots', ranges.hotspots, selection),
        promoteId: { groups: 'id' },
      },
      ...(needs.study ? { areas: vector(`areas-${needs.study}`, ranges.areas) } : {}),
      badges: { ...empty(), promoteId: 'id' },
      leaders: empty(),
      flower: empty(),
      change: { ...empty(), promoteId: 'id' },
      night: { ...empty(), promoteId: 'id' },
      repeat: { ...empty(), promoteId: 'id' },
      found: empty(),
      'outside-words': empty(),
    },
    layers: inOrder(allLayers(needs)),
  };
}

function empty(): GeoJSONSourceSpecification {
  return { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
}
