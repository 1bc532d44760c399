import type { Meta, SourceInfo } from '../api/types';
import type { Selection } from '../state/url';

/** The source a selection is about: the named one, else the first of the book. */
export function sourceOf(meta: Meta, selection: Selection): SourceInfo | undefined {
  return meta.sources.find((s) => s.id === selection.source) ?? meta.sources[0];
}
