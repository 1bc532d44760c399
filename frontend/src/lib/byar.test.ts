import { expect, it } from 'vitest';
import { byar } from './byar';

it('is the published interval from ten events on', () => {
  expect(byar(10).low).toBeCloseTo(4.7874499, 4);
  expect(byar(10).high).toBeCloseTo(18.3914586, 4);
  expect(byar(65).low).toBeCloseTo(50.1631877, 4);
  expect(byar(65).high).toBeCloseTo(82.8491385, 4);
});

it('is exact below', () => {
  expect(byar(0)).toEqual({ low: 0, high: 3.6889 });
  expect(byar(5).low).toBeCloseTo(1.62348639, 3);
  expect(byar(5).high).toBeCloseTo(11.66833208, 3);
});
