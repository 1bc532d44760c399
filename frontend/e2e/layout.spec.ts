import { describe, expect, it } from 'vitest';
import { mapIdle, SIZES, THEMES, useBrowser, type TestMap } from './browser';

const { visit } = useBrowser();

/** Pairs of visible texts that lie on each other, and texts that are cut off. */
function textFaults(): string[] {
  interface Box {
    element: Element;
    text: string;
    left: number;
    right: number;
    top: number;
    bottom: number;
  }
  const faults: string[] = [];
  const boxes: Box[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (!element || !text || element.closest('.visually-hidden, option, script, style')) continue;
    if (getComputedStyle(element).clipPath !== 'none') continue; // For screen readers only.
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const drawn = element instanceof SVGElement;
    if (!drawn && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
      faults.push(`cut off: "${text}"`);
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      // The box of a line of Noto Sans is taller than its letters; only the letters count.
      const slack = rect.height * 0.17;
      const box = {
        element,
        text,
        left: rect.left + 0.5,
        right: rect.right - 0.5,
        top: rect.top + slack,
        bottom: rect.bottom - slack,
      };
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (getComputedStyle(at).overflow === 'visible') continue;
        const frame = at.getBoundingClientRect();
        box.left = Math.max(box.left, frame.left);
        box.right = Math.min(box.right, frame.right);
        box.top = Math.max(box.top, frame.top);
        box.bottom = Math.min(box.bottom, frame.bottom);
      }
      if (box.right - box.left < 1 || box.bottom - box.top < 1) continue;
      if (rect.right > document.documentElement.clientWidth + 1)
        faults.push(`off the page: "${text}"`);
      boxes.push(box);
    }
  }
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(0, i)) {
      if (a.element === b.element) continue;
      const over = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      if (over) faults.push(`"${a.text}" lies on "${b.text}"`);
    }
  });
  return faults;
}

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

/** Controls smaller than 24 x 24 px. */
function smallTargets(): string[] {
  const controls = document.querySelectorAll(
    'button, input, select, summary, a[href], [role="tab"]',
  );
  return [...controls].flatMap((control) => {
    if (!control.checkVisibility()) return [];
    // A ticked word is as large a target as its label.
    const target = control.closest('label') ?? control;
    const rects = [...target.getClientRects()];
    const small = rects.some((r) => r.width < 23.9 || r.height < 23.9);
    return small ? [`${control.outerHTML.slice(0, 80)} ${JSON.stringify(rects[0])}`] : [];
  });
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
