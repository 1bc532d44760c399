/** Nothing in the console, no foreign request, little to send, a strict policy. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ROOMS } from '../src/state/url';
import { answered, baseUrl, mapIdle, THEMES, useBrowser } from './browser';
import { BOOKS } from './servers';

const { visit, blank } = useBrowser();

describe.each(BOOKS)('$name', (book) => {
  it('logs nothing and asks no other host, through a whole look round', async () => {
    const { page, said, asked } = await visit('', undefined, book);
    await mapIdle(page);
    await page.keyboard.press('1');
    await page.keyboard.press('e');
    await page.waitForSelector('.why svg');
    await page.click('text=Zoom to');
    await mapIdle(page);
    await page.keyboard.press('p');
    await mapIdle(page);
    await page.keyboard.press('p');
    await page.keyboard.press('a');
    await mapIdle(page);
    for (const theme of THEMES) {
      for (const room of ROOMS) {
        await answered(page, `?room=${room}&theme=${theme}`);
        await page.waitForTimeout(800);
      }
    }
    expect(said).toEqual([]);
    const foreign = asked.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(book.url));
    expect(foreign).toEqual([]);
  });
});

it('sends at most 600 kB of program and fonts before the first picture', async () => {
  const { page } = await blank();
  const sizes: Promise<[string, number]>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/^\/(api|tiles)\//.test(pathname)) return;
    const packed = /\.woff2$/.test(pathname);
    sizes.push(
      response.body().then((body) => [pathname, packed ? body.length : gzipSync(body).length]),
    );
  });
  await page.goto(baseUrl());
  await mapIdle(page);
  // The map takes the fonts of the page from the store of the browser.
  const all = [...new Map(await Promise.all(sizes))];
  const total = all.reduce((sum, [, size]) => sum + size, 0);
  expect(all.length).toBeGreaterThan(3);
  expect(total, JSON.stringify(all)).toBeLessThanOrEqual(600_000);
});

it('runs under a policy that allows this server only', async () => {
  const { page } = await blank();
  const response = await page.goto(baseUrl());
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});
