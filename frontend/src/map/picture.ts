/** What the map shows of the answer on show. */
import { lookOf } from '../lib/compare';
import type { Row } from '../lib/rows';
import type { Store } from '../state/store.svelte';
import type { Picture } from './create';

/** `rows` are those that bear a number: on the screen all, on paper those of the sheet. */
export function pictureOf(store: Store, rows: readonly Row[], picked: string | null): Picture {
  const { compare, places } = store;
  return {
    kind: store.kind,
    rows,
    symbols: places
      ? rows.map((row) => ({
          ...row,
          target: places.places.find(({ id }) => id === row.id)?.target ?? true,
        }))
      : store.asideRows.map((row) => ({ ...row, mark: '', target: false })),
    shapes: (compare?.shapes.features ?? []).map((shape) => {
      const group = compare?.groups.find(({ id }) => id === shape.properties?.['id']);
      return {
        ...shape,
        properties: { ...shape.properties, look: group ? lookOf(group) : 'gone' },
      };
    }),
    picked,
  };
}
