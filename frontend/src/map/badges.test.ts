import { expect, it } from 'vitest';
import type { Group } from '../api/types';
import { groupRow } from '../lib/rows';
import { badgeFeatures, sharedMeasure, type Screen } from './badges';
import { nameSize } from './name-size';

/** A flat world: one degree is one pixel. */
const screen: Screen = {
  zoom: 10,
  scale: 1,
  width: 900,
  height: 460,
  project: ([x, y]) => ({ x, y }),
  unproject: ([lng, lat]) => ({ lng, lat }),
};
const group = (rank: number | null, lon: number, more: Partial<Group> = {}) =>
  groupRow({
    id: `g${lon}`,
    rank,
    name: 'Peter Street',
    class: 3,
    lon,
    lat: 200,
    events: 40,
    ...more,
  } as Group);

it('ties a badge that moved to the dot at its true place', () => {
  const { badges, leaders } = badgeFeatures([group(1, 300), group(2, 304)], null, screen);
  expect(badges).toHaveLength(2);
  const lines = leaders.flatMap(({ geometry }) =>
    geometry.type === 'LineString' ? [geometry.coordinates] : [],
  );
  const dots = leaders.flatMap(({ geometry }) =>
    geometry.type === 'Point' ? [geometry.coordinates] : [],
  );
  expect(dots).toContainEqual([304, 200]);
  lines.forEach((line, i) => expect(line[0]).toEqual(dots[i]));
});

it('draws no leader for a badge that stands on its place', () => {
  expect(badgeFeatures([group(1, 300), group(2, 600)], null, screen).leaders).toEqual([]);
});

it('draws what is no finding as a small dot, and no rank as a dash', () => {
  const calm = group(null, 300, { class: 0, events: 400 });
  const [badge] = badgeFeatures([calm], null, screen).badges;
  expect(badge?.properties).toMatchObject({ radius: 10, shown: '–', class: 0 });
});

it('gives a disc one size on two maps that are held against each other', () => {
  const [one, other] = [[group(1, 300)], [group(1, 300, { events: 80 }), group(2, 600)]];
  const measure = sharedMeasure(one, other);
  const radii = [one, other].map((rows) =>
    badgeFeatures(rows, null, screen, measure).badges.map((b) => Number(b.properties?.['radius'])),
  );
  expect(radii[0]?.[0]).toBe(radii[1]?.[1]);
  expect(radii[1]?.[0]).toBeGreaterThan(radii[1]?.[1] ?? 0);
});

it('breaks a long name where the map breaks it', () => {
  const one = nameSize('Peter Street', 13);
  const two = nameSize('Manchester Piccadilly station', 13);
  expect(two.height).toBeGreaterThan(one.height * 1.7);
  expect(two.width).toBeLessThan(29 * 0.6 * 13);
});
