import { expect, it } from 'vitest';
import type { Meta } from '../api/types';
import { countAsked } from './choice-count';

const meta = {
  layers: [
    { id: 'lsoa21', areas: 295 },
    { id: 'ward22', areas: 32 },
  ],
} as unknown as Meta;
const tasking = { question: 'hotspots', room: 'tasking' } as const;

it('asks by the fewest areas, in the setting that the table has', () => {
  const asked = { flag: 'knife', unit: 'h3-10', against: 'city' };
  expect(countAsked(meta, asked, tasking, true)).toBe('setting=public&flag=knife&unit=ward22');
  expect(countAsked(meta, {}, { ...tasking, question: 'places' }, true)).toBe(
    'setting=non-dwelling&unit=ward22',
  );
  expect(countAsked({ layers: [] }, { setting: 'any' }, tasking, true)).toBe(
    'setting=any&unit=h3-8',
  );
});

it('at night counts the hours of the night, where there are any', () => {
  const night = { question: 'hotspots', room: 'nte' } as const;
  expect(countAsked(meta, {}, night, true)).toMatch(/window=\w{5}-\w{5},.*unit=ward22/);
  expect(countAsked(meta, {}, night, false)).toBe('setting=public&unit=ward22');
});
