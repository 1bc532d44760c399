/** The basemap under the findings: that of the server, or a file of the reader's own. */
import type { Basemap } from '../map/basemap';

export class Ground {
  basemap = $state.raw<Basemap | null>(null);
  on = $state(true);
  /** Why a file is none, in words. */
  refused = $state('');
  shown = $derived<Basemap | null>(this.on ? this.basemap : null);
  #opened: string | File | null = null;

  /** By its address, or as a file; the same is opened once. */
  async open(from: string | File): Promise<void> {
    if (from === this.#opened) return;
    this.#opened = from;
    this.refused = '';
    try {
      const { openBasemap } = await import('../map/basemap');
      const basemap = await openBasemap(from);
      if (from !== this.#opened) return;
      this.basemap = basemap;
      this.on = true;
    } catch (error) {
      if (from === this.#opened) this.refused = error instanceof Error ? error.message : '';
    }
  }
}
