/**
 * Check 4: how soon the first answer and a new one are there, beside a bare map in the same run.
 * Writes lines of a name, a tab and a number to the file in `TIMINGS`.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { palettes, rgb } from '../src/lib/colours';
import { bareMap } from './bare-map';
import { LAPTOP, useBrowser } from './browser';
import { DEMO } from './servers';

const { blank } = useBrowser();
const FILE = process.env['TIMINGS'] ?? '';
const LOADS = Number(process.env['LOADS'] ?? 5);
const SELECTIONS = Number(process.env['SELECTIONS'] ?? 30);
const HOT = palettes.light.hotspot.map(rgb);

function write(name: string, value: number): void {
  if (FILE) appendFileSync(FILE, `${name}\t${value.toFixed(1)}\n`);
}

interface Marks {
  row: number;
  hot: number;
}

/** Watches from the first moment: when a row of the table stands, when a pixel of the map is hot. */
function watch(hot: number[][]): void {
  const marks: Marks = { row: 0, hot: 0 };
  Object.assign(window, { marks });
  const small = new OffscreenCanvas(240, 160).getContext('2d', { willReadFrequently: true });
  const isHot = (canvas: HTMLCanvasElement) => {
    if (!small) return false;
    small.imageSmoothingEnabled = false; // A mixed colour would be none of the legend.
    small.drawImage(canvas, 0, 0, 240, 160);
    const { data } = small.getImageData(0, 0, 240, 160);
    for (let i = 0; i < data.length; i += 4) {
      if (hot.some((c) => c.every((v, k) => Math.abs(v - (data[i + k] ?? 0)) <= 3))) return true;
    }
    return false;
  };
  let listening = false;
  const look = () => {
    if (!marks.row && document.querySelector('tbody button.name')) marks.row = performance.now();
    const map = document.querySelector<HTMLElement & { cityMap?: EventedMap }>('.map')?.cityMap;
    if (map && !listening) {
      listening = true;
      map.on('render', () => {
        if (!marks.hot && isHot(map.getCanvas())) marks.hot = performance.now();
      });
    }
    if (!marks.hot) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

interface EventedMap {
  on(event: string, then: () => void): void;
  once(event: string, then: () => void): void;
  getCanvas(): HTMLCanvasElement;
  getCenter(): { lng: number; lat: number };
  getZoom(): number;
}

const marksOf = (page: Page) => page.evaluate(() => (window as unknown as { marks: Marks }).marks);

async function load(url: string): Promise<Page> {
  const { page } = await blank(LAPTOP);
  await page.addInitScript(watch, HOT);
  await page.goto(url);
  await page.waitForFunction(() => (window as unknown as { marks: Marks }).marks.hot > 0, null, {
    timeout: 60_000,
  });
  return page;
}

/** Distinct selections that find something. */
async function selections(): Promise<string[]> {
  const kinds = ['violence-with-injury', 'violence-without-injury', 'public-order', 'burglary'];
  const months = [
    '2021-10',
    '2022-01',
    '2022-04',
    '2022-07',
    '2022-10',
    '2023-01',
    '2023-04',
    '2023-07',
  ];
  const all = months.flatMap((month) => kinds.map((kind) => `category=${kind}&from=${month}-01`));
  return all.slice(0, SELECTIONS);
}

/** Milliseconds from asking for a selection to the table, and to the map at rest. */
function timeSelection(query: string): Promise<{ table: number; map: number }> {
  const began = performance.now();
  let table = 0;
  const body = document.querySelector('.rows-box, .verdict')?.closest('section') ?? document.body;
  const before = document.querySelector<HTMLElement>('.map')?.dataset['idle'] ?? '';
  const seen = new MutationObserver((changes) => {
    const rows = changes.some((c) => (c.target as HTMLElement).closest?.('tbody, .verdict'));
    if (rows && !table) table = performance.now() - began;
  });
  seen.observe(body, { childList: true, subtree: true, characterData: true, attributes: true });
  history.pushState(null, '', query);
  dispatchEvent(new PopStateEvent('popstate'));
  return new Promise((resolve) => {
    const look = () => {
      const now = document.querySelector<HTMLElement>('.map')?.dataset['idle'] ?? '';
      if (!now || now === before) return requestAnimationFrame(look);
      seen.disconnect();
      const map = performance.now() - began;
      return resolve({ table: table || map, map });
    };
    requestAnimationFrame(look);
  });
}

it('measures the page and a bare map in turns', async () => {
  if (FILE) writeFileSync(FILE, '');
  const first = await load(DEMO.url); // Not counted: the server works its first answer out.
  await first.waitForSelector('.map[data-idle]', { timeout: 60_000 });
  const view = await first.evaluate(() => {
    const { cityMap } = document.querySelector('.map') as unknown as { cityMap: EventedMap };
    const { lng, lat } = cityMap.getCenter();
    // Cells are in the tiles from zoom 11 on; further out the page draws badges.
    return { lon: lng, lat, zoom: Math.max(12, cityMap.getZoom()) };
  });
  const { url, server } = await bareMap(DEMO.url, view, palettes.light.hotspot[2]);
  try {
    for (let i = 0; i < LOADS; i += 1) {
      const page = await load(DEMO.url);
      const { row, hot } = await marksOf(page);
      expect(row).toBeGreaterThan(0);
      write('first-row-ms', row);
      write('first-hot-ms', hot);
      const sent = await page.evaluate(() =>
        [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
          .filter((e) => !/\/(api|tiles)\//.test(e.name))
          .reduce((sum, e) => sum + (e as PerformanceResourceTiming).transferSize, 0),
      );
      write('transfer-kb', sent / 1000);
      write('bare-first-hot-ms', (await marksOf(await load(url))).hot);
    }
    const asked = await selections();
    const page = await load(DEMO.url);
    await page.waitForSelector('.map[data-idle]', { timeout: 60_000 });
    for (const selection of asked) {
      const { table, map } = await page.evaluate(timeSelection, `?${selection}`);
      write('table-ms', table);
      write('map-ms', map);
      await page.waitForTimeout(100);
    }
    const bare = await load(url);
    for (const selection of asked) {
      const took = await bare.evaluate(async (selection) => {
        const { cityMap } = document.querySelector('.map') as unknown as { cityMap: EventedMap };
        const began = performance.now();
        (window as unknown as { select(s: string): void }).select(selection);
        await new Promise<void>((resolve) => cityMap.once('idle', resolve));
        return performance.now() - began;
      }, selection);
      write('bare-map-ms', took);
      await bare.waitForTimeout(100);
    }
  } finally {
    server.close();
  }
});
