import { expect, it } from 'vitest';
import { decilesTitle, percentWords, pieces } from './deciles';

const TWO = [
  { decile: 1, residents_share: 0.936, city_share: 0.43 },
  { decile: 2, residents_share: 0, city_share: 0.2 },
  { decile: 3, residents_share: 0.064, city_share: 0.37 },
];

it('cuts a bar into the deciles that anybody lives in', () => {
  expect(pieces(TWO, 'residents_share')).toEqual([
    { decile: 1, share: 0.936, from: 0 },
    { decile: 3, share: 0.064, from: 0.936 },
  ]);
  const city = pieces(TWO, 'city_share').at(-1);
  expect((city?.from ?? 0) + (city?.share ?? 0)).toBeCloseTo(1);
});

it('says the most deprived tenth beside the city', () => {
  expect(decilesTitle(TWO)).toBe(
    '94% of residents live in the most deprived tenth of England, against 43% in the city',
  );
  const none = TWO.map((one) => ({ ...one, residents_share: 0 }));
  expect(decilesTitle(none)).toMatch(/^No resident lives in the most deprived tenth/);
});

it('never rounds somebody to nobody', () => {
  expect([0, 0.001, 0.005, 1].map(percentWords)).toEqual(['0%', '<1%', '1%', '100%']);
});
