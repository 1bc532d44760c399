import { expect, it } from 'vitest';
import { DOT_RADIUS, layOut, nameMayBeCovered, type Spot } from './badge-layout';
import { cross, distance, distanceToBox } from './geometry';

/** A small generator, so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

it('leaves badges that have room where they are', () => {
  const spots = [0, 40, 80].map((x) => ({ x, y: 0, radius: 14 }));
  expect(layOut(spots)).toEqual(spots.map((s) => ({ ...s, side: null })));
});

it('draws badges smaller before it moves them', () => {
  const [first, second] = layOut([
    { x: 0, y: 0, radius: 22 },
    { x: 30, y: 0, radius: 22 },
  ]) as [Spot, Spot];
  expect(first).toMatchObject({ x: 0, y: 0, radius: 13 });
  expect(second).toMatchObject({ x: 30, y: 0, radius: 13 });
});

it('hides no other place, moves little and crosses no leader lines in a city centre', () => {
  const places = [
    [0, 0],
    [4, -6],
    [-7, 3],
    [9, 5],
    [2, 10],
    [-12, -8],
    [16, -3],
  ].map(([x = 0, y = 0]) => ({ x, y, radius: 18 }));
  const placed = layOut(places);
  placed.forEach((badge, i) => {
    expect(distance(badge, places[i] as Spot)).toBeLessThanOrEqual(60);
    places.forEach((place, k) => {
      if (k !== i) expect(distance(badge, place)).toBeGreaterThan(badge.radius + DOT_RADIUS);
    });
    placed.slice(0, i).forEach((other, k) => {
      expect(cross(badge, places[i] as Spot, other, places[k] as Spot)).toBe(false);
    });
  });
});

it('keeps the room of a name free of every other badge', () => {
  const crowd = [0, 3, 6, 9, 12].map((x, i) => ({
    x,
    y: 0,
    radius: 14,
    ...(i < 3 ? { name: { width: 110, height: 16 } } : {}),
  }));
  const placed = layOut(crowd);
  placed.slice(0, 3).forEach((named, i) => {
    expect(named.side).not.toBeNull();
    const sign = named.side === 'right' ? 1 : -1;
    const near = named.x + sign * (named.radius + 7);
    const [left, right] = [Math.min(near, near + sign * 110), Math.max(near, near + sign * 110)];
    placed.forEach((other, k) => {
      if (k === i) return;
      const x = Math.max(left - other.x, 0, other.x - right);
      const y = Math.max(0, Math.abs(other.y - named.y) - 8);
      expect(Math.hypot(x, y)).toBeGreaterThanOrEqual(other.radius);
    });
  });
});

it('keeps any crowd apart', () => {
  for (let seed = 1; seed < 12; seed += 1) {
    const next = numbers(seed);
    const crowd = Array.from({ length: 60 }, () => ({
      x: next() * 200,
      y: next() * 200,
      radius: 12 + next() * 10,
    }));
    const placed = layOut(crowd);
    expect(placed).toHaveLength(60);
    placed.forEach((a, i) =>
      placed.slice(0, i).forEach((b) => {
        expect(distance(a, b)).toBeGreaterThanOrEqual(26 - 1e-9);
        expect(distance(a, b)).toBeGreaterThanOrEqual(a.radius + b.radius - 1e-9);
      }),
    );
  }
});

it('keeps a badge inside the view when its place is inside', () => {
  const frame = { width: 300, height: 100 };
  const crowd = [0, 1, 2, 3, 4].map((x) => ({ x: 150 + x, y: 20, radius: 14 }));
  for (const spot of layOut(crowd, frame)) {
    expect(spot.x).toBeGreaterThanOrEqual(13);
    expect(spot.y).toBeGreaterThanOrEqual(13);
    expect(spot.x).toBeLessThanOrEqual(287);
    expect(spot.y).toBeLessThanOrEqual(87);
  }
  const outside = { x: 150, y: -40, radius: 14 };
  expect(layOut([outside], frame)).toEqual([{ ...outside, side: null }]);
});

it('ends even where the view is too small for its badges', () => {
  const crowd = Array.from({ length: 12 }, () => ({ x: 20, y: 20, radius: 14 }));
  expect(layOut(crowd, { width: 40, height: 40 })).toHaveLength(12);
});

it('sets no badge and no name under a panel while there is room', () => {
  const panel = { left: 200, right: 332, top: 100, bottom: 276 };
  const frame = { width: 342, height: 286, covered: [panel] };
  const name = { width: 110, height: 16 };
  const [under, beside] = layOut(
    [
      { x: 210, y: 180, radius: 14 },
      { x: 150, y: 250, radius: 14, name },
    ],
    frame,
  ) as [Spot, Spot];
  expect(distanceToBox(under, panel)).toBeGreaterThan(under.radius);
  expect(beside).toMatchObject({ x: 150, y: 250, side: 'left' });
  expect(nameMayBeCovered(beside, name, [panel])).toBe(true);
  expect(nameMayBeCovered({ x: 60, y: 40, radius: 14 }, name, [panel])).toBe(false);
});

it('leaves a badge under a panel where it cannot get out', () => {
  const panel = { left: 0, right: 400, top: 0, bottom: 400 };
  const frame = { width: 400, height: 400, covered: [panel] };
  expect(layOut([{ x: 200, y: 200, radius: 14 }], frame)[0]).toMatchObject({ x: 200, y: 200 });
});
