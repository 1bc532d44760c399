import { expect, it } from 'vitest';
import { leftOutTotal } from './left-out';

it('adds up what the rules took out', () => {
  expect(leftOutTotal({ activity: 1200, dwelling: 0, institution: 110, setting: 0 })).toBe(1310);
  expect(leftOutTotal({ activity: 0, dwelling: 0, institution: 0, setting: 0 })).toBe(0);
});

it('has no sum where a part is hidden', () => {
  expect(leftOutTotal({ activity: 0, dwelling: null, institution: 3, setting: 0 })).toBeNull();
});
