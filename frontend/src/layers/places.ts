/** Named places, class by shape; hospital and custody are grey, never a target. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { LANDMARK_NAMES_FROM, SEMIBOLD, STREETS_FROM, VENUE_NAMES_FROM, type Look } from './look';
import { SHAPES } from '../lib/places';
import { placeImage } from '../map/images';

export function placeLayers({ palette, theme, scale }: Look): LayerSpecification[] {
  const image: ExpressionSpecification = [
    'match',
    ['get', 'class'],
    ...SHAPES.flatMap((c) => [c, placeImage(theme, c)]),
    placeImage(theme, 'other'),
  ] as never;
  return [
    {
      id: 'place',
      type: 'symbol',
      source: 'base',
      'source-layer': 'places',
      minzoom: STREETS_FROM,
      layout: {
        'icon-image': image,
        'icon-size': scale,
        'icon-padding': 1,
        // Landmarks before venues where there is no room for both.
        'symbol-sort-key': ['match', ['get', 'class'], 'venue', 1, 0],
        'text-field': placeName(scale, []),
        'text-font': SEMIBOLD,
        'text-size': 12,
        'text-optional': true,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 1.1,
        'text-justify': 'auto',
        'text-max-width': 8,
      },
      paint: {
        'text-color': [
          'match',
          ['get', 'class'],
          ['hospital', 'custody'],
          palette.quiet,
          palette.ink,
        ],
        'text-halo-color': palette.ground,
        'text-halo-width': 2.6,
      },
    },
  ];
}

/** The name under a symbol; none for the names in `unsaid`, which a badge says already. */
export function placeName(scale: number, unsaid: string[]): ExpressionSpecification {
  if (scale > 1) return ['literal', ''] as never;
  const name: ExpressionSpecification = unsaid.length
    ? ['match', ['get', 'name'], unsaid, '', ['get', 'name']]
    : ['get', 'name'];
  return [
    'step',
    ['zoom'],
    '',
    LANDMARK_NAMES_FROM,
    ['match', ['get', 'class'], 'venue', '', name],
    VENUE_NAMES_FROM,
    name,
  ];
}
