import { expect, it } from 'vitest';
import { pathOf, seriesOf } from './series';

const step = (own: number | null, comparison: number, after: boolean) => ({
  from: '2023-04-01',
  to: '2023-04-28',
  own,
  comparison,
  after,
});

it('puts both series on one scale', () => {
  const series = seriesOf({
    steps: [step(8, 400, false), step(12, 400, false), step(5, 440, true), step(6, 360, true)],
  });
  expect(series.own).toEqual([80, 120, 50, 60]);
  expect(series.comparison).toEqual([100, 100, 110.00000000000001, 90]);
  expect([series.on, series.end]).toEqual([2, 150]);
});

it('has no index where a step before is not shown', () => {
  const series = seriesOf({
    steps: [step(null, 400, false), step(12, 400, false), step(9, 380, true)],
  });
  expect(series.own).toEqual([null, null, null]);
  expect(series.comparison[2]).toBe(95);
});

it('breaks the line where a value is missing', () => {
  const path = pathOf(
    [1, 2, null, 4],
    (i) => i * 10,
    (v) => v,
  );
  expect(path).toBe('M0.0,1.0L10.0,2.0M30.0,4.0');
});
