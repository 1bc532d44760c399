/** Findings: group shapes far out, cells by class near, the line around each group always. */
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { CELLS_FROM, SHAPES_FROM, SEMIBOLD, type Look } from './look';

/** Cells, squares and areas are polygons, street segments lines, premises points. */
function drawnAs(kind: 'Polygon' | 'LineString' | 'Point'): FilterSpecification {
  return ['match', ['geometry-type'], [kind, `Multi${kind}`], true, false];
}

export function hotspotLayers(look: Look): LayerSpecification[] {
  const { palette, scale } = look;
  const groups = { source: 'hotspots', 'source-layer': 'groups' } as const;
  const cells = { source: 'hotspots', 'source-layer': 'cells' } as const;
  const fill: ExpressionSpecification = [
    'match',
    ['get', 'class'],
    3,
    palette.hotspot[2],
    2,
    palette.hotspot[1],
    palette.hotspot[0],
  ];
  const whenState = (state: string, on: number): ExpressionSpecification => [
    'case',
    ['boolean', ['feature-state', state], false],
    on,
    0,
  ];
  return [
    {
      id: 'group-fill',
      type: 'fill',
      ...groups,
      minzoom: SHAPES_FROM,
      maxzoom: CELLS_FROM,
      filter: drawnAs('Polygon'),
      paint: { 'fill-color': fill },
    },
    {
      id: 'cell-fill',
      type: 'fill',
      ...cells,
      minzoom: CELLS_FROM,
      filter: drawnAs('Polygon'),
      paint: { 'fill-color': fill },
    },
    {
      id: 'group-gap',
      type: 'line',
      ...groups,
      minzoom: SHAPES_FROM,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.ground,
        'line-width': ['interpolate', ['linear'], ['zoom'], SHAPES_FROM, 3.6, 13, 5],
      },
    },
    {
      id: 'group-line',
      type: 'line',
      ...groups,
      minzoom: SHAPES_FROM,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.groupLine, 'line-width': 1.6 * scale },
    },
    {
      id: 'cell-street',
      type: 'line',
      ...cells,
      minzoom: SHAPES_FROM,
      filter: drawnAs('LineString'),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': fill,
        'line-width': ['interpolate', ['linear'], ['zoom'], SHAPES_FROM, 2 * scale, 15, 7 * scale],
      },
    },
    {
      id: 'cell-premises',
      type: 'circle',
      ...cells,
      minzoom: SHAPES_FROM,
      filter: drawnAs('Point'),
      paint: {
        'circle-color': fill,
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['zoom'],
          SHAPES_FROM,
          2 * scale,
          15,
          7 * scale,
        ],
        'circle-stroke-color': palette.groupLine,
        'circle-stroke-width': 1.2 * scale,
      },
    },
    {
      id: 'group-hover',
      type: 'line',
      ...groups,
      minzoom: SHAPES_FROM,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.ink, 'line-width': whenState('hover', 3) },
    },
    {
      id: 'group-selected-halo',
      type: 'line',
      ...groups,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.panel, 'line-width': whenState('picked', 9 * scale) },
    },
    {
      id: 'group-selected',
      type: 'line',
      ...groups,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.focus, 'line-width': whenState('picked', 4.5 * scale) },
    },
    {
      id: 'flower-count',
      type: 'symbol',
      source: 'flower',
      minzoom: 13.2,
      layout: {
        'text-field': ['get', 'count'],
        'text-font': SEMIBOLD,
        'text-size': ['interpolate', ['linear'], ['zoom'], 13.2, 11.5, 16, 16],
        'text-padding': 0,
      },
      paint: {
        'text-color': palette.ink,
        'text-halo-color': palette.panel,
        'text-halo-width': 2,
      },
    },
  ];
}
