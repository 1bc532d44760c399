/** What the map shows of the answer on show. */
import { lookOf } from '../lib/compare';
import { fewPoints } from '../lib/few';
import type { Row } from '../lib/rows';
import type { Store } from '../state/store.svelte';
import type { Picture } from './create';
import type { Repeat } from './repeat';

/** `rows` are those that bear a number: on the screen all, on paper those of the sheet. */
export function pictureOf(
  store: Store,
  rows: readonly Row[],
  picked: string | null,
  /** Places of a room instead of the findings. */
  own: readonly Repeat[] | null = null,
): Picture {
  const { compare, places } = store;
  return {
    kind: own ? 'places' : store.kind,
    selection: store.answer?.selection ?? null,
    rows,
    symbols: own
      ? own
      : places
        ? rows.map((row) => ({
            ...row,
            target: places.places.find(({ id }) => id === row.id)?.target ?? true,
          }))
        : store.answer?.verdict === 'too-few' && store.details.few.value
          ? fewPoints(store.details.few.value)
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

/** The layer whose areas are tested, when it is areas. */
export function testedLayer({ answer, meta }: Store): string | null {
  const unit = answer?.selection_parts.unit;
  return meta?.layers.find((layer) => layer.id === unit)?.id ?? null;
}
