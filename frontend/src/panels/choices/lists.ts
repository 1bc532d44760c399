/** Parts of the sentence that are a choice of one from a few. */
import type { Meta } from '../../api/types';
import { shown, upperFirst } from '../../lib/format';
import { presetOf, sourceOf, unitWords, type ChoiceKey } from '../../lib/sentence';
import { windowWords } from '../../lib/window';
import type { Store } from '../../state/store.svelte';
import { parse } from '../../state/url';

export interface ListItem {
  id: string;
  label: string;
  note: string;
  chosen: boolean;
  apply(): void;
}

export function listChoices(store: Store, meta: Meta, key: ChoiceKey): ListItem[] | null {
  switch (key) {
    case 'preset':
      return presets(store, meta);
    case 'source':
      return meta.sources.map((s) => ({
        id: s.id,
        label: upperFirst(s.label),
        note: `${shown(s.located)} located events`,
        chosen: s.id === sourceOf(meta, store.selection)?.id,
        // Kinds of event belong to a source, so they go when the source changes.
        apply: () => store.select({ source: s === meta.sources[0] ? '' : s.id, category: '' }),
      }));
    case 'count':
      return (meta.accepted['count'] ?? ['incidents', 'events']).map((id) => ({
        id,
        label: upperFirst(id),
        note:
          id === 'incidents'
            ? 'one brawl with five victims counts once'
            : 'every recorded row counts',
        chosen: id === (store.selection.count ?? 'incidents'),
        apply: () => store.select({ count: id === 'incidents' ? '' : id }),
      }));
    case 'unit':
      return meta.units.map((u) => ({
        id: u.id,
        label: upperFirst(u.label),
        note: u.id,
        chosen: unitWords(meta, store.selection.unit) === u.label,
        apply: () => store.select({ unit: u.id === 'h3-10' ? '' : u.id }),
      }));
    default:
      return null;
  }
}

function presets(store: Store, meta: Meta): ListItem[] {
  const present = presetOf(meta, store.selection);
  const everything: ListItem = {
    id: '',
    label: 'Everything',
    note: 'all kinds, the whole period, any hour',
    chosen: !present && Object.keys(store.selection).length === 0,
    apply: () => store.selectExactly({}),
  };
  return [
    ...meta.presets.map((p) => {
      const { selection } = parse(p.selection);
      return {
        id: p.id,
        label: p.label,
        note: selection.window ? windowWords(selection.window) : p.selection,
        chosen: p === present,
        apply: () => store.selectExactly(selection),
      };
    }),
    everything,
  ];
}
