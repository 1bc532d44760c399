import { describe, expect, it } from 'vitest';
import type { SourceInfo } from '../api/types';
import { kindWords, linkWords } from './schedule';

it('says how a row belongs to premises and who called', () => {
  expect(linkWords('at-door', true)).toBe('at the door, called in by them');
  expect(linkWords('default-address', false)).toBe('address only');
  expect(linkWords(null, false)).toBe('not said');
});

describe('kindWords', () => {
  const source = {
    categories: [
      { id: 'robbery', label: 'Robbery of persons' },
      { id: 'violence-with-injury', label: 'violence-with-injury' },
    ],
  } as SourceInfo;

  it('takes the label of the source, and reads a bare word of its own as words', () => {
    expect(kindWords(source, 'robbery')).toBe('Robbery of persons');
    expect(kindWords(source, 'violence-with-injury')).toBe('Violence with injury');
    expect(kindWords(undefined, 'vehicle-crime')).toBe('Vehicle crime');
  });
});
