/** A selection about people leads to coverage by hour: no map, no place, no list of targets. */
import { expect, it } from 'vitest';
import { SIZES, useBrowser } from './browser';
import { DEMO } from './servers';

const { blank } = useBrowser();

it('shows areas by part of the day, and nothing that could be a target', async () => {
  const { page, said } = await blank();
  await page.goto(`${DEMO.url}/?flag=under-18`);
  await page.waitForSelector('.outreach tbody tr');
  expect(await page.locator('.map, .badge').count()).toBe(0);
  const rows = await page.locator('.outreach tbody tr').count();
  expect(rows).toBeGreaterThan(1);
  const text = await page.locator('.outreach').innerText();
  expect(text).toContain('children');
  expect(text).toContain('No provision file');
  const counts = await page.locator('.outreach td').allInnerTexts();
  for (const n of counts)
    expect(n === '*' || n === '0' || Number(n.replace(',', '')) >= 10, n).toBe(true);
  expect(said).toEqual([]);
});

it('stays within the page at every size', async () => {
  for (const size of SIZES) {
    const { page } = await blank(size);
    await page.goto(`${DEMO.url}/?flag=under-18`);
    await page.waitForSelector('.outreach tbody tr');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, `${size.width}`).toBeLessThanOrEqual(0);
  }
});
