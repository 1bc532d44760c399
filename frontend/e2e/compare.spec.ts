/** The difference map: periods and sources, and what may not be compared. */
import { describe, expect, it } from 'vitest';
import type { Compare, Meta } from '../src/api/types';
import { baseUrl, mapIdle, useBrowser, type TestMap } from './browser';

const { visit, blank } = useBrowser();

async function meta(): Promise<Meta> {
  return (await (await fetch(`${baseUrl()}/api/v1/meta`)).json()) as Meta;
}

function badges(): { shown: string; look: string }[] {
  const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
  const { data } = box.cityMap.getSource('badges').serialize();
  return data.features.map((f) => f.properties as unknown as { shown: string; look: string });
}

function looksDrawn(): string[] {
  const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
  const { data } = box.cityMap.getSource('change').serialize();
  return data.features.map((f) => String(f.properties?.['look']));
}

describe('two periods', () => {
  it('C compares the last year with the year before, and C ends it', async () => {
    const { page } = await visit();
    await page.keyboard.press('c');
    await page.locator('.sentence p', { hasText: 'compared with the year before' }).waitFor();
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('compare')).toBe('before');
    expect(searchParams.get('from')).not.toBeNull();
    await page.locator('td.change', { hasText: '%' }).first().waitFor();
    await page.keyboard.press('c');
    await page.locator('.sentence p', { hasNotText: 'compared with' }).waitFor();
    expect(new URL(page.url()).searchParams.has('compare')).toBe(false);
  });

  it('what is new since the last period takes one press', async () => {
    const { page } = await visit();
    const tab = page.getByRole('button', { name: /^New \d+$/ });
    await tab.waitFor();
    const promised = await tab.innerText();
    await tab.click();
    await page.locator('.sentence p', { hasText: 'compared with the year before' }).waitFor();
    const rows = await page.locator('table[class*=rows] tbody tr').count();
    expect(promised).toBe(`New ${rows}`);
    expect(await tab.innerText()).toBe(promised);
    expect(new URL(page.url()).searchParams.get('tab')).toBe('new');
  });

  it('the last year of a longer period is compared, said so, and given back at the end', async () => {
    const { page } = await visit();
    const ranked = page.locator('.tab').first();
    await page.getByRole('button', { name: /^New \d+$/ }).click();
    await page.locator('.rail', { hasText: /Only the last year of .* is compared/ }).waitFor();
    expect(await page.locator('.sentence').innerText()).not.toContain('exploratory');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.locator('.rail .head.plain').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await ranked.innerText()).toMatch(/^Ranked \d+$/);
  });

  it('what is new is not told where the periods may not be compared', async () => {
    const { page } = await blank();
    await page.route(/\/api\/v1\/compare/, async (route) => {
      const response = await route.fetch();
      const compare = (await response.json()) as Compare;
      await route.fulfill({ response, json: { ...compare, refused: 'a gap of this source' } });
    });
    await page.goto(`${baseUrl()}/?compare=before&from=2023-10-01&tab=new`);
    await page.getByText('Which places are new cannot be said: a gap of this source.').waitFor();
    expect(await page.locator('.rail tbody tr').count()).toBe(0);
  });

  it('colours, arrows and letters say the same as the table', async () => {
    const { page } = await visit();
    await page.keyboard.press('c');
    await page.locator('.legend', { hasText: 'clear fall' }).waitFor();
    await mapIdle(page);
    for (const { shown, look } of await page.evaluate(badges)) {
      if (look === 'gone') expect(shown).toMatch(/^G\d+$/);
      else if (look === 'step0') expect(shown).toMatch(/^(\d+|–)$/);
      else expect(shown).toMatch(look.includes('-') ? /^\d+↓+$/ : /^\d+↑+$/);
    }
    expect((await page.evaluate(looksDrawn)).every((l) => /^(step-?\d|gone)$/.test(l))).toBe(true);
    const legend = await page.locator('.legend').innerText();
    expect(legend).toContain('clear fall');
    expect(legend).toContain('gone');
  });

  it('a picked row gives the interval of its change', async () => {
    const { page } = await visit();
    await page.keyboard.press('c');
    await page.locator('.legend', { hasText: 'clear fall' }).waitFor();
    const row = page.locator('tbody tr', { hasText: /%/ }).first();
    if (!(await row.count())) return;
    await row.locator('button.name').click();
    await page.locator('tbody tr[aria-current="true"] td.change', { hasText: / to / }).waitFor();
  });

  it('a refusal, the last complete day and notes are said', async () => {
    const { page } = await blank();
    await page.route(/\/api\/v1\/compare/, async (route) => {
      const response = await route.fetch();
      const compare = (await response.json()) as Compare;
      const json = {
        ...compare,
        change: null,
        refused: 'fewer than 10 in each period',
        complete_to: '2024-08-24',
        annotations: [{ date: '2023-04-01', text: 'a new crime system' }],
      };
      await route.fulfill({ response, json });
    });
    await page.goto(baseUrl());
    await page.waitForSelector('tbody button.name');
    await page.keyboard.press('c');
    const rail = page.locator('.rail');
    await rail.getByText('Fewer than 10 in each period').waitFor();
    expect(await rail.innerText()).toContain('Complete to 24 Aug 2024');
    expect(await rail.innerText()).toContain('1 Apr 2023: a new crime system');
  });

  it('a comparison that cannot be made is refused in words and the hotspots stay', async () => {
    const { page } = await visit('?compare=1990-01-01..1990-12-31');
    await page.getByText('No comparison:').waitFor();
    expect(await page.locator('tbody .badge').count()).toBeGreaterThan(0);
  });
});

describe('two sources', () => {
  it('what A&E sees alone takes one press, is hatched and names its agreement', async () => {
    const source = (await meta()).sources.find((s) => s.agreement && !s.activity);
    if (!source) return;
    const { page } = await visit();
    await page.getByRole('button', { name: / only \d+$/ }).click();
    await page.locator('.sentence p', { hasText: 'compared with' }).waitFor();
    expect(new URL(page.url()).searchParams.get('compare')).toBe(`source:${source.id}`);
    await mapIdle(page);
    const only = (await page.evaluate(badges)).filter((b) => b.look === 'second-only');
    for (const { shown } of only) expect(shown).toMatch(/^A\d+$/);
    const footer = await page.locator('footer').innerText();
    expect(footer).toContain(source.agreement?.purpose);
    expect(footer).toContain(source.agreement?.name);
  });

  it('activity is listed with the reason and cannot be chosen', async () => {
    const { sources } = await meta();
    const activity = sources.find((s) => s.activity);
    if (!activity) return;
    const { page } = await visit();
    const first = sources[0]?.label ?? '';
    await page.locator('.sentence button.part', { hasText: first }).first().click();
    const radio = page.locator(`[data-popover] input[value="${activity.id}"]`);
    expect(await radio.isDisabled()).toBe(true);
    expect(await page.locator('[data-popover]').innerText()).toContain(
      'because officers were there',
    );
  });
});
