import { expect, it } from 'vitest';
import type { Places } from '../api/types';
import { namedDots } from './named-dots';

const place = (id: string, incidents: number | null, rank: number | null) => ({
  id,
  name: `On or near ${id}`,
  area: null,
  incidents,
  incidents_shown: incidents === null ? '*' : String(incidents),
  rank,
  rank_low: rank,
  rank_high: rank === null ? null : rank + 1,
  lon: -2.99,
  lat: 53.4,
});
const dots = (...places: object[]) => namedDots({ places } as unknown as Places);

it('a point has the interval of its count', () => {
  const [row] = dots(place('Bold Street', 10, 1)).rows;
  expect(row).toMatchObject({ rank: '1', interval: '1–2', value: 10, events: '10' });
  expect(row?.low).toBeCloseTo(4.787, 3);
  expect(row?.high).toBeCloseTo(18.391, 3);
});

it('a count that may not be told has no dot, no interval and no rank', () => {
  const [row] = dots(place('Bold Street', null, null)).rows;
  expect(row).toMatchObject({ rank: '–', interval: '', events: '*' });
  expect([row?.value, row?.low, row?.high]).toEqual([null, null, null]);
});

it('no more points are listed than a reader sees at once', () => {
  const many = Array.from({ length: 41 }, (_, i) => place(`Street ${i}`, 50 - i, i + 1));
  expect(dots(...many).rows).toHaveLength(40);
});
