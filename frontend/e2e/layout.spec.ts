import { describe, expect, it } from 'vitest';
import { baseUrl, mapIdle, SIZES, THEMES, useBrowser, type TestMap } from './browser';
import { smallTargets, textFaults } from './faults';

const { visit, blank } = useBrowser();

/** Badges closer than 26 px, and labels that lie on a badge. */
function badgeFaults(): { badges: number; faults: string[] } {
  const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
  const map = box.cityMap;
  const points = map
    .getSource('badges')
    .serialize()
    .data.features.flatMap((f) =>
      f.geometry.type === 'Point'
        ? [
            {
              rank: Number(f.properties?.['rank']),
              ...map.project(f.geometry.coordinates as [number, number]),
            },
          ]
        : [],
    );
  const faults: string[] = [];
  points.forEach((a, i) => {
    for (const b of points.slice(0, i)) {
      const distance = Math.hypot(a.x - b.x, a.y - b.y);
      if (distance < 25.5) faults.push(`badges ${a.rank} and ${b.rank} are ${distance} px apart`);
    }
    const inside = a.x > 0 && a.y > 0 && a.x < box.clientWidth && a.y < box.clientHeight;
    if (!inside) return;
    const on = map.queryRenderedFeatures([a.x, a.y]).filter((f) => f.layer.id.startsWith('label-'));
    if (on.length) faults.push(`a label lies on badge ${a.rank}`);
  });
  return { badges: points.length, faults };
}

describe.each(SIZES)('at $width x $height', (size) => {
  it.each(THEMES)('nothing overlaps and nothing is cut off, %s', async (theme) => {
    const { page } = await visit(`?theme=${theme}`, size);
    await mapIdle(page);
    expect(await page.evaluate(textFaults)).toEqual([]);
    await page.keyboard.press('2');
    await page.keyboard.press('e');
    await page.waitForSelector('.why svg');
    expect(await page.evaluate(textFaults)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it.each([
    '?view=places',
    '?compare=before&from=2023-10-01',
    '?tab=left-out',
    '?panel=nights',
    '?panel=week',
    '?view=places&present=on',
    '?compare=before&from=2023-10-01&present=on',
  ])('nothing overlaps in %s', async (query) => {
    for (const theme of THEMES) {
      const { page } = await blank(size);
      await page.goto(`${baseUrl()}/${query}&theme=${theme}`);
      await page.waitForSelector('tbody tr:not(.waiting), .week [role="grid"]');
      await mapIdle(page);
      await page.waitForTimeout(500);
      expect(await page.evaluate(textFaults)).toEqual([]);
      expect(await page.evaluate(smallTargets)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
  });

  it('badges keep their distance far out and near', async () => {
    const { page } = await visit('', size);
    for (const key of ['', 'a', 't']) {
      if (key) await page.keyboard.press(key);
      await page.waitForTimeout(700);
      await mapIdle(page);
      const { badges, faults } = await page.evaluate(badgeFaults);
      expect(badges).toBeGreaterThanOrEqual(3);
      expect(faults).toEqual([]);
    }
    for (let i = 0; i < 3; i += 1) {
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await page.waitForTimeout(500);
      await mapIdle(page);
      expect((await page.evaluate(badgeFaults)).faults).toEqual([]);
    }
  });

  it('every control can be hit', async () => {
    const { page } = await visit('', size);
    expect(await page.evaluate(smallTargets)).toEqual([]);
    await page.keyboard.press('1');
    await page.keyboard.press('e');
    await page.waitForSelector('.why svg');
    expect(await page.evaluate(smallTargets)).toEqual([]);
    const parts = page.locator('.sentence button.part');
    for (let i = 0; i < (await parts.count()); i += 1) {
      await parts.nth(i).click();
      await page.waitForSelector('[data-popover]');
      expect(await page.evaluate(smallTargets)).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });
});
