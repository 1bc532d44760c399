import { expect, it } from 'vitest';
import { sizeWithin } from './outline';

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
