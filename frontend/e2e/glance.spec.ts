import { describe, expect, it } from 'vitest';
import { mapIdle, SIZES, useBrowser, type TestMap } from './browser';

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

describe.each(SIZES)('at $width x $height, with no input', (size) => {
  it('three places with their hours, and their badges, are on the first screen', async () => {
    const { page } = await visit('', size);
    await mapIdle(page);
    const rows = page.locator('tbody tr');
    const lowest = size.height;
    for (let i = 0; i < 3; i += 1) {
      const row = rows.nth(i);
      const name = row.locator('button.name');
      expect((await name.textContent())?.trim()).not.toBe('');
      const bottom = await row.evaluate((r) => r.getBoundingClientRect().bottom);
      expect(bottom, `row ${i + 1}`).toBeLessThanOrEqual(lowest + 1);
      expect((await row.locator('td.hours').textContent())?.trim()).not.toBe('');
    }
    expect((await page.evaluate(badgesInView)).slice(0, 3)).toEqual([1, 2, 3]);
  });
});

it('in present mode the capitals of names are at least 2% of the height', async () => {
  for (const size of SIZES.slice(1, 3)) {
    const { page } = await visit('?present=on', size);
    await mapIdle(page);
    expect(await page.locator('tbody tr').count()).toBeLessThanOrEqual(5);
    const font = await page
      .locator('tbody button.name')
      .first()
      .evaluate((b) => Number.parseFloat(getComputedStyle(b).fontSize));
    // Capitals of Noto Sans are 0.714 of the size.
    expect(font * 0.714).toBeGreaterThanOrEqual(size.height * 0.02);
    expect((await page.evaluate(badgesInView)).slice(0, 3)).toEqual([1, 2, 3]);
  }
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
