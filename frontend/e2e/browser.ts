/**
 * A headless browser on a running server; `CHROMIUM` says which. It can reach nothing but this
 * machine.
 */
import { afterAll, beforeAll } from 'vitest';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { DEMO, type Book } from './servers';

const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--use-angle=swiftshader-webgl',
  '--enable-unsafe-swiftshader',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
  '--gaia-url=http://127.0.0.1:9',
  '--component-updater=url-source=http://127.0.0.1:9/',
];

export const SIZES = [
  { width: 1366, height: 640 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 683, height: 384 },
];
export const THEMES = ['light', 'dark'] as const;

export type Size = { width: number; height: number };
/** A laptop under the bars of its browser, where everything has to work. */
export const LAPTOP: Size = { width: 1366, height: 640 };

export function baseUrl(): string {
  return DEMO.url;
}

export interface Visit {
  page: Page;
  /** What the console said and what the page threw. */
  said: string[];
  /** Every address that was asked for. */
  asked: string[];
}

/** Starts one browser for a file of tests and closes it after them. */
export function useBrowser(extraFlags: string[] = []) {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/lib/chromium/chromium',
      args: [...FLAGS, ...extraFlags],
    });
  });
  afterAll(async () => {
    await browser.close();
  });

  async function blank(size: Size = LAPTOP): Promise<Visit> {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const context = await browser.newContext({ viewport: size });
    contexts.push(context);
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => {
      // The software renderer comments on its own speed when a test reads pixels.
      if (!message.text().includes('GPU stall due to ReadPixels')) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => {
      // The browser asks for the icon again at each change of the address; the page looks once a minute
      // whether the server is of a newer book.
      if (!/\/(icon\.svg|api\/v1\/health)$/.test(request.url())) asked.push(request.url());
    });
    return { page, said, asked };
  }

  /** Opens an address and waits for the table; the map is waited for separately. */
  async function visit(query = '', size: Size = LAPTOP, book: Book = DEMO): Promise<Visit> {
    const made = await blank(size);
    await made.page.goto(`${book.url}/${query}`);
    await made.page.waitForSelector('tbody button.name', { timeout: 30_000 });
    return made;
  }

  return { visit, blank };
}

/** Waits until the map shows the answer of the table and nothing moves any more. */
export async function mapIdle(page: Page): Promise<void> {
  await page.waitForSelector('.map[data-idle]', { timeout: 30_000 });
  // Setting the words outside the data starts one more round.
  await page.waitForTimeout(400);
  await page.waitForSelector('.map[data-idle]', { timeout: 30_000 });
}

/**
 * Goes to another address of the page as Back would, without loading it anew, and waits until it
 * rests. Most of what a check costs is the first picture of a page, so checks share theirs.
 */
export async function go(page: Page, query: string): Promise<void> {
  await answered(page, query);
  await settled(page);
}

/** As `go`, for what is measured in the page alone: does not wait for the picture of the map. */
export async function answered(page: Page, query: string): Promise<void> {
  await page.evaluate((query) => {
    history.pushState(null, '', query || location.pathname);
    dispatchEvent(new PopStateEvent('popstate'));
  }, query);
  // From 150 ms on the page says that an answer is under way.
  await page.waitForTimeout(400);
  await page.waitForSelector('.updating', { state: 'detached', timeout: 30_000 });
  // What is told beside it comes after the map, and stands back until then.
  await page.waitForSelector('section.stale', { state: 'detached', timeout: 30_000 });
}

/** Waits until the answer is there and the map shows it. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.updating', { state: 'detached', timeout: 30_000 });
  await page.waitForSelector('.map[data-idle], .trouble[role="status"]', { timeout: 30_000 });
  await page.waitForTimeout(150);
  await page.waitForSelector('.map[data-idle], .trouble[role="status"]', { timeout: 30_000 });
}

/** Colours of points of a screenshot, as [r, g, b]. */
export async function pixels(page: Page, points: { x: number; y: number }[]): Promise<number[][]> {
  const png = (await page.screenshot()).toString('base64');
  const reader = await page.context().newPage();
  try {
    return await reader.evaluate(
      async ({ png, points }) => {
        const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const g = canvas.getContext('2d');
        g?.drawImage(bitmap, 0, 0);
        return points.map(({ x, y }) =>
          [...(g?.getImageData(Math.round(x), Math.round(y), 1, 1).data ?? [])].slice(0, 3),
        );
      },
      { png, points },
    );
  } finally {
    await reader.close();
  }
}

/** The MapLibre map of the page, as far as the tests use it; lives on the map's element. */
export interface TestMap {
  project(lonLat: [number, number]): { x: number; y: number };
  queryRenderedFeatures(
    where: unknown,
    options?: { layers: string[] },
  ): { layer: { id: string }; properties: Record<string, unknown>; geometry: GeoJSON.Geometry }[];
  getSource(id: string): { serialize(): { data: GeoJSON.FeatureCollection } };
  getZoom(): number;
}
