/** The room of areas: a list, a table of all, and the profile of one. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Areas, Profile } from '../src/api/types';
import { baseUrl, SIZES, THEMES, useBrowser } from './browser';
import { smallTargets, textFaults } from './faults';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { blank } = useBrowser();

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<AxeResults>('axe.run(document)');
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html}`));
}

async function fullest(): Promise<{ layer: string; areas: Areas['areas'] }> {
  const meta = (await (await fetch(`${baseUrl()}/api/v1/meta`)).json()) as {
    layers: { id: string; kind: string }[];
  };
  const layer = (meta.layers.find(({ kind }) => kind === 'ward') ?? meta.layers[0])?.id ?? '';
  const answer = await fetch(`${baseUrl()}/api/v1/areas?layer=${layer}`);
  const { areas } = (await answer.json()) as Areas;
  return { layer, areas: areas.toSorted((a, b) => (b.events ?? 0) - (a.events ?? 0)) };
}

async function open(query: string, size = SIZES[0]) {
  const visit = await blank(size);
  await visit.page.goto(`${baseUrl()}/${query}`);
  await visit.page.waitForSelector('main h2', { timeout: 30_000 });
  // The week is asked after the profile.
  await visit.page.waitForFunction(() => !document.querySelector('main .waiting'));
  return visit;
}

it('all areas stand in a table, one press from their profiles, and Back leads back', async () => {
  const { areas } = await fullest();
  const { page, said } = await open('?room=wards');
  const rows = page.locator('main article tbody tr');
  expect(await rows.count()).toBe(areas.length);
  const top = areas[0];
  expect(await rows.first().textContent()).toContain(top?.events_shown);
  await rows.first().getByRole('button').click();
  await page.getByRole('heading', { name: top?.name ?? '', exact: true }).waitFor();
  expect(new URL(page.url()).searchParams.get('area')).toContain(top?.code);
  await page.goBack();
  await rows.first().waitFor();
  expect(said).toEqual([]);
});

it('a name and Enter lead to a profile by keyboard alone', async () => {
  const { areas } = await fullest();
  const wanted = areas[3];
  const { page } = await open('?room=wards');
  await page.getByRole('searchbox').focus();
  await page.keyboard.type(wanted?.name ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: wanted?.name ?? '', exact: true }).waitFor();
});

it('list, profile, its file and the answer say the same numbers', async () => {
  const { layer, areas } = await fullest();
  const area = `${layer}:${areas[1]?.code ?? ''}`;
  const answer = await fetch(`${baseUrl()}/api/v1/profile?area=${area}`);
  const profile = (await answer.json()) as Profile;
  const { page } = await open(`?room=wards&area=${area}`);
  const listed = page.locator('button.area[aria-current] .number');
  expect(await listed.textContent()).toBe(areas[1]?.events_shown);
  const link = page.locator('a[download]').first();
  const file = await (
    await fetch(new URL((await link.getAttribute('href')) ?? '', page.url()))
  ).text();
  const lines = file.split('\n').filter((line) => line.startsWith('indicator,'));
  expect(lines).toHaveLength(profile.indicators.length);
  const rows = page.locator('section[aria-label="Against the city"] > table > tbody > tr');
  expect(await rows.count()).toBe(profile.indicators.length);
  for (const [i, indicator] of profile.indicators.entries()) {
    const shown = await rows.nth(i).locator('td').first().textContent();
    expect(shown?.replaceAll(',', '')).toBe(String(indicator.count ?? '*'));
    expect(lines[i]).toContain(`,${indicator.count ?? '*'},`);
  }
});

it('a layer of another kind is one choice away, and its address keeps it', async () => {
  const { page } = await open('?room=wards');
  await page.locator('main select').selectOption({ index: 0 });
  await page.waitForFunction(() => location.search.includes('layer='));
  await page.reload();
  await page.waitForSelector('main article tbody tr');
  const chosen = await page.locator('main select').inputValue();
  expect(new URL(page.url()).searchParams.get('layer')).toBe(chosen);
});

describe.each(SIZES)('at $width x $height', (size) => {
  it.each(THEMES)('nothing overlaps, is cut off or too small to hit, %s', async (theme) => {
    const { layer, areas } = await fullest();
    for (const area of ['', `&area=${layer}:${areas[0]?.code ?? ''}`]) {
      const { page } = await open(`?room=wards${area}&theme=${theme}`, size);
      expect(await page.evaluate(textFaults)).toEqual([]);
      expect(await page.evaluate(smallTargets)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
  });
});

describe.each(THEMES)('in the %s theme', (theme) => {
  it('axe finds nothing', async () => {
    const { layer, areas } = await fullest();
    for (const area of ['', `&area=${layer}:${areas[0]?.code ?? ''}`]) {
      const { page, said } = await open(`?room=wards${area}&theme=${theme}`);
      expect(await violations(page)).toEqual([]);
      expect(said).toEqual([]);
    }
  });
});
