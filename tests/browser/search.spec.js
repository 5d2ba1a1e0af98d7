// Searching as readers do: by keyboard, with mistakes, from a folder, in Arabic, without scripts; and what must not happen.
import { test, expect } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const site = 'http://127.0.0.1:4173/guild/';
const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.js': 'text/javascript' };

const dialog = (page) => page.getByRole('dialog', { name: 'Search' });
const field = (page) => page.getByRole('combobox', { name: 'Search this site' });
const options = (page) => page.getByRole('option');
const told = (page) => dialog(page).getByRole('status');

/** Opens the box and types. */
async function seek(page, query) {
  await page.keyboard.press('/');
  await field(page).fill(query);
}

/** What the engine answers on the page that is open. */
const ask = (page, query, options) => page.evaluate(async ([query, options]) => {
  const results = await guildbook.search(query, options);
  return { titles: results.map(({ title }) => title), urls: results.map(({ url }) => url), kinds: results.map(({ kind }) => kind), dates: results.map(({ date }) => date), sections: results.map(({ sections }) => sections.map(({ url }) => url)), excerpts: results.map(({ excerpt }) => excerpt), total: results.total, instead: results.instead, nearest: results.nearest, facets: results.facets };
}, [query, options]);

/** Everything that breaks the policy, fails to load or throws, from now on. */
function faults_of(page) {
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  return faults;
}

test('nothing is asked for before somebody searches', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => request.url().includes('/search/') && asked.push(request.url()));
  await page.goto('');
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: 'Search' }).hover();
  await expect.poll(() => asked.length).toBeGreaterThan(0);
});

test('a session is found and opened by keyboard alone, and its words are marked there', async ({ page }) => {
  const faults = faults_of(page);
  await page.goto('');
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('swollen battery');
  await expect(options(page).first()).toBeVisible();
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
  await expect(told(page)).toHaveText(/^\d+ results?$/);
  const target = options(page).filter({ has: page.locator('b', { hasText: /^The swollen battery$/ }) }).first();
  for (let n = 0; n < 40 && await target.getAttribute('aria-selected') !== 'true'; n++) await page.keyboard.press('ArrowDown');
  expect(await field(page).getAttribute('aria-activedescendant')).toBe(await target.getAttribute('id'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The swollen battery');
  await expect(page.locator('.found')).toHaveText(/\d+ places? (is|are) marked/);
  expect(await page.evaluate(() => CSS.highlights.get('found').size)).toBeGreaterThan(2);
  await page.getByRole('button', { name: 'Remove the marks' }).click();
  expect(await page.evaluate(() => CSS.highlights.has('found'))).toBe(false);
  await page.reload();
  await expect(page.locator('.found')).toHaveCount(0);
  expect(faults).toEqual([]);
});

test('the keys open, move and close, and the focus comes back', async ({ page }) => {
  await page.goto('themes/');
  const link = page.getByRole('main').getByRole('link').first();
  await link.focus();
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('repair');
  await expect(options(page).nth(1)).toBeVisible();
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('/');
  await expect(field(page)).toHaveValue('repair/');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(link).toBeFocused();
});

test('the link is a link without scripts, and leads to every way into the site', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site);
  await expect(page.getByRole('button', { name: 'Search' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Search' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Search');
  await expect(page.locator('noscript .without')).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  for (const way of ['Themes', 'People', 'Tags', 'Sessions', 'A–Z']) await expect(page.getByRole('region', { name: 'Other ways in' }).getByRole('link', { name: way, exact: true })).toBeVisible();
  const anchors = await page.locator('main a[href*="#"]').evaluateAll((links) => links.map((link) => link.href));
  expect(anchors.length).toBeGreaterThan(5);
  for (const anchor of anchors) {
    await page.goto(anchor);
    await expect(page.locator(`[id="${decodeURIComponent(new URL(anchor).hash.slice(1))}"]`), anchor).toHaveCount(1);
  }
  await context.close();
});

test('misspelt, half a word, a phrase, and what must not be there', async ({ page }) => {
  await page.goto('');
  expect((await ask(page, 'Tunde Adeyemi')).titles[0]).toBe('Tunde Adeyemi');
  const misspelt = await ask(page, 'Tunde Adeyami');
  expect(misspelt.titles[0]).toBe('Tunde Adeyemi');
  expect(misspelt.instead).toBe('tunde adeyemi');
  expect((await ask(page, 'yunde adeyemi')).titles[0]).toBe('Tunde Adeyemi');
  expect((await ask(page, 'adey')).titles[0]).toBe('Tunde Adeyemi');
  const phrase = await ask(page, '"swollen battery"', { limit: 50 });
  const words = await ask(page, 'swollen battery', { limit: 50 });
  expect(phrase.total).toBeGreaterThan(0);
  expect(phrase.total).toBeLessThan(words.total);
  expect((await ask(page, '"battery swollen"')).instead, 'a phrase that stands nowhere is its words').toBe('battery swollen');
  const without = await ask(page, 'battery -swollen', { limit: 100 });
  expect(without.total).toBeGreaterThan(0);
  expect(without.titles).not.toContain('The swollen battery');
});

test('a name comes before a mention, and a heading leads to its section', async ({ page }) => {
  await page.goto('');
  expect((await ask(page, 'Repair slip')).titles[0]).toBe('Repair slip');
  expect((await ask(page, 'tunde')).kinds[0]).toBe('member');
  const heading = await page.evaluate(async () => {
    const answer = await fetch('pages/charter/');
    const text = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const found = [...text.querySelectorAll('.prose h2[id]')].find((one) => one.textContent.trim().includes(' '));
    return [found.textContent.trim(), found.id];
  });
  const found = await ask(page, heading[0]);
  expect(found.sections[found.urls.findIndex((url) => url.endsWith('pages/charter/'))][0]).toContain(`#${heading[1]}`);
});

test('filters narrow down, are counted, and stand in the address', async ({ page }) => {
  await page.goto('');
  const all = await ask(page, 'battery', { facets: true, limit: 100 });
  const kinds = all.facets.find(({ name }) => name === 'kind').values;
  expect(kinds.reduce((sum, { count }) => sum + count, 0)).toBe(all.total);
  const sessions = await ask(page, 'battery', { filters: { kind: ['session'] }, facets: true, limit: 100 });
  expect(sessions.total).toBe(kinds.find(({ value }) => value === 'session').count);
  expect(new Set(sessions.kinds)).toEqual(new Set(['session']));
  expect(sessions.facets.find(({ name }) => name === 'kind').values.length, 'a facet leaves its own choice out').toBe(kinds.length);
  const both = await ask(page, 'battery', { filters: { kind: ['session', 'template'] }, limit: 100 });
  expect(both.total).toBe(kinds.filter(({ value }) => ['session', 'template'].includes(value)).reduce((sum, { count }) => sum + count, 0));
  const newest = await ask(page, '', { filters: { kind: ['session'] }, limit: 20 });
  expect(newest.dates).toEqual([...newest.dates].sort().reverse());

  await page.goto('search/?q=battery&kind=session');
  await expect(page.getByRole('status').first()).toHaveText(`${sessions.total} results`);
  await expect(page.getByRole('checkbox', { name: /^Session/ })).toBeChecked();
  await page.getByRole('checkbox', { name: /^Session/ }).uncheck();
  await expect(page).toHaveURL(`${site}search/?q=battery`);
  await expect(page.getByRole('status').first()).toHaveText(`${all.total} results`);
  await page.getByRole('textbox', { name: 'Search this site' }).fill('repair slip');
  await expect(page).toHaveURL(`${site}search/?q=repair+slip`);
  await expect(page.locator('.rows a').first()).toHaveText('Repair slip');
});

test('a site can answer in its own way', async ({ page }) => {
  await page.addInitScript(() => { window.guildbook = { provider: async (query) => [{ url: '#somewhere', title: `Own: ${query}`, excerpt: 'From elsewhere.' }] }; });
  await page.goto('');
  await seek(page, 'kettle');
  await expect(options(page).first()).toContainText('Own: kettle');
  await expect(told(page)).toHaveText('1 result');
});

test('whatever is typed is text', async ({ page }) => {
  const faults = faults_of(page);
  await page.goto('');
  await page.evaluate(() => { window.hit = false; });
  const marks = [...Array(94)].map((_, n) => String.fromCharCode(33 + n)).filter((sign) => !/[a-z0-9]/i.test(sign));
  const hostile = ['<img src=x onerror="window.hit=true">', '__proto__', 'constructor', 'toString hasOwnProperty', 'a'.repeat(10_000), 'ab '.repeat(3_333), '"', '""', '" "', '-', '--', '-"', '*', '\u0000', '\ud800', '\u202e', ...marks];
  for (const query of hostile) {
    const found = await ask(page, query, { facets: true });
    expect(found.total, query.slice(0, 40)).toBeGreaterThanOrEqual(0);
    expect(found.titles.length).toBeLessThanOrEqual(10);
  }
  for (const query of hostile.slice(0, 6)) {
    await seek(page, query);
    await expect(told(page)).toHaveText(/^\d+ results?$/);
    await page.keyboard.press('Escape');
  }
  await page.goto(`search/?q=${encodeURIComponent(hostile[0])}&kind=__proto__&kind=%3Cb%3E&__proto__=x`);
  await expect(page.getByRole('textbox', { name: 'Search this site' })).toHaveValue(hostile[0]);
  await expect(page.getByRole('status').first()).toHaveText(/results?$/);
  expect(await page.evaluate(() => window.hit)).toBeUndefined();
  expect(await page.locator('main img[src=x]').count()).toBe(0);
  expect(faults).toEqual([]);
});

for (const scheme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    test(`the open box and the page break no rule of accessibility: ${scheme}, ${width} px`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const check = async (what) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((violation) => `${what}: ${violation.id} ${violation.nodes[0].html}`)).toEqual([]);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(over, what).toBeLessThanOrEqual(0);
      };
      await page.goto(site);
      await page.keyboard.press('/');
      await check('empty');
      await seek(page, 'batery');
      await expect(options(page).first()).toBeVisible();
      await check('results');
      await dialog(page).getByText('Narrow down').click();
      await expect(dialog(page).getByRole('checkbox').first()).toBeVisible();
      await check('filters');
      for (const target of await dialog(page).locator('button, summary, label:not(.vh), [role=option]').all()) expect((await target.boundingBox()).height, await target.textContent()).toBeGreaterThanOrEqual(43.9);
      await field(page).fill('qqqqzzzz');
      await expect(options(page)).toHaveCount(0);
      await check('nothing');
      await page.goto(`${site}search/?q=battery&kind=session`);
      await expect(page.locator('.rows li').first()).toBeVisible();
      await check('page');
      await context.close();
    });
  }
}

for (const [name, viewport, factor] of [['320 px', { width: 320, height: 640 }, 1], ['400 % zoom', { width: 1280, height: 1024 }, 4]]) {
  test(`the box can be used at ${name}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: viewport.width / factor, height: viewport.height / factor }, deviceScaleFactor: factor });
    const page = await context.newPage();
    for (const path of ['', 'search/?q=battery']) {
      await page.goto(site + path);
      if (!path) await seek(page, 'battery');
      const first = path ? page.locator('.rows a').first() : options(page).first();
      await expect(first).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
      if (!path) {
        const box = await dialog(page).boundingBox();
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(viewport.width / factor);
        expect((await page.locator('.search .hits').boundingBox()).height, 'there is room for results').toBeGreaterThan(40);
      }
    }
    await context.close();
  });
}

test('in Arabic the box runs from right to left, and finds Arabic', async ({ page }) => {
  await page.goto('pages/how-to-join-ar/');
  const title = (await page.getByRole('heading', { level: 1 }).textContent()).trim();
  await page.keyboard.press('/');
  const box = page.locator('dialog.search');
  expect(await box.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
  await box.getByRole('combobox').fill(title.split(' ')[0]);
  await expect(box.getByRole('option').first()).toContainText(title);
  await box.getByRole('combobox').fill('battery');
  await expect(box.getByRole('option').first()).toBeVisible();
  await expect(box.getByRole('status')).toHaveText(/[\u0600-\u06ff]/);
});

/** A plain server of a folder at its root, which sends the policy with every file. */
async function served(folder, use) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY }).end(readFileSync(file));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  try { await use(`http://127.0.0.1:${server.address().port}/`); } finally { server.close(); }
}

/** A search by hand, from the home page to what was found. */
async function journey(page, home, query, title) {
  const faults = faults_of(page);
  await page.goto(home);
  await seek(page, query);
  await expect(options(page).first()).toContainText(title);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  await page.goto(home);
  await seek(page, query);
  await dialog(page).getByRole('link', { name: 'All results' }).click();
  await expect(page.locator('.rows a').first()).toContainText(title);
  expect(faults).toEqual([]);
}

test('searching works at the root of a host under the strict policy', async ({ page }) => {
  await served(process.env.GUILDBOOK_SITE, (home) => journey(page, home, 'repiar slip', 'Repair slip'));
});

test('searching works below a path', async ({ page }) => {
  await journey(page, site, 'repiar slip', 'Repair slip');
});

test('searching works from a folder with a blank and a letter that is not ASCII in its name', async ({ page }) => {
  const folder = join(mkdtempSync(join(tmpdir(), 'guildbook-')), 'unsere Küche # 1');
  cpSync(process.env.GUILDBOOK_FILE_SITE, folder, { recursive: true });
  await journey(page, pathToFileURL(join(folder, 'index.html')).href, 'repiar slip', 'Repair slip');
});

test('a site of one page can be searched', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'guildbook-'));
  mkdirSync(join(folder, 'content/pages'), { recursive: true });
  writeFileSync(join(folder, 'guildbook.yaml'), 'title: Small\n');
  writeFileSync(join(folder, 'content/pages/kettle.md'), '# The kettle\n\nIt whistles.\n');
  execFileSync(process.env.GUILDBOOK ?? '../../target/debug/guildbook', ['build', folder, '--output', join(folder, 'out'), '--quiet']);
  await served(join(folder, 'out'), (home) => journey(page, home, 'kettel', 'The kettle'));
});

test('who types and presses Enter at once opens what was typed', async ({ page }) => {
  await page.goto('');
  await seek(page, 'battery');
  await expect(options(page).first()).toBeVisible();
  await dialog(page).getByRole('combobox').fill('repair slip');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Repair slip');
});

test('the way to all results leads to what was typed from the first letter', async ({ page }) => {
  await page.goto('');
  await seek(page, '');
  const href = await page.evaluate(() => {
    const field = document.querySelector('dialog.search input');
    field.value = 'slip';
    field.dispatchEvent(new Event('input'));
    return document.querySelector('dialog.search .all').search;
  });
  expect(href).toBe('?q=slip');
});

test('words are what the index takes for words', async ({ page }) => {
  const cases = JSON.parse(readFileSync('../search/words.json', 'utf8'));
  expect(cases.length).toBeGreaterThan(20);
  await page.goto('');
  await ask(page, 'words');
  const found = await page.evaluate((texts) => texts.map((text) => guildbook.stretches(text)), cases.map(({ text }) => text));
  const short = (word) => word && word.length <= 64 ? word : null;
  const as_written = ({ letters, parts, whole }) => letters ? { run: parts } : parts.length > 1 || whole ? [whole, ...parts].map(short) : short(parts[0]);
  cases.forEach(({ text, words }, n) => expect(found[n].map(as_written), text).toEqual(words));
});

test('what is off by a letter is near, and by two in long words', async ({ page }) => {
  await page.goto('');
  await ask(page, 'words');
  const distances = await page.evaluate(() => [['kettle', 'kettle'], ['kettle', 'ketlte'], ['kettle', 'kettles'], ['kettle', 'ettle'], ['kettle', 'mettle'], ['facilitator', 'fasilitatro'], ['tea', 'kettle']].map(([a, b]) => guildbook.distance(a, b, 2)));
  expect(distances).toEqual([0, 1, 1, 1, 1, 2, 3]);
});
