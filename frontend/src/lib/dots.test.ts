import { describe, expect, it } from 'vitest';
import type { Areas, PremisesList } from '../api/types';
import {
  areaDots,
  axisEnd,
  axisTicks,
  dotWords,
  noneWords,
  onAxis,
  premisesDots,
  tiedFirst,
  tiedWords,
} from './dots';

const premises = (number: number, more: object = {}) => ({
  id: `premises-${number}`,
  number,
  label: `Premises ${number}, Bloom Street`,
  named: false,
  street: 'Bloom Street',
  area: 'A2H1',
  incidents: 19,
  incidents_shown: '19',
  inside: 12,
  at_door: 7,
  called: 3,
  called_shown: '3',
  vicinity: 30,
  mean: 17.24,
  low: 10.6,
  high: 25.1,
  rank: number,
  rank_low: 1,
  rank_high: number + 2,
  standing: 'above',
  distinguishable: true,
  lon: -2.2,
  lat: 53.5,
  ...more,
});

const list = {
  nights: 1096,
  median: 0.61,
  premises: [
    premises(1),
    premises(2),
    premises(3, { rank: null, rank_low: null, rank_high: null, distinguishable: false, id: null }),
  ],
} as unknown as PremisesList;

describe('dots of premises', () => {
  const dots = premisesDots(list);

  it('stand at the posterior mean, with what they called in beside them', () => {
    expect(dots.rows[0]).toMatchObject({ value: 17.24, rank: '1', interval: '1–3', told: true });
    expect(dots.rows[0]?.under).toBe('Bloom Street, A2H1, 3 called in by them');
    expect(dots.axis).toBe('incidents expected in 1,096 nights');
    expect(dots.line?.words).toBe('the ordinary premises, 0.6');
  });

  it('have neither rank nor id where they cannot be told from an ordinary one', () => {
    expect(dots.rows[2]).toMatchObject({ rank: '–', interval: '', id: null, told: false });
  });

  it('say which cannot be told apart', () => {
    expect(dots.tied).toBe(2);
    expect(tiedWords(dots.tied)).toBe('The first two cannot be told apart.');
    expect(tiedFirst([{ rank: 1, rank_low: 1 }])).toBe(0);
    expect(tiedWords(12)).toBe('The first 12 cannot be told apart.');
  });
});

it('areas are in order of their counts and have no rank', () => {
  const area = (code: string, events: number | null) => ({
    code,
    name: code,
    events,
    events_shown: events === null ? '*' : String(events),
    rate: events === null ? null : events / 3,
    lon: 0,
    lat: 0,
  });
  const answer = {
    layer: { id: 'ward22', label: 'Ward 2022' },
    areas: [area('A', 4), area('B', null), area('C', 10)],
  } as unknown as Areas;
  const dots = areaDots(answer);
  expect(dots.rows.map((row) => row.name)).toEqual(['C', 'A', 'B']);
  expect(dots.rows.every((row) => row.rank === '')).toBe(true);
  expect(dots.rows[1]?.under).toBe('1.3 a year per 1,000 residents');
  expect(dots.rows[2]).toMatchObject({ events: '*', value: null, low: null });
  expect(dots.line?.value).toBe(7);
});

it('the axis ends at a round number that holds every interval', () => {
  const row = premisesDots(list).rows[0];
  expect(row && axisEnd([row])).toBe(50);
  expect(axisEnd([])).toBe(1);
  expect([5, 80].map((value) => onAxis(value, 50))).toEqual(['10%', '100%']);
  expect(axisTicks(50)).toEqual([0, 12.5, 25, 37.5, 50]);
  expect(row && dotWords(row)).toBe('17 (11–25)');
});

it('says why a list is empty, and not that it is withheld from those who see all', () => {
  expect(noneWords('partnership')).toContain('too small');
  expect(noneWords('analyst')).toBe('None in this selection.');
});
