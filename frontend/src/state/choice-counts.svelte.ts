/** Counts beside the choices of an open popover: asked one after the other, so that a long list never
    keeps the server busy. */
import { getCounts } from '../api/client';
import { countedOf } from '../lib/accounting';
import { countAsked } from '../lib/choice-count';
import { shown } from '../lib/format';
import type { Store } from './store.svelte';
import type { Selection } from './url';

export class ChoiceCounts {
  /** By the id of the choice; one that cannot be had is not there. */
  shown = $state.raw<Record<string, string>>({});

  constructor(private readonly store: Store) {}

  /** What is returned ends it. */
  ask(choices: readonly { id: string; selection: Selection }[]): () => void {
    const asking = new AbortController();
    void this.#askAll(choices, asking.signal);
    return () => asking.abort();
  }

  async #askAll(
    choices: readonly { id: string; selection: Selection }[],
    signal: AbortSignal,
  ): Promise<void> {
    const { meta, view, noHours } = this.store;
    for (const { id, selection } of choices) {
      if (!meta || signal.aborted) return;
      try {
        const answer = await getCounts(countAsked(meta, selection, view, !noHours), signal);
        if (!signal.aborted) this.shown = { ...this.shown, [id]: shown(countedOf(answer)) };
      } catch {
        // A choice without its count is still a choice.
      }
    }
  }
}
