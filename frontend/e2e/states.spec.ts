/** What is seen when the answer is not a list of hotspots. The server's answers are altered on the way. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Hotspots, Meta } from '../src/api/types';
import { baseUrl, mapIdle, useBrowser, type TestMap } from './browser';

const { visit, blank } = useBrowser();

async function altered(page: Page, change: (answer: Hotspots) => Hotspots): Promise<void> {
  await page.route(/\/api\/v1\/hotspots(\?.*)?$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as Hotspots) });
  });
}

describe('a calm map', () => {
  it('says that no place stands out and lists the strongest in grey', async () => {
    const { page, said } = await blank();
    await altered(page, (answer) => ({
      ...answer,
      verdict: 'none',
      strongest: answer.groups.slice(0, 3).map((g) => ({ ...g, class: 0, q: 0.12 })),
      groups: [],
    }));
    await page.goto(baseUrl());
    await page.waitForSelector('tbody button.name');
    expect(await page.locator('.verdict').innerText()).toContain('No place stands out at 5%');
    expect(await page.locator('tbody tr').count()).toBe(3);
    expect(await page.locator('tbody tr.calm').count()).toBe(3);
    expect(await page.locator('tbody td.q').allInnerTexts()).toEqual(['0.12', '0.12', '0.12']);
    await page.getByRole('button', { name: 'Why not?' }).waitFor();
    await mapIdle(page);
    const radii = await page.evaluate(() => {
      const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
      const { data } = box.cityMap.getSource('badges').serialize();
      return data.features.map((f) => Number(f.properties?.['radius']));
    });
    expect(Math.max(...radii)).toBeLessThanOrEqual(10);
    expect(said).toEqual([]);
  });
});

it('no events: names the part whose removal brings most back', async () => {
  const { page } = await blank();
  await page.route(/\/api\/v1\/hotspots\?/, async (route) => {
    const url = new URL(route.request().url());
    const response = await route.fetch({ url: `${baseUrl()}/api/v1/hotspots` });
    const answer = (await response.json()) as Hotspots;
    const empty = url.searchParams.has('window');
    const json = empty
      ? { ...answer, verdict: 'no-events', groups: [], key: 'empty' }
      : { ...answer, accounting: { ...answer.accounting, located: 38, incidents: 38 } };
    await route.fulfill({ response, json });
  });
  await page.goto(`${baseUrl()}/?count=events&window=tue04-tue05`);
  const verdict = page.locator('.verdict');
  await verdict.getByRole('button', { name: 'Without hours: 38' }).waitFor();
  expect(await verdict.innerText()).toContain('No events: Tue 04:00–05:00');
  await verdict.getByRole('button').click();
  await page.waitForSelector('tbody button.name');
  expect(new URL(page.url()).search).toBe('?count=events');
});

it('too few events: says so and shows no classes', async () => {
  const { page } = await blank();
  await altered(page, (answer) => ({
    ...answer,
    verdict: 'too-few',
    method: null,
    sentence: '7 incidents: too few to test places; 10 are needed.',
    accounting: { ...answer.accounting, located: 7 },
    groups: [],
  }));
  await page.goto(baseUrl());
  await page.getByText('7 incidents: too few to test places').waitFor();
  expect(await page.locator('tbody button.name').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Why is this hot?' }).isDisabled()).toBe(true);
});

it('caveats stay in sight with a place explained, and one of them in a room', async () => {
  const { page } = await blank();
  const telling = 'Only 4 of the 57 months hold events of this source.';
  const said = '61 of 1,265 events have no usable place and are on no map.';
  await altered(page, (answer) => ({ ...answer, caveats: [said, telling] }));
  await page.goto(baseUrl());
  await page.waitForSelector('tbody button.name');
  await page.keyboard.press('e');
  await page.waitForSelector('.why svg');
  expect(await page.getByText(telling).isVisible()).toBe(true);
  await page.keyboard.press('p');
  await page.waitForSelector(':root[data-present]');
  expect(await page.getByRole('note').innerText()).toBe(telling);
});

it('months only: the hours are grey text with the reason', async () => {
  const { page } = await blank();
  await page.route('**/api/v1/meta', async (route) => {
    const response = await route.fetch();
    const meta = (await response.json()) as Meta;
    const sources = meta.sources.map((s) => ({ ...s, precision: 'month' }));
    await route.fulfill({ response, json: { ...meta, sources } });
  });
  await page.goto(baseUrl());
  await page.waitForSelector('tbody button.name');
  const sentence = await page.locator('.sentence p').innerText();
  expect(sentence).toContain('any hour (these dates are months)');
  expect(await page.locator('.sentence button.part', { hasText: 'any hour' }).count()).toBe(0);
});

it('first load: the frame of the page and grey rows, no spinner', async () => {
  const { page } = await blank();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/api\/v1\/hotspots/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(baseUrl());
  await page.waitForSelector('tr.waiting');
  expect(await page.locator('.sentence button.part').count()).toBeGreaterThan(4);
  release();
  await page.waitForSelector('tbody button.name');
  expect(await page.locator('tr.waiting').count()).toBe(0);
});

it('a new answer under way: the old one stays, marked after two seconds', async () => {
  const { page } = await visit();
  const names = await page.locator('tbody button.name').allTextContents();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/api\/v1\/hotspots/, async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('.sentence button.part', { hasText: 'incidents' }).click();
  await page.getByRole('radio', { name: /^Events/ }).check();
  await page.keyboard.press('Enter');
  await page.getByText('updating', { exact: true }).waitFor();
  expect(await page.locator('tbody button.name').allTextContents()).toEqual(names);
  await page.getByText('the picture is of the last selection').waitFor();
  release();
  await page.locator('.updating').waitFor({ state: 'detached' });
});

it('server lost: says since when, keeps the answer, comes back by itself', async () => {
  const { page } = await visit();
  await mapIdle(page);
  const rows = await page.locator('tbody button.name').count();
  await page.route(/\/api\/v1\/hotspots/, (route) => route.abort('connectionrefused'));
  await page.locator('.sentence button.part', { hasText: 'incidents' }).click();
  await page.getByRole('radio', { name: /^Events/ }).check();
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(
    /No connection since \d\d:\d\d; showing the answer of \d\d:\d\d/,
  );
  expect(await page.locator('tbody button.name').count()).toBe(rows);
  await page.unroute(/\/api\/v1\/hotspots/);
  await alert.waitFor({ state: 'detached', timeout: 12_000 });
});

describe('without WebGL', () => {
  const plain = useBrowser(['--disable-gpu', '--disable-webgl', '--disable-3d-apis']);

  it('the table still works and a sentence says why there is no map', async () => {
    const { page } = await plain.visit();
    await page.getByText('no WebGL').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('e');
    await page.waitForSelector('.why svg');
    expect(await page.locator('.inset circle, svg circle').count()).toBeGreaterThan(0);
  });
});
