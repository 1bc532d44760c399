/** Pictures of every room at every size, in Present and on paper, for `frontend/docs`. */
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { ROOMS, type Room } from '../src/state/url';
import { go, LAPTOP, settled, SIZES, useBrowser, type Size } from './browser';
import { keep, picture } from './picture';
import { ask, DEMO, LIVERPOOL, PARTNERSHIP, type Book } from './servers';
import type { Hotspots } from '../src/api/types';

const { blank } = useBrowser();
const MEETING: Size = { width: 1366, height: 768 };
/** A4 at 96 px to the inch. */
const A4: Size = { width: 794, height: 1123 };

async function open(book: Book, query: string, size: Size): Promise<Page> {
  const { page } = await blank(size);
  await page.addInitScript(() => (window.print = () => undefined));
  await page.goto(`${book.url}/${query}`);
  await page.waitForSelector('main:not([aria-busy])', { timeout: 30_000 });
  await rested(page);
  return page;
}

/** Rooms without a map have nothing to wait for but their answer. */
async function rested(page: Page): Promise<void> {
  await page.waitForTimeout(2000);
  if (await page.locator('.map').count()) await settled(page);
  await page.waitForTimeout(1000);
  await page.mouse.move(2, 2);
}

describe.each(ROOMS)('the room %s', (room: Room) => {
  const query = room === 'tasking' ? '' : `?room=${room}`;

  it('at every size, and dark', async () => {
    const page = await open(DEMO, query, LAPTOP);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await rested(page);
      await picture(page, `${room}-${size.width}x${size.height}`);
    }
    const dark = await open(DEMO, `${query || '?'}&theme=dark`, MEETING);
    await picture(dark, `${room}-dark`);
  });

  it('in present mode', async () => {
    const page = await open(DEMO, `${query || '?'}&present=on`, MEETING);
    await picture(page, `${room}-present`);
  });

  it('on paper', async () => {
    const page = await open(DEMO, query, MEETING);
    if (!(await page.getByRole('button', { name: 'Print' }).count())) return;
    await page.getByRole('button', { name: 'Print' }).first().click();
    await page.waitForSelector('.paper[data-ready]', { timeout: 60_000 });
    await page.setViewportSize(A4);
    await page.emulateMedia({ media: 'print' });
    await page.waitForTimeout(1000);
    await keep(page, `${room}-print`, await page.screenshot({ fullPage: true }));
  });

  it.runIf(LIVERPOOL.url)('of a real city', async () => {
    await picture(await open(LIVERPOOL, query, MEETING), `${room}-liverpool`);
  });
});

/** What else the questions of `docs/comprehension.md` are answered from. */
const VIEWS: [name: string, book: Book, query: string][] = [
  ['tasking-custodian', DEMO, '?window=fri22-sat07,sat22-sun07'],
  ['tasking-compare', DEMO, '?compare=before&from=2023-10-01'],
  ['tasking-gone', DEMO, '?compare=before&from=2023-10-01&tab=gone'],
  ['tasking-sources', DEMO, '?compare=source:attendance&tab=second-only'],
  ['tasking-places', DEMO, '?view=places'],
  ['tasking-night', DEMO, '?window=fri22-sat07,sat22-sun07&panel=nights&hour=1'],
  ['tasking-outreach', DEMO, '?flag=under-18'],
  ['tasking-partners', PARTNERSHIP, '?category=robbery&from=2023-10-01'],
  ['nte-custodian', DEMO, '?room=nte&window=fri22-sat07,sat22-sun07'],
  ['nte-streets', DEMO, '?room=nte&list=streets'],
  ['nte-areas', DEMO, '?room=nte&list=areas'],
  ['nte-partners', PARTNERSHIP, '?room=nte&window=fri22-sat07,sat22-sun07'],
  ['wards-profile', DEMO, '?room=wards&area=ward22:E05900026'],
  ['wards-partners', PARTNERSHIP, '?room=wards&area=ward22:E05900020&category=serious-violence'],
];

it.each(VIEWS)('%s', async (name, book, query) => {
  await picture(await open(book, query, MEETING), name);
});

it('both sides of a comparison side by side', async () => {
  const wide: Size = { width: 1920, height: 1080 };
  const page = await open(DEMO, '?compare=before&from=2023-10-01&maps=two', wide);
  await page.waitForSelector('.second-map[data-idle]', { timeout: 30_000 });
  await rested(page);
  await picture(page, 'tasking-side-by-side');
});

it('why a place is hot', async () => {
  const page = await open(DEMO, '', MEETING);
  const { groups } = await ask<Hotspots>(DEMO, 'api/v1/hotspots');
  await go(page, `?pick=${groups[1]?.id}&panel=why`);
  await rested(page);
  await picture(page, 'tasking-why');
});

it.each([
  ['nte-before-after', '&on=2023-04-01&place=SJ8287SW'],
  ['nte-no-change', '&on=2023-04-01&place=ward22:E05900002'],
])('%s', async (name, asked) => {
  const page = await open(DEMO, `?room=nte${asked}`, MEETING);
  await page.getByRole('region', { name: 'Before and after' }).scrollIntoViewIfNeeded();
  await rested(page);
  await picture(page, name);
});
