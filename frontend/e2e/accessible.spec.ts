import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { baseUrl, mapIdle, SIZES, THEMES, useBrowser } from './browser';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { visit, blank } = useBrowser();

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<AxeResults>('axe.run(document)');
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html}`));
}

describe.each(THEMES)('axe finds nothing in the %s theme', (theme) => {
  it('in the first view', async () => {
    const { page } = await visit(`?theme=${theme}`);
    await mapIdle(page);
    expect(await violations(page)).toEqual([]);
  });

  it('with a place picked and explained', async () => {
    const { page } = await visit(`?theme=${theme}`);
    await page.keyboard.press('2');
    await page.keyboard.press('e');
    await page.waitForSelector('.why svg');
    expect(await violations(page)).toEqual([]);
  });

  it.each(['?view=places', '?compare=before&from=2023-10-01', '?tab=left-out', '?panel=nights'])(
    'in %s',
    async (query) => {
      const { page } = await blank();
      await page.goto(`${baseUrl()}/${query}&theme=${theme}`);
      await mapIdle(page);
      expect(await violations(page)).toEqual([]);
    },
  );

  it('with each choice of the sentence open', async () => {
    const { page } = await visit(`?theme=${theme}`);
    const parts = page.locator('.sentence button.part');
    for (let i = 0; i < (await parts.count()); i += 1) {
      await parts.nth(i).click();
      await page.waitForSelector('[data-popover]');
      expect(await violations(page), (await parts.nth(i).textContent()) ?? '').toEqual([]);
      await page.keyboard.press('Escape');
      expect(await page.locator('[data-popover]').count()).toBe(0);
    }
  });

  it('in the list of keys, in present mode and on a small page', async () => {
    const { page } = await visit(`?theme=${theme}`);
    await page.keyboard.press('?');
    expect(await violations(page)).toEqual([]);
    const present = await visit(`?theme=${theme}&present=on`);
    expect(await violations(present.page)).toEqual([]);
    const small = await visit(`?theme=${theme}`, SIZES[3]);
    expect(await violations(small.page)).toEqual([]);
  });
});
