/** How few street segments hold how much: the curve and its sentence. */
import type { Streets } from '../api/types';
import { count } from './format';

export interface Curve {
  /** Points of the curve, each a share of the segments and of the incidents, from 0 to 1. */
  own: readonly [number, number][];
  /** The same if the incidents had fallen by chance. */
  chance: readonly [number, number][];
}

export function curveOf({ lorenz }: Pick<Streets, 'lorenz'>): Curve | null {
  if (!lorenz.length) return null;
  const through = (share: (one: Streets['lorenz'][number]) => number) =>
    [[0, 0], ...lorenz.map((one) => [share(one), one.incidents])] as [number, number][];
  return { own: through((one) => one.segments), chance: through((one) => one.by_chance) };
}

/** "Half of the incidents on streets lie on 4% of 7,420 segments; by chance it would be 21%" */
export function lorenzTitle(streets: Streets): string {
  const half = streets.lorenz.find((one) => Math.abs(one.incidents - 0.5) < 1e-9);
  if (!half) return 'How few segments hold most is not shown to this audience';
  return (
    `Half of the incidents on streets lie on ${share(half.segments)} of ` +
    `${count(streets.segments)} segments; by chance it would be ${share(half.by_chance)}`
  );
}

/** 0.166 -> "16.6%": one decimal under a fifth, where it matters. */
export function share(part: number): string {
  const percent = part * 100;
  return `${percent < 20 ? Number(percent.toFixed(1)) : Math.round(percent)}%`;
}
