import { describe, expect, it } from 'vitest';
import type { Suggestion } from '../api/types';
import { askedOf, besideWords, foundKey, groundOf, rowAt } from './found';
import type { Row } from './rows';

const street: Suggestion = {
  kind: 'street',
  id: '-2.23690,53.47730 Canal Street',
  label: 'Canal Street',
  beside: 'Piccadilly',
  selection: null,
  bbox: [-2.2389, 53.4764, -2.2349, 53.4782],
};
const row = (id: string, name: string, lon: number, lat: number) => ({ id, name, lon, lat }) as Row;

it('is named in the address so that it can be asked for again', () => {
  expect(foundKey(street)).toBe('street:-2.23690,53.47730 Canal Street');
  expect(askedOf(foundKey(street))).toEqual({ kind: 'street', q: 'Canal Street' });
  expect(askedOf('area:ward22:E05900019')).toEqual({ kind: 'area', q: 'E05900019' });
  expect(askedOf('place:-2.2,53.4 St. Mary’s')).toEqual({ kind: 'place', q: 'St. Mary’s' });
  expect(askedOf('category:offence:robbery')).toBeNull();
  expect(askedOf('nonsense')).toBeNull();
});

it('says the ward of a street', () => {
  expect(besideWords(street)).toBe('street in Piccadilly');
  expect(besideWords({ kind: 'area', beside: 'Ward 2022' })).toBe('Ward 2022');
  expect(besideWords({ kind: 'place', beside: '' })).toBe('place');
  expect(besideWords({ kind: 'category', beside: 'police' })).toBe('kind of event, police');
});

it('shows some ground around a point, and no more of a long street than itself', () => {
  const [w, s, e, n] = groundOf([-2.2, 53.4, -2.2, 53.4]);
  expect([e - w, n - s].map((d) => d.toFixed(4))).toEqual(['0.0105', '0.0062']);
  expect(groundOf([-2.3, 53.4, -2.1, 53.5])).toEqual([-2.3, 53.4, -2.1, 53.5]);
});

describe('the hotspot there', () => {
  const village = row('v', 'The Village', -2.2369, 53.477);
  const own = row('c', 'Canal Street', -2.236, 53.4779);
  const far = row('f', 'Rochdale Road', -2.211, 53.51);

  it('is the one of its name, else the highest near it', () => {
    expect(rowAt(street, [far, village, own])).toBe(own);
    expect(rowAt(street, [far, village])).toBe(village);
    expect(rowAt(street, [far])).toBeNull();
  });

  it('is never guessed for an area', () => {
    expect(rowAt({ ...street, kind: 'area' }, [village])).toBeNull();
  });
});
