// What people come for: somebody who knows, a template to take along, the notes of a session, and all of it on a phone,
// by keyboard, without scripts, much enlarged, and on paper.
import { test, expect } from '@playwright/test';

const site = 'http://127.0.0.1:4173/guild/';
const main = (page) => page.getByRole('main');

async function without_scripts(browser, viewport = { width: 1280, height: 900 }) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport });
  return context.newPage();
}

/** Presses Tab until the element has the focus. */
async function tab_to(page, element) {
  for (let n = 0; n < 80; n++) {
    if (await element.evaluate((it) => it === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the element cannot be reached by keyboard');
}

test('from home to somebody who knows about a theme', async ({ browser }) => {
  const page = await without_scripts(browser);
  await page.goto(site);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Themes' }).click();
  await main(page).getByRole('link', { name: 'Lithium batteries' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lithium batteries');
  const people = main(page).getByRole('region', { name: 'Who knows' }).or(main(page).locator('section', { has: page.getByRole('heading', { name: /know/i }) })).first();
  await people.getByRole('link', { name: 'Tunde Adeyemi' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tunde Adeyemi');
  await expect(main(page)).toContainText('Electrical safety');
});

test('a template is taken along as Markdown', async ({ page }) => {
  await page.goto('templates/repair-slip/');
  const link = main(page).getByRole('link', { name: /Markdown/ }).first();
  const source = await page.request.get(new URL(await link.getAttribute('href'), page.url()).href);
  expect(source.ok()).toBe(true);
  const text = await source.text();
  expect(text).toMatch(/^# Repair slip/m);
  expect(text).not.toMatch(/^---/);
});

test('a template is copied by its button, which says so', async ({ browser }) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(`${site}templates/repair-slip/`);
  await page.getByRole('button', { name: /Copy/ }).first().click();
  await expect(page.getByRole('status')).not.toBeEmpty();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Repair slip');
});

test('a session is read on a phone', async ({ browser }) => {
  const page = await without_scripts(browser, { width: 360, height: 740 });
  await page.goto(site);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' }).click();
  await main(page).getByRole('link', { name: 'The swollen battery' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The swollen battery');
  const notes = main(page).getByRole('heading', { level: 2 }).first();
  await expect(notes).toBeVisible();
  const size = await main(page).locator('.prose p').first().evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
  expect(size).toBeGreaterThanOrEqual(16);
});

test('the menu opens and closes by keyboard, and the focus comes back', async ({ browser }) => {
  const page = await without_scripts(browser, { width: 360, height: 740 });
  await page.goto(site);
  const button = page.getByRole('button', { name: 'Menu' });
  await tab_to(page, button);
  await page.keyboard.press('Enter');
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' });
  await expect(link).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(link).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await tab_to(page, link);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sessions');
});

const everywhere = ['', 'themes/', 'themes/battery-safety/', 'sessions/', 'sessions/2026-06-09-the-swollen-battery/', 'members/', 'members/tunde-adeyemi/', 'templates/', 'templates/repair-slip/', 'stories/', 'questions/', 'resources/', 'groups/battery-watch/', 'glossary/', 'a-z/', 'tags/', 'pages/charter/', 'pages/how-to-join-ar/', 'nowhere/'];

for (const [name, viewport, factor] of [['320 px', { width: 320, height: 640 }, 1], ['400 % zoom', { width: 1280, height: 1024 }, 4]]) {
  test(`nothing scrolls sideways at ${name}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: viewport.width / factor, height: viewport.height / factor }, deviceScaleFactor: factor });
    const page = await context.newPage();
    for (const path of everywhere) {
      await page.goto(site + path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over, path || 'home').toBeLessThanOrEqual(0);
    }
  });
}

test('everything can be reached without scripts', async ({ browser }) => {
  const page = await without_scripts(browser);
  const seen = new Set();
  const waiting = [site];
  while (waiting.length) {
    const url = waiting.pop();
    if (seen.has(url)) continue;
    seen.add(url);
    await page.goto(url);
    const hrefs = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((a) => a.href.split('#')[0]));
    for (const href of hrefs) if (href.startsWith(site) && (href.endsWith('/') || href.endsWith('.html')) && !seen.has(href)) waiting.push(href);
  }
  for (const path of everywhere.filter((path) => path !== 'nowhere/')) expect([...seen], path || 'home').toContain(site + path);
});

test('a session goes on two sheets of paper, without bars and buttons', async ({ page }) => {
  await page.goto('sessions/2026-06-09-the-swollen-battery/');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await expect(page.getByRole('button')).toHaveCount(0);
  const pdf = await page.pdf({ format: 'A4' });
  expect((pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length).toBeLessThanOrEqual(2);
});

test('a page in Arabic runs from right to left, in Arabic words', async ({ page }) => {
  await page.goto('pages/how-to-join-ar/');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  const main_box = await main(page).getByRole('heading', { level: 1 }).boundingBox();
  expect(main_box.x + main_box.width).toBeGreaterThan(page.viewportSize().width / 2);
  await expect(page.locator('.skip')).toContainText(/[\u0600-\u06ff]/);
});
