/** Check 5: what is seen at a glance, and that table and map are one. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Hotspots } from '../src/api/types';
import { LAPTOP, mapIdle, pixels, SIZES, useBrowser, type TestMap } from './browser';
import { ask, BOOKS } from './servers';

const { visit } = useBrowser();

/** Ranks of the badges inside the map as it is seen. */
function badgesInView(): number[] {
  const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
  const { data } = box.cityMap.getSource('badges').serialize();
  return data.features
    .flatMap((f) => {
      if (f.geometry.type !== 'Point') return [];
      const { x, y } = box.cityMap.project(f.geometry.coordinates as [number, number]);
      const inside = x > 0 && y > 0 && x < box.clientWidth && y < box.clientHeight;
      return inside ? [Number(f.properties?.['rank'])] : [];
    })
    .sort((a, b) => a - b);
}

/** How high a capital of a name is in the picture, px. */
async function capitalHeight(page: Page, name: Locator): Promise<number> {
  // One capital, in the size and the weight of the name, in its place.
  await name.evaluate((b) => (b.textContent = 'H'));
  const box = await name.boundingBox();
  if (!box) return 0;
  const down = Array.from({ length: Math.floor(box.height) }, (_, i) => box.y + i);
  const columns = [2, 3, 4, 5].map((right) => down.map((y) => ({ x: box.x + right, y })));
  const all = await pixels(page, columns.flat());
  let most = 0;
  for (const i of columns.keys()) {
    const seen = all.slice(i * down.length, (i + 1) * down.length);
    const ground = seen[0] ?? [];
    const inked = seen.map(
      (p) => Math.max(...p.map((c, k) => Math.abs(c - (ground[k] ?? 0)))) > 90,
    );
    const [first, last] = [inked.indexOf(true), inked.lastIndexOf(true)];
    if (first >= 0) most = Math.max(most, last - first + 1);
  }
  return most;
}

describe.each(BOOKS)('$name, with no input', (book) => {
  it.each(SIZES)(
    'places, hours and badges are on the first screen, $width x $height',
    async (size) => {
      const answer = await ask<Hotspots>(book, 'api/v1/hotspots');
      const places = Math.min(3, answer.groups.length);
      const { page } = await visit('', size, book);
      await mapIdle(page);
      for (let i = 0; i < places; i += 1) {
        const row = page.locator('tbody tr').nth(i);
        expect((await row.locator('button.name').textContent())?.trim()).not.toBe('');
        const bottom = await row.evaluate((r) => r.getBoundingClientRect().bottom);
        expect(bottom, `row ${i + 1}`).toBeLessThanOrEqual(size.height + 1);
        // Months have no hours, and the page says so.
        const hours = (await row.locator('td.hours').textContent())?.trim();
        expect(hours).toMatch(answer.groups[i]?.hours ? /\d\d–\d\d/ : /^–$/);
      }
      expect((await page.evaluate(badgesInView)).slice(0, places)).toEqual(
        [1, 2, 3].slice(0, places),
      );
    },
  );

  it('no row is cut at the foot of the table', async () => {
    const { page } = await visit('', LAPTOP, book);
    for (const size of SIZES.slice(0, 3)) {
      await page.setViewportSize(size);
      await page.waitForTimeout(300);
      const { whole, cut } = await page.evaluate(() => {
        const box = document.querySelector('.rows-box')?.getBoundingClientRect();
        const rows = [...document.querySelectorAll('.rows-box tbody tr')];
        const foot = box?.bottom ?? 0;
        const seen = rows.map((r) => r.getBoundingClientRect()).filter((r) => r.top < foot - 1);
        return {
          whole: seen.filter((r) => r.bottom <= foot + 1).length,
          cut: seen.filter((r) => r.bottom > foot + 1).length,
        };
      });
      const rows = await page.locator('tbody tr').count();
      expect(cut, `${size.width} x ${size.height}`).toBe(0);
      expect(whole, `${size.width} x ${size.height}`).toBeGreaterThanOrEqual(Math.min(6, rows));
    }
  });

  it('in present mode capitals are at least 2% of the height of the picture', async () => {
    for (const size of SIZES.slice(1, 3)) {
      const { page } = await visit('?present=on', size, book);
      await mapIdle(page);
      const rows = await page.locator('tbody tr').count();
      expect(rows).toBeLessThanOrEqual(5);
      expect((await page.evaluate(badgesInView)).slice(0, Math.min(3, rows))).toEqual(
        [1, 2, 3].slice(0, rows),
      );
      const height = await capitalHeight(page, page.locator('tbody button.name').first());
      // The edge of a letter takes a row of pixels more or less.
      expect(height).toBeGreaterThanOrEqual(Math.floor(size.height * 0.02));
    }
  });
});

it('table and map are linked both ways', async () => {
  const { page } = await visit();
  await mapIdle(page);
  const at = await page.evaluate(() => {
    const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
    const { data } = box.cityMap.getSource('badges').serialize();
    const badge = data.features.find((f) => f.properties?.['rank'] === 3);
    const frame = box.getBoundingClientRect();
    const point = box.cityMap.project(
      (badge?.geometry as GeoJSON.Point).coordinates as [number, number],
    );
    return { x: frame.left + point.x, y: frame.top + point.y };
  });
  await page.mouse.move(at.x, at.y);
  await page.waitForSelector('tbody tr.hover');
  expect(await page.locator('tbody tr.hover .badge').textContent()).toBe('3');
  await page.mouse.click(at.x, at.y);
  await page.waitForSelector('tbody tr[aria-current="true"]');
  expect(await page.locator('tbody tr[aria-current="true"] .badge').textContent()).toBe('3');
  expect(new URL(page.url()).searchParams.get('pick')).not.toBeNull();
});

it('a picked place comes into view, and its badge and outline are marked', async () => {
  const { page } = await visit('?at=53.47720,-2.23710,15.00');
  await mapIdle(page);
  expect(await page.evaluate(badgesInView)).not.toContain(2);
  await page.keyboard.press('2');
  await page.waitForTimeout(700);
  await mapIdle(page);
  expect(await page.evaluate(badgesInView)).toContain(2);
  const marked = await page.evaluate(() => {
    const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
    const seen = box.cityMap.queryRenderedFeatures(undefined, {
      layers: ['badge-ring', 'label-selected', 'group-selected'],
    });
    return seen
      .filter((f) => f.layer.id !== 'group-selected' || f.properties['rank'] === 2)
      .filter((f) => f.layer.id !== 'badge-ring' || f.properties['picked'] === true)
      .map((f) => f.layer.id);
  });
  expect([...new Set(marked)].sort()).toEqual(['badge-ring', 'group-selected', 'label-selected']);
});
