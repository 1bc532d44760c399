/** Four places to a file in a few presses; the link and Back bring the shortlist again. */
import { expect, it } from 'vitest';
import { baseUrl, useBrowser } from './browser';

const { visit } = useBrowser();

it('picks places with boxes and with S, and gives their files', async () => {
  const { page } = await visit();
  const boxes = page.locator('tbody input[type="checkbox"]');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.keyboard.press('3');
  await page.waitForFunction(() => location.search.includes('pick='));
  await page.keyboard.press('s');
  await page.getByText('3 places').waitFor();
  const short = new URL(page.url()).searchParams.get('short')?.split(',') ?? [];
  expect(short).toHaveLength(3);
  expect(await page.locator('.shortlist').innerText()).toContain('3 places');
  for (const name of ['CSV', 'GeoJSON', 'GPX']) {
    const link = page.locator('.shortlist a', { hasText: name }).first();
    const address = (await link.getAttribute('href')) ?? '';
    const file = await (await fetch(new URL(address, `${baseUrl()}/`))).text();
    for (const id of short) expect(file, name).toContain(id);
    expect(file).toContain('SYNTHETIC');
  }
  await page.goBack();
  expect(await page.locator('.shortlist').innerText()).toContain('2 places');
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.waitForSelector('.shortlist', { state: 'detached' });
});
