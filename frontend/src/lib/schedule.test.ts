import { expect, it } from 'vitest';
import { linkWords } from './schedule';

it('says how a row belongs to premises and who called', () => {
  expect(linkWords('at-door', true)).toBe('at the door, called in by them');
  expect(linkWords('default-address', false)).toBe('address only');
  expect(linkWords(null, false)).toBe('not said');
});
