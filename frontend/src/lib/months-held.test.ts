import { expect, it } from 'vitest';
import type { SourceInfo } from '../api/types';
import { monthsWords, mostlyMissing, nothingHeld } from './months-held';

const source = {
  label: 'police',
  months: ['2014-04', '2017-01', '2018-06', '2018-12'],
} as SourceInfo;

it('says that the book holds nothing for a period without a file', () => {
  expect(nothingHeld(source, '2015-01-01', '2015-12-31')).toBe(
    'The book holds nothing of this source (police) for these months: nothing was recorded or no file was given. The nearest it holds: Apr 2014 and Jan 2017.',
  );
  expect(nothingHeld(source, '2019-01-01', '2019-01-31')).toMatch(
    /for this month: .* holds: Dec 2018\.$/,
  );
});

it('says nothing of a period of which it holds a month', () => {
  expect(nothingHeld(source, '2015-01-01', '2017-01-31')).toBeNull();
});

it('says nothing where it is not known which months are held', () => {
  expect(nothingHeld({ ...source, months: [] }, '2015-01-01', '2015-12-31')).toBeNull();
});

it('says that little can be told over time where most months are missing', () => {
  expect(mostlyMissing(source, '2014-04-01', '2018-12-31')).toBe(
    'only 4 of 57 months are held, too few to tell',
  );
  expect(mostlyMissing(source, '2018-12-01', '2018-12-31')).toBeNull();
  expect(mostlyMissing({ ...source, months: [] }, '2014-04-01', '2018-12-31')).toBeNull();
});

it('says how many months of a period are held where some are not', () => {
  expect(monthsWords(source, '2014-04-01', '2018-12-31')).toBe('4 of 57 months');
  expect(monthsWords(source, '2018-12-01', '2018-12-31')).toBeNull();
  expect(monthsWords({ ...source, months: [] }, '2018-12-01', '2018-12-31')).toBeNull();
});
