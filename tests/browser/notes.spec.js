// What came of sessions, found by readers in a few steps from home: by keyboard alone, and without scripts.
import { test, expect } from '@playwright/test';

const home = 'http://127.0.0.1:4173/guild/';

/** Follows links from home, each found by its words in a part of the page, by keyboard alone; the last page. */
async function follow(page, steps) {
  await page.goto(home);
  for (const [place, name] of steps) {
    const link = page.locator(place).getByRole('link', { name, exact: true }).first();
    await link.focus();
    await expect(link).toBeFocused();
    await page.keyboard.press('Enter');
    await page.waitForLoadState();
  }
}

for (const scripts of [true, false]) {
  const how = scripts ? 'by keyboard' : 'by keyboard and without scripts';
  const journey = (title, use) => test(`${title}, ${how}`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width: 1280, height: 900 } });
    await use(await context.newPage());
    await context.close();
  });

  journey('what did I promise', async (page) => {
    await follow(page, [['header nav', 'Actions'], ['main .tags', /^Callum Reid/]]);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Actions: Callum Reid');
    await expect(page.getByRole('rowheader').first()).toBeVisible();
    await follow(page, [['header nav', 'People'], ['main', 'Callum Reid']]);
    await expect(page.getByRole('heading', { name: 'Has promised' })).toBeVisible();
  });

  journey('what did we decide about this theme', async (page) => {
    await follow(page, [['header nav', 'Themes'], ['main', 'Lending fairly'], ['main .more-of', /^All \d+$/]]);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Decisions: Lending fairly');
    await expect(page.locator('.dec').first()).toContainText('Decided');
  });

  journey('what happened since last time', async (page) => {
    await follow(page, [['header nav', 'Sessions'], ['main', 'Late, lost and lent']]);
    const since = page.getByRole('region', { name: 'Since last time' });
    await expect(since.getByRole('listitem').first()).toBeVisible();
    await since.getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Late, lost and lent');
  });
}

test('an action leads to its place in the notes', async ({ page }) => {
  await page.goto('actions/');
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader') }).first();
  const words = (await row.getByRole('rowheader').textContent()).trim();
  const link = row.locator('td:last-child a');
  const anchor = (await link.getAttribute('href')).split('#')[1];
  await link.click();
  const said = page.locator(`#${anchor}`);
  await expect(said).toBeAttached();
  const around = await said.evaluate((element) => element.closest('li, p, td, tr').textContent);
  expect(around.toLowerCase()).toContain(words.split(' ').slice(0, 3).join(' ').toLowerCase());
});
