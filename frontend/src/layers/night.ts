/** One hour of the night: its hot cells, drawn twice so that one hour can pass into the next. */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { SHAPES_FROM, type Look } from './look';

/** The two pictures that take turns: while one is seen the other is made ready. */
export const SIDES = ['a', 'b'] as const;
export type Side = (typeof SIDES)[number];

const polygons: FilterSpecification = [
  'match',
  ['geometry-type'],
  ['Polygon', 'MultiPolygon'],
  true,
  false,
];
const points: FilterSpecification = [
  'match',
  ['geometry-type'],
  ['Point', 'MultiPoint'],
  true,
  false,
];

export function nightLayers({ palette, scale }: Look): LayerSpecification[] {
  const base = { source: 'night', minzoom: SHAPES_FROM } as const;
  const state = (side: Side): ExpressionSpecification => ['coalesce', ['feature-state', side], 0];
  const colour = (side: Side): ExpressionSpecification => [
    'match',
    state(side),
    1,
    palette.hotspot[0],
    2,
    palette.hotspot[1],
    3,
    palette.hotspot[2],
    'rgba(0, 0, 0, 0)',
  ];
  const whenHot = (side: Side, colour: string): ExpressionSpecification => [
    'case',
    ['>', state(side), 0],
    colour,
    'rgba(0, 0, 0, 0)',
  ];
  return SIDES.flatMap((side): LayerSpecification[] => [
    {
      id: `night-fill-${side}`,
      type: 'fill',
      ...base,
      filter: polygons,
      paint: { 'fill-color': colour(side), 'fill-opacity': 0 },
    },
    {
      // The lightest fill is near the ground's own lightness: hot ground always has a line.
      id: `night-line-${side}`,
      type: 'line',
      ...base,
      filter: ['all', polygons as ExpressionSpecification, ['get', 'lone']] as FilterSpecification,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': whenHot(side, palette.groupLine),
        'line-width': 1.2 * scale,
        'line-opacity': 0,
      },
    },
    {
      id: `night-point-${side}`,
      type: 'circle',
      ...base,
      filter: points,
      paint: {
        'circle-color': colour(side),
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['zoom'],
          SHAPES_FROM,
          2 * scale,
          15,
          7 * scale,
        ],
        'circle-stroke-color': whenHot(side, palette.groupLine),
        'circle-stroke-width': 1.2 * scale,
        'circle-opacity': 0,
        'circle-stroke-opacity': 0,
      },
    },
  ]);
}

/** What makes a side be seen, by the kind of its layers. */
export const SEEN = [
  ['fill', ['fill-opacity']],
  ['line', ['line-opacity']],
  ['point', ['circle-opacity', 'circle-stroke-opacity']],
] as const;
