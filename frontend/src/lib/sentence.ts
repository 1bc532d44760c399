/** The selection as one English sentence whose parts can be changed. */
import type { Choice, LayerInfo, Meta, SourceInfo } from '../api/types';
import { canonical, changed, parse, type Question, type Room, type Selection } from '../state/url';
import { daysWords, flagWords, locatedWords, settingWords } from './choice-words';
import { otherWords } from './compare';
import { count, list, lowerFirst, period, upperFirst } from './format';
import { monthsWords } from './months-held';
import { aboutPeople } from './outreach';
import { sourceOf } from './source-of';
import { windowWords } from './window';

export type ChoiceKey =
  | 'preset'
  | 'category'
  | 'source'
  | 'period'
  | 'window'
  | 'days'
  | 'setting'
  | 'area'
  | 'flag'
  | 'located'
  | 'count'
  | 'unit'
  | 'against'
  | 'compare';

/** What the sentence needs to know beside the selection. */
export interface Told {
  areaName?: string | undefined;
  question?: Question;
  room?: Room;
  compare?: string | null;
  /** A room reads short lines: parts at their default are not said. */
  present?: boolean;
}

export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; key: ChoiceKey; text: string }
  | { kind: 'fixed'; text: string; reason: string };

/** The preset whose whole selection is the present one. */
export function presetOf(meta: Meta, selection: Selection) {
  const text = canonical(selection);
  return meta.presets.find((p) => canonical(parse(p.selection).selection) === text);
}

/** A selection that nobody agreed on beforehand: neither the default nor a preset. */
export function isExploratory(meta: Meta, selection: Selection, room: Room = 'tasking'): boolean {
  // To turn the pages of the profiles is not to search for a finding.
  const asked = room === 'wards' ? changed(selection, { area: '' }) : selection;
  return canonical(asked) !== '' && !presetOf(meta, asked);
}

export function sentenceParts(meta: Meta, selection: Selection, told: Told = {}): Part[] {
  const source = sourceOf(meta, selection);
  const parts: Part[] = [];
  const say = (text: string) => parts.push({ kind: 'text', text });
  const choose = (key: ChoiceKey, text: string) => parts.push({ kind: 'choice', key, text });

  if (meta.presets.length && (!told.present || presetOf(meta, selection))) {
    choose('preset', presetOf(meta, selection)?.label ?? 'Presets');
    say(': ');
  }
  choose('category', categoryWords(source, selection.category));
  say(' seen by the ');
  choose('source', source?.label ?? selection.source ?? 'police');
  say(', ');
  const bounds = source ?? meta.period;
  const [from, to] = [selection.from ?? bounds.from, selection.to ?? bounds.to];
  choose('period', period(from, to));
  // A long period of which little is held is not read as whole.
  const months = source && monthsWords(source, from, to);
  say(months ? ` (${months}), ` : ', ');
  const noHours = whyNoHours(source);
  if (noHours && !selection.window)
    parts.push({ kind: 'fixed', text: 'any hour', reason: noHours });
  else if (told.room === 'nte' && !selection.window) choose('window', 'nights 18:00–07:00');
  else choose('window', windowWords(selection.window ?? null));
  const all = !told.present;
  if ((all && meta.calendar.length) || selection.days) {
    say(' on ');
    choose('days', daysWords(selection.days));
  }
  if (meta.accepted['setting'] || selection.setting) {
    say(', ');
    choose('setting', settingWords(selection.setting ?? usualSetting(told.question, told.room)));
  }
  say(selection.area ? ', in ' : ', in the ');
  choose('area', selection.area ? (told.areaName ?? selection.area) : 'whole city');
  if ((all && source?.flags.length) || selection.flag) {
    say(', ');
    choose('flag', flagWords(selection.flag));
  }
  if ((all && meta.accepted['located']) || selection.located) {
    say(', ');
    choose('located', locatedWords(selection.located));
  }
  if (all || selection.count) {
    say(', counting ');
    choose('count', selection.count ?? 'incidents');
  }
  const tested =
    (told.room ?? 'tasking') === 'tasking' &&
    told.question !== 'places' &&
    !aboutPeople(selection).length;
  if (tested && (all || selection.unit)) {
    say(', tested on ');
    choose('unit', unitWords(meta, selection.unit));
  }
  // Without an area everything is held against the city anyway.
  if (tested && (selection.area || selection.against)) {
    say(' against ');
    choose('against', againstWords(selection.against));
  }
  if (told.compare) {
    say(', compared with ');
    choose('compare', otherWords(meta, told.compare));
  }
  return parts;
}

/** The setting in force when none is named: patrols deter what can be seen; a table leaves nothing out. */
export function usualSetting(question: Question = 'hotspots', room: Room = 'tasking'): string {
  if (room === 'wards' || room === 'data') return 'any';
  return question === 'places' ? 'non-dwelling' : 'public';
}

/** Why hours of the week cannot be asked of a source; null when they can. */
export function whyNoHours(source: SourceInfo | undefined): string | null {
  if (source?.precision === 'month') return 'these dates are months';
  if (source?.precision === 'date') return 'these dates have no hour';
  return null;
}

export function unitWords(meta: Meta, unit = 'h3-10'): string {
  const layer = meta.layers.find((l) => l.id === unit);
  if (layer) return areaWords(layer);
  return meta.units.find((u) => u.id === unit)?.label ?? unit;
}

/** "wards of 2022", "LSOAs of 2021"; a layer of the user's own by its name. */
function areaWords({ kind, vintage, label }: LayerInfo): string {
  const many = { ward: 'wards', beat: 'beats', lsoa: 'LSOAs', msoa: 'MSOAs' }[kind];
  return many ? `${many} of ${vintage}` : `areas of ${label}`;
}

/** Whose counts a place is held against: those of the area looked at unless another is named. */
export function againstWords(against: string | undefined): string {
  if (!against) return 'the same area';
  return against === 'city' ? 'the whole city' : against;
}

/** Whether places of this unit can be followed from step to step. */
export function hasSteps(unit: string): boolean {
  return unit !== 'street' && unit !== 'premises';
}

/** One unit and several of them. */
export function unitNouns(unit: string): [string, string] {
  if (unit.startsWith('h3-')) return ['cell', 'cells'];
  if (unit.startsWith('bng-')) return ['square', 'squares'];
  if (unit === 'street') return ['segment', 'segments'];
  if (unit === 'premises') return ['premises', 'premises'];
  return ['area', 'areas'];
}

/** "Robbery and serious violence", "All events", "5 categories". */
export function categoryWords(
  source: SourceInfo | undefined,
  categories: string | undefined,
): string {
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
