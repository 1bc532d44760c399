/** Check 3: every control can be hit, and where the keyboard stands can be seen. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { contrast } from '../src/lib/colours';
import { answered, LAPTOP, SIZES, THEMES, useBrowser } from './browser';
import { smallTargets } from './faults';
import { BOOKS } from './servers';

const { visit } = useBrowser();

const VIEWS = ['', '?view=places', '?tab=left-out', '?panel=nights', '?compare=before'];
/** What most visits press. */
const MAIN = 'header button, header nav a, .views button, .buttons button';
const PARTS = '.sentence button.part';

/** Main actions lower than 32 px. */
function lowActions(selector: string): string[] {
  return [...document.querySelectorAll<HTMLElement>(selector)].flatMap((control) => {
    if (!control.checkVisibility()) return [];
    // A part of the sentence that wraps has a box a line.
    const heights = [...control.getClientRects()].map((r) => r.height);
    return heights.some((h) => h < 31.9)
      ? [`${control.innerText.slice(0, 40)}: ${heights.join(', ')}`]
      : [];
  });
}

interface Stop {
  what: string;
  ring: { width: number; colour: string; ground: string } | null;
  hidden: boolean;
}

/** Where the keyboard stands: its ring, the colour around it, and whether something covers it. */
function stopHere(): Stop {
  const at = document.activeElement as HTMLElement;
  const hex = (colour: string) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
    return `#${[r, g, b].map((n) => Math.round(n).toString(16).padStart(2, '0')).join('')}`;
  };
  let around: HTMLElement | null = at.parentElement;
  const clear = (e: HTMLElement) => /, 0\)$|transparent/.test(getComputedStyle(e).backgroundColor);
  while (around?.parentElement && clear(around)) around = around.parentElement;
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at);
  const box = at.getClientRects()[0] ?? at.getBoundingClientRect();
  // Of a box that scrolls any part tells where the keyboard is; a control has to be in the open.
  const parts = at.matches('[role="region"]') ? [0.02, 0.25, 0.5, 0.98] : [0.5];
  const isOpen = (part: number) => {
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part);
    return top && (at.contains(top) || top.contains(at) || at.closest('label')?.contains(top));
  };
  const ring =
    outlineStyle === 'none'
      ? null
      : {
          width: Number.parseFloat(outlineWidth),
          colour: hex(outlineColor),
          ground: hex(getComputedStyle(around ?? document.body).backgroundColor),
        };
  return {
    what: at.outerHTML.slice(0, 90),
    ring,
    hidden: !parts.some(isOpen),
  };
}

describe.each(BOOKS)('$name', (book) => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await visit('', LAPTOP, book));
  });

  it.each(SIZES)('every control can be hit at $width x $height', async (size) => {
    await page.setViewportSize(size);
    for (const view of VIEWS) {
      await answered(page, view);
      expect(await page.evaluate(smallTargets), view).toEqual([]);
      // At 200% a line of 25 px is 50 px of glass. On a low page the sentence gives its air to the
      // sixth row of the table, and its parts keep 24 px.
      const main = size.height > 700 ? `${MAIN}, ${PARTS}` : MAIN;
      const low = size.width < 1100 ? [] : await page.evaluate(lowActions, main);
      expect(low, view).toEqual([]);
    }
    await answered(page, '');
    const parts = page.locator('.sentence button.part');
    for (let i = 0; i < (await parts.count()); i += 1) {
      await parts.nth(i).click();
      await page.waitForSelector('[data-popover]');
      expect(await page.evaluate(smallTargets)).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });

  it.each(THEMES)('the ring of the keyboard is seen at every stop, %s', async (theme) => {
    for (const size of [SIZES[0], SIZES[3]]) {
      if (size) await page.setViewportSize(size);
      await answered(page, `?theme=${theme}`);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      const stops: Stop[] = [];
      for (let i = 0; i < 90; i += 1) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(stopHere);
        if (stop.what.startsWith('<body')) break;
        stops.push(stop);
      }
      expect(stops.length).toBeGreaterThan(15);
      for (const { what, ring, hidden } of stops) {
        expect(hidden, `${what} is covered`).toBe(false);
        expect(ring?.width ?? 0, what).toBeGreaterThanOrEqual(2);
        expect(contrast(ring?.colour ?? '#fff', ring?.ground ?? '#fff'), what).toBeGreaterThan(3);
      }
    }
  });
});
