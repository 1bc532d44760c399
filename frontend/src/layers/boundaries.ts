/** Areas give structure: the outer edge of the study area, and its small areas from close by. */
import type { LayerSpecification } from 'maplibre-gl';
import { REGULAR, type Look } from './look';

export function boundaryLayers({ palette, scale }: Look): LayerSpecification[] {
  return [
    {
      id: 'area-line',
      type: 'line',
      source: 'areas',
      'source-layer': 'areas',
      minzoom: 13,
      paint: { 'line-color': palette.areaLine, 'line-width': 0.5, 'line-opacity': 0.7 },
    },
    {
      id: 'study-line',
      type: 'line',
      source: 'areas',
      'source-layer': 'study',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.areaLine, 'line-width': 1.6 },
    },
    {
      id: 'label-outside',
      type: 'symbol',
      source: 'outside-words',
      layout: {
        'text-field': 'outside the data',
        'text-font': REGULAR,
        'text-size': 12 * scale,
        'text-letter-spacing': 0.06,
      },
      paint: {
        'text-color': palette.quiet,
        'text-halo-color': palette.outside,
        'text-halo-width': 2,
      },
    },
  ];
}
