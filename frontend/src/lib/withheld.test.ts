import { expect, it } from 'vitest';
import { withheldWords } from './withheld';

it('says that findings exist and are not told, never that there are none', () => {
  expect(withheldWords(3, 0)).toContain('Which they are cannot be told');
  expect(withheldWords(1, 0)).toContain('Which it is cannot be told');
  expect(withheldWords(2, 5)).toContain('2 of them are not listed');
});
