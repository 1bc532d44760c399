/** The numbers beside the choices of a popover: what choosing would count, asked only once it is open. */
import { describe, expect, it } from 'vitest';
import type { Hotspots, Meta } from '../src/api/types';
import { countedOf } from '../src/lib/accounting';
import { count, shown } from '../src/lib/format';
import { settled, useBrowser } from './browser';
import { ask, DEMO, PARTNERSHIP } from './servers';

const { visit } = useBrowser();
const WINDOW = 'window=fri22-sat07,sat22-sun07';
const isCount = (url: string) => url.includes('/api/v1/counts');

describe.each([DEMO, PARTNERSHIP].filter(({ url }) => url))('$name', (book) => {
  it('days and flags have the count that choosing them gives', async () => {
    const { sources, calendar } = await ask<Meta>(book, 'api/v1/meta');
    const police = sources[0];
    const { page, asked, said } = await visit(`?${WINDOW}`, undefined, book);
    await settled(page);
    expect(asked.filter(isCount)).toEqual([]);
    const parts = [
      ['days', calendar.map(({ kind }) => kind)],
      ['flag', police?.flags],
    ] as const;
    for (const [part, ids = []] of parts) {
      if (!ids.length) continue;
      await page.locator(`[data-part="${part}"]`).click();
      const counts = page.locator('[data-popover] label .count');
      await page.waitForFunction(
        (many) =>
          [...document.querySelectorAll('[data-popover] label .count')].filter((c) => c.textContent)
            .length >= many,
        ids.length,
      );
      for (const [i, id] of [...ids.entries()].slice(0, 3)) {
        const answer = await ask<Hotspots>(book, `api/v1/hotspots?${part}=${id}&${WINDOW}`);
        expect(await counts.nth(i).innerText(), `${part} ${id}`).toBe(shown(countedOf(answer)));
      }
      await page.keyboard.press('Escape');
    }
    expect(said).toEqual([]);
  });
});

it('of what is tested, the grid on show says how many', async () => {
  const { page, asked } = await visit('');
  await settled(page);
  const { method } = await ask<Hotspots>(DEMO, 'api/v1/hotspots');
  await page.locator('[data-part="unit"]').click();
  const chosen = page.locator('[data-popover] label', { has: page.locator('input:checked') });
  expect(await chosen.innerText()).toContain(`${count(method?.units ?? 0)} tested`);
  expect(asked.filter(isCount)).toEqual([]);
});
