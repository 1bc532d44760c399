import { expect, it } from 'vitest';
import {
  daysWords,
  flagText,
  flagUse,
  flagWords,
  locatedWords,
  settingWords,
} from './choice-words';

it('says the setting', () => {
  expect(['public', 'non-dwelling', 'any'].map(settingWords)).toEqual([
    'in public places',
    'anywhere but homes',
    'anywhere',
  ]);
  expect(settingWords('licensed,street')).toBe('in licensed premises and streets');
});

it('says the days of the calendar', () => {
  expect(daysWords(undefined)).toBe('any date');
  expect(daysWords('bank-holiday,match-day')).toBe('bank holidays and match days');
  expect(daysWords('ordinary')).toBe('ordinary days');
  expect(daysWords('pride')).toBe('pride days');
  expect(daysWords('welcome-week')).toBe('welcome weeks');
});

it('says the flags asked for and those kept out', () => {
  expect(flagWords(undefined)).toBe('flagged or not');
  expect(flagWords('-domestic,knife')).toBe('flagged knife, not flagged domestic');
});

it('reads and writes the use of each flag', () => {
  expect(['knife', 'domestic', 'hate'].map((w) => flagUse('-domestic,knife', w))).toEqual([
    'only',
    'not',
    'any',
  ]);
  expect(flagText({ knife: 'only', domestic: 'not', hate: 'any' })).toBe('knife,-domestic');
});

it('says whose place counts', () => {
  expect([undefined, 'happened', 'recorded'].map(locatedWords)).toEqual([
    'where it happened',
    'where it happened',
    'where it was recorded',
  ]);
});
