import { expect, it } from 'vitest';
import { wholeRows } from './whole-rows';

it('stops before the first row that has no room', () => {
  expect(wholeRows(28, [44, 44, 44, 44], 0, 28 + 3 * 44)).toBe(28 + 3 * 44);
  expect(wholeRows(28, [44, 44, 44, 44], 0, 28 + 3 * 44 + 43)).toBe(28 + 3 * 44);
  expect(wholeRows(28, [44, 60, 44], 0, 28 + 44 + 60)).toBe(28 + 44 + 60);
});

it('takes all rows, and the foot where it has room too', () => {
  expect(wholeRows(28, [44, 44], 30, 200)).toBe(28 + 88 + 30);
  expect(wholeRows(28, [44, 44], 30, 120)).toBe(28 + 88);
});

it('never leaves no row, and bears fractions of pixels', () => {
  expect(wholeRows(28, [44], 0, 10)).toBe(72);
  expect(wholeRows(28, [40.4, 40.4], 0, 108.6)).toBeCloseTo(108.8);
});
