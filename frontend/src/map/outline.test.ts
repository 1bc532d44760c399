import { expect, it } from 'vitest';
import { mercator, pathOf, sizeWithin, unmercator } from './outline';
import type { Bounds } from '../api/types';

it('takes the width of a high city and the height of a wide one', () => {
  expect(sizeWithin([-2.3, 53.35, -2.2, 53.65], 120, 164)).toEqual([40, 164]);
  const [width, height] = sizeWithin([-2.73, 53.33, -1.91, 53.69], 120, 164);
  expect(width).toBe(120);
  expect(height).toBeGreaterThan(80);
  expect(height).toBeLessThan(95);
});

it('keeps the whole room where there is no extent', () => {
  expect(sizeWithin([0, 0, 0, 0], 120, 164)).toEqual([120, 164]);
});

it('a point of the picture is the place it was drawn for', () => {
  const bounds: Bounds = [-2.3, 53.35, -2.15, 53.55];
  const [x, y] = mercator(bounds, 400, 300)([-2.2243, 53.4811]);
  const [lon, lat] = unmercator(bounds, 400, 300)([x, y]);
  expect(lon).toBeCloseTo(-2.2243, 9);
  expect(lat).toBeCloseTo(53.4811, 9);
});

it('rings are closed, lines are not, and points have no path', () => {
  const plane = ([x, y]: [number, number]): [number, number] => [x, y];
  const ring = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];
  expect(pathOf({ type: 'Polygon', coordinates: [ring] }, plane)).toBe(
    'M0.0 0.0L1.0 0.0L1.0 1.0L0.0 0.0Z',
  );
  expect(
    pathOf(
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [2, 3],
        ],
      },
      plane,
    ),
  ).toBe('M0.0 0.0L2.0 3.0');
  expect(pathOf({ type: 'Point', coordinates: [0, 0] }, plane)).toBe('');
});
