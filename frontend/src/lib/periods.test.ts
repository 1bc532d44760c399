import { expect, it } from 'vitest';
import { quickPeriods } from './periods';

it('counts whole months back from the last day', () => {
  expect(quickPeriods('2021-10-01', '2024-09-30').map((p) => p.from)).toEqual([
    '2021-10-01',
    '2023-10-01',
    '2024-04-01',
    '2024-07-01',
  ]);
});

it('offers nothing longer than the data', () => {
  expect(quickPeriods('2024-05-01', '2024-09-30').map((p) => p.label)).toEqual([
    'Whole period',
    'Last 3 months',
  ]);
});

it('copes with data that end inside a month', () => {
  expect(quickPeriods('2020-01-01', '2024-09-15')[1]).toEqual({
    label: 'Last 12 months',
    from: '2023-09-16',
    to: '2024-09-15',
  });
});
