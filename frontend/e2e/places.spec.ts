/** Repeat locations: one list, one map, and nobody is sent to a prison. */
import { expect, it } from 'vitest';
import type { Places } from '../src/api/types';
import { shapeOf } from '../src/lib/places';
import { baseUrl, mapIdle, useBrowser, type TestMap } from './browser';

const { visit } = useBrowser();

async function places(query = ''): Promise<Places> {
  return (await (await fetch(`${baseUrl()}/api/v1/places${query}`)).json()) as Places;
}

interface Symbol {
  id: string;
  mark: string;
  look: string;
  target: boolean;
}

function symbols(): Symbol[] {
  const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
  const { data } = box.cityMap.getSource('repeat').serialize();
  return data.features.map((f) => f.properties as unknown as Symbol);
}

it('one press shows the places; the address says so and Back returns', async () => {
  const { page } = await visit();
  await mapIdle(page);
  await page.getByRole('button', { name: 'Places', exact: true }).click();
  await page.waitForSelector('.rows .mark');
  expect(new URL(page.url()).search).toBe('?view=places');
  expect(await page.locator('.sentence p').innerText()).toContain('anywhere but homes');
  await page.goBack();
  await page.waitForSelector('.rows .badge');
  expect(await page.locator('.sentence p').innerText()).toContain('in public places');
});

it('a row is a symbol: rank under it, shape of its class, three counts in words', async () => {
  const { page } = await visit('?view=places');
  await mapIdle(page);
  const answer = await places();
  const drawn = await page.evaluate(symbols);
  expect(drawn.length).toBeGreaterThan(3);
  for (const symbol of drawn) {
    const place = answer.places.find((p) => p.id === symbol.id);
    expect(symbol.mark).toBe(String(place?.rank ?? '–'));
    expect(symbol.look).toBe(place && shapeOf(place));
    expect(symbol.target).toBe(place?.target);
  }
  const rows = page.locator('tbody tr');
  expect(await rows.count()).toBe(Math.min(50, answer.places.length));
  for (let i = 0; i < Math.min(5, answer.places.length); i += 1) {
    const text = await rows.nth(i).innerText();
    expect(text).toContain(answer.places[i]?.name);
    expect(text).toMatch(/[\d,*]+ (offence|event)s?, [\d,*]+ incidents?, [\d,*]+ dates?/);
  }
});

it('custody and hospital are grey and say that they are no patrol target', async () => {
  const { page } = await visit('?view=places');
  await mapIdle(page);
  const out = (await places()).places.slice(0, 50).filter((p) => !p.target);
  expect(out.length).toBeGreaterThan(0);
  for (const place of out.slice(0, 4)) {
    const row = page.locator('tbody tr', { hasText: place.name }).first();
    expect(await row.innerText()).toContain('not a patrol target');
  }
});

it('draws no findings under the places', async () => {
  const { page } = await visit('?view=places');
  await mapIdle(page);
  const under = await page.evaluate(() => {
    const box = document.querySelector('.map') as HTMLElement & { cityMap: TestMap };
    return box.cityMap
      .queryRenderedFeatures(undefined)
      .filter((f) => /^(group|cell|badge$)/.test(f.layer.id)).length;
  });
  expect(under).toBe(0);
});

it('a place is picked by its rank key, and its week is shown', async () => {
  const { page, asked } = await visit('?view=places');
  await mapIdle(page);
  await page.keyboard.press('2');
  await page.waitForSelector('tbody tr[aria-current="true"]');
  expect(new URL(page.url()).searchParams.get('pick')).toBe((await places()).places[1]?.id);
  await page.waitForSelector('.week [role="grid"]');
  await page.waitForTimeout(500);
  const week = asked.find((url) => /\/api\/v1\/week\?place=/.test(url));
  // Counted as the list counts, not as the week alone would.
  expect(new URL(week ?? 'http://none').searchParams.get('setting')).toBe('non-dwelling');
});

it('asks about locations that may not be where it happened', async () => {
  const { suspects } = await places();
  const { page } = await visit('?view=places');
  const list = page.locator('details.suspects');
  expect(await list.count()).toBe(suspects.length ? 1 : 0);
  if (!suspects.length) return;
  await list.locator('summary').click();
  expect(await list.innerText()).toContain(suspects[0]?.question);
});
