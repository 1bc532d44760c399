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
  'area',
  'count',
  'unit',
] as const;
/** Parts that are lists: their order means nothing. */
const LISTS = new Set<string>(['category', 'window']);
export type SelectionKey = (typeof SELECTION_KEYS)[number];

/** Only what differs from the default; the words are the server's to judge. */
export type Selection = Partial<Record<SelectionKey, string>>;

export type Tab = 'table' | 'why' | 'legend';

export interface View {
  /** Latitude, longitude, zoom; null is the first view, the box of the ten highest places. */
  at: { lat: number; lon: number; zoom: number } | null;
  pick: string | null;
  why: boolean;
  present: boolean;
  theme: Theme | null;
  inset: boolean;
  singleKeys: boolean;
  /** Which part of the rail shows on a narrow page. */
  tab: Tab;
}

export interface Address {
  selection: Selection;
  view: View;
  /** Keys of the link that mean nothing here. */
  unknown: string[];
}

export const FIRST_VIEW: View = {
  at: null,
  pick: null,
  why: false,
  present: false,
  theme: null,
  inset: true,
  singleKeys: true,
  tab: 'table',
};

const VIEW_KEYS = ['at', 'pick', 'panel', 'present', 'theme', 'inset', 'keys', 'tab'];

export function parse(search: string): Address {
  const params = new URLSearchParams(search);
  const selection: Selection = {};
  for (const key of SELECTION_KEYS) {
    const value = params.get(key);
    if (value) selection[key] = LISTS.has(key) ? sorted(value) : value;
  }
  const theme = params.get('theme');
  const tab = params.get('tab');
  const known = new Set<string>([...SELECTION_KEYS, ...VIEW_KEYS]);
  return {
    selection,
    view: {
      at: parseAt(params.get('at')),
      pick: params.get('pick'),
      why: params.get('panel') === 'why',
      present: params.get('present') === 'on',
      theme: theme === 'light' || theme === 'dark' ? theme : null,
      inset: params.get('inset') !== 'off',
      singleKeys: params.get('keys') !== 'off',
      tab: tab === 'why' || tab === 'legend' ? tab : 'table',
    },
    unknown: [...new Set(params.keys())].filter((key) => !known.has(key)),
  };
}

/** The query of the page, with its question mark, or "" when everything is at its default. */
export function print(selection: Selection, view: View): string {
  const parts = [canonical(selection)];
  if (view.pick) parts.push(`pick=${encode(view.pick)}`);
  if (view.why) parts.push('panel=why');
  if (view.present) parts.push('present=on');
  if (view.theme) parts.push(`theme=${view.theme}`);
  if (!view.inset) parts.push('inset=off');
  if (!view.singleKeys) parts.push('keys=off');
  if (view.tab !== 'table') parts.push(`tab=${view.tab}`);
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

function sorted(list: string): string {
  return [...new Set(list.split(',').map((w) => w.trim()))].filter(Boolean).sort().join(',');
}

/** Commas and colons are part of the grammar and stay readable. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':');
}

function parseAt(text: string | null): View['at'] {
  if (!text) return null;
  const [lat, lon, zoom, ...rest] = text.split(',').map(Number);
  if (lat === undefined || lon === undefined || zoom === undefined || rest.length) return null;
  const within = Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 22;
  return within ? { lat, lon, zoom } : null;
}
