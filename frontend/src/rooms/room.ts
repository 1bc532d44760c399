/** The rooms by name. All but the first are loaded when somebody enters them. */
import type { Component } from 'svelte';
import type { Store } from '../state/store.svelte';
import type { Room } from '../state/url';
import Tasking from './Tasking.svelte';

export type RoomView = Component<{ store: Store }>;

/** What a room puts on paper; it calls `ready` once, when everything is on it. */
export type RoomSheet = Component<{ store: Store; ready: () => void }>;

export const ROOM_NAMES: Record<Room, string> = {
  tasking: 'Tasking',
  nte: 'Night-time economy',
  wards: 'Wards',
  data: 'Data',
};

/** Where a selection about people leads, whatever it was meant for. */
type Shown = Room | 'outreach';

/** Where there is little room for words. */
export const SHORT_NAMES: Record<Room, string> = { ...ROOM_NAMES, nte: 'Nights' };

const LATER: Record<Exclude<Shown, 'tasking'>, () => Promise<{ default: RoomView }>> = {
  nte: () => import('./nte/NightTime.svelte'),
  wards: () => import('./wards/Wards.svelte'),
  outreach: () => import('./outreach/Outreach.svelte'),
  data: () => import('./data/Data.svelte'),
};

/** The room itself when it is there at once, else the promise of it. */
export function viewOf(room: Shown): RoomView | Promise<RoomView> {
  return room === 'tasking' ? Tasking : LATER[room]().then((module) => module.default);
}

const SHEETS: Partial<Record<Room, () => Promise<{ default: RoomSheet }>>> = {
  tasking: () => import('./tasking/Sheet.svelte'),
  nte: () => import('./nte/Sheet.svelte'),
  wards: () => import('./wards/Sheet.svelte'),
  data: () => import('./data/Sheet.svelte'),
};

/** The sheet of a room; null where the room itself is what is printed. */
export async function sheetOf(room: Room): Promise<RoomSheet | null> {
  return (await SHEETS[room]?.())?.default ?? null;
}
