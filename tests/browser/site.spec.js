// What readers meet: every kind of page, in light and dark, on a phone, by keyboard, without scripts, from a folder.
import { test, expect } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const root = process.env.GUILDBOOK_SITE;
const first = (folder) => `${folder}/${readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort().at(-1)}/`;
const pages = ['', 'themes/', first('themes'), 'sessions/', first('sessions'), 'members/', first('members'), 'templates/', first('templates'), 'pages/', first('pages'), 'actions/', 'actions/done/', 'actions/by/callum-reid/', 'decisions/', 'sessions/2026-10-13-late-lost-and-lent/', 'tags/', first('tags'), 'nowhere/'];

for (const scheme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    test(`no page breaks a rule of accessibility: ${scheme}, ${width} px`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      for (const path of pages) {
        await page.goto(`http://127.0.0.1:4173/guild/${path}`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((violation) => `${path}: ${violation.id} ${violation.nodes[0].html}`)).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow, `${path || 'home'} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      await context.close();
    });
  }
}

test('the policy of the site is never broken, and nothing comes from elsewhere', async ({ page }) => {
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('404') && faults.push(message.text()));
  page.on('request', (request) => !request.url().startsWith('http://127.0.0.1:4173/guild/') && faults.push(request.url()));
  for (const path of pages) await page.goto(path);
  expect(faults).toEqual([]);
});

test('a session is reached by keyboard alone', async ({ page }) => {
  await page.goto('');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveAttribute('href', '#Gb-main');
  await page.goto('sessions/');
  const link = page.locator('main a[href*="sessions/"]').first();
  const title = (await link.textContent()).trim();
  for (let i = 0; i < 60 && !(await link.evaluate((element) => element === document.activeElement)); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('h1')).toHaveText(title);
});

test('a phone reaches every page of the menu without scripts', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  await page.goto('http://127.0.0.1:4173/guild/');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'People' }).click();
  await expect(page.locator('h1')).toHaveText('People');
  await context.close();
});

test('the site opens from a folder on disk', async ({ page }) => {
  const folder = process.env.GUILDBOOK_FILE_SITE;
  expect(existsSync(join(folder, 'index.html'))).toBe(true);
  await page.goto(`file://${folder}/index.html`);
  const family = await page.locator('h1').first().evaluate((element) => getComputedStyle(element).fontWeight);
  expect(family, 'the style sheet is loaded').toBe('600');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' }).click();
  await page.locator('main a[href*="sessions/"]').first().click();
  await expect(page.locator('h1')).toBeVisible();
});
