import { expect, it } from 'vitest';
import type { Areas } from '../api/types';
import { fewAreas, fewPoints } from './few';

const area = (code: string, events: number | null) => ({
  code,
  name: `Area ${code}`,
  events,
  events_shown: events === null ? '*' : String(events),
  class: 0,
  rate: null,
  decile: null,
  lon: -2.2,
  lat: 53.4,
});
const found = { areas: [area('A', 0), area('B', 1), area('C', null), area('D', 3)] } as Areas;

it('tells the areas that hold any, the fullest first, and none of a nought', () => {
  expect(fewAreas(found).map((a) => a.code)).toEqual(['D', 'B', 'C']);
});

it('writes each count beside its point and a star where it may not be shown', () => {
  expect(fewPoints(found).map((p) => [p.name, p.mark, p.events])).toEqual([
    ['Area D', '3', 3],
    ['Area B', '1', 1],
    ['Area C', '*', null],
  ]);
});
