import { expect, it } from 'vitest';
import type { Group, HarmBasis } from '../api/types';
import { byHarm, harmCell, harmSentence, tellsHarm } from './harm';

const harm = {
  total: 6335,
  low: 354.3,
  high: 31110.4,
  largest: 5475,
  largest_code: '1',
  largest_share: 0.864,
  left_out: 2,
  rank: 1,
  rank_without_largest: 4,
};
const place = (part: Partial<typeof harm> | null, id = 'a') => ({
  id,
  harm: part && { ...harm, ...part },
});
const nought = { total: 0, largest: 0, largest_share: null } as unknown as Partial<typeof harm>;

it('marks a rank that hangs on one event', () => {
  expect(harmCell(place({}))).toEqual({
    text: '6,335',
    one: 'one 86%†',
    words: 'harm 6,335, one event 86% of it, number 4 by harm without it',
  });
  expect(harmCell(place({ rank: 4 }))?.one).toBe('one 86%');
});

it('says nothing of a place whose harm is unknown: no nought', () => {
  expect(harmCell(place(null))).toBeNull();
  expect(harmSentence(place(null))).toBeNull();
  expect(harmCell(place(nought))).toMatchObject({ text: '0', one: '', words: 'harm 0' });
});

it('gives the interval, and both ranks', () => {
  const one = '6,335 (354 to 31,110), 86% of it one event (offence 1)';
  expect(harmSentence(place({}))).toBe(`${one}; number 1 by harm, without it number 4`);
  expect(harmSentence(place({ rank: 4 }))).toBe(`${one}; number 4 by harm with it and without it`);
  const unranked = { rank: null, rank_without_largest: null } as unknown as Partial<typeof harm>;
  expect(harmSentence(place(unranked))).toBe(one);
});

it('orders by the sum, what has none last and in its order', () => {
  const places = [place(null, 'x'), place({ total: 5 }, 'a'), place(null, 'y'), place({}, 'b')];
  expect(byHarm(places as unknown as Group[]).map((p) => p.id)).toEqual(['b', 'a', 'x', 'y']);
});

it('has a column only where it can be said', () => {
  expect(tellsHarm(undefined)).toBe(false);
  expect(tellsHarm({ refused: 'no-weights' } as HarmBasis)).toBe(false);
  expect(tellsHarm({ refused: null } as HarmBasis)).toBe(true);
});
