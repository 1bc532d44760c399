/** The difference map: what is new, stayed or is gone; or which of two sources sees it. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { hatchImage } from '../map/images';
import { BADGE_LOOKS, fillOf } from './badge-looks';
import { SHAPES_FROM, type Look } from './look';

export function changeLayers({ palette, theme, scale }: Look): LayerSpecification[] {
  const fill: ExpressionSpecification = [
    'match',
    ['get', 'look'],
    ...BADGE_LOOKS.flatMap((look) => [look, fillOf(palette, look)]),
    palette.outside,
  ] as never;
  const is = (look: string): ExpressionSpecification => ['==', ['get', 'look'], look];
  const base = { source: 'change', minzoom: SHAPES_FROM } as const;
  const round = { 'line-join': 'round' } as const;
  return [
    {
      id: 'change-fill',
      type: 'fill',
      ...base,
      filter: ['!', ['in', ['get', 'look'], ['literal', ['gone', 'second-only']]]],
      paint: { 'fill-color': fill },
    },
    {
      id: 'change-hatch',
      type: 'fill',
      ...base,
      filter: is('second-only'),
      paint: { 'fill-pattern': hatchImage(theme) },
    },
    {
      id: 'change-gap',
      type: 'line',
      ...base,
      layout: round,
      paint: { 'line-color': palette.ground, 'line-width': 5 },
    },
    {
      id: 'change-line',
      type: 'line',
      ...base,
      filter: ['!', is('gone')],
      layout: round,
      paint: { 'line-color': palette.groupLine, 'line-width': 1.6 * scale },
    },
    {
      id: 'change-gone',
      type: 'line',
      ...base,
      filter: is('gone'),
      layout: round,
      paint: {
        'line-color': palette.ink,
        'line-width': 1.8 * scale,
        'line-dasharray': [3, 2.2],
      },
    },
    {
      id: 'change-selected-halo',
      type: 'line',
      ...base,
      layout: round,
      paint: { 'line-color': palette.panel, 'line-width': whenPicked(9 * scale) },
    },
    {
      id: 'change-selected',
      type: 'line',
      ...base,
      layout: round,
      paint: { 'line-color': palette.focus, 'line-width': whenPicked(4.5 * scale) },
    },
  ];
}

function whenPicked(width: number): ExpressionSpecification {
  return ['case', ['boolean', ['feature-state', 'picked'], false], width, 0];
}
