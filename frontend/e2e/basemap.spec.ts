/** A basemap of the user's own: two known schemas, an unknown one, and what is none. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Meta } from '../src/api/types';
import { palettes } from '../src/lib/colours';
import { archive, type Town } from './archive';
import { LAPTOP, pixels, settled, THEMES, useBrowser, type TestMap } from './browser';
import { picture } from './picture';
import { ask, DEMO } from './servers';

const { visit } = useBrowser();

/** A lake in the north-west of each tile, a park in the north-east, one street across the south. */
function town(
  lake: [string, Record<string, string>],
  park: [string, Record<string, string>],
  street: [string, Record<string, string>],
  also: Town = {},
): Town {
  const box = (x: number) =>
    [
      [x, 0.1],
      [x + 0.3, 0.1],
      [x + 0.3, 0.4],
      [x, 0.4],
    ] as [number, number][];
  const drawn: Town = { ...also };
  const put = (layer: string, feature: Town[string][number]) =>
    (drawn[layer] = [...(drawn[layer] ?? []), feature]);
  put(lake[0], { kind: 'polygon', points: box(0.1), tags: lake[1] });
  put(park[0], { kind: 'polygon', points: box(0.6), tags: park[1] });
  put(street[0], {
    kind: 'line',
    points: [
      [0, 0.5],
      [1, 0.5],
    ],
    tags: street[1],
  });
  return drawn;
}

const SCHEMAS: Record<string, Town> = {
  OpenMapTiles: town(['water', {}], ['park', {}], ['transportation', { class: 'primary' }], {
    transportation_name: [
      {
        kind: 'line',
        points: [
          [0, 0.5],
          [1, 0.5],
        ],
        tags: { class: 'primary', name: 'Invented Road' },
      },
    ],
  }),
  Protomaps: town(
    ['water', { kind: 'lake' }],
    ['landuse', { kind: 'park' }],
    ['roads', { kind: 'major_road', kind_detail: 'primary', name: 'Invented Road' }],
    { earth: [] },
  ),
};
const UNKNOWN = town(['lakes_water', {}], ['greens', {}], ['ways', {}]);

async function lay(page: Page, made: Town, name = 'town.pmtiles'): Promise<void> {
  const { bounds } = await ask<Meta>(DEMO, 'api/v1/meta');
  await page.getByRole('button', { name: 'Keys and help' }).click();
  const input = page.locator('input[type="file"]');
  await input.setInputFiles({
    name,
    mimeType: 'application/octet-stream',
    buffer: archive(made, bounds),
  });
  await page.getByRole('button', { name: 'Basemap', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Keys and help' }).click();
  await settled(page);
}

/** Layers of the basemap on the map, and how often each is drawn in the view. */
function drawn(): Record<string, number> {
  const { cityMap } = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
  const counts: Record<string, number> = {};
  for (const { layer } of cityMap.queryRenderedFeatures(undefined))
    if (layer.id.startsWith('basemap-')) counts[layer.id] = (counts[layer.id] ?? 0) + 1;
  return counts;
}

describe.each(Object.entries(SCHEMAS))('an archive of %s', (schema, made) => {
  it('is drawn in the greys of the page, in both themes, and can be taken away', async () => {
    const { page, said, asked } = await visit('', LAPTOP);
    await settled(page);
    await lay(page, made);
    const found = await page.evaluate(drawn);
    for (const id of ['basemap-water:0', 'basemap-street-main:0'])
      expect(found[id], `${schema} ${id}`).toBeGreaterThan(0);
    expect(Object.keys(found).some((id) => id.startsWith('basemap-park'))).toBe(true);

    for (const theme of THEMES) {
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const seen = new Set(
        (await pixels(page, grid())).map((rgb) =>
          rgb.map((c) => c.toString(16).padStart(2, '0')).join(''),
        ),
      );
      for (const colour of [palettes[theme].water, palettes[theme].park])
        expect([...seen], `${theme} ${colour}`).toContain(colour.slice(1).toLowerCase());
      await picture(page, `basemap-${schema.toLowerCase()}-${theme}`);
      if (theme === 'light') {
        await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
        await settled(page);
      }
    }

    await page.getByRole('button', { name: 'Basemap', exact: true }).click();
    await settled(page);
    expect(await page.evaluate(drawn)).toEqual({});
    expect(said).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(DEMO.url) && !url.startsWith('data:'))).toEqual(
      [],
    );
  });
});

it('says that it does not know the layers, draws their shapes, and offers to be rid of them', async () => {
  const { page, said } = await visit('', LAPTOP);
  await settled(page);
  await lay(page, UNKNOWN, 'other.pmtiles');
  await page
    .getByText('other.pmtiles: layers of an unknown kind, drawn by their shapes alone')
    .waitFor();
  expect(Object.keys(await page.evaluate(drawn)).length).toBeGreaterThan(1);
  await picture(page, 'basemap-unknown');
  await page.getByRole('button', { name: 'Basemap', exact: true }).click();
  await settled(page);
  expect(await page.evaluate(drawn)).toEqual({});
  expect(said).toEqual([]);
});

it('says why a file is no basemap, and keeps the ground of the book', async () => {
  const { page, said } = await visit('', LAPTOP);
  await page.getByRole('button', { name: 'Keys and help' }).click();
  const buffer = Buffer.from('name,count\nBloom Street,3\n'.repeat(1_000));
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer });
  await page.getByText('No basemap: rows.csv is no PMTiles archive.').waitFor();
  expect(said).toEqual([]);
});

/** Points all over the map of a laptop. */
function grid(): { x: number; y: number }[] {
  return Array.from({ length: 1_200 }, (_, i) => ({
    x: 20 + (i % 40) * 21,
    y: 180 + Math.floor(i / 40) * 10,
  }));
}
