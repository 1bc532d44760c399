/** The table of the meeting: whole rows, change and counts in it, and the effort of each question. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { mapIdle, SIZES, THEMES, useBrowser } from './browser';

const { visit } = useBrowser();
const ROWS = '.rows-box tbody tr:not(.waiting)';

/** Rows that are in sight and cut by the frame they stand in. */
function cutRows(): string[] {
  const box = document.querySelector('.rows-box')?.getBoundingClientRect();
  const rows = [...document.querySelectorAll('.rows-box tbody tr')];
  return rows.flatMap((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const inSight = box && top < box.bottom - 1 && bottom > box.top;
    return inSight && bottom > box.bottom + 1 ? [row.textContent?.trim() ?? ''] : [];
  });
}

async function wholeRows(page: Page): Promise<number> {
  return page.locator(ROWS).evaluateAll((rows) => {
    const box = document.querySelector('.rows-box')?.getBoundingClientRect();
    return rows.filter((r) => r.getBoundingClientRect().bottom <= (box?.bottom ?? 0) + 1).length;
  });
}

describe.each(SIZES.slice(0, 3))('at $width x $height', (size) => {
  it.each(THEMES)('six rows or more are whole and none is cut, %s', async (theme) => {
    const { page } = await visit(`?theme=${theme}`, size);
    await page.waitForSelector('.week [role="grid"]');
    expect(await page.evaluate(cutRows)).toEqual([]);
    const all = await page.locator(ROWS).count();
    expect(await wholeRows(page)).toBeGreaterThanOrEqual(Math.min(6, all));
    for (const panel of ['e', 'Escape', 'n']) {
      await page.keyboard.press(panel);
      await page.waitForTimeout(300);
      expect(await page.evaluate(cutRows), panel).toEqual([]);
    }
  });

  it('a turn of the wheel ends at a row', async () => {
    const { page } = await visit('', size);
    await page.locator('.rows-box').hover();
    await page.mouse.wheel(0, 61);
    await page.waitForTimeout(700);
    expect(await page.evaluate(cutRows)).toEqual([]);
  });
});

it('sorting by change keeps the number of every place', async () => {
  const { page } = await visit();
  const head = page.locator('th.change button');
  await head.waitFor();
  const numbers = () =>
    page
      .locator(ROWS)
      .evaluateAll((rows) =>
        rows.map((r) => [
          r.querySelector('.name')?.textContent?.trim() ?? '',
          r.querySelector('.badge')?.textContent ?? '',
        ]),
      );
  const before = await numbers();
  await head.click();
  expect(new URL(page.url()).searchParams.get('sort')).toBe('change');
  const after = await numbers();
  expect([...after].sort()).toEqual([...before].sort());
  expect(await page.locator('th.change').getAttribute('aria-sort')).toBe('descending');
  await page.keyboard.press('2');
  await page.waitForSelector('tr[aria-current="true"]');
  expect(await page.locator('tr[aria-current="true"] .badge').innerText()).toBe('2');
});

describe('effort', () => {
  it('the ward of a street takes one key and its name', async () => {
    const { page } = await visit();
    const name = await page.evaluate(async () => {
      const found = (await (await fetch('api/v1/suggest?q=street&kind=street')).json()) as {
        suggestions: { label: string }[];
      };
      return found.suggestions[0]?.label ?? '';
    });
    expect(name).not.toBe('');
    await page.keyboard.press('/');
    await page.keyboard.type(name);
    const option = page.locator('#go-to-list [role="option"]').first();
    await option.waitFor();
    expect(await option.innerText()).toMatch(/street in \S+/);
    await page.keyboard.press('Enter');
    await page.locator('section[aria-label="Found"]', { hasText: name }).waitFor();
    await mapIdle(page);
    expect(new URL(page.url()).searchParams.get('found')).toMatch(/^street:/);
    await page.goBack();
    await page.waitForFunction(() => !location.search.includes('found='));
  });

  it('why number two is hot takes 2 and E, and answers seven doubts', async () => {
    const { page } = await visit();
    await page.keyboard.press('2');
    await page.keyboard.press('e');
    await page.waitForSelector('.why .flower svg');
    await page.locator('.why dt', { hasText: 'The grid?' }).waitFor();
    const said = await page.locator('.why').innerText();
    for (const word of ['spread evenly', 'One address?', 'Chance?', 'Change?', 'Show working'])
      expect(said).toContain(word);
    expect(await page.locator('.why svg').count()).toBe(3);
  });

  it('what is new and what the other source sees alone take one press each', async () => {
    const { page } = await visit();
    await page.getByRole('button', { name: /^New \d+$/ }).click();
    await page.waitForFunction(() => location.search.includes('tab=new'));
    await page.goBack();
    await page.getByRole('button', { name: / only \d+$/ }).click();
    await page.waitForFunction(() => location.search.includes('tab=second-only'));
  });

  it('only Saturday after midnight takes eight keys at most', async () => {
    const { page } = await visit();
    await page.locator('.part', { hasText: 'any hour' }).click();
    await page.getByRole('button', { name: 'Friday night after midnight (Sat 00–07)' }).click();
    await page.waitForFunction(() => location.search.includes('window=sat00-sat07'));
  });

  it('Back as often as steps were made leads to the start', async () => {
    const { page } = await visit();
    await page.keyboard.press('2');
    await page.keyboard.press('e');
    await page.locator('th.change button').click();
    for (let i = 0; i < 3; i += 1) await page.goBack();
    expect(new URL(page.url()).search).toBe('');
  });
});
