import { expect, it } from 'vitest';
import type { Streets } from '../api/types';
import { curveOf, lorenzTitle, share } from './lorenz';

const streets = {
  segments: 7420,
  lorenz: [
    { incidents: 0.5, segments: 0.1661, by_chance: 0.212 },
    { incidents: 1, segments: 0.61, by_chance: 0.8 },
  ],
} as unknown as Streets;

it('says how few segments hold half', () => {
  expect(lorenzTitle(streets)).toBe(
    'Half of the incidents on streets lie on 16.6% of 7,420 segments; by chance it would be 21%',
  );
  expect(share(0.04)).toBe('4%');
});

it('draws a curve from nothing to all, and none where it is withheld', () => {
  expect(curveOf(streets)?.own).toEqual([
    [0, 0],
    [0.1661, 0.5],
    [0.61, 1],
  ]);
  const withheld = { ...streets, lorenz: [] };
  expect(curveOf(withheld)).toBeNull();
  expect(lorenzTitle(withheld)).toContain('not shown to this audience');
});
