/** The table of dots of the list that is open, and why there is none. */
import { areaDots, clusterDots, premisesDots, streetDots, type DotTable } from '../../lib/dots';
import { namedDots } from '../../lib/named-dots';
import type { ListAtNight } from '../../state/url';
import type { NteRoom } from './nte.svelte';

/** The list on show: streets stand in for premises where a book has no register of these. */
export function listOf({ store, hasRegister }: NteRoom): ListAtNight {
  const { list } = store.view;
  return list === 'premises' && store.meta && !hasRegister ? 'streets' : list;
}

const NO_REGISTER = 'This book has no register of premises, so no venue can be named or ranked.';

export function tableOf(room: NteRoom): DotTable | null {
  const { store, premises, streets, named, areas } = room;
  switch (listOf(room)) {
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
  const list = listOf(room);
  if (list === 'premises') room.askPremises();
  if (list === 'areas') room.askAreas();
  if (list !== 'streets') return;
  if (room.hasStreets) room.askStreets();
  else room.askNamed();
}

/** The question of the open list; the clusters are the room's own. */
export function askedOf(room: NteRoom) {
  const { premises, streets, named, areas, hasStreets } = room;
  const lists = { premises, streets: hasStreets ? streets : named, areas, clusters: null };
  return lists[listOf(room)];
}

/** Why the open list has no answer, in words. */
export function refusedOf(room: NteRoom): string | null {
  if (listOf(room) !== room.store.view.list) return NO_REGISTER;
  const refused = askedOf(room)?.refused ?? null;
  return refused && reason(refused);
}

/** The reason alone: which part it is about is clear where it is said. */
export function reason(detail: string): string {
  return detail.replace(/^selection part `[^`]*`: /, '');
}
