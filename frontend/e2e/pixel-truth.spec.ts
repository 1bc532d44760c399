/** Check 1: colour in the legend = colour on the map, in the pixels. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Hotspots } from '../src/api/types';
import { go, LAPTOP, pixels, settled, THEMES, useBrowser, type TestMap } from './browser';
import { ask, BOOKS } from './servers';

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

/** The colours of the legend by class. */
async function legendColours(page: Page): Promise<Record<string, number[]>> {
  return page
    .locator('.swatch[data-class]')
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((s) => [
          (s as HTMLElement).dataset['class'] ?? '',
          (getComputedStyle(s).backgroundColor.match(/\d+/g) ?? []).map(Number),
        ]),
      ),
    );
}

/** Looks closely at one place after the other until 20 cells, or all there are, were compared. */
async function compareCells(page: Page, cells: number): Promise<void> {
  const legend = await legendColours(page);
  expect(Object.keys(legend)).toEqual(['1', '2', '3']);
  const checked = new Set<string>();
  const names = page.locator('tbody button.name');
  const ranks = await names.count();
  for (let rank = 0; rank < ranks && checked.size < cells; rank += 1) {
    await names.nth(rank).click();
    await names.nth(rank).click(); // A second press looks closer.
    await page.waitForTimeout(700);
    await settled(page);
    await page.mouse.move(2, 2);
    const samples = await page.evaluate(samplePoints);
    const seen = await pixels(page, samples);
    samples.forEach((sample, i) => {
      const want = legend[String(sample.class)] ?? [];
      const off = want.map((c, k) => Math.abs(c - (seen[i]?.[k] ?? -999)));
      const message = `cell ${sample.cell} is ${String(seen[i])}, not ${String(want)}`;
      expect(Math.max(...off), message).toBeLessThanOrEqual(3);
      checked.add(sample.cell);
    });
  }
  expect(checked.size).toBeGreaterThanOrEqual(cells);
}

describe.each(BOOKS)('$name: the map has the colours of the legend', (book) => {
  it.each([true, false])('with the ground of the book: %s', async (ground) => {
    const { groups } = await ask<Hotspots>(book, 'api/v1/hotspots');
    // Some cells of a small book are under a badge or its name at every distance.
    const cells = Math.min(CELLS, Math.floor(groups.reduce((sum, g) => sum + g.cells, 0) / 2));
    const { page } = await visit('', LAPTOP, book);
    if (!ground) {
      await page.route('**/tiles/base/**', (route) => route.fulfill({ status: 204 }));
      await page.reload();
      await page.waitForSelector('tbody button.name');
    }
    for (const theme of THEMES) {
      await go(page, `?theme=${theme}`);
      await compareCells(page, cells);
    }
  });
});
