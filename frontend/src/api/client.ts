/** Every request of the page. Addresses are relative to the page, so it works under any prefix. */
import type {
  Areas,
  Compare,
  Emerging,
  Health,
  Hotspots,
  Hours,
  Meta,
  Nights,
  Places,
  Problem,
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

export const getHours = (selection: string, signal?: AbortSignal) =>
  getJson<Hours>(withQuery('api/v1/hours', selection), signal);

/** `other`: `before`, `YYYY-MM-DD..YYYY-MM-DD` or `source:<id>`. */
export const getCompare = (selection: string, other: string, signal?: AbortSignal) =>
  getJson<Compare>(
    withQuery(`api/v1/compare?with=${encodeURIComponent(other)}`, selection),
    signal,
  );

export const getAreas = (layer: string, selection: string, signal?: AbortSignal) =>
  getJson<Areas>(withQuery(`api/v1/areas?layer=${encodeURIComponent(layer)}`, selection), signal);

/** Where a table can be had as a file, as much as `audience` may see of it. */
export function exportOf(
  table: 'hotspots' | 'places' | 'cells',
  format: 'csv',
  selection: string,
  audience: string,
): string {
  return withQuery(`api/v1/export/${table}.${format}?audience=${audience}`, selection);
}

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
