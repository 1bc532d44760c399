/** Areas as the unit that is tested: all of them outlined and named, hot or not, at every zoom. */
import type { LayerSpecification } from 'maplibre-gl';
import { SEMIBOLD, type Look } from './look';

/** Names of areas have room from here. */
const NAMES_FROM = 10.4;

export function unitLayers({ palette, scale }: Look): LayerSpecification[] {
  const areas = { source: 'unit-areas', 'source-layer': 'areas' } as const;
  return [
    {
      id: 'unit-area-line',
      type: 'line',
      ...areas,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.areaLine, 'line-width': 1.2 * scale },
    },
    {
      id: 'label-unit-area',
      type: 'symbol',
      ...areas,
      minzoom: NAMES_FROM,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': SEMIBOLD,
        'text-size': 13 * scale,
        'text-max-width': 7,
        'text-padding': 4,
      },
      paint: {
        'text-color': palette.ink,
        'text-halo-color': palette.ground,
        'text-halo-width': 2,
      },
    },
  ];
}
