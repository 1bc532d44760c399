/**
 * Every state of the page: what is seen when the answer is not a list of hotspots. The answers are
 * real ones of real servers; only how long one takes is altered on the way, and in two tests a
 * server that says what this city never makes it say.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { Areas, Hotspots, Meta } from '../src/api/types';
import { baseUrl, mapIdle, settled, useBrowser, type TestMap } from './browser';
import { picture } from './picture';
import { ask, CAN_SERVE, DEMO, LIVERPOOL, OwnServer, PARTNERSHIP, PROGRAM } from './servers';

const { visit, blank } = useBrowser();

/** The first of some selections whose answer is of a kind; the city has one for each. */
async function selectionWith(verdict: string, tried: string[]): Promise<[string, Hotspots]> {
  for (const selection of tried) {
    const answer = await ask<Hotspots>(DEMO, `api/v1/hotspots?${selection}`);
    if (answer.verdict === verdict) return [selection, answer];
  }
  throw new Error(`no selection is “${verdict}”: ${tried.join(', ')}`);
}

/** Holds back answers until the returned function is called. */
async function holdAnswers(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/api\/v1\/hotspots/, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

async function countEvents(page: Page): Promise<void> {
  await page.locator('.sentence button.part', { hasText: 'incidents' }).click();
  await page.getByRole('radio', { name: /^Events/ }).check();
  await page.keyboard.press('Enter');
}

it('first load: the frame of the page and grey rows, no spinner', async () => {
  const { page } = await blank();
  const release = await holdAnswers(page);
  await page.goto(baseUrl());
  await page.waitForSelector('tr.waiting');
  await page.locator('.sentence button.part').nth(4).waitFor();
  await picture(page, 'state-first-load');
  release();
  await page.waitForSelector('tbody button.name');
  expect(await page.locator('tr.waiting').count()).toBe(0);
});

it('a new answer under way: the old one stays, marked after two seconds', async () => {
  const { page } = await visit();
  await mapIdle(page);
  const names = await page.locator('tbody button.name').allTextContents();
  const release = await holdAnswers(page);
  await countEvents(page);
  await page.getByText('updating', { exact: true }).waitFor();
  expect(await page.locator('tbody button.name').allTextContents()).toEqual(names);
  await page.getByText('the picture is of the last selection').waitFor();
  await picture(page, 'state-under-way');
  release();
  await page.locator('.updating').waitFor({ state: 'detached' });
});

it('no events: names the part whose removal brings most back', async () => {
  const [selection] = await selectionWith('no-events', [
    'category=robbery&window=tue04-tue05&flag=knife',
    'category=robbery&window=tue04-tue05&from=2024-07-01',
    'category=homicide,robbery&window=tue04-tue05&flag=knife&from=2024-07-01&to=2024-07-31',
  ]);
  const { page } = await blank();
  await page.goto(`${baseUrl()}/?${selection}`);
  const verdict = page.locator('.verdict');
  const button = verdict.getByRole('button', { name: /^Without \w+: [\d,]+$/ });
  await button.waitFor();
  expect(await verdict.innerText()).toContain('No events: ');
  expect(await verdict.innerText()).toContain('Tue 04:00–05:00');
  expect(await page.locator('tbody button.name').count()).toBe(0);
  await settled(page);
  await picture(page, 'state-no-events');
  const promised = (await button.innerText()).replace(/.*: /, '');
  await button.click();
  // What the button promised is what the selection without the part counts.
  await page.locator('.sentence p', { hasText: `${promised} ` }).waitFor();
  expect(new URL(page.url()).search.length).toBeLessThan(selection.length + 1);
});

it('too few events: points, no classes, and the areas they are in', async () => {
  const [selection, answer] = await selectionWith('too-few', [
    'category=robbery&window=tue04-tue06',
    'category=serious-violence&window=tue04-tue05',
  ]);
  const { page } = await blank();
  await page.goto(`${baseUrl()}/?${selection}`);
  await page.getByText(answer.sentence).waitFor();
  const study = answer.accounting.incidents ?? 0;
  const layer = (await ask<{ layers: { id: string }[] }>(DEMO, 'api/v1/meta')).layers[0]?.id;
  const { areas } = await ask<Areas>(
    DEMO,
    `api/v1/areas?layer=${layer}&setting=public&${selection}`,
  );
  const full = areas.filter((area) => area.events !== 0);
  await page.waitForSelector('.verdict tbody tr');
  expect(await page.locator('.verdict tbody tr').count()).toBe(Math.min(10, full.length));
  expect(full.reduce((sum, area) => sum + (area.events ?? 0), 0)).toBeLessThanOrEqual(study);
  expect(await page.locator('tbody button.name').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Why?', exact: true }).isDisabled()).toBe(true);
  await settled(page);
  await picture(page, 'state-too-few');
});

it('tested, none hot: says so and lists the strongest in grey with their q', async () => {
  const [selection, answer] = await selectionWith('none', [
    'category=vehicle-crime&from=2024-01-01&to=2024-02-29',
    'category=criminal-damage&from=2024-01-01&to=2024-03-31',
    'category=burglary&from=2024-07-01&to=2024-07-31',
  ]);
  const { page, said } = await blank();
  await page.goto(`${baseUrl()}/?${selection}`);
  await page.waitForSelector('tbody button.name');
  expect(await page.locator('.verdict').innerText()).toContain('No place stands out at 5%');
  expect(await page.locator('tbody tr').count()).toBe(answer.strongest.length);
  expect(await page.locator('tbody tr.calm').count()).toBe(answer.strongest.length);
  for (const q of await page.locator('tbody td.q').allInnerTexts())
    expect(q).toMatch(/^[01]\.?\d*$/);
  await page.getByRole('button', { name: 'Why?', exact: true }).waitFor();
  await mapIdle(page);
  const radii = await page.evaluate(() => {
    const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
    const { data } = box.cityMap.getSource('badges').serialize();
    return data.features.map((f) => Number(f.properties?.['radius']));
  });
  expect(Math.max(...radii)).toBeLessThanOrEqual(10);
  expect(said).toEqual([]);
  await picture(page, 'state-none-hot');
});

describe.runIf(LIVERPOOL.url)('months only', () => {
  it('hours are grey text with the reason, and months stand where the week would', async () => {
    const { page } = await visit('', undefined, LIVERPOOL);
    const sentence = await page.locator('.sentence p').innerText();
    expect(sentence).toContain('any hour (these dates are months)');
    expect(await page.locator('.sentence button.part', { hasText: 'any hour' }).count()).toBe(0);
    expect(await page.locator('.week [role="gridcell"]').count()).toBe(0);
    expect(await page.locator('.strip').count()).toBe(0);
    expect(await page.locator('.week').innerText()).toContain('No hours: these dates are months');
    await page.keyboard.press('1');
    await page.waitForSelector('.week tbody td');
    await settled(page);
    await picture(page, 'state-months-only-liverpool');
  });
});

describe.runIf(PARTNERSHIP.url)('small numbers withheld', () => {
  const FEW = 'category=robbery&window=tue04-tue06';

  it('a star stands where the answer has none, and never a zero', async () => {
    const { layers } = await ask<{ layers: { id: string }[] }>(PARTNERSHIP, 'api/v1/meta');
    const { areas } = await ask<Areas>(PARTNERSHIP, `api/v1/areas?layer=${layers[0]?.id}&${FEW}`);
    const hidden = areas.filter((area) => area.events === null);
    expect(hidden.length).toBeGreaterThan(0);
    const { page } = await blank();
    await page.goto(`${PARTNERSHIP.url}/?${FEW}`);
    await page.waitForSelector('.verdict tbody tr');
    const shown = await page.locator('.verdict tbody td:last-child').allInnerTexts();
    expect(shown.every((text) => text === '*' || Number(text.replace(',', '')) > 0)).toBe(true);
    expect(shown).toContain('*');
    const titles = await page.locator('[title]').evaluateAll((all) => all.map((e) => e.outerHTML));
    expect(titles).toEqual([]);
    await settled(page);
    await picture(page, 'state-suppressed');
  });

  it('how sure a hotspot is, is not told', async () => {
    const { page } = await visit('', undefined, PARTNERSHIP);
    await settled(page);
    expect(await page.locator('.legend').innerText()).toContain('is not shown to this audience');
    expect(await page.locator('tbody td.q').first().innerText()).toBe('–');
  });
});

describe.runIf(CAN_SERVE)('a server of its own', () => {
  const own = new OwnServer();
  afterAll(() => own.stop());

  it('server lost: says since when, keeps the answer, comes back by itself', async () => {
    const { page } = await blank();
    await page.goto(await own.start());
    await page.waitForSelector('tbody button.name');
    await mapIdle(page);
    const rows = await page.locator('tbody button.name').count();
    await own.stop();
    await countEvents(page);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(
      /No connection since \d\d:\d\d; showing the answer of \d\d:\d\d/,
    );
    expect(await page.locator('tbody button.name').count()).toBe(rows);
    await picture(page, 'state-server-lost');
    await own.start();
    await alert.waitFor({ state: 'detached', timeout: 20_000 });
    await page.locator('.sentence p', { hasText: 'counting events' }).waitFor();
  });
});

describe.runIf(CAN_SERVE)('a book that is built again while it is looked at', () => {
  const folder = mkdtempSync(join(tmpdir(), 'beatbook-swapped-'));
  const own = new OwnServer(join(folder, 'book'));
  afterAll(async () => {
    await own.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const run = (...words: string[]) => {
    const { status, stderr } = spawnSync(PROGRAM, words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };

  it('is offered, and not shown before it is asked for', async () => {
    const config = join(folder, 'beatbook.toml');
    run('demo', '--dir', folder, '--events', '3000');
    run('build', config);
    const { page } = await blank();
    await page.goto(await own.start());
    await page.waitForSelector('tbody button.name');
    const names = await page.locator('tbody button.name').allTextContents();
    writeFileSync(config, readFileSync(config, 'utf8').replace('Synthetic city', 'Second city'));
    run('build', config);
    await expect
      .poll(() => ask<Meta>({ name: '', url: own.url }, 'api/v1/meta'), { timeout: 60_000 })
      .toMatchObject({
        title: 'Second city',
      });
    // Somebody comes back to the page; while it is looked at it looks once a minute.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    const offer = page.getByRole('button', { name: 'Show it' });
    await offer.waitFor();
    expect(await page.locator('tbody button.name').allTextContents()).toEqual(names);
    const foot = page.locator('footer');
    expect(await foot.innerText()).not.toContain('Second city');
    await picture(page, 'state-book-swapped');
    await offer.click();
    await foot.getByText('of Second city').waitFor();
    await offer.waitFor({ state: 'detached' });
  });
});

it('wrong link: the unknown word is named with the accepted ones', async () => {
  const { page } = await visit('?category=robbry&count=events');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toContain('robbry');
  expect(await alert.innerText()).toContain('Accepted:');
  expect(await page.locator('.sentence p').innerText()).toContain('counting events');
  await settled(page);
  await picture(page, 'state-wrong-link');
});

describe('what this city never says', () => {
  it('caveats stay in sight with a place explained, and one of them in a room', async () => {
    const { page } = await blank();
    const telling = 'Only 4 of the 57 months hold events of this source.';
    const said = '61 of 1,265 events have no usable place and are on no map.';
    await page.route(/\/api\/v1\/hotspots(\?.*)?$/, async (route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as Hotspots;
      await route.fulfill({ response, json: { ...answer, caveats: [said, telling] } });
    });
    await page.goto(baseUrl());
    await page.waitForSelector('tbody button.name');
    await page.keyboard.press('e');
    await page.waitForSelector('.why svg');
    expect(await page.getByText(telling).isVisible()).toBe(true);
    await page.keyboard.press('p');
    await page.waitForSelector(':root[data-present]');
    expect(await page.getByRole('note').innerText()).toBe(telling);
  });
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
    await picture(page, 'state-no-webgl');
  });
});
