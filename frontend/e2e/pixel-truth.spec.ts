import { describe, expect, it } from 'vitest';
import { mapIdle, pixels, THEMES, useBrowser, type TestMap } from './browser';

const { visit } = useBrowser();
const CELLS = 20;

interface Sample {
  cell: string;
  class: number;
  x: number;
  y: number;
}

/** Points midway between centre and corner of whole hot cells, away from every line and label. */
function samplePoints(): Sample[] {
  const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
  const map = box.cityMap;
  const frame = box.getBoundingClientRect();
  const samples: Sample[] = [];
  const seen = new Set<string>();
  for (const feature of map.queryRenderedFeatures(undefined, { layers: ['cell-fill'] })) {
    const cell = String(feature.properties['cell']);
    if (seen.has(cell) || feature.geometry.type !== 'Polygon') continue;
    const ring = feature.geometry.coordinates[0] ?? [];
    if (ring.length !== 7) continue; // Cut by the edge of a tile.
    const corners = ring.slice(0, 6).map((p) => map.project([p[0] ?? 0, p[1] ?? 0]));
    const centre = {
      x: corners.reduce((sum, p) => sum + p.x, 0) / 6,
      y: corners.reduce((sum, p) => sum + p.y, 0) / 6,
    };
    for (const corner of corners) {
      const [x, y] = [(centre.x + corner.x) / 2, (centre.y + corner.y) / 2];
      const top = document.elementFromPoint(frame.left + x, frame.top + y);
      if (top?.tagName !== 'CANVAS') continue;
      const near = map.queryRenderedFeatures([
        [x - 4, y - 4],
        [x + 4, y + 4],
      ]);
      const plain = ['cell-fill', 'land', 'park', 'water'];
      if (near.some((f) => !plain.includes(f.layer.id))) continue;
      if (near.some((f) => f.layer.id === 'cell-fill' && f.properties['cell'] !== cell)) continue;
      seen.add(cell);
      samples.push({
        cell,
        class: Number(feature.properties['class']),
        x: frame.left + x,
        y: frame.top + y,
      });
      break;
    }
  }
  return samples;
}

describe.each(THEMES)('in the %s theme', (theme) => {
  it.each([true, false])(
    'the map has the colours of the legend, with basemap: %s',
    async (base) => {
      const opened = await visit(`?theme=${theme}`);
      const { page } = opened;
      if (!base) {
        await page.route('**/tiles/base/**', (route) => route.fulfill({ status: 204 }));
        await page.reload();
        await page.waitForSelector('tbody button.name');
      }
      await mapIdle(page);
      const legend = await page
        .locator('.swatch')
        .evaluateAll((all) =>
          Object.fromEntries(
            all.map((s) => [
              (s as HTMLElement).dataset['class'] ?? '',
              (getComputedStyle(s).backgroundColor.match(/\d+/g) ?? []).map(Number),
            ]),
          ),
        );
      expect(Object.keys(legend)).toEqual(['1', '2', '3']);

      const checked = new Set<string>();
      const ranks = await page.locator('tbody button.name').count();
      for (let rank = 0; rank < ranks && checked.size < CELLS; rank += 1) {
        await page.locator('tbody button.name').nth(rank).click();
        await page.locator('tbody button.name').nth(rank).click(); // A second press looks closer.
        await page.waitForTimeout(700);
        await mapIdle(page);
        await page.mouse.move(2, 2);
        const samples = await page.evaluate(samplePoints);
        const seen = await pixels(page, samples);
        samples.forEach((sample, i) => {
          const want = legend[String(sample.class)] ?? [];
          const off = want.map((c, k) => Math.abs(c - (seen[i]?.[k] ?? -999)));
          expect(
            Math.max(...off),
            `cell ${sample.cell} is ${String(seen[i])}, not ${String(want)}`,
          ).toBeLessThanOrEqual(3);
          checked.add(sample.cell);
        });
      }
      expect(checked.size).toBeGreaterThanOrEqual(CELLS);
    },
  );
});
