import { expect, it } from 'vitest';
import { flower } from './flower';

it('puts six petals one step from the centre, whatever the turn of the grid', () => {
  const lat = 53.48;
  const ring = [0, 1, 2, 3, 4, 5].map((k) => {
    const angle = 0.3 + (k * Math.PI) / 3;
    const metres = 131;
    return {
      lon: -2.24 + (Math.cos(angle) * metres) / (111_320 * Math.cos((lat * Math.PI) / 180)),
      lat: lat + (Math.sin(angle) * metres) / 111_320,
    };
  });
  const petals = flower([{ lon: -2.24, lat, centre: true }, ...ring]);
  expect(petals).toHaveLength(7);
  expect(petals[0]).toMatchObject({ x: 0, y: 0 });
  for (const petal of petals.slice(1)) expect(Math.hypot(petal.x, petal.y)).toBeCloseTo(1, 2);
  expect(petals[1]?.corners.split(' ')).toHaveLength(6);
});

it('copes with a lone cell at the edge', () => {
  expect(flower([{ lon: 0, lat: 0, centre: true }])).toHaveLength(1);
  expect(flower([])).toEqual([]);
});
