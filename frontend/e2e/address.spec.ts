import { expect, it } from 'vitest';
import { baseUrl, mapIdle, useBrowser } from './browser';

const { visit, blank } = useBrowser();

it('a link restores what was seen', async () => {
  const { page } = await visit();
  await mapIdle(page);
  await page.keyboard.press('2');
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await page.click('text=Zoom to');
  await page.waitForFunction(() => new URLSearchParams(location.search).has('at'));
  await mapIdle(page);
  const link = page.url();
  const picked = await page.locator('tr[aria-current="true"] button.name').textContent();
  const before = await page.evaluate(
    "document.querySelector('.map').cityMap.getCenter().toArray()",
  );

  const again = await visit(link.slice(baseUrl().length + 1));
  await mapIdle(again.page);
  expect(await again.page.locator('tr[aria-current="true"] button.name').textContent()).toBe(
    picked,
  );
  expect(await again.page.locator('.why h2').textContent()).toContain(picked);
  expect(await again.page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  const after = await again.page.evaluate<[number, number]>(
    "document.querySelector('.map').cityMap.getCenter().toArray()",
  );
  expect(after[0]).toBeCloseTo((before as [number, number])[0], 4);
  expect(after[1]).toBeCloseTo((before as [number, number])[1], 4);
});

it('a choice is one step, and Back goes as many steps as were made', async () => {
  const { page } = await visit();
  await mapIdle(page);
  const start = page.url();
  const sentence = await page.locator('.sentence p').innerText();

  await page.locator('.sentence button.part', { hasText: 'incidents' }).click();
  await page.getByRole('radio', { name: /^Events/ }).check();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.search.includes('count=events'));
  await page.locator('.sentence p', { hasText: 'counting events' }).waitFor();
  expect(await page.title()).toContain('counting events');
  await page.keyboard.press('1');
  await page.keyboard.press('e');
  await page.waitForSelector('.why');

  for (let i = 0; i < 3; i += 1) await page.goBack();
  await page.locator('.sentence p', { hasText: 'counting incidents' }).waitFor();
  await page.waitForFunction(
    (text) => (document.querySelector('.sentence p') as HTMLElement).innerText === text,
    sentence,
  );
  expect(page.url()).toBe(start);
  expect(await page.locator('tr[aria-current="true"]').count()).toBe(0);
  expect(await page.locator('.why').count()).toBe(0);
});

it('Esc reverts a choice', async () => {
  const { page } = await visit();
  const part = page.locator('.sentence button.part', { hasText: 'All events' });
  await part.click();
  await page.locator('[data-popover] input[type="checkbox"]').first().check();
  await page.keyboard.press('Escape');
  expect(await page.locator('[data-popover]').count()).toBe(0);
  expect(new URL(page.url()).search).toBe('');
  expect(await part.evaluate((b) => b === document.activeElement)).toBe(true);
});

it('typing the start of a kind of event and Enter is enough', async () => {
  const { page } = await visit();
  await page.locator('.sentence button.part', { hasText: 'All events' }).click();
  const label = page.locator('[data-popover] fieldset label').first();
  const name = ((await label.locator('span').first().textContent()) ?? '').trim();
  const slug = await label.locator('input').getAttribute('value');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (slug) => new URLSearchParams(location.search).get('category') === slug,
    slug,
  );
});

it('a wrong word is named with the accepted ones, and the rest applies', async () => {
  const { page } = await visit('?category=robbry&count=events');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  const text = await alert.innerText();
  expect(text).toContain('robbry');
  expect(text).toContain('Accepted:');
  expect(text).not.toContain('; use ');
  expect(await page.locator('.sentence p').innerText()).toContain('counting events');
  expect(await page.locator('.sentence p').innerText()).toContain('All events');
  await alert.getByRole('button', { name: 'Close' }).click();
  expect(new URL(page.url()).search).toBe('?count=events');
});

it('a wrong key is named too', async () => {
  const { page } = await blank();
  await page.goto(`${baseUrl()}/?catgory=violence`);
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('catgory');
  await page.locator('tbody button.name').first().waitFor(); // the rest of the address applies
});

it('only Saturday after midnight takes two presses, and says it is exploratory', async () => {
  const { page } = await visit();
  await page.locator('.sentence button.part', { hasText: 'any hour' }).click();
  expect(await page.locator('[data-popover] input:checked').count()).toBe(0);
  await page.getByRole('button', { name: 'Saturday night after midnight (Sun 00–07)' }).click();
  await page.waitForFunction(() => location.search === '?window=sun00-sun07');
  await page.locator('.sentence p', { hasText: 'exploratory' }).waitFor();
});

it('a preset applies when it is pressed', async () => {
  const { page } = await visit();
  await page.locator('.sentence button.part', { hasText: 'Presets' }).click();
  const preset = page.locator('[data-popover] button').first();
  await preset.click();
  await page.waitForFunction(() => location.search !== '');
  expect(await page.locator('[data-popover]').count()).toBe(0);
  expect(await page.locator('.sentence p').innerText()).not.toContain('exploratory');
});
