import { expect, it } from 'vitest';
import { layOut, type Spot } from './badge-layout';

/** A small generator, so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

it('leaves badges that have room where they are', () => {
  const spots = [0, 40, 80].map((x) => ({ x, y: 0, radius: 14 }));
  expect(layOut(spots)).toEqual(spots);
});

it('moves the later of two that touch, and only as far as it must', () => {
  const [first, second] = layOut([
    { x: 0, y: 0, radius: 14 },
    { x: 5, y: 0, radius: 14 },
  ]) as [Spot, Spot];
  expect(first).toEqual({ x: 0, y: 0, radius: 14 });
  expect(Math.hypot(second.x - 5, second.y)).toBeLessThan(40);
});

it('keeps any crowd apart', () => {
  for (let seed = 1; seed < 20; seed += 1) {
    const next = numbers(seed);
    const crowd = Array.from({ length: 60 }, () => ({
      x: next() * 200,
      y: next() * 200,
      radius: 12 + next() * 10,
    }));
    const placed = layOut(crowd);
    placed.forEach((a, i) =>
      placed.slice(0, i).forEach((b) => {
        const distance = Math.hypot(a.x - b.x, a.y - b.y);
        expect(distance).toBeGreaterThanOrEqual(26 - 1e-9);
        expect(distance).toBeGreaterThanOrEqual(a.radius + b.radius - 1e-9);
      }),
    );
  }
});

it('keeps a badge inside the view when its place is inside', () => {
  const frame = { width: 300, height: 100 };
  const crowd = [0, 1, 2, 3, 4].map((x) => ({ x: 150 + x, y: 20, radius: 14 }));
  for (const spot of layOut(crowd, frame)) {
    expect(spot.x).toBeGreaterThanOrEqual(14);
    expect(spot.y).toBeGreaterThanOrEqual(14);
    expect(spot.x).toBeLessThanOrEqual(286);
    expect(spot.y).toBeLessThanOrEqual(86);
  }
  const outside = { x: 150, y: -40, radius: 14 };
  expect(layOut([outside], frame)).toEqual([outside]);
});

it('ends even where the view is too small for its badges', () => {
  const crowd = Array.from({ length: 12 }, () => ({ x: 20, y: 20, radius: 14 }));
  expect(layOut(crowd, { width: 40, height: 40 })).toHaveLength(12);
});
