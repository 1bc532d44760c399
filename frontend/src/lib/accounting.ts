/** What became of the events: the end of the sentence and the line at the foot of the page. */
import type { Answer, Hotspots, Meta, SourceInfo } from '../api/types';
import { day, shown, upperFirst } from './format';
import { leftOutTotal } from './left-out';
import { countNoun } from './notes';
import { unitWords } from './sentence';

type Method = Hotspots['method'];

/** "at 5% false alarms – 1,150 incidents; 61 without a usable place; 110 left out" */
export function totals(answer: Answer, method: Method = null): string {
  const { accounting } = answer;
  const { unlocated } = accounting;
  const test = method ? `at ${percent(method.alpha)} false alarms ` : '';
  const nowhere = unlocated === 0 ? '' : `; ${shown(unlocated)} without a usable place`;
  const left = leftOutTotal(accounting.left_out);
  const out = left === 0 ? '' : `; ${shown(left)} left out`;
  return `${test}${countedWords(answer)}${nowhere}${out}`;
}

/** "– 1,150 incidents": as much of it as a room reads in one line. */
export function countedWords(answer: Answer): string {
  const noun = countNoun(answer);
  const counted = countedOf(answer);
  return `– ${shown(counted)} ${counted === 1 ? noun : `${noun}s`}`;
}

/** How many of what the selection counts have a place. */
export function countedOf({ selection_parts, accounting }: Answer): number | null {
  return selection_parts.count === 'events' ? accounting.located : accounting.incidents;
}

/** Source, what has no place, method, book: what every output says of itself. */
export function statusParts(
  meta: Meta,
  sources: readonly SourceInfo[],
  answer: Answer,
  method: Method = null,
): string[] {
  const { accounting } = answer;
  const left = leftOutTotal(accounting.left_out);
  const nowhere = [
    `${shown(accounting.unlocated)} of ${shown(accounting.selected)} without usable place`,
    accounting.outside === 0 ? '' : `${shown(accounting.outside)} outside`,
    accounting.untimed === 0 ? '' : `${shown(accounting.untimed)} that may lie in these hours`,
    left === 0 ? '' : `${shown(left)} left out by rule`,
  ].filter(Boolean);
  const mark = meta.synthetic ? 'SYNTHETIC ' : '';
  // The sentence says how large they are.
  const unit = unitWords(meta, answer.selection_parts.unit).replace(/ of about .*/, '');
  return [
    ...sources.map((source) => `${mark}${upperFirst(source.label)} data to ${day(source.to)}`),
    ...sources.flatMap(agreementWords),
    nowhere.join(', '),
    method
      ? `${short(method.statistic)}, ${shown(method.units)} ${unit}, ${short(method.correction)} ${percent(method.alpha)}`
      : 'counts, nothing was tested',
    `book ${answer.book} of ${meta.title}, for the ${answer.audience}`,
  ];
}

/** The names of the field in one line: in full they stand under "show working". */
function short(name: string): string {
  return name.replace('Getis-Ord ', '').replace('Benjamini-Hochberg', 'BH');
}

/** What a health source may be used for, and until when. */
function agreementWords({ label, agreement }: SourceInfo): string[] {
  if (!agreement) return [];
  const { name, purpose, expires } = agreement;
  return [`${upperFirst(label)} under “${name}”, only for ${purpose}, until ${day(expires)}`];
}

/** 0.05 -> "5%", 0.001 -> "0.1%". */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))}%`;
}
