import { describe, expect, it } from 'vitest';
import type { Meta } from '../api/types';
import type { Selection } from '../state/url';
import {
  hasSteps,
  isExploratory,
  plainSentence,
  presetOf,
  sentenceParts,
  unitNouns,
  unitWords,
} from './sentence';

const source = {
  id: 'offence',
  label: 'police',
  from: '2021-10-01',
  to: '2024-09-30',
  months: [],
  precision: 'interval' as const,
  rows: 10,
  located: 8,
  unlocated: 1,
  outside: 1,
  refused: 0,
  activity: false,
  agreement: null,
  flags: [],
  settings: [],
  categories: [
    { id: 'violence', label: 'Violence', events: 5 },
    { id: 'robbery', label: 'Robbery', events: 3 },
  ],
};
const meta: Meta = {
  program: { name: 'beatbook', version: '0.1.0' },
  book: 'abc',
  synthetic: true,
  title: 'Town',
  audience: 'analyst',
  bounds: [0, 0, 1, 1],
  period: { from: '2021-10-01', to: '2024-09-30' },
  sources: [source],
  layers: [],
  units: [{ id: 'h3-10', label: 'hexagons of about 130 m' }],
  presets: [{ id: 'night', label: 'The night', selection: 'window=sat22-sun07,fri22-sat07' }],
  has: { streets: true, ground: true, places: true, basemap: false },
  accepted: { time: [], count: [], setting: [], located: [] },
  indexes: [],
  completeness: [],
  calendar: [],
  annotations: [],
};
const full: Meta = {
  ...meta,
  sources: [{ ...source, flags: ['knife', 'domestic'] }],
  accepted: { ...meta.accepted, setting: ['public'], located: ['happened'] },
  calendar: [{ kind: 'match-day', days: 40 }],
};

it('says the defaults', () => {
  expect(plainSentence(sentenceParts(meta, {}))).toBe(
    'All events seen by the police, Oct 2021–Sep 2024, any hour, in public places, in the whole city, ' +
      'where it happened, counting incidents, tested on hexagons of about 130 m',
  );
});

it('says what was chosen', () => {
  const chosen = {
    category: 'robbery,violence',
    from: '2023-10-01',
    window: 'fri22-sat07',
    area: 'lsoa11:E01033658',
  };
  expect(plainSentence(sentenceParts(meta, chosen, { areaName: 'Manchester 054C' }))).toContain(
    'Robbery and violence seen by the police, Oct 2023–Sep 2024, Fri night 22:00–07:00, in public places, in Manchester 054C',
  );
});

it('says setting, days, flags and location where the book has them', () => {
  expect(plainSentence(sentenceParts(full, {}))).toBe(
    'All events seen by the police, Oct 2021–Sep 2024, any hour on any date, in public places, ' +
      'in the whole city, flagged or not, where it happened, counting incidents, ' +
      'tested on hexagons of about 130 m',
  );
  const chosen = { days: 'match-day', setting: 'any', flag: 'knife', located: 'recorded' };
  expect(plainSentence(sentenceParts(full, chosen))).toContain(
    'any hour on match days, anywhere, in the whole city, flagged knife, where it was recorded',
  );
});

it('tests nothing in a list of places, and counts them anywhere but in homes', () => {
  const said = plainSentence(sentenceParts(full, {}, { question: 'places' }));
  expect(said).toContain('anywhere but homes');
  expect(said).not.toContain('tested');
});

it('says only what was chosen to a room', () => {
  const said = (selection: Selection) =>
    plainSentence(sentenceParts(full, selection, { present: true }));
  expect(said({})).toBe(
    'All events seen by the police, Oct 2021–Sep 2024, any hour, in public places, in the whole city',
  );
  expect(said({ flag: 'knife', count: 'events' })).toContain('flagged knife, counting events');
});

it('ends with what the selection is compared with', () => {
  const said = plainSentence(sentenceParts(meta, {}, { compare: 'before' }));
  expect(said.endsWith(', compared with the year before')).toBe(true);
});

it('tests no place of a selection about people', () => {
  const people = plainSentence(sentenceParts(full, { flag: 'under-18' }));
  expect(people).not.toContain('tested on');
});

it('greys the hours of a source that has none and says why', () => {
  const monthly = { ...meta, sources: [{ ...source, precision: 'month' as const }] };
  expect(sentenceParts(monthly, {})).toContainEqual({
    kind: 'fixed',
    text: 'any hour',
    reason: 'these dates are months',
  });
  const withWindow = sentenceParts(monthly, { window: 'fri22-sat07' });
  expect(withWindow.some((p) => p.kind === 'choice' && p.key === 'window')).toBe(true);
});

it('knows a preset however its words are ordered', () => {
  expect(presetOf(meta, { window: 'fri22-sat07,sat22-sun07' })?.id).toBe('night');
  expect(presetOf(meta, { window: 'fri22-sat07' })).toBeUndefined();
});

it('calls exploratory what is neither the default nor a preset', () => {
  expect(isExploratory(meta, {})).toBe(false);
  expect(isExploratory(meta, { window: 'fri22-sat07,sat22-sun07' })).toBe(false);
  expect(isExploratory(meta, { window: 'fri22-sat07' })).toBe(true);
  const ward = { area: 'ward22:E05000001' };
  expect(isExploratory(meta, ward)).toBe(true);
  expect(isExploratory(meta, ward, 'wards'), 'one profile of many').toBe(false);
  expect(isExploratory(meta, { ...ward, category: 'robbery' }, 'wards')).toBe(true);
});

describe('units', () => {
  it('names areas by what they are, not by the id of their layer', () => {
    const layer = { areas: 32, label: '' };
    const layers = [
      { ...layer, id: 'ward22', kind: 'ward', vintage: 2022 },
      { ...layer, id: 'lsoa21', kind: 'lsoa', vintage: 2021 },
      { ...layer, id: 'pspo24', kind: 'pspo', vintage: 2024, label: 'Order zones' },
    ] as Meta['layers'];
    const words = ['ward22', 'lsoa21', 'pspo24', 'h3-10'].map((unit) =>
      unitWords({ ...meta, layers }, unit),
    );
    expect(words).toEqual([
      'wards of 2022',
      'LSOAs of 2021',
      'areas of Order zones',
      'hexagons of about 130 m',
    ]);
  });

  it('says whose counts they are held against where an area is looked at', () => {
    const said = (selection: Selection) => plainSentence(sentenceParts(meta, selection));
    expect(said({})).not.toContain('against');
    expect(said({ area: 'ward22:E1' })).toContain('130 m against the same area');
    expect(said({ area: 'ward22:E1', against: 'city' })).toContain('against the whole city');
  });

  it('have nouns of their own, and only grids and areas have steps', () => {
    expect(unitNouns('h3-9')[1]).toBe('cells');
    expect(unitNouns('bng-150')[1]).toBe('squares');
    expect(unitNouns('street')[0]).toBe('segment');
    expect(unitNouns('lsoa21')[1]).toBe('areas');
    expect(['h3-10', 'lsoa21', 'street', 'premises'].map(hasSteps)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
