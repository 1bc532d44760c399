/** What to do about a period that the server refuses: it gives no answer over months that are not there. */
import type { Problem } from '../api/types';
import { changed, type Selection } from '../state/url';

export interface RefusedPeriod {
  /** Days of the period asked for; an open end is undefined. */
  asked: { from: string | undefined; to: string | undefined };
  /** The period the server would answer, when it names one. */
  instead: { from: string; to: string } | null;
  /** Why, in words. */
  reason: string;
}

const DAY = String.raw`(\d{4}-\d{2}-\d{2})`;
const WAY_OUT = new RegExp(String.raw`; choose from=${DAY}&to=${DAY}\.?$`);

/** Of a refusal that is about months that are not there; null for one of another kind. */
export function refusedPeriod(problem: Problem, selection: Selection): RefusedPeriod | null {
  if (problem.parameter !== 'from' || !/ has a gap, /.test(problem.detail)) return null;
  const way = WAY_OUT.exec(problem.detail);
  const [, from, to] = way ?? [];
  return {
    asked: { from: selection.from, to: selection.to },
    instead: from && to ? { from, to } : null,
    reason: problem.detail.replace(/^selection part `[^`]*`: /, '').replace(WAY_OUT, ''),
  };
}

/** The selection without the refused part. A period goes as a whole: half of it is one nobody asked for. */
export function withoutPart(selection: Selection, key: keyof Selection): Selection {
  const period = key === 'from' || key === 'to';
  return changed(selection, period ? { from: '', to: '' } : { [key]: '' });
}
