/** Check 6: how many presses a question costs, by the pointer and by the keyboard alone. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Hotspots } from '../src/api/types';
import { mapIdle, settled, useBrowser } from './browser';
import { ask, DEMO } from './servers';

const { visit } = useBrowser();

/** Counts what somebody does: every press of a button of the mouse, every key. */
class Hands {
  count = 0;
  constructor(private readonly page: Page) {}
  async click(what: string | ReturnType<Page['locator']>): Promise<void> {
    this.count += 1;
    await (typeof what === 'string' ? this.page.locator(what) : what).first().click();
  }
  async key(key: string): Promise<void> {
    this.count += 1;
    await this.page.keyboard.press(key);
  }
}

async function hands(query = ''): Promise<{ page: Page; by: Hands }> {
  const { page } = await visit(query);
  await settled(page);
  return { page, by: new Hands(page) };
}

describe('only Saturday after midnight', () => {
  const WANTED = 'window=sun00-sun07';

  it('at most 3 presses', async () => {
    const { page, by } = await hands();
    await by.click(page.locator('.sentence button.part', { hasText: 'any hour' }));
    await by.click(page.getByRole('button', { name: /^Saturday night after midnight/ }));
    await page.waitForFunction((wanted) => location.search.includes(wanted), WANTED);
    expect(by.count).toBeLessThanOrEqual(3);
  });

  it('at most 8 keys', async () => {
    const { page, by } = await hands();
    await by.key('h');
    await page.waitForSelector('[data-popover]');
    const wanted = page.getByRole('button', { name: /^Saturday night after midnight/ });
    while (!(await wanted.evaluate((b) => b === document.activeElement)) && by.count < 8)
      await by.key('Tab');
    await by.key('Enter');
    await page.waitForFunction((wanted) => location.search.includes(wanted), WANTED);
    expect(by.count).toBeLessThanOrEqual(8);
  });
});

it('without the prison: already so, and one press shows what was left out', async () => {
  const { page, by } = await hands();
  expect(await page.locator('tbody').innerText()).not.toMatch(/prison|hmp/i);
  await by.click(page.getByRole('button', { name: 'Left out' }));
  await page.waitForSelector('.left-out li button');
  expect(await page.locator('.left-out').innerText()).toContain('not a patrol target');
  expect(by.count).toBe(1);
});

describe('why is number two hot', () => {
  const answered = (page: Page) => page.waitForSelector('.why svg');

  it('2 presses', async () => {
    const { page, by } = await hands();
    await by.click(page.locator('tbody tr').nth(1).locator('button.name'));
    await by.click(page.getByRole('button', { name: 'Why?', exact: true }));
    await answered(page);
    expect(by.count).toBe(2);
  });

  it('the keys 2 and E', async () => {
    const { page, by } = await hands();
    await by.key('2');
    await by.key('e');
    await answered(page);
    const { groups } = await ask<Hotspots>(DEMO, 'api/v1/hotspots');
    await page.locator('.why h2', { hasText: groups[1]?.name ?? '' }).waitFor();
    expect(by.count).toBe(2);
  });
});

it.each([
  ['what A&E sees alone', / only( \d+)?$/, /tab=second-only/],
  ['what is new since the last period', /^New( \d+)?$/, /tab=new/],
])('%s: one press', async (_, name, address) => {
  const { page, by } = await hands();
  await by.click(page.getByRole('button', { name }));
  await page.waitForFunction((text) => new RegExp(text).test(location.search), address.source);
  await page.locator('.sentence p', { hasText: 'compared with' }).waitFor();
  expect(by.count).toBe(1);
});

it('four places to a printed sheet: at most 6 presses', async () => {
  const { page, by } = await hands();
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  for (let i = 0; i < 4; i += 1) {
    await by.click(page.locator('tbody tr').nth(i).locator('label:has(input[type="checkbox"])'));
  }
  await by.click(page.locator('.shortlist').getByRole('button', { name: 'Sheet' }));
  await page.waitForSelector('[data-printed]', { timeout: 60_000 });
  const sheet = await page.locator('.paper').innerText();
  const { groups } = await ask<Hotspots>(DEMO, 'api/v1/hotspots');
  for (const group of groups.slice(0, 4)) expect(sheet).toContain(group.name);
  expect(sheet).not.toContain(groups[4]?.name);
  expect(by.count).toBeLessThanOrEqual(6);
});

it('the ward of a street: at most 3 steps', async () => {
  const { page, by } = await hands();
  await by.key('/');
  await page.keyboard.type('Portland'); // Its name is no step.
  await page.waitForSelector('[role="option"]');
  await by.key('Enter');
  await page
    .getByRole('region', { name: 'Found' })
    .getByText(/^street in \w/)
    .waitFor();
  expect(by.count).toBeLessThanOrEqual(3);
});

it('back to the start: Back as often as steps were made', async () => {
  const { page } = await hands();
  const start = page.url();
  await page.keyboard.press('2');
  await page.keyboard.press('e');
  await page.getByRole('button', { name: /^New( \d+)?$/ }).click();
  await page.waitForFunction(() => location.search.includes('tab=new'));
  await page.getByRole('button', { name: 'Wards', exact: true }).click();
  await page.waitForFunction(() => location.search.includes('room=wards'));
  for (let i = 0; i < 4; i += 1) await page.goBack();
  await page.waitForFunction((url) => location.href === url, start);
  await mapIdle(page);
  expect(await page.locator('tbody tr[aria-current="true"]').count()).toBe(0);
});
