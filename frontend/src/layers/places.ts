/** Named places, class by shape; hospital and custody are grey, never a target. */
import type { LayerSpecification } from 'maplibre-gl';
import { SEMIBOLD, STREETS_FROM, type Look } from './look';
import { PLACE_CLASSES, placeImage } from '../map/images';

export function placeLayers({ palette, theme, scale }: Look): LayerSpecification[] {
  const image = PLACE_CLASSES.flatMap((c) => [c, placeImage(theme, c)]);
  return [
    {
      id: 'place',
      type: 'symbol',
      source: 'base',
      'source-layer': 'places',
      minzoom: STREETS_FROM,
      layout: {
        'icon-image': ['match', ['get', 'class'], ...image, placeImage(theme, 'venue')] as never,
        'icon-size': scale,
        'icon-padding': 1,
      },
    },
    {
      id: 'label-place',
      type: 'symbol',
      source: 'base',
      'source-layer': 'places',
      minzoom: STREETS_FROM + 0.5,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': SEMIBOLD,
        'text-size': 12 * scale,
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
        'text-halo-width': 2,
      },
    },
  ];
}
