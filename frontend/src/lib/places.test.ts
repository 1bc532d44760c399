import { expect, it } from 'vitest';
import type { Place } from '../api/types';
import { blockShare, classWord, countWords, notTarget, shapeOf, whereIs } from './places';

const place: Place = {
  id: 'p1',
  rank: 1,
  rank_low: 1,
  rank_high: 4,
  name: 'HMP Manchester',
  class: 'custody',
  target: false,
  why_not: 'a custody address: not a patrol target',
  street: 'Southall Street',
  area: 'Cheetham',
  incidents: 15,
  incidents_shown: '15',
  events: 19,
  dates: 14,
  positions: 1,
  lon: -2.2,
  lat: 53.5,
  block: { label: 'Fri, Sat 22-02', share: 0.406, low: 0.3, high: 0.52 },
};

it('says offences, incidents and dates, because they differ', () => {
  expect(countWords(place, true)).toBe('19 offences, 15 incidents, 14 dates');
  expect(countWords({ ...place, events: 1, dates: 1 }, false)).toBe(
    '1 event, 15 incidents, 1 date',
  );
  const hidden = { ...place, events: null, incidents: null, incidents_shown: '*', dates: null };
  expect(countWords(hidden, true)).toBe('* offences, * incidents, * dates');
});

it('says what a place is and where, without repeating its name', () => {
  expect(whereIs(place)).toBe('custody, Southall Street');
  expect(whereIs({ ...place, class: null, name: 'Southall Street' })).toBe('address, Cheetham');
  expect(classWord('police-station')).toBe('police station');
});

it('gives each class its shape, and what has none the plain one', () => {
  expect(shapeOf(place)).toBe('custody');
  expect(shapeOf({ class: 'school', target: true })).toBe('other');
  expect(shapeOf({ class: null, target: true })).toBe('other');
  expect(shapeOf({ class: 'police-station', target: false })).toBe('aside');
});

it('says in fixed words that nobody is sent to a prison', () => {
  expect(notTarget(place)).toBe('not a patrol target');
  expect(notTarget({ ...place, target: true })).toBeNull();
  expect(notTarget({ ...place, why_not: null })).toBe('not a patrol target');
});

it('gives a share with its interval', () => {
  expect(blockShare(place.block as NonNullable<Place['block']>)).toBe('41% (30–52)');
});
