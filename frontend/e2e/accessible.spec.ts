/** axe finds nothing, in every room and in each of its views, in both themes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOMS } from '../src/state/url';
import { answered, LAPTOP, SIZES, THEMES, useBrowser } from './browser';
import { BOOKS, DEMO } from './servers';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { visit } = useBrowser();

const VIEWS = [
  '?',
  '?view=places',
  '?compare=before&from=2023-10-01',
  '?tab=left-out',
  '?panel=nights',
  '?present=on',
];

async function violations(page: Page, where: string): Promise<string[]> {
  const found = await page.evaluate<AxeResults>('axe.run(document)');
  return found.violations.flatMap((v) => v.nodes.map((n) => `${where}: ${v.id}: ${n.html}`));
}

describe.each(BOOKS)('$name', (book) => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await visit('', LAPTOP, book));
    await page.evaluate(axe);
  });

  it.each(THEMES)('in every view of tasking, %s', async (theme) => {
    await page.setViewportSize(LAPTOP);
    const views = book === DEMO ? VIEWS : VIEWS.slice(0, 2);
    const faults: string[] = [];
    for (const view of views) {
      await answered(page, `${view}&theme=${theme}`);
      faults.push(...(await violations(page, view)));
    }
    await answered(page, `?theme=${theme}`);
    await page.keyboard.press('1');
    await page.keyboard.press('e');
    await page.waitForSelector('.why svg');
    faults.push(...(await violations(page, 'explained')));
    await page.setViewportSize(SIZES[3] ?? LAPTOP);
    await answered(page, `?theme=${theme}`);
    faults.push(...(await violations(page, 'small')));
    expect(faults).toEqual([]);
  });

  it.each(ROOMS.filter((room) => room !== 'tasking'))('in the room %s', async (room) => {
    await page.setViewportSize(LAPTOP);
    const faults: string[] = [];
    for (const theme of THEMES) {
      await answered(page, `?room=${room}&theme=${theme}`);
      await page.waitForTimeout(700);
      faults.push(...(await violations(page, `${room} ${theme}`)));
    }
    expect(faults).toEqual([]);
  });

  it.runIf(book === DEMO)('with each choice of the sentence and the keys open', async () => {
    await page.setViewportSize(LAPTOP);
    const faults: string[] = [];
    for (const theme of THEMES) {
      await answered(page, `?theme=${theme}`);
      const parts = page.locator('.sentence button.part');
      for (let i = 0; i < (await parts.count()); i += 1) {
        await parts.nth(i).click();
        await page.waitForSelector('[data-popover]');
        faults.push(...(await violations(page, (await parts.nth(i).textContent()) ?? '')));
        await page.keyboard.press('Escape');
        expect(await page.locator('[data-popover]').count()).toBe(0);
      }
      await page.keyboard.press('?');
      faults.push(...(await violations(page, 'keys')));
      await page.keyboard.press('Escape');
    }
    expect(faults).toEqual([]);
  });
});
