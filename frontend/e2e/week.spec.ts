/** The week grid: its colours are the answer's, and a drag or the keys set the window. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Meta, Week } from '../src/api/types';
import { palettes, rgb } from '../src/lib/colours';
import { rampStep, rampTop } from '../src/lib/week';
import { baseUrl, SIZES, THEMES, useBrowser } from './browser';

const { visit, blank } = useBrowser();
const GRID = '.week [role="grid"]';

async function week(query = ''): Promise<Week> {
  return (await (await fetch(`${baseUrl()}/api/v1/week${query}`)).json()) as Week;
}

const cell = (page: Page, hour: number) => page.locator(`${GRID} [data-hour="${hour}"]`);

async function middle(page: Page, hour: number): Promise<[number, number]> {
  const box = await cell(page, hour).boundingBox();
  return [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
}

describe.each(THEMES)('in the %s theme', (theme) => {
  it('each of 168 cells has the colour of its rate and says its count', async () => {
    const { page } = await visit(`?theme=${theme}`);
    await page.waitForSelector(GRID);
    const { hours } = await week();
    const top = rampTop(hours.map((h) => h.rate));
    const seen = await page.locator(`${GRID} [role="gridcell"]`).evaluateAll((cells) =>
      cells.map((c) => ({
        colour: (getComputedStyle(c).backgroundColor.match(/\d+/g) ?? []).map(Number),
        label: c.getAttribute('aria-label') ?? '',
        dot: getComputedStyle(c, '::after').content !== 'none',
      })),
    );
    expect(seen).toHaveLength(168);
    hours.forEach((hour, i) => {
      const want = rgb(palettes[theme].week[rampStep(hour.rate ?? 0, top) - 1] ?? '');
      expect(seen[i]?.colour, `hour ${i}`).toEqual(want);
      expect(seen[i]?.label).toMatch(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:00–\d\d:00: /);
      expect(seen[i]?.dot, `hour ${i}`).toBe((hour.unusual ?? 0) > 0);
    });
  });
});

it('the title is a sentence with its numbers', async () => {
  const { page } = await visit();
  await page.waitForSelector(GRID);
  expect(await page.locator('.week h2').innerText()).toMatch(
    /^(\d+% of [\d,]+ incidents in |No hour stands out)/,
  );
});

it('cells are 17 px on a laptop and 23 px on a wide screen', async () => {
  for (const [size, wanted] of [
    [SIZES[0], 17],
    [SIZES[2], 23],
  ] as const) {
    const { page } = await visit('', size);
    await page.waitForSelector(GRID);
    const box = await cell(page, 30).boundingBox();
    expect([box?.width, box?.height]).toEqual([wanted, wanted]);
  }
});

it('a drag from Friday 22 to Sunday 06 is the two nights, in the grid and in the sentence', async () => {
  const { page } = await visit();
  await page.waitForSelector(GRID);
  await page.mouse.move(...(await middle(page, 4 * 24 + 22)));
  await page.mouse.down();
  await page.mouse.move(...(await middle(page, 5 * 24 + 12)), { steps: 4 });
  await page.mouse.move(...(await middle(page, 6 * 24 + 6)), { steps: 4 });
  expect(await page.locator('.week h2').innerText()).toContain('Fri + Sat nights 22:00–07:00');
  await page.mouse.up();
  await page.waitForFunction(() => location.search.includes('window=fri22-sat07,sat22-sun07'));
  await page.locator('.sentence p', { hasText: 'Fri + Sat nights 22:00–07:00' }).waitFor();
  const strengths = await page
    .locator(`${GRID} [role="gridcell"]`)
    .evaluateAll((cells) => cells.map((c) => getComputedStyle(c).opacity));
  expect(strengths.filter((o) => o === '1')).toHaveLength(18);
  expect(strengths.filter((o) => o === '0.4')).toHaveLength(150);
  expect(await page.locator(`${GRID} [aria-selected="true"]`).count()).toBe(18);
});

it('a press without a drag looks at one hour and changes nothing', async () => {
  const { page } = await visit();
  await page.waitForSelector(GRID);
  await page.mouse.click(...(await middle(page, 122)));
  expect(await page.locator('.week h2').innerText()).toContain('Sat 02:00–03:00:');
  expect(new URL(page.url()).search).toBe('');
});

it('Shift and the arrows set the window when Shift is let go', async () => {
  const { page } = await visit();
  await page.waitForSelector(GRID);
  await cell(page, 0).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.down('Shift');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.up('Shift');
  await page.waitForFunction(() => location.search === '?window=tue00-tue03');
});

it('is of the picked place, and gives way to Why', async () => {
  const { page, asked } = await visit();
  await page.waitForSelector(GRID);
  await page.keyboard.press('1');
  const name = (await page.locator('tr[aria-current="true"] button.name').innerText()).trim();
  await page.locator('.week .name', { hasText: name }).waitFor();
  await page.waitForTimeout(500);
  expect(asked.some((url) => /\/api\/v1\/week\?cell=/.test(url))).toBe(true);
  await page.keyboard.press('e');
  await page.waitForSelector('.why svg');
  expect(await page.locator('.week').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.waitForSelector(GRID);
});

it('months only: the reason and the months of the picked place, never 168 equal cells', async () => {
  const { page } = await blank();
  await page.route('**/api/v1/meta', async (route) => {
    const response = await route.fetch();
    const meta = (await response.json()) as Meta;
    const sources = meta.sources.map((s) => ({ ...s, precision: 'month' }));
    await route.fulfill({ response, json: { ...meta, sources } });
  });
  await page.goto(baseUrl());
  await page.waitForSelector('tbody button.name');
  expect(await page.locator('.week').innerText()).toContain('No hours: these dates are months');
  expect(await page.locator(GRID).count()).toBe(0);
  expect(await page.locator('.strip').count()).toBe(0);
  await page.keyboard.press('1');
  await page.waitForSelector('.week tbody td');
  expect(await page.locator('.week tbody td').count()).toBeGreaterThan(11);
});
