import { expect, it } from 'vitest';
import { changeNotes } from './change-notes';

it('keeps what is said of the change alone', () => {
  const own = [
    'A place that was chosen because it was high falls by itself (regression to the mean): the comparison does not take that out.',
    'The two sides are of different seasons: the comparison takes out what the seasons do everywhere, and nothing more.',
  ];
  expect(changeNotes(['7,157 events may or may not fall in the period.', ...own])).toEqual(own);
});
