/** Repeat locations: class by shape, count by the area of the ring, rank by the grey number. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { SHAPES } from '../lib/places';
import { placeImage } from '../map/images';
import { NAME_MAX_EM } from '../map/name-size';
import { REPEAT_RADIUS } from '../map/repeat';
import { SEMIBOLD, type Look } from './look';

const NUMBER_PX = 12.5;

export function repeatLayers({ palette, theme, scale }: Look): LayerSpecification[] {
  const image: ExpressionSpecification = [
    'match',
    ['get', 'look'],
    ...SHAPES.flatMap((shape) => [shape, placeImage(theme, shape)]),
    placeImage(theme, 'other'),
  ] as never;
  const marked: ExpressionSpecification = [
    'any',
    ['get', 'picked'],
    ['boolean', ['feature-state', 'hover'], false],
  ];
  const name = {
    'text-field': ['get', 'name'] as ExpressionSpecification,
    'text-font': SEMIBOLD,
    'text-size': 13 * scale,
    'text-max-width': NAME_MAX_EM,
    'text-line-height': 1.1,
    'symbol-sort-key': ['get', 'order'] as ExpressionSpecification,
    'text-radial-offset': ['/', ['+', ['get', 'ring'], 4], 13 * scale] as ExpressionSpecification,
  };
  const ink: ExpressionSpecification = ['case', ['get', 'target'], palette.ink, palette.quiet];
  return [
    {
      id: 'repeat-ring',
      type: 'circle',
      source: 'repeat',
      paint: {
        'circle-radius': ['get', 'ring'],
        'circle-color': ['case', ['get', 'target'], palette.measure[2], palette.edge],
        'circle-stroke-color': palette.panel,
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'repeat-marked',
      type: 'circle',
      source: 'repeat',
      paint: {
        'circle-radius': ['+', ['get', 'ring'], 3],
        'circle-color': palette.focus,
        'circle-opacity': ['case', marked, 1, 0],
      },
    },
    {
      id: 'repeat-symbol',
      type: 'symbol',
      source: 'repeat',
      layout: {
        'icon-image': image,
        'icon-size': (REPEAT_RADIUS / 10) * scale,
        'icon-allow-overlap': true,
        'text-field': ['get', 'mark'],
        'text-font': SEMIBOLD,
        'text-size': NUMBER_PX * scale,
        'text-anchor': 'top',
        'text-radial-offset': ['/', ['+', ['get', 'ring'], 0.5], NUMBER_PX * scale],
        'text-allow-overlap': true,
        'symbol-sort-key': ['-', 0, ['get', 'order']],
      },
      paint: {
        'text-color': palette.quiet,
        'text-halo-color': palette.ground,
        'text-halo-width': 2,
      },
    },
    {
      // Its room was kept free when the symbols were set.
      id: 'label-repeat-lead',
      type: 'symbol',
      source: 'repeat',
      filter: ['any', ['get', 'picked'], ['!=', ['get', 'side'], 'any']],
      layout: {
        ...name,
        'text-allow-overlap': true,
        'text-anchor': ['match', ['get', 'side'], 'left', 'right', 'left'],
        'text-justify': ['match', ['get', 'side'], 'left', 'right', 'left'] as never,
      },
      paint: {
        'text-color': ink,
        'text-halo-color': palette.ground,
        'text-halo-width': 2.6,
      },
    },
    {
      id: 'label-repeat',
      type: 'symbol',
      source: 'repeat',
      filter: ['all', ['!', ['get', 'picked']], ['==', ['get', 'side'], 'any'], ['get', 'named']],
      layout: { ...name, 'text-variable-anchor': ['left', 'right'], 'text-justify': 'auto' },
      paint: {
        'text-color': ink,
        'text-halo-color': palette.ground,
        'text-halo-width': 2.6,
      },
    },
  ];
}
