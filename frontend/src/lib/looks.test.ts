import { expect, it } from 'vitest';
import { dayOf, lookWords, withLook } from './looks';

it('counts each selection of a day once', () => {
  const [one, first] = withLook(null, '2026-11-22', 'flag=knife');
  const [two, second] = withLook(one, '2026-11-22', 'flag=hate');
  const [same, again] = withLook(two, '2026-11-22', 'flag=knife');
  expect([first, second, again]).toEqual([1, 2, 1]);
  expect(same).toBe(two);
});

it('begins anew the next day, and with what it cannot read', () => {
  const [one] = withLook(null, '2026-11-22', 'flag=knife');
  expect(withLook(one, '2026-11-23', 'flag=hate')[1]).toBe(1);
  for (const odd of [
    '',
    'x',
    '{}',
    '{"day":"2026-11-22"}',
    '{"day":"2026-11-22","selections":[1]}',
  ])
    expect(withLook(odd, '2026-11-22', 'flag=hate')[1]).toBe(1);
});

it('says its number as one says it', () => {
  const words = [1, 2, 3, 4, 11, 12, 13, 21, 22, 111].map((n) => lookWords(n).split(' ')[1]);
  expect(words).toEqual([
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '13th',
    '21st',
    '22nd',
    '111th',
  ]);
  expect(lookWords(4)).toBe('exploratory: 4th look today');
  expect(dayOf(new Date(2026, 0, 5))).toBe('2026-01-05');
});
