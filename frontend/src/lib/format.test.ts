import { expect, it } from 'vitest';
import * as f from './format';

it('writes counts with a thousands comma and a real minus', () => {
  expect(f.count(1204)).toBe('1,204');
  expect(f.count(-3)).toBe('−3');
  expect(f.shown(null)).toBe('*');
  expect(f.shown(1204)).toBe('1,204');
  expect(f.plural(1, 'event')).toBe('1 event');
  expect(f.plural(1204, 'event')).toBe('1,204 events');
});

it('shows one decimal of an expected count only under ten', () => {
  expect(f.expected(0)).toBe('0');
  expect(f.expected(0.04)).toBe('<0.1');
  expect(f.expected(6.04)).toBe('6');
  expect(f.expected(6.1)).toBe('6.1');
  expect(f.expected(9.96)).toBe('10');
  expect(f.expected(11.6)).toBe('12');
});

it('writes a rank interval only when there is one', () => {
  expect(f.rankInterval(3, 3)).toBe('');
  expect(f.rankInterval(null, 3)).toBe('');
  expect(f.rankInterval(1, 2)).toBe('1–2');
  expect([f.rankWord(4), f.rankWord(null)]).toEqual(['4', '–']);
});

it('never rounds a false-alarm share down', () => {
  expect(f.falseAlarms(0.05)).toBe('fewer than 1 in 20');
  expect(f.falseAlarms(0.0011)).toBe('fewer than 1 in 100');
  expect(f.falseAlarms(0.001)).toBe('fewer than 1 in 1,000');
  expect(f.falseAlarms(1e-9)).toBe('fewer than 1 in 1,000');
  expect(f.falseAlarms(0.12)).toBe('about 12 in 100');
});

it('writes q-values with the digits that matter', () => {
  expect(f.qValue(1e-9)).toBe('<0.001');
  expect(f.qValue(0.0042)).toBe('0.004');
  expect(f.qValue(0.12)).toBe('0.12');
});

it('shortens a period of whole months, leap years included', () => {
  expect(f.period('2021-10-01', '2024-09-30')).toBe('Oct 2021–Sep 2024');
  expect(f.period('2024-02-01', '2024-02-29')).toBe('Feb 2024');
  expect(f.period('2023-02-01', '2023-02-27')).toBe('1 Feb 2023–27 Feb 2023');
  expect(f.period('2023-10-06', '2023-10-06')).toBe('6 Oct 2023');
});

it('leaves text that is not a date alone', () => {
  expect(f.day('2023-13-01')).toBe('2023-13-01');
  expect(f.day('soon')).toBe('soon');
});

it('joins words as a sentence does', () => {
  expect(f.list([])).toBe('');
  expect(f.list(['a'])).toBe('a');
  expect(f.list(['a', 'b', 'c'])).toBe('a, b and c');
  expect(f.lowerFirst('Violence')).toBe('violence');
  expect(f.lowerFirst('ASB')).toBe('ASB');
  expect(f.lowerFirst('A&E')).toBe('A&E');
});
