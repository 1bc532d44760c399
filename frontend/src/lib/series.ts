/** Before and after: both series on one scale, where 100 is the mean of the steps before. */
import type { BeforeAfter } from '../api/types';
import { day } from './format';

export interface Series {
  /** Index of each step; null where it is not shown. */
  own: (number | null)[];
  comparison: (number | null)[];
  /** Number of the first step after. */
  on: number;
  /** The end of the axis. */
  end: number;
}

export function seriesOf({ steps }: Pick<BeforeAfter, 'steps'>): Series {
  const on = steps.findIndex((step) => step.after);
  const index = (of: 'own' | 'comparison') => {
    const before = steps.slice(0, on).map((step) => step[of] ?? null);
    const known = before.filter((n): n is number => n !== null);
    const mean = known.length ? known.reduce((a, b) => a + b, 0) / known.length : 0;
    // A mean of some of the steps is none of all of them.
    const whole = mean > 0 && known.length === before.length;
    return steps.map((step) => (step[of] === null || !whole ? null : (step[of] / mean) * 100));
  };
  const [own, comparison] = [index('own'), index('comparison')];
  const most = Math.max(100, ...own.map((n) => n ?? 0), ...comparison.map((n) => n ?? 0));
  return { own, comparison, on, end: Math.ceil(most / 50) * 50 };
}

/** A path through what is shown, broken where something is not. */
export function pathOf(
  values: readonly (number | null)[],
  x: (step: number) => number,
  y: (value: number) => number,
): string {
  let pen = 'M';
  return values
    .map((value, step) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const to = `${pen}${x(step).toFixed(1)},${y(value).toFixed(1)}`;
      pen = 'L';
      return to;
    })
    .join('');
}

/** "2 Apr 2022–31 Mar 2023" */
export function sideWords(side: BeforeAfter['before']): string {
  return `${day(side.from)}–${day(side.to)}`;
}
