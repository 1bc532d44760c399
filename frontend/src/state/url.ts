/**
 * The address of the page: what is looked at (the selection, in the words of the program) and how
 * (map view, picked place, open panel, theme). `parse` and `print` are inverse to each other.
 */
import type { Theme } from '../lib/colours';

/** In canonical order. */
export const SELECTION_KEYS = [
  'source',
  'category',
  'from',
  'to',
  'window',
  'time',
  'days',
  'area',
  'setting',
  'flag',
  'located',
  'count',
  'unit',
  'against',
] as const;
/** Parts that are lists: their order means nothing. */
const LISTS = new Set<string>(['category', 'window', 'days', 'setting', 'flag']);
export type SelectionKey = (typeof SELECTION_KEYS)[number];

/** Only what differs from the default; the words are the server's to judge. */
export type Selection = Partial<Record<SelectionKey, string>>;

/** The rooms of the page; the first is the one without a word in the address. */
export const ROOMS = ['tasking', 'nte', 'wards', 'data'] as const;
export type Room = (typeof ROOMS)[number];

/** What the map and the table are about. */
export type Question = 'hotspots' | 'places';
/** The list over the table: all places of the map, or some of a comparison, or what was left out. */
const TABS = ['ranked', 'new', 'gone', 'second-only', 'left-out'] as const;
export type Tab = (typeof TABS)[number];
/** What the room for the night-time economy ranks. */
export const LISTS_AT_NIGHT = ['premises', 'streets', 'clusters', 'areas'] as const;
export type ListAtNight = (typeof LISTS_AT_NIGHT)[number];
/** What the table is ordered by; the numbers of the places stay those of their rank. */
const SORTS = ['excess', 'harm', 'change'] as const;
export type Sort = (typeof SORTS)[number];
/** What stands under the table; on a narrow page instead of it. None is the week, or the table. */
const PANELS = ['week', 'nights', 'latest', 'why', 'legend', 'schedule'] as const;
export type Panel = (typeof PANELS)[number];

export interface View {
  room: Room;
  /** Latitude, longitude, zoom; null is the first view, the box of the ten highest places. */
  at: { lat: number; lon: number; zoom: number } | null;
  question: Question;
  /** What the selection is compared with: `before`, two days, `source:<id>`; null is nothing. */
  compare: string | null;
  /** Both sides of the comparison, a map each, instead of their difference. */
  sideBySide: boolean;
  pick: string | null;
  /** Layer of the areas on show while none of them is picked; null is the best known of the book. */
  layer: string | null;
  /** What "go to" found, as `lib/found.ts` names it. */
  found: string | null;
  /** The places put on the shortlist, in the order they were. */
  short: readonly string[];
  /** The hour of the night on the map; null is the whole selection. */
  hour: number | null;
  /** How many of the last days are told. */
  last: number;
  panel: Panel | null;
  tab: Tab;
  list: ListAtNight;
  /** Premises by name, for those entitled to it. */
  names: boolean;
  /** Before and after this day, at this area or hotspot, beside these areas. */
  on: string | null;
  place: string | null;
  beside: string | null;
  sort: Sort;
  present: boolean;
  theme: Theme | null;
  inset: boolean;
  singleKeys: boolean;
}

export interface Address {
  selection: Selection;
  view: View;
  /** Keys of the link that mean nothing here. */
  unknown: string[];
  /** Words of the link that are none of those its key knows. */
  wrong: { key: string; word: string; accepted: readonly string[] }[];
}

export const FIRST_VIEW: View = {
  room: 'tasking',
  at: null,
  question: 'hotspots',
  compare: null,
  sideBySide: false,
  pick: null,
  layer: null,
  found: null,
  short: [],
  hour: null,
  last: 14,
  panel: null,
  tab: 'ranked',
  list: 'premises',
  names: false,
  on: null,
  place: null,
  beside: null,
  sort: 'excess',
  present: false,
  theme: null,
  inset: true,
  singleKeys: true,
};

/** The keys whose word is one of a few. */
const ONE_OF: Record<string, readonly string[]> = {
  room: ROOMS,
  view: ['hotspots', 'places'],
  tab: TABS,
  list: LISTS_AT_NIGHT,
  sort: SORTS,
  panel: PANELS,
  theme: ['light', 'dark'],
};

const VIEW_KEYS = [
  'room',
  'view',
  'compare',
  'maps',
  'at',
  'pick',
  'layer',
  'found',
  'short',
  'hour',
  'last',
  'panel',
  'tab',
  'list',
  'names',
  'on',
  'place',
  'beside',
  'sort',
  'present',
  'theme',
  'inset',
  'keys',
];

export function parse(search: string): Address {
  const params = new URLSearchParams(search);
  const selection: Selection = {};
  for (const key of SELECTION_KEYS) {
    const value = params.get(key);
    if (value) selection[key] = LISTS.has(key) ? sorted(value) : value;
  }
  const theme = params.get('theme');
  const question: Question = params.get('view') === 'places' ? 'places' : 'hotspots';
  const known = new Set<string>([...SELECTION_KEYS, ...VIEW_KEYS]);
  return {
    selection,
    view: {
      room: wordOf(ROOMS, params.get('room')) ?? 'tasking',
      at: parseAt(params.get('at')),
      question,
      // Places are ranked by themselves; a comparison is one of hotspots.
      compare: question === 'places' ? null : params.get('compare') || null,
      sideBySide: params.get('maps') === 'two',
      pick: params.get('pick'),
      layer: params.get('layer'),
      found: params.get('found'),
      short: words(params.get('short') ?? ''),
      hour: parseHour(params.get('hour')),
      last: params.get('last') === '28' ? 28 : 14,
      panel: wordOf(PANELS, params.get('panel')),
      tab: wordOf(TABS, params.get('tab')) ?? 'ranked',
      list: wordOf(LISTS_AT_NIGHT, params.get('list')) ?? 'premises',
      names: params.get('names') === 'on',
      on: params.get('on') || null,
      place: params.get('place') || null,
      beside: params.get('beside') || null,
      sort: wordOf(SORTS, params.get('sort')) ?? 'excess',
      present: params.get('present') === 'on',
      theme: theme === 'light' || theme === 'dark' ? theme : null,
      inset: params.get('inset') !== 'off',
      singleKeys: params.get('keys') !== 'off',
    },
    unknown: [...new Set(params.keys())].filter((key) => !known.has(key)),
    wrong: Object.entries(ONE_OF).flatMap(([key, accepted]) => {
      const word = params.get(key);
      return word && !accepted.includes(word) ? [{ key, word, accepted }] : [];
    }),
  };
}

/** The query of the page, with its question mark, or "" when everything is at its default. */
export function print(selection: Selection, view: View): string {
  const parts = [canonical(selection)];
  if (view.room !== 'tasking') parts.push(`room=${view.room}`);
  if (view.question !== 'hotspots') parts.push(`view=${view.question}`);
  if (view.compare) parts.push(`compare=${encode(view.compare)}`);
  if (view.sideBySide) parts.push('maps=two');
  if (view.tab !== 'ranked') parts.push(`tab=${view.tab}`);
  if (view.sort !== 'excess') parts.push(`sort=${view.sort}`);
  if (view.pick) parts.push(`pick=${encode(view.pick)}`);
  if (view.layer) parts.push(`layer=${encode(view.layer)}`);
  if (view.found) parts.push(`found=${encode(view.found)}`);
  if (view.short.length) parts.push(`short=${encode(view.short.join(','))}`);
  if (view.hour !== null) parts.push(`hour=${view.hour}`);
  if (view.last !== 14) parts.push(`last=${view.last}`);
  if (view.panel) parts.push(`panel=${view.panel}`);
  if (view.list !== 'premises') parts.push(`list=${view.list}`);
  if (view.names) parts.push('names=on');
  if (view.on) parts.push(`on=${encode(view.on)}`);
  if (view.place) parts.push(`place=${encode(view.place)}`);
  if (view.beside) parts.push(`beside=${encode(view.beside)}`);
  if (view.present) parts.push('present=on');
  if (view.theme) parts.push(`theme=${view.theme}`);
  if (!view.inset) parts.push('inset=off');
  if (!view.singleKeys) parts.push('keys=off');
  if (view.at) {
    const { lat, lon, zoom } = view.at;
    parts.push(`at=${lat.toFixed(5)},${lon.toFixed(5)},${zoom.toFixed(2)}`);
  }
  const text = parts.filter(Boolean).join('&');
  return text ? `?${text}` : '';
}

/** The canonical text of a selection: keys in order, lists sorted. */
export function canonical(selection: Selection): string {
  return SELECTION_KEYS.flatMap((key) => {
    const value = selection[key];
    return value ? [`${key}=${encode(LISTS.has(key) ? sorted(value) : value)}`] : [];
  }).join('&');
}

/** A copy with some parts changed; `undefined` takes a part out. */
export function changed(selection: Selection, change: Selection): Selection {
  const next: Selection = { ...selection, ...change };
  for (const key of SELECTION_KEYS) if (!next[key]) delete next[key];
  return next;
}

function wordOf<T extends string>(words: readonly T[], text: string | null): T | null {
  return words.find((word) => word === text) ?? null;
}

function sorted(list: string): string {
  return words(list).sort().join(',');
}

/** The words of a list, each once, in its order. */
function words(list: string): string[] {
  return [...new Set(list.split(',').map((w) => w.trim()))].filter(Boolean);
}

/** Commas and colons are part of the grammar and stay readable. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':');
}

function parseHour(text: string | null): number | null {
  return text && /^\d{1,2}$/.test(text) && Number(text) < 24 ? Number(text) : null;
}

function parseAt(text: string | null): View['at'] {
  if (!text) return null;
  const [lat, lon, zoom, ...rest] = text.split(',').map(Number);
  if (lat === undefined || lon === undefined || zoom === undefined || rest.length) return null;
  const within = Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 22;
  return within ? { lat, lon, zoom } : null;
}
