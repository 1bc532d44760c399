/** The count of looks of today, kept by this browser and told nobody. */
import type { Meta } from '../api/types';
import { dayOf, lookWords, withLook } from '../lib/looks';
import { isExploratory } from '../lib/sentence';
import { canonical, type Room, type Selection } from './url';

const KEPT = 'beatbook-looks';

export class Looks {
  /** What is said of the selection on show; null where it is an agreed one. */
  words = $state<string | null>(null);
  /** Where the browser keeps nothing, the count is that of this page. */
  #kept: string | null = null;

  /** Takes note that the answer to a selection was seen. */
  note(meta: Meta, selection: Selection, room: Room): void {
    if (!isExploratory(meta, selection, room)) {
      this.words = null;
      return;
    }
    const day = dayOf(new Date());
    const [kept, nth] = withLook(this.#read(), day, canonical(selection));
    this.#write(kept);
    this.words = lookWords(nth);
  }

  #read(): string | null {
    try {
      return localStorage.getItem(KEPT) ?? this.#kept;
    } catch {
      return this.#kept;
    }
  }

  #write(text: string): void {
    this.#kept = text;
    try {
      localStorage.setItem(KEPT, text);
    } catch {
      // The browser may keep nothing for this page.
    }
  }
}
