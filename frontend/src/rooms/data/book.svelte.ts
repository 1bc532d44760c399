/** What the room of data has asked: what the book was made of. */
import { getAreas, getData } from '../../api/client';
import type { Data } from '../../api/types';
import type { RoomQuestion, Store } from '../../state/store.svelte';

class Book {
  data = $state.raw<Data | null>(null);

  /** The account in the sentence is that of the selection; the room itself is of the whole book. */
  question(store: Store): RoomQuestion {
    return async (selection, signal) => {
      const layer = store.meta?.layers[0];
      if (!layer) throw new Error('a book without a layer of areas');
      const [data, said] = await Promise.all([
        this.data?.book === store.meta?.book && this.data ? this.data : getData(signal),
        getAreas(layer.id, selection, signal),
      ]);
      return { said, show: () => (this.data = data) };
    };
  }
}

/** One for the page: its sheet shows what the room shows. */
export const book = new Book();
