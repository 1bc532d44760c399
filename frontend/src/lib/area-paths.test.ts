import { expect, it } from 'vitest';
import type { LayerOutlines } from '../api/types';
import { areaPaths, boundsOf } from './area-paths';

const square = (code: string, west: number): LayerOutlines['features'][number] => ({
  properties: { code, name: code },
  geometry: {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [west, 53],
          [west + 1, 53],
          [west + 1, 54],
          [west, 54],
          [west, 53],
        ],
      ],
    ],
  },
});

it('draws every area in one plane', () => {
  const outlines = { features: [square('a', -3), square('b', -2)] };
  expect(boundsOf(outlines)).toEqual([-3, 53, -1, 54]);
  const [a, b] = areaPaths(outlines, 200, 400);
  expect(a?.d.startsWith('M0.0 ')).toBe(true);
  expect(a?.d.endsWith('Z')).toBe(true);
  const xs = [...(b?.d ?? '').matchAll(/[ML]([\d.]+) /g)].map((match) => Number(match[1]));
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([100, 200]);
});

it('draws nothing of a layer without areas', () => {
  expect(boundsOf({ features: [] })).toBeNull();
  expect(areaPaths({ features: [] }, 100, 100)).toEqual([]);
});
