/** What became of the events: the end of the sentence and the line at the foot of the page. */
import type { Hotspots, Meta, SourceInfo } from '../api/types';
import { day, shown, upperFirst } from './format';
import { countNoun } from './notes';
import { unitWords } from './sentence';

/** "at 5% false alarms – 1,150 incidents; 61 without a usable place" */
export function totals(answer: Hotspots): string {
  const { method, accounting } = answer;
  const { unlocated } = accounting;
  const noun = countNoun(answer);
  const counted = countedOf(answer);
  const test = method ? `at ${percent(method.alpha)} false alarms ` : '';
  const nowhere = unlocated === 0 ? '' : `; ${shown(unlocated)} without a usable place`;
  return `${test}– ${shown(counted)} ${counted === 1 ? noun : `${noun}s`}${nowhere}`;
}

/** How many of what the selection counts have a place. */
export function countedOf({ selection_parts, accounting }: Hotspots): number | null {
  return selection_parts.count === 'events' ? accounting.located : accounting.incidents;
}

/** Source, what has no place, method, book: what every output says of itself. */
export function statusParts(meta: Meta, source: SourceInfo, answer: Hotspots): string[] {
  const { accounting, method } = answer;
  const left = [
    `${shown(accounting.unlocated)} of ${shown(accounting.selected)} without usable place`,
    accounting.outside === 0 ? '' : `${shown(accounting.outside)} outside`,
    accounting.untimed === 0 ? '' : `${shown(accounting.untimed)} that may lie in these hours`,
  ].filter(Boolean);
  const unit = unitWords(meta, answer.selection_parts.unit);
  return [
    `${meta.synthetic ? 'SYNTHETIC ' : ''}${upperFirst(source.label)} data to ${day(source.to)}`,
    left.join(', '),
    method
      ? `${method.statistic}, ${shown(method.units)} ${unit}, ${method.correction} ${percent(method.alpha)}`
      : 'nothing was tested',
    `book ${answer.book}, for the ${answer.audience}`,
  ];
}

/** 0.05 -> "5%", 0.001 -> "0.1%". */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}
