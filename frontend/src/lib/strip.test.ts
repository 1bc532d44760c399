import { expect, it } from 'vitest';
import type { Hours } from '../api/types';
import { hotAt } from './strip';

const hours = {
  frames: [{ hour: 22 }, { hour: 23 }],
  groups: [{ id: 'A', classes: '02' }],
} as unknown as Hours;

it('is hot only at the hours that passed the test', () => {
  expect(hotAt(hours, 'A', 23)).toBe(true);
  expect(hotAt(hours, 'A', 22)).toBe(false);
  expect(hotAt(hours, 'A', 4)).toBe(false);
  expect(hotAt(hours, 'B', 23)).toBe(false);
  expect(hotAt(null, 'A', 23)).toBe(false);
});
