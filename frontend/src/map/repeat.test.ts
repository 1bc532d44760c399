import { expect, it } from 'vitest';
import type { Screen } from './badges';
import { repeatFeatures, type Repeat } from './repeat';

/** A flat world: one degree is one pixel. */
const screen: Screen = {
  zoom: 15,
  scale: 1,
  width: 900,
  height: 460,
  project: ([x, y]) => ({ x, y }),
  unproject: ([lng, lat]) => ({ lng, lat }),
};
const place = (rank: number, lon: number, more: Partial<Repeat> = {}): Repeat => ({
  id: `p${rank}`,
  rank,
  mark: String(rank),
  name: 'The Crown',
  look: 'venue',
  class: 1,
  events: 10,
  expected: null,
  lon,
  lat: 200,
  bbox: [lon, 200, lon, 200],
  target: true,
  ...more,
});
const at = (f: GeoJSON.Feature | undefined) =>
  f?.geometry.type === 'Point' ? f.geometry.coordinates : [];

it('draws the area of the ring in proportion to the count', () => {
  const { badges } = repeatFeatures([place(1, 200), place(2, 600, { events: 5 })], null, screen);
  const area = badges.map((b) => Number(b.properties?.['ring']) ** 2 - 100);
  expect((area[0] ?? 0) / (area[1] ?? 1)).toBeCloseTo(2);
});

it('keeps symbols and their numbers apart, and ties one that moved to its place', () => {
  const { badges, leaders } = repeatFeatures([place(1, 300), place(2, 304)], null, screen);
  const [a, b] = [at(badges[0]), at(badges[1])];
  expect(Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0))).toBeGreaterThan(40);
  expect(leaders.length).toBeGreaterThan(0);
});

it('leaves a single symbol on its place', () => {
  const { badges, leaders } = repeatFeatures([place(1, 300)], null, screen);
  expect(at(badges[0])).toEqual([300, 200]);
  expect(leaders).toEqual([]);
});

it('goes round badges that stand already', () => {
  const badge = { x: 300, y: 200, radius: 14, fixed: null };
  const grey = place(1, 300, { mark: '', target: false });
  const { badges } = repeatFeatures([grey], null, screen, [badge]);
  const [x, y] = at(badges[0]);
  expect(Math.hypot((x ?? 0) - 300, (y ?? 0) - 200)).toBeGreaterThanOrEqual(29);
});
