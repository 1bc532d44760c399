/** Land, parks, water and rail: the quiet sheet under everything. */
import type { LayerSpecification } from 'maplibre-gl';
import { ITALIC, type Look } from './look';

export function groundLayers({ palette, scale }: Look): LayerSpecification[] {
  return [
    { id: 'outside', type: 'background', paint: { 'background-color': palette.outside } },
    {
      id: 'land',
      type: 'fill',
      source: 'base',
      'source-layer': 'study',
      paint: { 'fill-color': palette.ground, 'fill-antialias': false },
    },
    {
      id: 'park',
      type: 'fill',
      source: 'base',
      'source-layer': 'ground',
      filter: ['all', ['==', ['get', 'class'], 'park'], ['==', ['geometry-type'], 'Polygon']],
      paint: { 'fill-color': palette.park },
    },
    {
      id: 'water',
      type: 'fill',
      source: 'base',
      'source-layer': 'ground',
      filter: [
        'all',
        ['in', ['get', 'class'], ['literal', ['water', 'canal']]],
        ['==', ['geometry-type'], 'Polygon'],
      ],
      paint: { 'fill-color': palette.water },
    },
    {
      id: 'canal',
      type: 'line',
      source: 'base',
      'source-layer': 'ground',
      filter: [
        'all',
        ['in', ['get', 'class'], ['literal', ['water', 'canal']]],
        ['==', ['geometry-type'], 'LineString'],
      ],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.water,
        'line-width': [
          'interpolate',
          ['exponential', 1.6],
          ['zoom'],
          10,
          ['match', ['get', 'class'], 'water', 2.5, 1.2],
          16,
          ['match', ['get', 'class'], 'water', 34, 10],
        ],
      },
    },
    {
      id: 'rail',
      type: 'line',
      source: 'base',
      'source-layer': 'ground',
      filter: ['==', ['get', 'class'], 'rail'],
      paint: {
        'line-color': palette.areaLine,
        'line-width': ['interpolate', ['linear'], ['zoom'], 10, 1, 16, 3.2],
      },
    },
    {
      id: 'rail-ties',
      type: 'line',
      source: 'base',
      'source-layer': 'ground',
      minzoom: 11.5,
      filter: ['==', ['get', 'class'], 'rail'],
      paint: {
        'line-color': palette.ground,
        'line-width': ['interpolate', ['linear'], ['zoom'], 11.5, 0.6, 16, 1.8],
        'line-dasharray': [4, 4],
      },
    },
    {
      id: 'label-ground',
      type: 'symbol',
      source: 'base',
      'source-layer': 'ground',
      minzoom: 12,
      filter: ['all', ['has', 'name'], ['!=', ['get', 'class'], 'rail']],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ITALIC,
        'text-size': 11.5 * scale,
        'text-max-width': 7,
        'text-padding': 6,
        visibility: scale > 1 ? 'none' : 'visible',
      },
      paint: {
        'text-color': ['match', ['get', 'class'], 'park', palette.parkLabel, palette.waterLabel],
        'text-halo-color': palette.ground,
        'text-halo-width': 2,
      },
    },
  ];
}
