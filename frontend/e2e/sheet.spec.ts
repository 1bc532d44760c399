/** Check 9: one page of A4, large enough to read, told apart in grey, with a true scale. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Hotspots } from '../src/api/types';
import { count } from '../src/lib/format';
import { linear } from '../src/lib/colours';
import { LAPTOP, settled, useBrowser, type TestMap } from './browser';
import { ask, BOOKS } from './servers';

const { visit } = useBrowser();
const paper = useBrowser();
/** CSS pixels of a point. */
const POINT = 96 / 72;

/** L* of a colour, 0 to 100. */
function lightness([r = 0, g = 0, b = 0]: number[]): number {
  const y = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (y * 24389) / 27;
}

async function print(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Print' }).first().click();
  await page.waitForSelector('.paper[data-ready]', { timeout: 60_000 });
  await page.emulateMedia({ media: 'print' });
}

describe.each(BOOKS)('$name', (book) => {
  let page: Page;
  let groups: Hotspots['groups'];
  beforeAll(async () => {
    ({ groups } = await ask<Hotspots>(book, 'api/v1/hotspots'));
    ({ page } = await paper.blank(LAPTOP));
    await page.addInitScript(() => (window.print = () => undefined));
    const short = groups.slice(0, 10).map((g) => g.id);
    await page.goto(`${book.url}/?short=${short.join(',')}&theme=dark`);
    await page.waitForSelector('tbody button.name');
    await print(page);
  });

  it('has no text under 8.5 points, and nothing cut', async () => {
    const small = await page.evaluate((least) => {
      const walker = document.createTreeWalker(
        document.querySelector('.paper') as Element,
        NodeFilter.SHOW_TEXT,
      );
      const found: string[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!element || !node.textContent?.trim() || !element.checkVisibility()) continue;
        if (element.closest('.visually-hidden, style')) continue;
        let size = Number.parseFloat(getComputedStyle(element).fontSize);
        const drawn = element.closest('svg');
        const view = drawn?.viewBox.baseVal;
        if (drawn && view?.width) size *= drawn.getBoundingClientRect().width / view.width;
        if (size < least - 0.05) found.push(`${size} px: ${node.textContent.trim()}`);
        if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && !drawn)
          found.push(`cut: ${node.textContent.trim()}`);
      }
      return found;
    }, 8.5 * POINT);
    expect(small).toEqual([]);
  });

  it('says the numbers of the screen, for whom, and whether the city is made up', async () => {
    const text = await page.locator('.paper').innerText();
    for (const group of groups.slice(0, 10)) {
      expect(text).toContain(group.name);
      expect(text).toContain(group.events === null ? '*' : count(group.events));
    }
    const { synthetic } = await ask<Hotspots>(book, 'api/v1/hotspots');
    expect(text.includes('SYNTHETIC')).toBe(synthetic);
    expect(text).toMatch(/page 1 of 1/);
  });

  it('keeps the three classes apart on a grey printer', async () => {
    const colours = await page
      .locator('.paper .swatch[data-class]')
      .evaluateAll((all) =>
        all.map((s) => (getComputedStyle(s).backgroundColor.match(/\d+/g) ?? []).map(Number)),
      );
    expect(colours).toHaveLength(3);
    const steps = [[243, 242, 238], ...colours].map(lightness).sort((a, b) => a - b);
    for (let i = 1; i < steps.length; i += 1) {
      expect((steps[i] ?? 0) - (steps[i - 1] ?? 0)).toBeGreaterThanOrEqual(12);
    }
  });

  it('has a true scale', async () => {
    // The sheet and the screen have one scale bar; on the screen the map can be asked.
    const seen = await visit('', LAPTOP, book);
    await settled(seen.page);
    const { width, words, perDegree, lat } = await seen.page.evaluate(() => {
      const box = document.querySelector('.map') as HTMLElement & { cityMap: CentredMap };
      const { lng, lat } = box.cityMap.getCenter();
      const step = 0.001;
      const [a, b] = [
        box.cityMap.project([lng - step, lat]),
        box.cityMap.project([lng + step, lat]),
      ];
      const bar = document.querySelector('.foot .scale .bar');
      return {
        width: bar?.getBoundingClientRect().width ?? 0,
        words: bar?.nextElementSibling?.textContent ?? '',
        perDegree: (b.x - a.x) / (2 * step),
        lat,
      };
    });
    const metres = Number.parseFloat(words) * (words.includes('km') ? 1000 : 1);
    // WGS 84: a degree of longitude at the equator is 111,319.49 m.
    const radians = (lat * Math.PI) / 180;
    const degree =
      (111_319.49 * Math.cos(radians)) / Math.sqrt(1 - 0.00669438 * Math.sin(radians) ** 2);
    const drawn = (width / perDegree) * degree;
    expect(Math.abs(drawn - metres) / metres).toBeLessThanOrEqual(0.01);
    const onPaper = page.locator('.paper .scale .bar').first();
    expect((await onPaper.boundingBox())?.width).toBeGreaterThan(20);
  });

  it('is exactly one page', async () => {
    // Last, because after printing the sheet goes.
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? [];
    expect(Math.abs(Number(width) - 595)).toBeLessThan(2);
    expect(Math.abs(Number(height) - 842)).toBeLessThan(2);
  });
});

interface CentredMap extends TestMap {
  getCenter(): { lng: number; lat: number };
}
