import { expect, it } from 'vitest';
import type { LayerInfo, Outreach } from '../api/types';
import { aboutPeople, coarseLayers, outreachSteps, outreachTitle, perHour } from './outreach';

it('knows which selections are about people, left out or asked for', () => {
  expect(aboutPeople({ flag: 'knife,under-18' })).toEqual(['children']);
  expect(aboutPeople({ flag: '-street-community' })).toEqual(['the street community']);
  expect(aboutPeople({ flag: 'knife,-domestic' })).toEqual([]);
  expect(aboutPeople({})).toEqual([]);
  expect(outreachTitle({ flag: '18-25,under-18' })).toBe(
    'Outreach coverage by hour: young adults and children',
  );
});

it('offers wards first, and nothing finer than a beat', () => {
  const layers = ['lsoa', 'ward', 'beat'].map((kind) => ({ kind })) as LayerInfo[];
  expect(coarseLayers(layers).map((l) => l.kind)).toEqual(['ward', 'beat']);
});

const found = {
  blocks: [
    { from: 6, to: 12 },
    { from: 20, to: 24 },
  ],
  total: [60, null],
  areas: [{ counts: [60, null] }, { counts: [0, 30] }],
} as unknown as Outreach;

it('shades against the highest count, and what is hidden not at all', () => {
  expect(outreachSteps(found)).toEqual([
    [6, null],
    [1, 3],
  ]);
  expect(perHour(found)).toEqual([10, null]);
});
