import { expect, it } from 'vitest';
import { metresPerPixel, scaleBar } from './scale-bar';

it('knows the length of a degree', () => {
  // At zoom 0 the whole circle of latitude is 512 pixels.
  expect(metresPerPixel(0, 0) * 512).toBeCloseTo(40_075_016.686, 2);
  expect(metresPerPixel(60, 3)).toBeCloseTo(metresPerPixel(0, 4), 6);
});

it('is round, fits, and has the width it says', () => {
  for (let zoom = 8; zoom < 18; zoom += 0.1) {
    const perPixel = metresPerPixel(53.48, zoom);
    const bar = scaleBar(perPixel, 110);
    expect(bar.width).toBeLessThanOrEqual(110);
    expect(bar.width).toBeGreaterThanOrEqual(43);
    const [n, unit] = bar.words.split(' ');
    expect(Number(n) * (unit === 'km' ? 1000 : 1)).toBeCloseTo(bar.width * perPixel, 6);
    expect(String(Number(n))).toMatch(/^[125]0*$/);
  }
});
