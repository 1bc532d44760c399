/** Rank badges and the names beside them. They are placed before every other label. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { inkOn } from '../lib/colours';
import { badgeImage, BADGE_IMAGE_RADIUS } from '../map/images';
import { SEMIBOLD, type Look } from './look';

export function badgeLayers({ theme, palette, scale }: Look): LayerSpecification[] {
  const image: ExpressionSpecification = [
    'match',
    ['get', 'class'],
    ...[3, 2, 1].flatMap((c) => [c, badgeImage(theme, c)]),
    badgeImage(theme, 0),
  ] as never;
  const ink: ExpressionSpecification = [
    'match',
    ['get', 'class'],
    ...[3, 2, 1].flatMap((c) => [c, inkOn(palette.hotspot[c - 1] ?? palette.panel)]),
    palette.ink,
  ] as never;
  const name = {
    'text-field': ['get', 'name'] as ExpressionSpecification,
    'text-font': SEMIBOLD,
    'text-size': 13 * scale,
    'text-variable-anchor': ['left', 'right', 'top', 'bottom'] as ('left' | 'right')[],
    'text-radial-offset': ['get', 'offset'] as ExpressionSpecification,
    'text-justify': 'auto' as const,
    'text-max-width': 9,
    'text-line-height': 1.1,
    'symbol-sort-key': ['get', 'rank'] as ExpressionSpecification,
  };
  const paint = {
    'text-color': palette.ink,
    'text-halo-color': palette.ground,
    'text-halo-width': 2,
  };
  return [
    {
      id: 'badge-leader',
      type: 'line',
      source: 'badges',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': palette.ink, 'line-width': 1.4 * scale },
    },
    {
      id: 'badge-ring',
      type: 'circle',
      source: 'badges',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': ['+', ['get', 'radius'], 5],
        'circle-color': ['case', ['get', 'picked'], palette.focus, palette.ink],
        'circle-opacity': [
          'case',
          ['any', ['get', 'picked'], ['boolean', ['feature-state', 'hover'], false]],
          1,
          0,
        ],
      },
    },
    {
      id: 'badge',
      type: 'symbol',
      source: 'badges',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'icon-image': image,
        'icon-size': ['/', ['get', 'radius'], BADGE_IMAGE_RADIUS],
        'icon-allow-overlap': true,
        'text-field': ['to-string', ['get', 'rank']],
        'text-font': SEMIBOLD,
        'text-size': ['*', ['get', 'radius'], 1],
        'text-allow-overlap': true,
        'symbol-sort-key': ['-', 0, ['get', 'rank']],
      },
      paint: { 'text-color': ink },
    },
    {
      id: 'label-group',
      type: 'symbol',
      source: 'badges',
      filter: [
        'all',
        ['==', ['geometry-type'], 'Point'],
        ['!', ['get', 'picked']],
        ['get', 'named'],
      ],
      layout: name,
      paint,
    },
    {
      id: 'label-selected',
      type: 'symbol',
      source: 'badges',
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['get', 'picked']],
      layout: { ...name, 'text-size': 14 * scale },
      paint,
    },
  ];
}
