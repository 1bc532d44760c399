/** Check 9: what is printed, and the picture that is saved. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { rgb } from '../src/lib/colours';
import { LAPTOP, settled, THEMES, useBrowser } from './browser';
import { keep } from './picture';
import { ask, BOOKS, DEMO, PARTNERSHIP, type Book } from './servers';
import type { Hotspots } from '../src/api/types';

const { visit } = useBrowser();
const POINT = 96 / 72;
/** Between the margins of A4, px. */
const A4 = { width: 703, height: 1030 };

/** Presses Print, with the question of the browser answered, and waits for the whole sheet. */
async function sheet(query: string, book: Book = DEMO): Promise<{ page: Page; said: string[] }> {
  const { page, said } = await visit(query, LAPTOP, book);
  await page.evaluate(() => (window.print = () => (document.body.dataset['printed'] = 'on')));
  await page.getByRole('button', { name: 'Print' }).click();
  await page.waitForSelector('body[data-printed]', { state: 'attached', timeout: 60_000 });
  return { page, said };
}

async function pages(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  return (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}

/** As the printer sees it; the sheet is made anew, since the first is gone with its printing. */
async function onPaper(page: Page): Promise<void> {
  await page.setViewportSize(A4);
  await page.emulateMedia({ media: 'print' });
  await page.waitForSelector('.paper[data-ready]', { timeout: 60_000 });
}

function smallest(): number {
  const texts = document.createTreeWalker(
    document.querySelector('.paper') as Node,
    NodeFilter.SHOW_TEXT,
  );
  let least = Infinity;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (!node.textContent?.trim() || !node.parentElement) continue;
    if (node.parentElement.closest('.visually-hidden')) continue;
    least = Math.min(least, Number.parseFloat(getComputedStyle(node.parentElement).fontSize));
  }
  return least;
}

/** CIE L* of a colour: what a grey printer keeps of it. */
function lightness(colour: string): number {
  const [r, g, b] = (
    /^#/.test(colour) ? rgb(colour) : (colour.match(/\d+/g) ?? []).map(Number)
  ).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

const NIGHTS = '?window=fri22-sat07,sat22-sun07';

describe.each(BOOKS)('$name: the sheet', (book) => {
  it('is one page, with nothing under 8.5 points and nothing cut', async () => {
    const { page, said } = await sheet('', book);
    expect(await pages(page)).toBe(1);
    await onPaper(page);
    expect(await page.evaluate(smallest)).toBeGreaterThanOrEqual(8.5 * POINT - 0.01);
    const tall = await page
      .locator('.a4')
      .evaluateAll((all) => all.map((a) => a.scrollHeight - a.clientHeight));
    expect(tall).toEqual([0]);
    await keep(
      page,
      `print-${book === DEMO ? 'tasking' : 'tasking-liverpool'}`,
      await page.screenshot(),
    );
    expect(said).toEqual([]);
  });
});

describe('the sheet of a shortlist', () => {
  it('has just those places, on one page for ten of them', async () => {
    const { groups } = await ask<Hotspots>(DEMO, 'api/v1/hotspots');
    const ids = groups.slice(2, 12).map((group) => group.id);
    const { page } = await sheet(`?short=${ids.join(',')}`);
    expect(await pages(page)).toBe(1);
    await onPaper(page);
    const marks = await page
      .locator('.paper table')
      .first()
      .locator('tbody .badge')
      .allTextContents();
    expect(marks).toEqual(groups.slice(2, 12).map((group) => String(group.rank)));
  });

  it('says the numbers that the table says', async () => {
    const { groups } = await ask<Hotspots>(DEMO, 'api/v1/hotspots');
    const { page } = await sheet('');
    const rows = await page.locator('.paper table').first().locator('tbody tr').allTextContents();
    expect(rows.length).toBe(Math.min(10, groups.length));
    rows.forEach((row, i) => {
      expect(row).toContain(groups[i]?.events_shown);
      expect(row).toContain(groups[i]?.name);
    });
  });
});

it.each(THEMES)('is light and marked from the %s theme too', async (theme) => {
  const { page } = await sheet(`${NIGHTS}&theme=${theme}`);
  const paper = page.locator('.paper');
  expect(await paper.evaluate((p) => getComputedStyle(p).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  const marks = await paper.locator('.marks').innerText();
  expect(marks).toContain('SYNTHETIC');
  expect(marks).toContain('For analyst use');
  // On the map as well, where the head may be torn off.
  expect(await paper.locator('figure').innerText()).toContain('SYNTHETIC');
});

it('classes are told apart by a grey printer', async () => {
  const { page } = await sheet('');
  const shades = await page
    .locator('.paper .legend .swatch')
    .evaluateAll((all) => all.map((s) => getComputedStyle(s).backgroundColor));
  const steps = shades.map(lightness);
  expect(steps.length).toBe(3);
  steps
    .slice(1)
    .forEach((l, i) => expect(Math.abs(l - (steps[i] ?? 0))).toBeGreaterThanOrEqual(12));
});

it('the scale bar is true within 1%', async () => {
  const { page } = await sheet(NIGHTS);
  const { bounds, width, bar, words } = await page.locator('.paper figure').evaluate((figure) => {
    const map = figure.querySelector('.map') as HTMLElement;
    const bar = figure.querySelector('.scale .bar') as HTMLElement;
    return {
      bounds: (figure as HTMLElement).dataset['bounds']?.split(',').map(Number) ?? [],
      width: map.getBoundingClientRect().width,
      bar: bar.getBoundingClientRect().width,
      words: bar.parentElement?.innerText ?? '',
    };
  });
  const [w = 0, s = 0, e = 0, n = 0] = bounds;
  const middle = ((s + n) / 2) * (Math.PI / 180);
  const metres = ((e - w) / 360) * 40_075_016.686 * Math.cos(middle);
  const said = Number.parseFloat(words) * (words.includes('km') ? 1_000 : 1);
  expect(Math.abs((bar / width) * metres - said) / said).toBeLessThan(0.01);
});

it.runIf(PARTNERSHIP.url)('small numbers stay hidden on paper', async () => {
  const answer = await ask<Hotspots>(PARTNERSHIP, 'api/v1/hotspots');
  const { page } = await sheet('', PARTNERSHIP);
  const rows = await page.locator('.paper table').first().locator('tbody tr').allTextContents();
  rows.forEach((row, i) => expect(row).toContain(answer.groups[i]?.events_shown));
  expect(await page.locator('.paper .marks').innerText()).toContain('For partnership use');
});

it('a picture of the map stands alone: title, key, source and marks are drawn into it', async () => {
  const { page, said } = await visit(NIGHTS);
  await settled(page);
  const save = page.getByRole('button', { name: 'Save the map as a picture' });
  const [file] = await Promise.all([page.waitForEvent('download'), save.click()]);
  expect(file.suggestedFilename()).toMatch(/^op-custodian-all-events.*\.png$/);
  const png = readFileSync(await file.path());
  const map = await page.locator('.map').boundingBox();
  expect(png.readUInt32BE(16)).toBe((map?.width ?? 0) * 2);
  expect(png.readUInt32BE(20)).toBeGreaterThan((map?.height ?? 0) * 2 + 120);
  expect(said).toEqual([]);
});
