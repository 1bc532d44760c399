/** The selection as one English sentence whose parts can be changed. */
import type { Choice, Meta, SourceInfo } from '../api/types';
import { canonical, parse, type Selection } from '../state/url';
import { count, list, lowerFirst, period, upperFirst } from './format';
import { windowWords } from './window';

export type ChoiceKey =
  'preset' | 'category' | 'source' | 'period' | 'window' | 'area' | 'count' | 'unit';

export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; key: ChoiceKey; text: string }
  | { kind: 'fixed'; text: string; reason: string };

/** The source a selection is about: the named one, else the first of the book. */
export function sourceOf(meta: Meta, selection: Selection): SourceInfo | undefined {
  return meta.sources.find((s) => s.id === selection.source) ?? meta.sources[0];
}

/** The preset whose whole selection is the present one. */
export function presetOf(meta: Meta, selection: Selection) {
  const text = canonical(selection);
  return meta.presets.find((p) => canonical(parse(p.selection).selection) === text);
}

/** A selection that nobody agreed on beforehand: neither the default nor a preset. */
export function isExploratory(meta: Meta, selection: Selection): boolean {
  return canonical(selection) !== '' && !presetOf(meta, selection);
}

export function sentenceParts(meta: Meta, selection: Selection, areaName?: string): Part[] {
  const source = sourceOf(meta, selection);
  const parts: Part[] = [];
  const say = (text: string) => parts.push({ kind: 'text', text });
  const choose = (key: ChoiceKey, text: string) => parts.push({ kind: 'choice', key, text });

  if (meta.presets.length) {
    choose('preset', presetOf(meta, selection)?.label ?? 'Presets');
    say(': ');
  }
  choose('category', categoryWords(source, selection.category));
  say(' seen by the ');
  choose('source', source?.label ?? selection.source ?? 'police');
  say(', ');
  const bounds = source ?? meta.period;
  choose('period', period(selection.from ?? bounds.from, selection.to ?? bounds.to));
  say(', ');
  const noHours = whyNoHours(source);
  if (noHours && !selection.window)
    parts.push({ kind: 'fixed', text: 'any hour', reason: noHours });
  else choose('window', windowWords(selection.window ?? null));
  say(selection.area ? ', in ' : ', in the ');
  choose('area', selection.area ? (areaName ?? selection.area) : 'whole city');
  say(', counting ');
  choose('count', selection.count ?? 'incidents');
  say(', tested on ');
  choose('unit', unitWords(meta, selection.unit));
  return parts;
}

/** Why hours of the week cannot be asked of a source; null when they can. */
export function whyNoHours(source: SourceInfo | undefined): string | null {
  if (source?.precision === 'month') return 'these dates are months';
  if (source?.precision === 'date') return 'these dates have no hour';
  return null;
}

export function unitWords(meta: Meta, unit = 'h3-10'): string {
  return meta.units.find((u) => u.id === unit)?.label ?? unit;
}

function categoryWords(source: SourceInfo | undefined, categories: string | undefined): string {
  if (!categories) return 'All events';
  const names = categories
    .split(',')
    .map((id) => source?.categories.find((c) => c.id === id) ?? { id, label: id })
    .map(labelWords);
  if (names.length > 3) return `${count(names.length)} categories`;
  return upperFirst(list(names.map((n, i) => (i ? lowerFirst(n) : n))));
}

/** A label for people; one that is only its own slug is read as words. */
export function labelWords({ id, label }: Choice): string {
  return label === id ? upperFirst(id.replaceAll('-', ' ')) : label;
}

/** The sentence as plain text: title of the page and alternative text of the map. */
export function plainSentence(parts: readonly Part[]): string {
  const text = parts.map((p) => p.text).join('');
  return text.replace(/^Presets: /, '');
}
