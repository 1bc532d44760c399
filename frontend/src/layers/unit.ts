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
      paint: {
        'line-color': palette.areaLine,
        // Hundreds of small areas must not turn the city grey.
        'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.6 * scale, 12.5, 1.4 * scale],
      },
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
