/** The hours of the night under the map, and by place in the rail. */
import { expect, it } from 'vitest';
import type { Hours, Nights } from '../src/api/types';
import { count } from '../src/lib/format';
import { baseUrl, useBrowser } from './browser';

const { visit } = useBrowser();

async function nights(): Promise<Nights> {
  return (await (await fetch(`${baseUrl()}/api/v1/nights`)).json()) as Nights;
}

it('the strip has the counts of the answer, 18 to 06', async () => {
  const { page } = await visit();
  await page.waitForSelector('.strip');
  const { hours, total } = await nights();
  expect(await page.locator('.strip .hour').allInnerTexts()).toEqual(
    hours.map((h) => String(h).padStart(2, '0')),
  );
  expect(await page.locator('.strip .count').allInnerTexts()).toEqual(
    total.map((n) => (n === null ? '*' : count(n))),
  );
  const box = await page.locator('.strip').boundingBox();
  expect(box?.height).toBe(44);
});

it('by place: one press, one row a place, one request', async () => {
  const { page, asked } = await visit();
  await page.waitForSelector('.strip');
  await page.waitForTimeout(500);
  const before = asked.length;
  await page.getByRole('button', { name: /Nights by place/ }).click();
  await page.waitForSelector('.nights tbody tr');
  const made = asked.slice(before).filter((url) => url.includes('/api/'));
  expect(made.map((url) => new URL(url).pathname)).toEqual(['/api/v1/hours']);
  const { groups } = (await (await fetch(`${baseUrl()}/api/v1/hours`)).json()) as Hours;
  const { nights: list } = await nights();
  expect(await page.locator('.nights tbody tr').count()).toBe(groups.length);
  expect(new URL(page.url()).searchParams.get('panel')).toBe('nights');
  await page.locator('.nights summary').click();
  const text = await page.locator('.nights').innerText();
  if (list.length) expect(text).toMatch(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w{3} \d{4}/);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.week');
});
