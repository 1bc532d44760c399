import { describe, expect, it } from 'vitest';
import type { Indicator } from '../api/types';
import { place, rateWords, reach, spineRow, spineTitle, ticks } from './spine';

function indicator(change: Partial<Indicator> = {}): Indicator {
  return {
    id: 'robbery',
    label: 'Robbery',
    count: 40,
    rate: 4,
    low: 2,
    high: 8,
    city_rate: 2,
    similar_low: 1,
    similar_high: 4,
    ratio: 2,
    differs: 0,
    ...change,
  };
}

describe('the axis', () => {
  it('has the city in its middle and doubles to either side', () => {
    expect(place(2, 2, 2)).toBe(0.5);
    expect(place(4, 2, 2)).toBe(0.75);
    expect(place(0.5, 2, 2)).toBe(0);
    expect(place(0, 2, 2)).toBe(0);
    expect(place(200, 2, 2)).toBe(1);
  });

  it('reaches as far as the farthest dot or similar area, and never too far', () => {
    expect(reach([indicator()])).toBe(1);
    expect(reach([indicator({ rate: 9 })])).toBe(3);
    expect(reach([indicator({ similar_low: 0.01 })])).toBe(4);
    expect(reach([indicator({ city_rate: null })])).toBe(1);
    expect(reach([])).toBe(1);
  });

  it('says its ticks as parts and multiples of the city', () => {
    expect(ticks(2).map((tick) => tick.words)).toEqual(['¼', '½', 'city', '2×', '4×']);
    expect(ticks(1).map((tick) => tick.at)).toEqual([0, 0.5, 1]);
  });
});

describe('a row', () => {
  it('is filled only when the interval leaves out the city', () => {
    const row = spineRow(indicator(), 2);
    expect(row).toEqual({
      id: 'robbery',
      dot: 0.75,
      interval: [0.5, 1],
      similar: [0.25, 0.75],
      filled: false,
    });
    expect(spineRow(indicator({ differs: 1 }), 2).filled).toBe(true);
  });

  it('shows nothing where there is no rate, no city or no similar area', () => {
    const bare = spineRow(indicator({ rate: null, low: null, high: null }), 2);
    expect([bare.dot, bare.interval]).toEqual([null, null]);
    expect(spineRow(indicator({ city_rate: null }), 2).dot).toBeNull();
    expect(spineRow(indicator({ similar_low: null }), 2).similar).toBeNull();
  });
});

describe('the title', () => {
  it('counts the kinds above, below and neither', () => {
    const all = indicator({ id: 'all', differs: 1 });
    const kinds = [indicator({ differs: 1 }), indicator({ differs: -1 }), indicator()];
    expect(spineTitle([all, ...kinds], 'incident')).toBe(
      'Of 3 kinds of incident, 1 is clearly above the city, 1 is clearly below the city and 1 cannot be told from it',
    );
  });

  it('without rates says what happened, suppressed counts among it', () => {
    const none = { rate: null, city_rate: null };
    const kinds = [indicator(none), indicator({ ...none, count: null })];
    expect(
      spineTitle([indicator({ id: 'all' }), ...kinds, indicator({ ...none, count: 0 })], 'event'),
    ).toBe('2 kinds of event happened here');
  });
});

it('writes rates with the digits they bear', () => {
  expect([112.4, 16.31, 0.996, 0.42].map(rateWords)).toEqual(['112', '16.3', '1.0', '0.42']);
});
