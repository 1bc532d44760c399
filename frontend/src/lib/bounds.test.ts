import { expect, it } from 'vitest';
import type { Bounds, Group } from '../api/types';
import { around, topTen } from './bounds';

it('is the least box that holds all', () => {
  expect(around([])).toBeNull();
  expect(
    around([
      [0, 0, 1, 1],
      [-1, 0.5, 0, 3],
    ]),
  ).toEqual([-1, 0, 1, 3]);
});

it('looks at the ten highest groups only, and at the whole when there is none', () => {
  const group = (bbox: Bounds) => ({ bbox }) as Group;
  const whole: Bounds = [-9, -9, 9, 9];
  const ten = Array.from({ length: 10 }, () => group([0, 0, 1, 1]));
  expect(topTen([...ten, group([5, 5, 6, 6])], whole)).toEqual([0, 0, 1, 1]);
  expect(topTen([], whole)).toEqual(whole);
});
