import { expect, it } from 'vitest';
import { markings, printedWords, unbroken } from './paper';

it('a page says who it is for, and what it is not', () => {
  const synthetic = { synthetic: true, audience: 'analyst' } as const;
  expect(markings(synthetic, 'exploratory: 4th look today')).toEqual([
    'SYNTHETIC',
    'For analyst use',
    'Exploratory: 4th look today',
  ]);
  expect(markings({ ...synthetic, synthetic: false }, null)).toEqual(['For analyst use']);
});

it('a page says when it was printed', () => {
  expect(printedWords(new Date(2023, 9, 6, 14, 2))).toBe('printed 6 Oct 2023, 14:02');
});

it('a month stays with its year', () => {
  expect(unbroken('Oct 2021–Sep 2024, any hour')).toBe('Oct\u00a02021–Sep\u00a02024, any hour');
});
