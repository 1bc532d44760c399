/** Check 7: the night is played from memory, hour by hour, as the answer has it. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Hours } from '../src/api/types';
import { palettes, rgb } from '../src/lib/colours';
import { playOrder } from '../src/lib/night';
import { go, LAPTOP, pixels, settled, THEMES, useBrowser, type TestMap } from './browser';
import { ask, DEMO } from './servers';

const { visit } = useBrowser();
const WINDOW = 'window=fri22-sat07,sat22-sun07';

/** Cells of the frame in front of the other, with the class they are drawn in. */
function drawn(): Record<string, number> {
  const box = document.querySelector('.map') as HTMLElement & { cityMap: NightMap };
  const map = box.cityMap;
  const side = (['a', 'b'] as const).find(
    (s) => Number(map.getPaintProperty(`night-fill-${s}`, 'fill-opacity')) === 1,
  );
  if (!side) return {};
  const shown: Record<string, number> = {};
  for (const feature of map.getSource('night').serialize().data.features) {
    const id = String(feature.id ?? feature.properties?.['cell'] ?? feature.properties?.['id']);
    const state = Number(map.getFeatureState({ source: 'night', id })[side] ?? 0);
    if (state > 0) shown[id] = state;
  }
  return shown;
}

interface NightMap extends TestMap {
  getPaintProperty(layer: string, name: string): unknown;
  getFeatureState(of: { source: string; id: string }): Record<string, number>;
}

/** Pixels of the picture in one of the three colours of a finding. */
async function hotPixels(page: Page, theme: (typeof THEMES)[number]): Promise<number> {
  const box = (await page.locator('.map').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const points = [];
  for (let x = box.x + 4; x < box.x + box.width; x += 6)
    for (let y = box.y + 4; y < box.y + box.height; y += 6) points.push({ x, y });
  const colours = palettes[theme].hotspot.map(rgb);
  const seen = await pixels(page, points);
  return seen.filter((p) => colours.some((c) => c.every((v, k) => Math.abs(v - (p[k] ?? 0)) <= 3)))
    .length;
}

describe('the night of Friday and Saturday', () => {
  let page: Page;
  let asked: string[];
  let hours: Hours;
  beforeAll(async () => {
    ({ page, asked } = await visit(`?${WINDOW}`, LAPTOP));
    await settled(page);
    hours = await ask<Hours>(DEMO, `api/v1/hours?${WINDOW}`);
  });

  it.each(THEMES)('every frame is what the answer says of that hour, %s', async (theme) => {
    await go(page, `?${WINDOW}&theme=${theme}`);
    for (const at of playOrder(hours.frames)) {
      const frame = hours.frames[at];
      if (!frame) continue;
      await page.keyboard.press(']');
      const hour = String(frame.hour).padStart(2, '0');
      // The words wait for the map: what it shows now is what they say.
      await page.locator('.clock strong', { hasText: `${hour}:00` }).waitFor();
      const classes = Object.fromEntries(
        hours.cells
          .map((cell) => [cell.cell, Number(cell.classes[at] ?? 0)] as const)
          .filter(([, c]) => c > 0),
      );
      expect(await page.evaluate(drawn), hour).toEqual(classes);
      const words = await page.locator('.clock').innerText();
      expect(words).toContain(frame.groups ? `${frame.groups} hotspot` : 'no hotspot');
      const strip = page.locator('.strip [aria-current="true"]');
      expect(await strip.locator('.hour').innerText()).toBe(hour);
      expect(await strip.locator('.count').innerText()).toBe(String(frame.groups));
      if (frame.groups) expect(await hotPixels(page, theme), hour).toBeGreaterThan(0);
    }
  });

  it('asks the server nothing while it plays, stops on a frame, and Back leaves it in one step', async () => {
    await go(page, `?${WINDOW}`);
    await page.locator('.map canvas').focus();
    await page.keyboard.press(' ');
    await page.waitForSelector('.clock strong');
    const before = asked.length;
    const seen = new Set<string>();
    const until = Date.now() + 1600 * (hours.frames.length + 1);
    while (Date.now() < until) {
      const [clock, strip] = await page.evaluate(() => [
        document.querySelector('.clock strong')?.textContent ?? '',
        document.querySelector('.strip [aria-current="true"] .hour')?.textContent ?? '',
      ]);
      expect(clock).toContain(`${strip}:00`);
      seen.add(strip ?? '');
      await page.waitForTimeout(200);
    }
    expect(seen.size).toBeGreaterThanOrEqual(hours.frames.length - 1);
    expect(asked.slice(before)).toEqual([]);
    await page.keyboard.press(' ');
    const stopped = new URL(page.url()).searchParams.get('hour');
    await page.waitForTimeout(1200);
    expect(new URL(page.url()).searchParams.get('hour')).toBe(stopped);
    await page.goBack();
    await page.waitForSelector('.clock', { state: 'detached' });
    expect(new URL(page.url()).searchParams.has('hour')).toBe(false);
  });

  it('comes round to its first hour, and Esc brings the whole selection back', async () => {
    await go(page, `?${WINDOW}&hour=22`);
    for (let i = 0; i < hours.frames.length; i += 1) await page.keyboard.press(']');
    expect(new URL(page.url()).searchParams.get('hour')).toBe('22');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.clock', { state: 'detached' });
    await page.waitForFunction(() => !location.search.includes('hour='));
  });

  it('the strip says how many hotspots each hour has, and the table is the night standing still', async () => {
    await go(page, `?${WINDOW}&hour=1&panel=nights`);
    await page.waitForSelector('.nights tbody tr');
    expect(await page.locator('.strip .count').allInnerTexts()).toEqual(
      hours.frames.map((frame) => String(frame.groups)),
    );
    const classes = await page
      .locator('.nights tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll('td')].map((td) => /hot-(\d)/.exec(td.className)?.[1]).join(''),
        ),
      );
    expect(classes).toEqual(hours.groups.map((group) => group.classes));
  });
});
