/** Both sides of a comparison as maps: one measure, one ground, one pointer; only where there is room. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Compare, Hotspots } from '../src/api/types';
import { palettes, rgb } from '../src/lib/colours';
import { go, pixels, settled, THEMES, useBrowser, type TestMap } from './browser';
import { textFaults } from './faults';
import { ask, DEMO } from './servers';

const { visit } = useBrowser();
const alone = useBrowser();
const WIDE = { width: 1600, height: 900 };
const COMPARED = 'compare=before&from=2023-10-01';
const TWO = `?${COMPARED}&maps=two`;

interface Seen {
  at: number[];
  tiles: string;
  badges: { shown: string; name: string; class: number; radius: number }[];
}

/** What the two maps show, the first one first. */
function seen(): Seen[] {
  return ['.map', '.second-map'].map((one) => {
    const box = document.querySelector(one) as HTMLElement & { cityMap: SideMap };
    const { lng, lat } = box.cityMap.getCenter();
    const { data } = box.cityMap.getSource('badges').serialize();
    return {
      at: [lng, lat, box.cityMap.getZoom()],
      tiles: box.cityMap.getStyle().sources['hotspots']?.tiles[0] ?? '',
      badges: data.features.map((f) => f.properties as unknown as Seen['badges'][number]),
    };
  });
}

interface SideMap extends TestMap {
  getCenter(): { lng: number; lat: number };
  getStyle(): { sources: Record<string, { tiles: string[] }> };
}

/** Both have come to rest, and show the same ground. */
async function rested(page: Page): Promise<Seen[]> {
  await page.waitForSelector('.second-map[data-idle]', { timeout: 30_000 });
  await settled(page);
  await page.waitForSelector('.second-map[data-idle]', { timeout: 30_000 });
  const maps = await page.evaluate(seen);
  maps[0]?.at.forEach((value, i) => expect(maps[1]?.at[i]).toBeCloseTo(value, 6));
  return maps;
}

describe('on a wide page', () => {
  let page: Page;
  let asked: string[];
  let said: string[];
  let compare: Compare;
  beforeAll(async () => {
    ({ page, asked, said } = await visit(`?${COMPARED}`, WIDE));
    await settled(page);
    compare = await ask<Compare>(DEMO, `api/v1/compare?with=before&from=2023-10-01`);
  });

  it('the difference map comes first, and nothing is asked for a second one', async () => {
    expect(await page.locator('.second-map').count()).toBe(0);
    expect(asked.some((url) => url.includes('SecondMap'))).toBe(false);
    const { second } = compare;
    expect(asked.some((url) => url.includes(`hotspots?from=${second.from}`))).toBe(false);
  });

  it('one press sets the other side beside it, and Back takes it away', async () => {
    await page.getByRole('button', { name: 'Side by side' }).click();
    await rested(page);
    expect(new URL(page.url()).searchParams.get('maps')).toBe('two');
    await page.goBack();
    await page.waitForSelector('.second-map', { state: 'detached' });
    await page.keyboard.press('b');
    await rested(page);
    await page.keyboard.press('b');
    await page.waitForSelector('.second-map', { state: 'detached' });
  });

  it('each map has the findings of its side under the numbers of the table', async () => {
    await go(page, TWO);
    const [first, second] = await rested(page);
    const { from, to } = compare.second;
    const other = await ask<Hotspots>(DEMO, `api/v1/hotspots?from=${from}&to=${to}`);
    expect(second?.tiles).toContain(`from=${from}&to=${to}`);
    expect(first?.tiles).not.toContain(`from=${from}`);
    for (const { name, class: c } of second?.badges ?? []) {
      const group = compare.groups.find((g) => g.name === name);
      expect(other.groups.find((g) => g.id === group?.id)?.class, name).toBe(c);
    }
    expect(second?.badges.length).toBe(other.groups.length);
    const gone = compare.groups.filter((g) => g.state === 'gone').map((g) => g.name);
    const marked = (map: Seen | undefined, like: RegExp) =>
      map?.badges.filter(({ shown }) => like.test(shown)).map(({ name }) => name);
    expect(marked(second, /^G/)?.sort()).toEqual(gone.sort());
    expect(marked(first, /^G/)).toEqual([]);
    const rows = await page
      .locator('tbody tr')
      .evaluateAll((all) =>
        all.map((row) => [
          row.querySelector('.badge')?.textContent,
          row.querySelector('button.name')?.textContent?.trim(),
        ]),
      );
    for (const { shown, name } of [...(first?.badges ?? []), ...(second?.badges ?? [])])
      if (/^\d+$/.test(shown)) expect(rows).toContainEqual([shown, name]);
  });

  it('both move as one, whichever is moved, and the address says where', async () => {
    const was = (await rested(page))[0]?.at;
    const box = await page.locator('.second-map').boundingBox();
    if (!box) throw new Error('no second map');
    await page.mouse.move(box.x + 200, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 260, box.y + 350, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() => location.search.includes('at='));
    expect((await rested(page))[0]?.at).not.toEqual(was);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.waitForTimeout(600);
    await rested(page);
  });

  it('the pointer on one stands on the other, on the same ground', async () => {
    await rested(page);
    const [from, to] = [page.locator('.map'), page.locator('.second-map')];
    for (const [on, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const [a, b] = [await on.boundingBox(), await other.boundingBox()];
      if (!a || !b) throw new Error('no map');
      await page.mouse.move(a.x + 300, a.y + 250);
      const cross = page.locator('svg.linked-pointer');
      await cross.waitFor({ state: 'attached' });
      const at = await cross.evaluate((svg) => {
        const { left, top } = svg.getBoundingClientRect();
        return [left, top];
      });
      expect(Math.abs((at[0] ?? 0) - b.x - 300)).toBeLessThan(2);
      expect(Math.abs((at[1] ?? 0) - b.y - 250)).toBeLessThan(2);
    }
    await page.mouse.move(4, 4);
    await page.waitForSelector('svg.linked-pointer', { state: 'detached' });
  });

  it('a place that is picked in the table is picked on both', async () => {
    await go(page, TWO);
    await rested(page);
    const picked = () =>
      page.evaluate(() =>
        ['.map', '.second-map'].map((one) => {
          const box = document.querySelector(one) as HTMLElement & { cityMap: TestMap };
          const { data } = box.cityMap.getSource('badges').serialize();
          return data.features.find((f) => f.properties?.['picked'])?.properties?.['name'];
        }),
      );
    await page.locator('tbody tr').nth(2).locator('button.name').click();
    await rested(page);
    const [one, other] = await picked();
    expect(one).toBe(other);
    expect(one).toBe((await page.locator('tbody tr').nth(2).locator('.name').innerText()).trim());
  });

  it.each(THEMES)('one legend has the colours of both, %s', async (theme) => {
    await go(page, `${TWO}&theme=${theme}`);
    await rested(page);
    expect(await page.locator('.legend').count()).toBe(1);
    expect(await page.locator('.legend .swatch').count()).toBe(3);
    expect(await page.locator('.legend').innerText()).not.toContain('clear fall');
    const colours = palettes[theme].hotspot.map(rgb);
    for (const map of ['.map', '.second-map']) {
      const box = (await page.locator(map).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const points = [];
      for (let x = box.x + 4; x < box.x + box.width; x += 5)
        for (let y = box.y + 4; y < box.y + box.height; y += 5) points.push({ x, y });
      const hot = (await pixels(page, points)).filter((p) =>
        colours.some((c) => c.every((v, k) => Math.abs(v - (p[k] ?? 0)) <= 3)),
      );
      expect(hot.length, map).toBeGreaterThan(5);
    }
  });

  it.each([WIDE, { width: 1920, height: 1080 }])('no text lies on another, %o', async (size) => {
    await page.setViewportSize(size);
    for (const more of ['', '&theme=dark', '&present=on']) {
      await go(page, `${TWO}${more}`);
      await rested(page);
      expect(await page.evaluate(textFaults), more).toEqual([]);
    }
    expect(said).toEqual([]);
  });

  it('a narrower page shows the difference, and no button', async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await go(page, TWO);
    expect(await page.locator('.second-map').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Side by side' }).count()).toBe(0);
    expect(await page.locator('.legend').innerText()).toContain('clear fall');
  });
});

it('without a comparison there is no second map, whatever the link says', async () => {
  const { page, asked } = await alone.visit('?maps=two', WIDE);
  await settled(page);
  expect(await page.locator('.second-map').count()).toBe(0);
  expect(asked.some((url) => url.includes('SecondMap'))).toBe(false);
});
