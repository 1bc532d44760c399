/** What "go to" went to: a street in full, an area's outline, rings of 150 and 500 m round a place. */
import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { SEMIBOLD, type Look } from './look';

export function foundLayers({ palette, scale }: Look): LayerSpecification[] {
  const width = 2.5 * scale;
  return [
    {
      id: 'found-street',
      type: 'line',
      source: 'base',
      'source-layer': 'streets',
      filter: NOTHING,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.focus,
        'line-width': ['interpolate', ['linear'], ['zoom'], 10, 2 * scale, 16, 6 * scale],
      },
    },
    {
      id: 'found-ring',
      type: 'line',
      source: 'found',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': palette.focus, 'line-width': width, 'line-dasharray': [3, 2] },
    },
    {
      id: 'found-point',
      type: 'circle',
      source: 'found',
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', ['has', 'label']]],
      paint: {
        'circle-radius': 5 * scale,
        'circle-color': palette.focus,
        'circle-stroke-color': palette.panel,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'label-found-ring',
      type: 'symbol',
      source: 'found',
      filter: ['has', 'label'],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': SEMIBOLD,
        'text-size': 12 * scale,
        'text-anchor': 'bottom',
      },
      paint: {
        'text-color': palette.ink,
        'text-halo-color': palette.ground,
        'text-halo-width': 2,
      },
    },
  ];
}

export function foundAreaLayers(
  { palette, scale }: Look,
  filter: FilterSpecification,
): LayerSpecification[] {
  return [
    {
      id: 'found-area-line',
      type: 'line',
      source: 'found-areas',
      'source-layer': 'areas',
      filter,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.focus, 'line-width': 3 * scale },
    },
  ];
}

/** The streets of one name that are drawn; without a name none. */
export function streetNamed(name: string | null): FilterSpecification {
  return name ? ['==', ['get', 'name'], name] : NOTHING;
}

const NOTHING: FilterSpecification = ['==', ['get', 'name'], ' '];
