/** The table of dots of the list that is open, and why there is none. */
import { areaDots, clusterDots, premisesDots, streetDots, type DotTable } from '../../lib/dots';
import { namedDots } from '../../lib/named-dots';
import type { NteRoom } from './nte.svelte';

export function tableOf(room: NteRoom): DotTable | null {
  const { store, premises, streets, named, areas } = room;
  switch (store.view.list) {
    case 'premises':
      return premises.value && premisesDots(premises.value);
    case 'streets':
      if (streets.value) return streetDots(streets.value);
      return named.value && namedDots(named.value);
    case 'clusters':
      return store.answer && clusterDots(store.groups, store.answer.verdict !== 'none');
    case 'areas':
      return areas.value && areaDots(areas.value);
  }
}

/** Why the open list has no answer, in words. */
export function refusedOf(room: NteRoom): string | null {
  const asked = { premises: room.premises, streets: room.streets, areas: room.areas };
  const { list } = room.store.view;
  const refused = list === 'clusters' ? null : asked[list].refused;
  return refused && reason(refused);
}

/** The reason alone: which part it is about is clear where it is said. */
export function reason(detail: string): string {
  return detail.replace(/^selection part `[^`]*`: /, '');
}
