/** Every request of the page. Addresses are relative to the page, so it works under any prefix. */
import type {
  Areas,
  BeforeAfter,
  Compare,
  Counts,
  Data,
  Emerging,
  Events,
  Health,
  Hotspots,
  Hours,
  LayerOutlines,
  Meta,
  Nights,
  Outreach,
  Places,
  PremisesList,
  Problem,
  Schedule,
  Streets,
  Profile,
  Recent,
  Stability,
  Suggestions,
  TileJson,
  Week,
  Why,
} from './types';

/** The server answered and said no: the link or a choice has a word it does not accept. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** No answer, or one that is not ours. */
export class Lost extends Error {}

/** The answer is of a newer book than the one the page shows; the two are never set side by side. */
export class Newer extends Error {}

/** The book of the page: that of the first description it was given. */
let book: string | null = null;

export async function getMeta(): Promise<Meta> {
  const meta = await getJson<Meta>('api/v1/meta');
  book ??= meta.book;
  return meta;
}

/** Which book is served now, and whether it is another one than the page shows. */
export async function isNewer(): Promise<boolean> {
  try {
    await getJson<Health>('api/v1/health');
    return false;
  } catch (error) {
    return error instanceof Newer;
  }
}

export const getHotspots = (selection: string, signal?: AbortSignal) =>
  getJson<Hotspots>(withQuery('api/v1/hotspots', selection), signal);

export const getCounts = (selection: string, signal?: AbortSignal) =>
  getJson<Counts>(withQuery('api/v1/counts', selection), signal);

export const getWhy = (id: string, selection: string, signal?: AbortSignal) =>
  getJson<Why>(withQuery(`api/v1/hotspots/${encodeURIComponent(id)}`, selection), signal);

export const getEmerging = (selection: string, signal?: AbortSignal) =>
  getJson<Emerging>(withQuery('api/v1/emerging', selection), signal);

export const getPlaces = (selection: string, signal?: AbortSignal) =>
  getJson<Places>(withQuery('api/v1/places', selection), signal);

/** `at` narrows the week to one place of the list or one cell of the map. */
export const getWeek = (selection: string, at: WeekAt | null, signal?: AbortSignal) =>
  getJson<Week>(
    withQuery(
      at ? `api/v1/week?${at.kind}=${encodeURIComponent(at.id)}` : 'api/v1/week',
      selection,
    ),
    signal,
  );

export interface WeekAt {
  kind: 'place' | 'cell';
  id: string;
}

export const getNights = (selection: string, signal?: AbortSignal) =>
  getJson<Nights>(withQuery('api/v1/nights', selection), signal);

/** The night hour by hour, as maps. */
export const getHours = (selection: string, signal?: AbortSignal) =>
  getJson<Hours>(withQuery('api/v1/hours', selection), signal);

export const getPremises = (selection: string, names: boolean, signal?: AbortSignal) =>
  getJson<PremisesList>(
    withQuery(names ? 'api/v1/premises?names=on' : 'api/v1/premises', selection),
    signal,
  );

/** `of`: whole streets, or segments from junction to junction. */
export const getStreets = (
  of: 'streets' | 'segments',
  most: number,
  selection: string,
  signal?: AbortSignal,
) => getJson<Streets>(withQuery(`api/v1/streets?of=${of}&limit=${most}`, selection), signal);

/** `asked`: the day and what is asked beside it, as in the address. */
export const getBeforeAfter = (asked: string, selection: string, signal?: AbortSignal) =>
  getJson<BeforeAfter>(withQuery(`api/v1/before-after?${asked}`, selection), signal);

export const getSchedule = (premises: string, selection: string, signal?: AbortSignal) =>
  getJson<Schedule>(
    withQuery(`api/v1/schedule?premises=${encodeURIComponent(premises)}`, selection),
    signal,
  );

/** The same rows as a file; every listing is logged where the book is. */
export const scheduleFile = (premises: string, selection: string) =>
  withQuery(`api/v1/schedule?premises=${encodeURIComponent(premises)}&form=csv`, selection);

/** The last days at each hotspot. */
export const getRecent = (selection: string, days: number, signal?: AbortSignal) =>
  getJson<Recent>(withQuery(`api/v1/recent?last=${days}`, selection), signal);

/** Areas by parts of the day. */
export const getOutreach = (selection: string, layer: string, signal?: AbortSignal) =>
  getJson<Outreach>(
    withQuery(`api/v1/outreach?layer=${encodeURIComponent(layer)}`, selection),
    signal,
  );

/** The rows behind a place; the server logs that they were listed. */
export const getEvents = (selection: string, cell: string, signal?: AbortSignal) =>
  getJson<Events>(withQuery(`api/v1/events?cell=${encodeURIComponent(cell)}`, selection), signal);

/** `other`: `before`, `YYYY-MM-DD..YYYY-MM-DD` or `source:<id>`. */
export const getCompare = (selection: string, other: string, signal?: AbortSignal) =>
  getJson<Compare>(
    withQuery(`api/v1/compare?with=${encodeURIComponent(other)}`, selection),
    signal,
  );

/** Streets, places, areas, kinds of event and presets whose name has a word that begins with `text`. */
export const getSuggestions = (text: string, kind: string | null, signal?: AbortSignal) =>
  getJson<Suggestions>(
    `api/v1/suggest?q=${encodeURIComponent(text)}${kind ? `&kind=${kind}` : ''}`,
    signal,
  );

export const getStability = (selection: string, signal?: AbortSignal) =>
  getJson<Stability>(withQuery('api/v1/stability', selection), signal);

export const getAreas = (layer: string, selection: string, signal?: AbortSignal) =>
  getJson<Areas>(withQuery(`api/v1/areas?layer=${encodeURIComponent(layer)}`, selection), signal);

/** Of one area: the selection names it. */
export const getProfile = (selection: string, signal?: AbortSignal) =>
  getJson<Profile>(withQuery('api/v1/profile', selection), signal);

export const getLayerOutlines = (layer: string) =>
  getJson<LayerOutlines>(`api/v1/outlines?layer=${encodeURIComponent(layer)}`);

export const getData = (signal?: AbortSignal) => getJson<Data>('api/v1/data', signal);

/** Where a table can be had as a file, as much as `audience` may see of it; all rows, or those of `ids`. */
export function exportOf(
  table: 'hotspots' | 'places' | 'cells' | 'profile',
  format: 'csv' | 'geojson' | 'gpx',
  selection: string,
  audience: string,
  ids: readonly string[] = [],
): string {
  const some = ids.length ? `&ids=${encodeURIComponent(ids.join(','))}` : '';
  return withQuery(`api/v1/export/${table}.${format}?audience=${audience}${some}`, selection);
}

/** The outlines of the hotspots, each under its id. */
export const getHotspotOutlines = (selection: string, audience: string, signal?: AbortSignal) =>
  getJson<GeoJSON.FeatureCollection>(
    withQuery(`api/v1/export/hotspots.geojson?audience=${audience}`, selection),
    signal,
  );

export const getTileJson = (layer: string) => getJson<TileJson>(`tiles/${layer}.json`);

/** A tile address with its braces, absolute because a map style accepts no other. */
export function tileTemplate(layer: string, selection = ''): string {
  return withQuery(`${absolute(`tiles/${layer}/`)}{z}/{x}/{y}.mvt`, selection);
}

export function absolute(path: string): string {
  return new URL(path, document.baseURI).href;
}

/** The bytes of one tile, or null where the server has nothing. */
export async function getTile(layer: string, z: number, x: number, y: number) {
  const response = await request(absolute(`tiles/${layer}/${z}/${x}/${y}.mvt`));
  return response.status === 200 ? response.arrayBuffer() : null;
}

function withQuery(path: string, selection: string): string {
  if (!selection) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${selection}`;
}

async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request(absolute(path), signal);
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok && type.includes('problem+json')) {
    throw new Refused((await response.json()) as Problem);
  }
  if (!response.ok || !type.includes('json')) throw new Lost(`${path}: status ${response.status}`);
  const answer = (await response.json()) as T & { book?: string };
  if (book && answer.book && answer.book !== book) throw new Newer();
  return answer;
}

async function request(address: string, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, signal ? { signal } : {});
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Lost(String(error));
  }
}
