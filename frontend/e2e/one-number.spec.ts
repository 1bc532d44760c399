/**
 * Check 8: table = card = tile = CSV for random groups, cells and areas, with small numbers
 * withheld and without. The truth is the answer of the server; nothing on its way may change it.
 */
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import type { Areas, Counts, Hotspots, Meta, Why } from '../src/api/types';
import { count } from '../src/lib/format';
import { go, settled, useBrowser } from './browser';
import { ask, AUDIENCES, type Book } from './servers';

const { visit } = useBrowser();
const SAMPLE = 200;

/** The same draw in every run. */
function drawn<T>(all: readonly T[], wanted: number): T[] {
  let seed = 20261122;
  const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  return [...all]
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, wanted)
    .map(({ item }) => item);
}

/** Rows of a CSV file by its head; the lines of remarks before it are left out. */
async function csv(book: Book, path: string): Promise<Record<string, string>[]> {
  const text = await (await fetch(`${book.url}/api/v1/export/${path}`)).text();
  const lines = text.split(/\r?\n/).filter((line) => line && !line.startsWith('#'));
  const cells = (line: string) =>
    [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map((m) => (m[1] ?? '').replace(/^"|"$/g, ''));
  const head = cells(lines[0] ?? '');
  return lines.slice(1).map((line) => {
    const row = cells(line);
    return Object.fromEntries(head.map((name, i) => [name, row[i] ?? '']));
  });
}

/** The tile of a zoom that holds a point. */
function tileAt([lon, lat]: [number, number], z: number): [number, number] {
  const rad = (lat * Math.PI) / 180;
  const n = 2 ** z;
  const y = (1 - Math.log(Math.tan(rad) + 1 / Math.cos(rad)) / Math.PI) / 2;
  return [Math.floor(((lon + 180) / 360) * n), Math.floor(y * n)];
}

async function tile(book: Book, layer: string, z: number, at: [number, number], query: string) {
  const response = await fetch(`${book.url}/tiles/${layer}/${z}/${at[0]}/${at[1]}.mvt${query}`);
  if (response.status !== 200) return null;
  return new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer())));
}

function* features(tile: VectorTile | null, layer: string): Generator<VectorTileFeature> {
  const found = tile?.layers[layer];
  for (let i = 0; found && i < found.length; i += 1) yield found.feature(i);
}

const starred = (n: number | null) => (n === null ? '*' : count(n));

/** All features of a layer of tiles over the study area, the same in several tiles once. */
async function over(book: Book, layers: string, layer: string, key: string, query: string) {
  const z = 12;
  const [w, s, e, n] = (await ask<Meta>(book, 'api/v1/meta')).bounds;
  const [[x0, y0], [x1, y1]] = [tileAt([w, n], z), tileAt([e, s], z)];
  const found = new Map<string, VectorTileFeature['properties']>();
  for (let x = x0; x <= x1; x += 1) {
    for (let y = y0; y <= y1; y += 1) {
      const map = await tile(book, layers, z, [x, y], query);
      for (const f of features(map, layer)) found.set(String(f.properties[key]), f.properties);
    }
  }
  return found;
}

describe.each(AUDIENCES)('$name', (book) => {
  it.each(['', '?category=robbery&count=events'])('groups of “%s”', async (query) => {
    const { groups, audience } = await ask<Hotspots>(book, `api/v1/hotspots${query}`);
    const rest = query.replace('?', '&');
    const file = await csv(book, `hotspots.csv?audience=${audience}${rest}`);
    expect(file.length).toBe(groups.length);
    const inTiles = await over(book, 'hotspots', 'groups', 'id', query);
    const { page } = await visit(query, undefined, book);
    await settled(page);
    const noun = query.includes('events') ? 'peak_and_ring_events' : 'peak_and_ring_incidents';
    for (const [i, group] of groups.entries()) {
      const { events, id, rank } = group;
      const row = page.locator('tbody tr').nth(i);
      expect((await row.locator('td.events .value').innerText()).trim(), id).toBe(starred(events));
      expect(group.events_shown, id).toBe(starred(events));
      expect(file[i]?.[noun], id).toBe(events === null ? '*' : String(events));
      expect(file[i]?.['id']).toBe(id);
      expect(inTiles.get(id), id).toMatchObject({ rank, class: group.class });
      expect(inTiles.get(id)?.['count'] ?? null, id).toBe(events);
    }
    for (const group of drawn(groups, 4)) {
      const why = await ask<Why>(book, `api/v1/hotspots/${group.id}${query}`);
      // The card tells partners no rank; the page has it from the list.
      expect({ ...why.group, rank: group.rank }).toEqual(group);
      await go(page, `${query || '?'}&pick=${group.id}&panel=why`);
      await page.waitForSelector('.why svg');
      const text = await page.locator('.why').innerText();
      if (group.events !== null) expect(text).toContain(count(group.events));
      for (const cell of why.flower) expect(text).toContain(starred(cell.count));
    }
  });

  it('cells: counts, tile and CSV', async () => {
    const { audience, caveats } = await ask<Hotspots>(book, 'api/v1/hotspots');
    const units: Counts['units'] = [];
    for (let total = 1; units.length < total;) {
      const part = await ask<Counts>(book, `api/v1/counts?limit=10000&offset=${units.length}`);
      units.push(...part.units);
      total = part.total ?? 0;
    }
    const file = await csv(book, `cells.csv?audience=${audience}`);
    const inFile = new Map(file.map((row) => [row['cell'], row]));
    expect(inFile.size).toBe(units.length);
    const inTiles = await over(book, 'hotspots', 'cells', 'cell', '');
    const hot = units.filter((unit) => inTiles.has(unit.id));
    expect(hot.length).toBe(inTiles.size);
    const edge: string[] = [];
    for (const unit of [...hot, ...drawn(units, SAMPLE)]) {
      const wanted = unit.count === null ? '*' : String(unit.count);
      expect(inFile.get(unit.id)?.['incidents'], unit.id).toBe(wanted);
      const drawnCell = inTiles.get(unit.id);
      if (!drawnCell) continue;
      const tested = (drawnCell['count'] ?? null) as number | null;
      expect(drawnCell['events_shown'], unit.id).toBe(starred(tested));
      // A cell on the edge of the study area is tested with what lies just beyond it, which is in
      // no total: the caveats of the answer say so.
      if (tested !== unit.count) edge.push(unit.id);
      expect(String(drawnCell['class']), unit.id).toBe(inFile.get(unit.id)?.['class']);
    }
    expect(edge.length, edge.join(', ')).toBeLessThanOrEqual(hot.length / 10);
    if (edge.length) expect(caveats.join(' ')).toContain('just beyond the study area');
  });

  it('areas: answer, tile and CSV, withheld ones too', async () => {
    const { layers } = await ask<Meta>(book, 'api/v1/meta');
    const layer = layers[0]?.id ?? '';
    const query = 'category=robbery';
    const asked = `api/v1/areas?layer=${layer}&${query}&limit=10000`;
    const { areas, audience } = await ask<Areas>(book, asked);
    const file = await csv(book, `areas.csv?layer=${layer}&${query}&audience=${audience}`);
    const inFile = new Map(file.map((row) => [row['code'], row]));
    const inTiles = await over(book, `areas-${layer}`, 'areas', 'code', `?${query}`);
    const sample = drawn(areas, SAMPLE);
    expect(sample.length).toBe(Math.min(SAMPLE, areas.length));
    for (const { code, events, events_shown } of sample) {
      const wanted = events === null ? '*' : String(events);
      expect(inFile.get(code)?.['incidents'], code).toBe(wanted);
      expect(events_shown, code).toBe(starred(events));
      // Of an area without events a tile says nothing, of a withheld one that it is.
      expect(inTiles.get(code), code).toBeDefined();
      expect(inTiles.get(code)?.['count'] ?? (events === null ? null : 0), code).toBe(events);
      expect(inTiles.get(code)?.['suppressed'] ?? false, code).toBe(events === null);
    }
  });
});
