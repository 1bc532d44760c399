import { expect, it } from 'vitest';
import type { Hotspots, Meta, SourceInfo } from '../api/types';
import { countedWords, percent, statusParts, totals } from './accounting';

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
    left_out: { activity: 0, dwelling: 0, institution: 0, setting: 0 },
  },
} as Hotspots;
const meta = {
  title: 'Synthetic city',
  synthetic: true,
  layers: [],
  units: [{ id: 'h3-10', label: 'hexagons of about 130 m' }],
} as unknown as Meta;
const source = { label: 'police', to: '2024-09-30', agreement: null } as SourceInfo;
const health = {
  label: 'A&E',
  to: '2024-09-30',
  agreement: { name: 'ISTV', purpose: 'violence prevention', expires: '2027-03-31' },
} as SourceInfo;

it('ends the sentence with the error rate and what was left out', () => {
  expect(totals(answer, answer.method)).toBe(
    'at 5% false alarms – 1,150 incidents; 61 without a usable place',
  );
  const events = {
    ...answer,
    selection_parts: { ...answer.selection_parts, count: 'events' as const },
  };
  expect(totals(events, events.method)).toBe(
    'at 5% false alarms – 1,204 events; 61 without a usable place',
  );
  const one = {
    ...answer,
    method: null,
    accounting: { ...answer.accounting, incidents: 1, unlocated: 0 },
  };
  expect(totals(one)).toBe('– 1 incident');
  expect(countedWords(one)).toBe('– 1 incident');
});

it('says source, date, losses, method and book', () => {
  expect(statusParts(meta, [source], answer, answer.method)).toEqual([
    'SYNTHETIC Police data to 30 Sep 2024',
    '61 of 1,265 without usable place',
    'Gi*, 7,731 hexagons, BH 5%',
    'book 1a2b3c of Synthetic city, for the analyst',
  ]);
});

it('says what a rule took out', () => {
  const less = {
    ...answer,
    accounting: {
      ...answer.accounting,
      left_out: { activity: 1200, dwelling: 0, institution: 110, setting: 0 },
    },
  };
  expect(totals(less)).toBe('– 1,150 incidents; 61 without a usable place; 1,310 left out');
  expect(statusParts(meta, [source], less)[1]).toContain('1,310 left out by rule');
});

it('says what a health source may be used for', () => {
  expect(statusParts(meta, [health], answer)).toContain(
    'A&E under “ISTV”, only for violence prevention, until 31 Mar 2027',
  );
});

it('shows a star, never a zero, for what is hidden', () => {
  const hidden = {
    selected: null,
    located: null,
    unlocated: null,
    outside: null,
    untimed: null,
    incidents: null,
    left_out: { activity: 0, dwelling: null, institution: 0, setting: 0 },
  };
  const released = { ...answer, accounting: hidden } as Hotspots;
  expect(totals(released)).toContain('* incidents; * without a usable place; * left out');
  expect(statusParts(meta, [source], released)[1]).toBe(
    '* of * without usable place, * outside, * that may lie in these hours, * left out by rule',
  );
});

it('writes shares as percentages', () => {
  expect([0.05, 0.01, 0.001].map(percent)).toEqual(['5%', '1%', '0.1%']);
});
