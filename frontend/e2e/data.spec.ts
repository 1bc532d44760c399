/** The room of data: months that are there, rows that add up, vintages and settings. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Data } from '../src/api/types';
import { baseUrl, SIZES, THEMES, useBrowser } from './browser';
import { smallTargets, textFaults } from './faults';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { blank } = useBrowser();

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<AxeResults>('axe.run(document)');
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html}`));
}

async function data(): Promise<Data> {
  return (await (await fetch(`${baseUrl()}/api/v1/data`)).json()) as Data;
}

async function open(query = '', size = SIZES[0]) {
  const visit = await blank(size);
  await visit.page.goto(`${baseUrl()}/?room=data${query}`);
  await visit.page.waitForSelector('[role="grid"]', { timeout: 30_000 });
  return visit;
}

it('every month of every source has a cell that says its state', async () => {
  const { sources } = await data();
  const { page } = await open();
  for (const state of ['complete', 'partial', 'absent']) {
    const wanted = sources.flatMap((s) => s.months.filter((m) => m.state === state)).length;
    expect(await page.locator(`td.cell.${state}`).count()).toBe(wanted);
  }
});

it('the arrows walk over the months, and the rows of each are said', async () => {
  const { page } = await open();
  await page.locator('[role="gridcell"][tabindex="0"]').focus();
  const said = page.locator('.looked');
  const first = await said.textContent();
  await page.keyboard.press('ArrowRight');
  expect(await said.textContent()).not.toBe(first);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  expect(await said.textContent()).toMatch(/\d{4}: /);
});

it('each of the four numbers opens its list', async () => {
  const { sources } = await data();
  const { page } = await open();
  const source = sources.find((one) => one.rows !== null);
  for (const name of ['located', 'no place', 'outside', 'refused']) {
    const button = page.locator('.source').first().getByRole('button', { name });
    await button.click();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    const list = page.getByRole('region', { name: `${name} of ${source?.label ?? ''}` });
    expect(((await list.textContent()) ?? '').trim()).not.toBe('');
  }
});

describe.each(SIZES)('at $width x $height', (size) => {
  it.each(THEMES)('nothing overlaps, is cut off or too small to hit, %s', async (theme) => {
    const { page } = await open(`&theme=${theme}`, size);
    expect(await page.evaluate(textFaults)).toEqual([]);
    expect(await page.evaluate(smallTargets)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
});

describe.each(THEMES)('in the %s theme', (theme) => {
  it('axe finds nothing', async () => {
    const { page, said } = await open(`&theme=${theme}`);
    await page.locator('.source').first().getByRole('button').first().click();
    expect(await violations(page)).toEqual([]);
    expect(said).toEqual([]);
  });
});
