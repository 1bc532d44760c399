/** Check 2: no two texts lie on each other, nothing is cut off, badges keep their distance. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Hotspots } from '../src/api/types';
import { answered, go, LAPTOP, settled, SIZES, THEMES, useBrowser, type TestMap } from './browser';
import { textFaults } from './faults';
import { ask, BOOKS } from './servers';

const { visit } = useBrowser();

/** What stands in the page beside its first view; each is looked at in both themes. */
const VIEWS = [
  '?view=places',
  '?tab=left-out',
  '?panel=nights',
  '?panel=week',
  '?view=places&present=on',
];
/** A year with a year before it, where the book has one. */
const COMPARED = ['?compare=before&from=2023-10-01', '?compare=before&from=2023-10-01&present=on'];

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

const fits = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');

describe.each(BOOKS)('$name', (book) => {
  let page: Page;
  let groups: Hotspots['groups'];
  beforeAll(async () => {
    ({ page } = await visit('', LAPTOP, book));
    ({ groups } = await ask<Hotspots>(book, 'api/v1/hotspots'));
  });

  it.each(SIZES.slice(0, 3))(
    'open notes leave the rows alone at $width x $height, and close',
    async (size) => {
      await page.setViewportSize(size);
      await answered(page, `?pick=${groups[0]?.id}&panel=why`);
      const notes = page.locator('.caveats summary');
      if (!(await notes.count())) return;
      await notes.click();
      await page.waitForTimeout(150); // The rows take what is left to them in the next frame.
      expect(await page.evaluate(textFaults)).toEqual([]);
      await notes.click();
      expect(await page.locator('.caveats details[open]').count()).toBe(0);
    },
  );

  it.each(SIZES)('texts keep apart and whole at $width x $height', async (size) => {
    await page.setViewportSize(size);
    const explained = `?pick=${groups.at(1)?.id ?? groups[0]?.id}&panel=why`;
    const compared = book === BOOKS[0] ? COMPARED : [];
    const faults: string[] = [];
    for (const view of ['', explained, ...VIEWS, ...compared]) {
      for (const theme of THEMES) {
        const query = `${view || '?'}&theme=${theme}`;
        await answered(page, query);
        const found = await page.evaluate(textFaults);
        faults.push(...found.map((fault) => `${query}: ${fault}`));
        if (!(await fits(page))) faults.push(`${query}: wider than the page`);
      }
    }
    expect(faults).toEqual([]);
  });

  it.each(SIZES)('badges keep their distance far out and near, $width x $height', async (size) => {
    await page.setViewportSize(size);
    await go(page, '');
    const look = async (where: string) => {
      await page.waitForTimeout(600);
      await settled(page);
      const { badges, faults } = await page.evaluate(badgeFaults);
      expect(badges, where).toBeGreaterThanOrEqual(Math.min(3, groups.length));
      expect(faults, where).toEqual([]);
    };
    await look('first view');
    await page.keyboard.press('a');
    await look('the whole city');
    await page.keyboard.press('t');
    await look('the top ten');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await look('a step closer');
    for (let i = 0; i < 2; i += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
    await look('three steps closer');
  });
});
