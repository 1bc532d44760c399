/** A comparison as two maps: the answer of its other side, asked for only while both are looked at. */
import { getHotspots } from '../api/client';
import type { Compare, Hotspots } from '../api/types';
import { otherSide } from '../lib/compare';
import { Asked } from './asked.svelte';
import type { Store } from './store.svelte';
import { canonical, parse } from './url';

/** Both sides of one comparison; never one of an older. */
export interface Pair {
  compare: Compare;
  first: Hotspots;
  second: Hotspots;
}

export class Sides {
  readonly #pair = new Asked<Pair>();

  constructor(private readonly store: Store) {}

  pair = $derived.by(() => (this.store.sideBySide ? this.#pair.value : null));
  refused = $derived.by(() => (this.store.sideBySide ? this.#pair.refused : null));

  ask(): void {
    const { sideBySide, compare, answer } = this.store;
    if (!sideBySide || !compare || !answer) return this.#pair.ask('', () => Promise.reject());
    const selection = canonical(otherSide(parse(compare.selection).selection, compare));
    this.#pair.ask(`${compare.key} ${answer.key} ${selection}`, async (signal) => ({
      compare,
      first: answer,
      second: await getHotspots(selection, signal),
    }));
  }
}
