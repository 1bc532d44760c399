import { expect, it } from 'vitest';
import { fileName, wrapped } from './png';

const byLetters = (text: string) => text.length;

it('lines are as full as they can be, and no word is lost', () => {
  expect(wrapped('one two three four', 9, byLetters)).toEqual(['one two', 'three', 'four']);
  expect(wrapped('one two three four', 10, byLetters)).toEqual(['one two', 'three four']);
  expect(wrapped('', 10, byLetters)).toEqual([]);
});

it('a word wider than the room stands alone', () => {
  expect(wrapped('an unbreakable word', 6, byLetters)).toEqual(['an', 'unbreakable', 'word']);
});

it('a file is named by what it shows, in letters every system takes', () => {
  expect(fileName('All events seen by the A&E, Oct 2021–Sep 2024, 22:00–07:00')).toBe(
    'all-events-seen-by-the-a-e-oct-2021-sep-2024-22-00-07-00.png',
  );
  expect(fileName('x'.repeat(300)).length).toBeLessThanOrEqual(124);
});
