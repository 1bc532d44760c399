/** The table of dots of the list that is open, and why there is none. */
import { areaDots, clusterDots, premisesDots, streetDots, type DotTable } from '../../lib/dots';
import { namedDots } from '../../lib/named-dots';
import type { NteRoom } from './nte.svelte';

const NO_REGISTER = 'This book has no register of premises, so no venue can be named or ranked.';

export function tableOf(room: NteRoom): DotTable | null {
  const { store, premises, streets, named, areas } = room;
  switch (store.view.list) {
    case 'premises':
      return premises.value && premisesDots(premises.value);
    case 'streets':
      if (room.hasStreets) return streets.value && streetDots(streets.value);
      return named.value && namedDots(named.value);
    case 'clusters':
      return store.answer && clusterDots(store.groups, store.answer.verdict !== 'none');
    case 'areas':
      return areas.value && areaDots(areas.value);
  }
}

/** Asks for what the open list shows. */
export function askList(room: NteRoom): void {
  const { list } = room.store.view;
  if (list === 'premises') room.askPremises();
  if (list === 'areas') room.askAreas();
  if (list !== 'streets') return;
  if (room.hasStreets) room.askStreets();
  else room.askNamed();
}

/** The question of the open list; the clusters are the room's own. */
export function askedOf({ store, premises, streets, named, areas, hasStreets }: NteRoom) {
  const lists = { premises, streets: hasStreets ? streets : named, areas, clusters: null };
  return lists[store.view.list];
}

/** Why the open list has no answer, in words. */
export function refusedOf(room: NteRoom): string | null {
  if (room.store.view.list === 'premises' && !room.hasRegister) return NO_REGISTER;
  const refused = askedOf(room)?.refused ?? null;
  return refused && reason(refused);
}

/** The reason alone: which part it is about is clear where it is said. */
export function reason(detail: string): string {
  return detail.replace(/^selection part `[^`]*`: /, '');
}
