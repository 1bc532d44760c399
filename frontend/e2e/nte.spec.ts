/** The room for the night-time economy: what it ranks, whom it names, what it says it cannot tell. */
import { describe, expect, it } from 'vitest';
import type { BeforeAfter, PremisesList } from '../src/api/types';
import { SIZES, THEMES, useBrowser, type Size } from './browser';
import { smallTargets, textFaults } from './faults';
import { ask, DEMO, LIVERPOOL, PARTNERSHIP, type Book } from './servers';

const { blank } = useBrowser();
const NIGHTS =
  'setting=public&window=fri18-sat07,mon18-tue07,sat18-sun07,sun18-mon07,thu18-fri07,tue18-wed07,wed18-thu07';

async function room(query: string, book: Book = DEMO, size?: Size) {
  const made = await blank(size);
  await made.page.goto(`${book.url}/?room=nte${query}`);
  await made.page.waitForSelector('.ranking :is(tbody tr, [role="status"], .other)', {
    timeout: 30_000,
  });
  return made;
}

describe('premises', () => {
  it('are the rows of the answer, numbers and streets in place of names', async () => {
    const answer = await ask<PremisesList>(DEMO, `api/v1/premises?${NIGHTS}`);
    const { page, said } = await room('');
    const names = await page.locator('.dots tbody td:nth-child(2)').allInnerTexts();
    expect(names.map((name) => name.split('\n')[0])).toEqual(
      answer.premises.map((premises) => `Premises ${premises.number}`),
    );
    expect(names.every((name) => name.startsWith('Premises '))).toBe(true);
    const counts = await page.locator('.dots tbody .value').allInnerTexts();
    expect(counts).toEqual(answer.premises.map((premises) => premises.incidents_shown));
    expect(await page.locator('.ranking h2').innerText()).toBe(answer.sentence);
    expect(said).toEqual([]);
  });

  it('have names when they are asked for, only where they can be told apart, and Back ends it', async () => {
    const { page } = await room('');
    await page.getByLabel('Names').check();
    await page.waitForFunction(() => new URL(location.href).searchParams.get('names') === 'on');
    const answer = await ask<PremisesList>(DEMO, `api/v1/premises?names=on&${NIGHTS}`);
    const first = answer.premises[0]?.label ?? '';
    await page.getByRole('button', { name: first }).waitFor();
    for (const premises of answer.premises) expect(premises.named).toBe(premises.distinguishable);
    await page.goBack();
    await page.getByRole('button', { name: 'Premises 1', exact: true }).waitFor();
  });

  it('have a dated schedule that is logged and comes as a file', async () => {
    const { page } = await room('');
    await page.locator('.dots tbody button.name').first().click();
    await page.getByRole('button', { name: 'Dated schedule' }).click();
    await page.waitForSelector('.picked tbody tr');
    const file = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    const csv = await (await fetch(`${DEMO.url}/${file}`)).text();
    const rows = await page.locator('.picked tbody tr').count();
    expect(csv.trim().split('\n')).toHaveLength(rows + 1);
    expect(csv).toContain('SYNTHETIC');
  });

  it('have a schedule that stays in its panel', async () => {
    const { page } = await room(
      '&window=fri22-sat07,sat22-sun07&pick=premises-62&panel=schedule&names=on',
      DEMO,
      { width: 1366, height: 768 },
    );
    await page.waitForSelector('.picked tbody tr');
    const panel = await page.locator('.picked').boundingBox();
    const strip = await page.locator('main .strip').boundingBox();
    expect((panel?.y ?? NaN) + (panel?.height ?? NaN)).toBeLessThanOrEqual(strip?.y ?? NaN);
    expect(await page.evaluate(textFaults)).toEqual([]);
  });

  it.skipIf(!PARTNERSHIP.url)(
    'are shown to partners unnamed where a link asks for names',
    async () => {
      const { page } = await room('&names=on&window=fri22-sat07,sat22-sun07', PARTNERSHIP);
      await page.getByText('the link asks for names').waitFor();
      const said = await page.locator('.ranking').innerText();
      expect(said).toContain('registered premises');
      expect(said).toContain('What can be seen');
      await page.locator('.ranking p').getByRole('button', { name: 'Areas' }).click();
      await page.waitForSelector('.dots tbody tr');
    },
  );

  it.skipIf(!PARTNERSHIP.url)('are for partners without names, points or schedules', async () => {
    const { page } = await room('', PARTNERSHIP);
    expect(await page.getByLabel('Names').count()).toBe(0);
    expect(await page.locator('.dots tbody button.name').count()).toBe(0);
    const refused = await fetch(`${PARTNERSHIP.url}/api/v1/premises?names=on`);
    expect(refused.status).toBe(403);
    const schedule = await fetch(`${PARTNERSHIP.url}/api/v1/schedule?premises=premises-1`);
    expect(schedule.status).toBe(403);
  });
});

it('before and after is told with its comparison and its interval', async () => {
  const query = '&on=2023-04-01&place=ward22:E05900002';
  const { page } = await room(query);
  const asked = 'on=2023-04-01&area=ward22:E05900002';
  const answer = await ask<BeforeAfter>(DEMO, `api/v1/before-after?${asked}&${NIGHTS}`);
  await page.getByText(answer.sentence).waitFor();
  const cells = await page.locator('.change table').first().locator('tbody td').allInnerTexts();
  expect(cells).toContain(answer.before.own_shown);
  expect(cells).toContain(answer.change?.relative.words ?? 'cannot say');
});

it.skipIf(!LIVERPOOL.url)(
  'months say that hours cannot be told, and streets have names',
  async () => {
    const { page, said } = await room('', LIVERPOOL);
    expect(await page.locator('.ranking').innerText()).toContain('no register of premises');
    expect(await page.locator('main .strip').innerText()).toContain('cannot be told');
    await page.getByRole('button', { name: 'Streets' }).click();
    await page.waitForSelector('.dots tbody tr');
    expect(await page.locator('.ranking').innerText()).toContain('anchor points');
    expect(said).toEqual([]);
  },
);

describe.each(THEMES)('in the %s theme', (theme) => {
  it.each(SIZES)('nothing lies on anything else at %o', async (size) => {
    const { page } = await room(`&theme=${theme}&on=2023-04-01&place=ward22:E05900002`, DEMO, size);
    await page.waitForSelector('.change table');
    await page.waitForSelector('.lorenz svg');
    expect(await page.evaluate(textFaults)).toEqual([]);
    expect(await page.evaluate(smallTargets)).toEqual([]);
  });
});
