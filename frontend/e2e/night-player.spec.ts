/** Check 7: the night plays from memory, and a frame is what the answer says of its hour. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Hours } from '../src/api/types';
import { baseUrl, settled, useBrowser, type TestMap } from './browser';

const { visit } = useBrowser();
const NIGHT = 'window=fri22-sat07,sat22-sun07';

async function hours(): Promise<Hours> {
  return (await (await fetch(`${baseUrl()}/api/v1/hours?${NIGHT}`)).json()) as Hours;
}

const clock = (page: Page) => page.locator('.clock strong').innerText();
const hourOf = (page: Page) => Number(new URL(page.url()).searchParams.get('hour'));

/** Cells of the picture that is seen now, each with its class. */
function drawn(): Record<string, number> {
  const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
  const map = box.cityMap as TestMap & {
    getPaintProperty(layer: string, name: string): unknown;
  };
  const side = map.getPaintProperty('night-fill-a', 'fill-opacity') === 1 ? 'a' : 'b';
  const found: Record<string, number> = {};
  for (const f of map.queryRenderedFeatures(undefined, { layers: [`night-fill-${side}`] })) {
    const state = (f as unknown as { state: Record<string, number> }).state;
    if (state[side]) found[String(f.properties['id'])] = state[side];
  }
  return found;
}

it('every frame is the answer of its hour, with its clock, and asks for nothing', async () => {
  const { page, asked } = await visit(`?${NIGHT}&hour=22`);
  await settled(page);
  await page.waitForSelector('.clock strong');
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await page.getByRole('button', { name: 'Top ten', exact: true }).click();
  await settled(page);
  const answer = await hours();
  const before = asked.length;
  for (let i = 0; i < answer.frames.length; i += 1) {
    await page.waitForTimeout(350);
    const hour = hourOf(page);
    const at = answer.frames.findIndex((f) => f.hour === hour);
    expect(await clock(page)).toContain(`${String(hour).padStart(2, '0')}:00`);
    const wanted = new Map(answer.cells.map((c) => [c.cell, Number(c.classes[at])]));
    const seen = await page.evaluate(drawn);
    for (const [cell, hot] of Object.entries(seen)) expect(wanted.get(cell), cell).toBe(hot);
    if (answer.frames[at]?.groups) expect(Object.keys(seen).length).toBeGreaterThan(0);
    await page.keyboard.press(']');
  }
  expect(asked.slice(before)).toEqual([]);
  expect(hourOf(page), 'round the end').toBe(22);
});

it('plays on its own, stops, and goes back to all hours in one step', async () => {
  const { page, asked } = await visit(`?${NIGHT}`);
  await settled(page);
  await page.locator('.map canvas').focus();
  await page.keyboard.press(' ');
  await page.waitForSelector('.clock strong');
  const before = asked.length;
  const first = hourOf(page);
  await page.waitForTimeout(2000);
  expect(hourOf(page)).not.toBe(first);
  expect(asked.slice(before)).toEqual([]);
  await page.keyboard.press(' ');
  const stopped = hourOf(page);
  await page.waitForTimeout(1200);
  expect(hourOf(page)).toBe(stopped);
  await page.goBack();
  await page.waitForSelector('.clock', { state: 'detached' });
  expect(new URL(page.url()).searchParams.get('hour')).toBeNull();
});

it('the strip says how many hotspots each hour has, and the table is the night standing still', async () => {
  const { page } = await visit(`?${NIGHT}&hour=1&panel=nights`);
  await page.waitForSelector('.nights tbody tr');
  const answer = await hours();
  expect(await page.locator('.strip .count').allInnerTexts()).toEqual(
    answer.frames.map((f) => String(f.groups)),
  );
  const classes = await page
    .locator('.nights tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('td')].map((td) => /hot-(\d)/.exec(td.className)?.[1]).join(''),
      ),
    );
  expect(classes).toEqual(answer.groups.map((g) => g.classes));
});
