import { expect, it } from 'vitest';
import type { Bounds } from '../api/types';
import { mercator } from './outline';
import { wider, zoomOf } from './svg-view';

const CITY: Bounds = [-2.3, 53.35, -2.15, 53.55];

it('the box stands in the middle of the frame, with room round it', () => {
  const seen = wider(CITY, 800, 400);
  const plane = mercator(seen, 800, 400);
  const [left, top] = plane([CITY[0], CITY[3]]);
  const [right, bottom] = plane([CITY[2], CITY[1]]);
  expect(top).toBeCloseTo(30, 6);
  expect(bottom).toBeCloseTo(370, 6);
  expect((left + right) / 2).toBeCloseTo(400, 6);
  expect(plane([seen[0], seen[3]])[0]).toBeCloseTo(0, 6);
});

it('a frame that is not laid out yet shows the box itself', () => {
  expect(wider(CITY, 0, 0)).toEqual(CITY);
});

it('the whole world is one tile wide at zoom 0', () => {
  expect(zoomOf([-180, -85, 180, 85], 512)).toBeCloseTo(0, 9);
  expect(zoomOf([0, 0, 90, 40], 512)).toBeCloseTo(2, 9);
});
