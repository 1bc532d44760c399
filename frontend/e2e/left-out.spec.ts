/** What a rule took out is said, with its reason, one press away. */
import { expect, it } from 'vitest';
import type { Hotspots, Places } from '../src/api/types';
import { count } from '../src/lib/format';
import { baseUrl, mapIdle, useBrowser, type TestMap } from './browser';

const { visit } = useBrowser();

it('without the prison: already so, and one press shows it in grey', async () => {
  const { page } = await visit();
  await mapIdle(page);
  await page.getByRole('button', { name: 'Left out' }).click();
  await page.waitForSelector('.left-out li button');
  const answer = (await (await fetch(`${baseUrl()}/api/v1/hotspots`)).json()) as Hotspots;
  const { places } = (await (await fetch(`${baseUrl()}/api/v1/places`)).json()) as Places;
  const text = await page.locator('.left-out').innerText();
  for (const n of Object.values(answer.accounting.left_out)) {
    if (n !== null) expect(text).toContain(count(n as number));
  }
  const grey = places.filter((p) => !p.target);
  expect(grey.length).toBeGreaterThan(0);
  for (const place of grey) expect(text).toContain(place.name);
  expect(text).toContain('not a patrol target');
  await mapIdle(page);
  const drawn = await page.evaluate(() => {
    const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
    return box.cityMap
      .getSource('repeat')
      .serialize()
      .data.features.map((f) => f.properties as { target: boolean; name: string });
  });
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn.every((p) => !p.target)).toBe(true);
  expect(new URL(page.url()).search).toBe('?tab=left-out');
});

it('the sentence and the foot of the page count what was left out', async () => {
  const { page } = await visit();
  const { accounting } = (await (await fetch(`${baseUrl()}/api/v1/hotspots`)).json()) as Hotspots;
  const parts = Object.values(accounting.left_out) as (number | null)[];
  if (parts.some((n) => n === null)) return;
  const sum = parts.reduce<number>((a, n) => a + (n ?? 0), 0);
  if (sum === 0) return;
  expect(await page.locator('.sentence p').innerText()).toContain(`${count(sum)} left out`);
  expect(await page.locator('footer').innerText()).toContain(`${count(sum)} left out by rule`);
});
