/** The sheets of the rooms beside Tasking: whole pages, each with its foot, and nothing of the screen. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { LAPTOP, useBrowser } from './browser';
import { DEMO, LIVERPOOL, PARTNERSHIP, type Book } from './servers';

const { blank } = useBrowser();

async function sheet(book: Book, query: string): Promise<Page> {
  const { page } = await blank(LAPTOP);
  await page.addInitScript(() => (window.print = () => undefined));
  await page.goto(`${book.url}/${query}`);
  await page.waitForSelector('main:not([aria-busy])');
  await page.waitForTimeout(2000);
  await page.getByRole('button', { name: 'Print' }).first().click();
  await page.waitForSelector('.paper[data-ready]', { timeout: 60_000 });
  await page.emulateMedia({ media: 'print' });
  return page;
}

/** How far the content of each page reaches beyond it, px. */
const beyond = (page: Page) =>
  page.locator('.a4').evaluateAll((all) => all.map((one) => one.scrollHeight - one.clientHeight));
const ticks = (page: Page) =>
  page
    .locator('.paper :is(input, button)')
    .evaluateAll((all) => all.filter((e) => e.checkVisibility()).length);

const SHEETS: [Book, string][] = [
  [DEMO, '?room=nte'],
  [DEMO, '?room=nte&list=clusters'],
  [DEMO, '?room=nte&on=2023-04-01&place=SJ8287SW'],
  [PARTNERSHIP, '?room=nte'],
  [LIVERPOOL, '?room=nte'],
  [DEMO, '?room=data'],
  [LIVERPOOL, '?room=data'],
];

it.each(SHEETS.filter(([book]) => book.url))('%o %s: no page is cut', async (book, query) => {
  const page = await sheet(book, query);
  for (const over of await beyond(page)) expect(over).toBeLessThanOrEqual(0);
  expect(await ticks(page)).toBe(0);
});

it('the night has a map of the rows under it', async () => {
  const page = await sheet(DEMO, '?room=nte');
  const map = await page.locator('.paper figure img').boundingBox();
  expect(map?.height).toBeGreaterThan(120);
  expect(await page.locator('.paper figure').innerText()).toContain('SYNTHETIC');
  expect(await page.locator('.paper').innerText()).toContain('Number on the map');
});

it('before and after has its chart whole, and nothing to open', async () => {
  const page = await sheet(DEMO, '?room=nte&on=2023-04-01&place=SJ8497NW');
  const chart = page.locator('.a4 .chart');
  const cut = await chart.evaluate((e) => e.scrollHeight - e.clientHeight);
  expect(cut).toBeLessThanOrEqual(0);
  expect((await chart.boundingBox())?.height).toBeGreaterThan(120);
  expect(await page.locator('.a4 details').count()).toBe(0);
});

it('a schedule has its rows on the page, and the period and hours it was asked for', async () => {
  const night = 'window=fri22-sat07,sat22-sun07';
  const query = `?${night}&room=nte&pick=premises-62&panel=schedule&names=on`;
  const page = await sheet(DEMO, query);
  const paper = await page.locator('.a4').first().boundingBox();
  for (const row of await page.locator('.a4 tbody tr').all()) {
    const box = await row.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(paper?.x ?? NaN);
    expect((box?.x ?? NaN) + (box?.width ?? NaN)).toBeLessThanOrEqual(
      (paper?.x ?? NaN) + (paper?.width ?? NaN),
    );
  }
  expect(await page.locator('.a4 tbody tr').count()).toBeGreaterThan(0);
  const words = (await page.locator('.a4').first().innerText()).replaceAll('\u00a0', ' ');
  expect(words).toContain('Fri + Sat nights 22:00–07:00');
  expect(words).toContain('Oct 2021–Sep 2024');
  expect(words).not.toContain('violence-with-injury');
});

it('the bars of the data have their key beside them', async () => {
  const page = await sheet(DEMO, '?room=data');
  const key = page.locator('.paper .key span');
  expect(await key.filter({ visible: true }).allInnerTexts()).toEqual(
    expect.arrayContaining(['located', 'no place', 'outside', 'refused']),
  );
});
