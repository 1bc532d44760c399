/** What is asked for the count beside a choice: the smallest question that has it. */
import type { Meta } from '../api/types';
import { canonical, changed, type Question, type Room, type Selection } from '../state/url';
import { byNight } from './night-selection';
import { usualSetting } from './sentence';

/** A count needs no fine map: the layer with fewest areas makes the shortest answer. */
function fewest({ layers }: Pick<Meta, 'layers'>): string {
  const [least] = [...layers].sort((a, b) => a.areas - b.areas);
  return least?.id ?? 'h3-8';
}

/** `hours`: whether the source knows any. */
export function countAsked(
  meta: Pick<Meta, 'layers'>,
  selection: Selection,
  { question, room }: { question: Question; room: Room },
  hours: boolean,
): string {
  const rest = { unit: fewest(meta), against: '' };
  if (room === 'nte') return `${byNight(selection, hours)}&unit=${rest.unit}`;
  const setting = selection.setting ?? usualSetting(question, room);
  return canonical(changed(selection, { setting, ...rest }));
}
