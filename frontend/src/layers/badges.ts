/** Rank badges and the names beside them. They are placed before every other label. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { DOT_RADIUS } from '../map/badge-layout';
import { NAME_MAX_EM } from '../map/name-size';
import { badgeImage, BADGE_IMAGE_RADIUS } from '../map/images';
import { BADGE_LOOKS, inkOf } from './badge-looks';
import { SEMIBOLD, type Look } from './look';

export function badgeLayers({ theme, palette, scale }: Look): LayerSpecification[] {
  const image: ExpressionSpecification = [
    'match',
    ['get', 'look'],
    ...BADGE_LOOKS.flatMap((b) => [b, badgeImage(theme, b)]),
    badgeImage(theme, '0'),
  ] as never;
  const ink: ExpressionSpecification = [
    'match',
    ['get', 'look'],
    ...BADGE_LOOKS.flatMap((b) => [b, inkOf(palette, b)]),
    palette.ink,
  ] as never;
  const paint = {
    'text-color': palette.ink,
    'text-halo-color': palette.ground,
    'text-halo-width': 2.6 * scale,
  };
  const text = {
    'text-field': ['get', 'name'] as ExpressionSpecification,
    'text-font': SEMIBOLD,
    'text-size': 13 * scale,
    'text-max-width': NAME_MAX_EM,
    'text-line-height': 1.1,
    'symbol-sort-key': ['get', 'rank'] as ExpressionSpecification,
  };
  const name = {
    ...text,
    'text-variable-anchor': ANCHORS,
    'text-radial-offset': ['get', 'offset'] as ExpressionSpecification,
    'text-justify': 'auto' as const,
  };
  const leads: ExpressionSpecification = ['!=', ['get', 'side'], 'any'];
  const shown: ExpressionSpecification = ['all', ['!', ['get', 'picked']], ['get', 'named']];
  const line = {
    type: 'line' as const,
    source: 'leaders',
    filter: ['==', ['geometry-type'], 'LineString'] as ExpressionSpecification,
  };
  return [
    {
      id: 'badge-leader-casing',
      ...line,
      paint: { 'line-color': palette.ground, 'line-width': 4.5 * scale },
    },
    {
      id: 'badge-leader',
      ...line,
      paint: { 'line-color': palette.ink, 'line-width': 1.5 * scale },
    },
    {
      id: 'badge-dot',
      type: 'circle',
      source: 'leaders',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': (DOT_RADIUS - 1) * scale,
        'circle-color': ['case', ['>', ['get', 'class'], 0], palette.ink, palette.edge],
        'circle-stroke-color': palette.ground,
        'circle-stroke-width': 1.2,
      },
    },
    {
      id: 'badge-ring',
      type: 'circle',
      source: 'badges',
      paint: {
        'circle-radius': ['+', ['get', 'radius'], ['case', ['get', 'picked'], 7, 5]],
        'circle-color': ['case', ['get', 'picked'], palette.focus, palette.ink],
        'circle-opacity': [
          'case',
          ['any', ['get', 'picked'], ['boolean', ['feature-state', 'hover'], false]],
          1,
          0,
        ],
        'circle-stroke-color': palette.panel,
        'circle-stroke-width': ['case', ['get', 'picked'], 2, 0],
      },
    },
    {
      id: 'badge',
      type: 'symbol',
      source: 'badges',
      layout: {
        'icon-image': image,
        'icon-size': ['/', ['get', 'radius'], BADGE_IMAGE_RADIUS],
        'icon-allow-overlap': true,
        'text-field': ['get', 'shown'],
        'text-font': SEMIBOLD,
        'text-size': [
          'max',
          ['*', ['get', 'radius'], ['case', ['>', ['length', ['get', 'shown']], 2], 0.8, 1]],
          11.5,
        ],
        'text-allow-overlap': true,
        'symbol-sort-key': ['-', 0, ['get', 'rank']],
      },
      paint: { 'text-color': ink },
    },
    {
      id: 'label-group',
      type: 'symbol',
      source: 'badges',
      filter: ['all', shown, ['!', leads]],
      layout: name,
      paint,
    },
    {
      // Its room was kept free when the badges were set, so nothing may take it away.
      id: 'label-group-lead',
      type: 'symbol',
      source: 'badges',
      filter: ['all', shown, leads],
      layout: {
        ...text,
        'text-allow-overlap': true,
        'text-anchor': ['match', ['get', 'side'], 'left', 'right', 'left'],
        'text-justify': ['match', ['get', 'side'], 'left', 'right', 'left'] as never,
        'text-radial-offset': ['get', 'offset'],
      },
      paint,
    },
    {
      id: 'label-selected',
      type: 'symbol',
      source: 'badges',
      filter: ['get', 'picked'],
      layout: { ...name, 'text-size': 14 * scale },
      paint,
    },
  ];
}

const ANCHORS: ('left' | 'right' | 'top' | 'bottom' | 'top-left')[] = [
  'left',
  'right',
  'top',
  'bottom',
  'top-left',
  'top-right',
  'bottom-left',
  'bottom-right',
] as never;
