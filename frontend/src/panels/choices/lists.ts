/** Parts of the sentence that are a choice of one from a few. */
import type { Hotspots, Meta, SourceInfo } from '../../api/types';
import { LOCATED_CHOICES, SETTING_CHOICES } from '../../lib/choice-words';
import { comparisons } from '../../lib/compare';
import { count, day, plural, shown, upperFirst } from '../../lib/format';
import {
  againstWords,
  categoryWords,
  presetOf,
  unitWords,
  usualSetting,
  type ChoiceKey,
} from '../../lib/sentence';
import { sourceOf } from '../../lib/source-of';
import { windowWords } from '../../lib/window';
import type { Store } from '../../state/store.svelte';
import { changed, parse, type Selection } from '../../state/url';

export interface ListItem {
  id: string;
  label: string;
  note: string;
  chosen: boolean;
  /** Why it cannot be chosen. */
  refused?: string;
  /** The selection it would make, for the count beside it. */
  selection?: Selection;
  apply(): void;
}

export function listChoices(store: Store, meta: Meta, key: ChoiceKey): ListItem[] | null {
  const change = (part: Selection) => ({
    selection: changed(store.selection, part),
    apply: () => store.select(part),
  });
  switch (key) {
    case 'preset':
      return presets(store, meta);
    case 'source':
      return meta.sources.map((s) => ({
        id: s.id,
        label: upperFirst(s.label),
        note: sourceNote(s),
        ...(s.activity
          ? { refused: 'exists because officers were there: it never counts as demand' }
          : {}),
        chosen: s.id === sourceOf(meta, store.selection)?.id,
        // Kinds of event and flags belong to a source, so they go when the source changes.
        apply: () =>
          store.select({ source: s === meta.sources[0] ? '' : s.id, category: '', flag: '' }),
      }));
    case 'setting': {
      const usual = usualSetting(store.view.question, store.view.room);
      return SETTING_CHOICES.map((choice) => ({
        ...choice,
        chosen: choice.id === (store.selection.setting ?? usual),
        ...change({ setting: choice.id === usual ? '' : choice.id }),
      }));
    }
    case 'located':
      return LOCATED_CHOICES.map((choice) => ({
        ...choice,
        chosen: choice.id === (store.selection.located ?? 'happened'),
        ...change({ located: choice.id === 'happened' ? '' : choice.id }),
      }));
    case 'compare':
      return [
        ...comparisons(meta, store.selection).map((other) => ({
          ...other,
          chosen: other.id === store.view.compare,
          apply: () => store.compareWith(other.id),
        })),
        {
          id: '',
          label: 'Nothing',
          note: 'the hotspots of this selection alone',
          chosen: false,
          apply: () => store.compareWith(null),
        },
      ];
    case 'count':
      return (meta.accepted['count'] ?? ['incidents', 'events']).map((id) => ({
        id,
        label: upperFirst(id),
        note:
          id === 'incidents'
            ? 'one brawl with five victims counts once'
            : 'every recorded row counts',
        chosen: id === (store.selection.count ?? 'incidents'),
        ...change({ count: id === 'incidents' ? '' : id }),
      }));
    case 'unit':
      return meta.units.map((u) => ({
        id: u.id,
        label: upperFirst(unitWords(meta, u.id)),
        note: unitNote(meta, u.id, store.answer),
        chosen: u.id === (store.selection.unit ?? 'h3-10'),
        apply: () => store.select({ unit: u.id === 'h3-10' ? '' : u.id }),
      }));
    case 'against':
      return AGAINST.map((choice) => ({
        ...choice,
        label: upperFirst(againstWords(choice.id)),
        chosen: choice.id === (store.selection.against ?? ''),
        apply: () => store.select({ against: choice.id }),
      }));
    default:
      return null;
  }
}

const AGAINST = [
  { id: '', note: 'what stands out among the places of this area' },
  { id: 'city', note: 'what stands out in this area beside the rest of the city' },
];

/** What a preset chooses, in the words of the sentence. */
function presetNote(meta: Meta, selection: Selection): string {
  const kinds = selection.category
    ? categoryWords(sourceOf(meta, selection), selection.category)
    : '';
  const window = selection.window ? windowWords(selection.window) : '';
  return [kinds, window].filter(Boolean).join(', ');
}

/** How many areas a layer has; of a grid, how many were tested where that is the one on show. */
function unitNote(meta: Meta, unit: string, answer: Hotspots | null): string {
  const layer = meta.layers.find((l) => l.id === unit);
  if (layer) return `${plural(layer.areas, 'area')}, each tested as a whole`;
  const tested = answer?.selection_parts.unit === unit ? answer.method?.units : undefined;
  return tested ? `${unit}, ${count(tested)} tested` : unit;
}

/** How many, and for a health source under whose agreement until when. */
function sourceNote({ located, agreement }: SourceInfo): string {
  const events = `${shown(located)} located events`;
  return agreement ? `${events}; “${agreement.name}” until ${day(agreement.expires)}` : events;
}

function presets(store: Store, meta: Meta): ListItem[] {
  const present = presetOf(meta, store.selection);
  const everything: ListItem = {
    id: '',
    label: 'Everything',
    note: 'all kinds, the whole period, any hour',
    chosen: !present && Object.keys(store.selection).length === 0,
    selection: {},
    apply: () => store.selectExactly({}),
  };
  return [
    ...meta.presets.map((p) => {
      const { selection } = parse(p.selection);
      return {
        id: p.id,
        label: p.label,
        note: presetNote(meta, selection) || p.selection,
        chosen: p === present,
        selection,
        apply: () => store.selectExactly(selection),
      };
    }),
    everything,
  ];
}
