import { expect, it } from 'vitest';
import { presentScale } from './name-size';

it('gives the capitals of names two hundredths of the height, and is never small', () => {
  for (const height of [768, 1080, 1200]) {
    const capitals = 13 * presentScale(height) * 0.714;
    expect(capitals).toBeGreaterThanOrEqual(height * 0.02 - 1e-9);
  }
  expect(presentScale(384)).toBe(1.15);
});
