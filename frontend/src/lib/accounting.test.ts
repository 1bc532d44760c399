import { expect, it } from 'vitest';
import type { Hotspots, Meta, SourceInfo } from '../api/types';
import { percent, statusParts, totals } from './accounting';

const answer = {
  book: '1a2b3c',
  audience: 'analyst',
  selection_parts: { unit: 'h3-10', count: 'incidents' },
  method: {
    statistic: 'Getis-Ord Gi*',
    units: 7731,
    correction: 'Benjamini-Hochberg',
    alpha: 0.05,
  },
  accounting: {
    selected: 1265,
    located: 1204,
    unlocated: 61,
    outside: 0,
    untimed: 0,
    incidents: 1150,
  },
} as Hotspots;
const meta = {
  synthetic: true,
  units: [{ id: 'h3-10', label: 'hexagons of about 130 m' }],
} as Meta;
const source = { label: 'police', to: '2024-09-30' } as SourceInfo;

it('ends the sentence with the error rate and what was left out', () => {
  expect(totals(answer)).toBe('at 5% false alarms – 1,150 incidents; 61 without a usable place');
  const events = { ...answer, selection_parts: { ...answer.selection_parts, count: 'events' } };
  expect(totals(events)).toBe('at 5% false alarms – 1,204 events; 61 without a usable place');
  const one = {
    ...answer,
    method: null,
    accounting: { ...answer.accounting, incidents: 1, unlocated: 0 },
  };
  expect(totals(one)).toBe('– 1 incident');
});

it('says source, date, losses, method and book', () => {
  expect(statusParts(meta, source, answer)).toEqual([
    'SYNTHETIC Police data to 30 Sep 2024',
    '61 of 1,265 without usable place',
    'Getis-Ord Gi*, 7,731 hexagons of about 130 m, Benjamini-Hochberg 5%',
    'book 1a2b3c, for the analyst',
  ]);
});

it('shows a star, never a zero, for what is hidden', () => {
  const hidden = {
    selected: null,
    located: null,
    unlocated: null,
    outside: null,
    untimed: null,
    incidents: null,
  };
  const released = { ...answer, accounting: hidden } as Hotspots;
  expect(totals(released)).toContain('* incidents; * without a usable place');
  expect(statusParts(meta, source, released)[1]).toBe(
    '* of * without usable place, * outside, * that may lie in these hours',
  );
});

it('writes shares as percentages', () => {
  expect([0.05, 0.01, 0.001].map(percent)).toEqual(['5%', '1%', '0.1%']);
});
