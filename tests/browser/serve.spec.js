// What writers meet while the site is served: the page follows the editor, and what is wrong stands over it.
// Each test has a copy of the example of its own, served by the program that the variable GUILDBOOK names.
import { test as base, expect } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = process.env.GUILDBOOK;
const example = fileURLToPath(new URL('../../example-site', import.meta.url));
const session = 'content/sessions/2024-12-10-four-logs-one-table.md';
const session_page = 'sessions/2024-12-10-four-logs-one-table/';
const mistake = '\nTea is made by [Nobody](../members/nobody.md).\n';

/** Starts the program, and gives the process and the address that its first line tells. */
function serve(folder, port = '0') {
  if (!program) throw new Error('the variable GUILDBOOK has to name the program');
  const server = spawn(program, ['serve', folder, '-p', port, '-u', 'http://guild.test/guild/'], { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.once('exit', (status) => failed(new Error(`serve ended with ${status}`)));
    createInterface(server.stdout).once('line', (line) => done({ server, address: line.replace(/^Serving /, '').trim() }));
  });
}

const stop = (server) => new Promise((done) => {
  if (server.exitCode !== null || server.signalCode !== null) return done();
  server.once('exit', done);
  server.kill('SIGINT');
});

/** A copy of the example being served, and what a writer does with it. */
class Site {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'guildbook-serve-'));
    cpSync(example, this.folder, { recursive: true });
  }
  async start(port) { Object.assign(this, await serve(this.folder, port)); }
  async end() {
    await stop(this.server);
    rmSync(this.folder, { recursive: true, force: true });
  }
  path(file) { return join(this.folder, file); }
  text(file) { return readFileSync(this.path(file), 'utf8'); }
  write(file, text) {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }
  append(file, text) { appendFileSync(this.path(file), text); }
  replace(file, from, to) {
    const text = this.text(file);
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    this.write(file, text.replace(from, to));
  }
}

const test = base.extend({
  site: async ({}, use) => {
    const site = new Site();
    await site.start();
    await use(site);
    await site.end();
  },
  // What browsers complain of: only that there is no page, or nobody who answers, is told there by right.
  faults: [async ({ page }, use) => {
    const faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !/status of (404|500)|ERR_CONNECTION|ERR_EMPTY/.test(message.text())) faults.push(message.text());
    });
    await page.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
    await use(faults);
    expect(faults).toEqual([]);
  }, { auto: true }],
});

const main = (page) => page.getByRole('main');
const panel = (page) => page.getByRole('region', { name: 'guildbook preview' });
const findings = (page) => panel(page).getByRole('listitem');
const opener = (page) => panel(page).getByRole('button', { name: /error|warning/ });
const mark_window = (page) => page.evaluate(() => { window.marker = 'still here'; });
const is_same_window = (page) => page.evaluate(() => window.marker === 'still here');

test('the page follows the editor, and keeps what its reader did with it', async ({ page, site }) => {
  site.append(session, '\n<details><summary>The long story</summary>\n\nIt was raining.\n\n</details>\n\nThe [charter](../pages/charter.md) was read.\n');
  await page.goto(site.address + session_page);
  await expect(main(page)).toContainText('It was raining');
  await mark_window(page);
  await page.getByText('The long story').click();
  const link = main(page).getByRole('link', { name: 'charter' }).last();
  await link.focus();
  await page.getByText('The long story').scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => window.scrollY);
  expect(before).toBeGreaterThan(0);

  site.replace(session, 'It was raining.', 'It was snowing.');
  await expect(main(page)).toContainText('It was snowing');
  await expect(main(page)).not.toContainText('It was raining');
  expect(await page.evaluate(() => window.scrollY)).toBe(before);
  await expect(page.locator('.prose details')).toHaveAttribute('open', '');
  await expect(link).toBeFocused();

  site.append(session, '\nA last word.\n');
  await expect(main(page)).toContainText('A last word');
  await expect(page.locator('.prose details')).toHaveAttribute('open', '');
  await expect(link).toBeFocused();
  expect(await is_same_window(page), 'no navigation happened').toBe(true);
});

test('what did not change is not touched', async ({ page, site }) => {
  await page.goto(site.address + session_page);
  await page.evaluate(() => {
    window.changed = [];
    new MutationObserver((records) => window.changed.push(...records.map(({ target }) => target.parentElement?.outerHTML.slice(0, 200)))).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  site.replace(session, 'a shoebox', 'a biscuit tin');
  await expect(main(page)).toContainText('a biscuit tin');
  const changed = await page.evaluate(() => window.changed);
  expect(changed).toHaveLength(1);
  expect(changed[0]).toContain('a biscuit tin');
});

test('what is put in between moves nothing else to another element', async ({ page, site }) => {
  await page.goto(site.address + session_page);
  await mark_window(page);
  await page.evaluate(() => { for (const it of document.querySelectorAll('.prose > *')) it.before_edit = it.textContent; });
  site.write(session, site.text(session).replace('## The logs', 'First of all, tea.\n\n## The logs').replace('## Deposits', 'Last of all, cake.\n\n## Deposits').replace('a shoebox', 'a biscuit tin'));
  await expect(main(page)).toContainText('Last of all, cake');
  const others = await page.locator('.prose > *').evaluateAll((all) => all.filter((it) => it.before_edit !== it.textContent).map((it) => [it.before_edit === undefined, it.textContent]));
  expect(others.map(([is_new]) => is_new)).toEqual([true, false, true]);
  expect(others[1][1]).toContain('a biscuit tin');
  expect(await is_same_window(page)).toBe(true);
});

test('the head follows: title and language', async ({ page, site }) => {
  await page.goto(site.address + session_page);
  await mark_window(page);
  site.replace(session, /^title: .*$/m.exec(site.text(session))[0], 'title: Five logs\nlang: cy');
  await expect(page).toHaveTitle(/Five logs/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'cy');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Five logs');
  expect(await is_same_window(page)).toBe(true);
});

test('what scripts added stays, and what is typed into it', async ({ page, site }) => {
  await page.goto(site.address + session_page);
  await mark_window(page);
  await page.evaluate(() => document.querySelector('.prose').append(document.createElement('input')));
  const field = page.locator('.prose > input');
  await field.fill('half a sente');
  site.replace(session, 'a shoebox', 'a biscuit tin');
  await expect(main(page)).toContainText('a biscuit tin');
  await expect(field).toHaveValue('half a sente');
  await expect(field).toBeFocused();
  expect(await is_same_window(page)).toBe(true);
});

test('buttons that scripts put in stay, and a page whose places for them change is loaded anew', async ({ page, site }) => {
  const template = 'content/templates/repair-slip.md';
  await page.goto(`${site.address}templates/repair-slip/`);
  await page.getByRole('button', { name: 'Dark' }).click();
  const copy = page.getByRole('button', { name: /Copy/ });
  const n = await copy.count();
  expect(n).toBeGreaterThan(0);
  await mark_window(page);
  site.append(template, '\nOne more line.\n');
  await expect(main(page)).toContainText('One more line');
  await expect(copy).toHaveCount(n);
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
  expect(await is_same_window(page)).toBe(true);
  // Without a body there is nothing to copy: the button goes with its place.
  site.write(template, '---\ntitle: Repair slip\n---\n');
  await expect(main(page)).not.toContainText('One more line');
  expect(await is_same_window(page), 'the page was loaded anew').toBe(false);
  await expect(page.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true');
});

test('a style sheet is exchanged in place', async ({ page, site }) => {
  await page.goto(site.address);
  await mark_window(page);
  const style = readFileSync(fileURLToPath(new URL('../../themes/commons/static/style.css', import.meta.url)), 'utf8');
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector('h1')).color);
  await page.evaluate(() => {
    window.was_plain = false;
    const look = () => {
      if (getComputedStyle(document.body).display !== 'flex') window.was_plain = true;
      requestAnimationFrame(look);
    };
    look();
  });
  site.write('skin/static/style.css', `${style}\nh1{color:rgb(1, 2, 3)}`);
  await expect.poll(colour).toBe('rgb(1, 2, 3)');
  site.write('skin/static/style.css', `${style}\nh1{color:rgb(4, 5, 6)}`);
  await expect.poll(colour).toBe('rgb(4, 5, 6)');
  await expect(page.locator('link[rel=stylesheet][href*=style]')).toHaveCount(1);
  expect(await page.evaluate(() => window.was_plain), 'the page was never without style').toBe(false);
  expect(await is_same_window(page)).toBe(true);
});

test('a mistake stands over the page with its place and its help, and goes when it is mended', async ({ page, site }) => {
  await page.goto(site.address + session_page);
  await mark_window(page);
  await expect(main(page)).toBeVisible();
  await expect(panel(page)).toBeHidden();
  const line = site.text(session).split('\n').findIndex((it) => it.includes('kasia-nowak')) + 1;
  const column = site.text(session).split('\n')[line - 1].indexOf('kasia-nowak') + 1;
  site.replace(session, 'kasia-nowak', 'kasia-novak');
  await expect(panel(page).getByRole('heading', { name: '1 error' })).toBeVisible();
  await expect(panel(page).getByRole('heading', { name: 'This page' })).toBeVisible();
  const finding = findings(page).first();
  await expect(finding).toContainText('Error');
  await expect(finding).toContainText('no member is called kasia-novak');
  await expect(finding).toContainText(`${session}:${line}:${column}`);
  await expect(finding).toContainText('unknown-member');
  await expect(finding.locator('mark')).toHaveText('kasia-novak');
  await expect(finding).toContainText('did you mean kasia-nowak?');
  await expect(page.getByRole('status').filter({ hasText: '1 error' })).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1 }), 'the page stays').toHaveText('Four logs, one table');
  await expect(page.locator('body'), 'the panel takes no focus').toBeFocused();
  site.replace(session, 'kasia-novak', 'kasia-nowak');
  await expect(panel(page)).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'All findings are mended' })).toHaveCount(1);
  expect(await is_same_window(page)).toBe(true);
});

test('what was dismissed stays so: while typing above it, and on other pages; what is new opens the panel', async ({ page, site }) => {
  site.append(session, mistake);
  await page.goto(site.address + session_page);
  await expect(findings(page)).toHaveCount(1);
  await panel(page).getByRole('button', { name: 'Hide' }).click();
  await expect(findings(page)).toHaveCount(0);
  await expect(opener(page)).toBeVisible();

  site.replace(session, '## The logs', 'First of all, tea.\n\n## The logs');
  await expect(main(page)).toContainText('First of all, tea');
  await expect(findings(page)).toHaveCount(0);
  await page.goto(`${site.address}members/`);
  await expect(opener(page)).toBeVisible();
  await expect(findings(page)).toHaveCount(0);

  await opener(page).click();
  await expect(findings(page)).toHaveCount(1);
  await expect(panel(page).getByRole('heading', { name: 'This page' })).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'Hide' }).click();
  site.replace(session, 'mairi-stewart', 'mairi-stuart');
  await expect(findings(page)).toHaveCount(2);
});

test('what stood elsewhere before does not interrupt, however much it is; a new mistake does', async ({ page, site }) => {
  const links = (from, to) => Array.from({ length: to - from }, (_, n) => `\nSee [one](nowhere-${from + n}.md).\n`).join('');
  site.append('content/pages/norms.md', links(0, 130));
  await expect.poll(async () => (await (await page.request.get(`${site.address}.guildbook/findings`)).json()).counts.warning).toBe(130);
  await page.goto(site.address + session_page);
  await expect(panel(page).getByRole('button', { name: '130 warnings' })).toBeVisible();
  site.write('content/pages/norms.md', site.text('content/pages/norms.md').replace(links(0, 5), ''));
  await expect(panel(page).getByRole('button', { name: '125 warnings' })).toBeVisible();
  await opener(page).click();
  await expect(findings(page)).toHaveCount(100);
  await expect(panel(page)).toContainText('25 more are not shown here');
  await panel(page).getByRole('button', { name: 'Hide' }).click();
  site.replace(session, 'kasia-nowak', 'kasia-novak');
  await expect(panel(page).getByRole('heading', { name: '1 error, 125 warnings' })).toBeVisible();
  await expect(findings(page).first()).toContainText('kasia-novak');
});

test('the panel is used by keyboard alone', async ({ page, site }) => {
  site.append(session, mistake);
  await page.goto(site.address + session_page);
  await expect(findings(page)).toHaveCount(1);
  const hide = panel(page).getByRole('button', { name: 'Hide' });
  await hide.focus();
  await page.keyboard.press('Tab');
  await expect(panel(page).getByRole('group', { name: 'Findings' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(findings(page)).toHaveCount(0);
  await expect(opener(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(findings(page)).toHaveCount(1);
  await expect(hide).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(opener(page)).toBeFocused();
});

test('the panel hides nothing that has the focus, and the end of the page can be seen', async ({ page, site }) => {
  site.append(session, mistake);
  await page.goto(site.address + session_page);
  await expect(findings(page)).toHaveCount(1);
  const top = await panel(page).evaluate((it) => it.getBoundingClientRect().top);
  await page.locator('.brand').focus();
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const it = document.activeElement;
      return it.closest('body') && it !== document.body && it.tagName !== 'MAIN' ? it.getBoundingClientRect().bottom : 0;
    });
    expect(at).toBeLessThanOrEqual(top);
  }
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect.poll(() => page.locator('footer').evaluate((it) => it.getBoundingClientRect().bottom)).toBeLessThanOrEqual(top + 1);
});

test('a broken layout keeps the page, with a word that it is old', async ({ page, site }) => {
  await page.goto(site.address + session_page);
  await mark_window(page);
  site.write('skin/layouts/session.html', '{% extends "base.html" %}{% block main %}{{ nothing.of.the.kind }');
  await expect(panel(page)).toContainText('are from before');
  await expect(findings(page).first()).toContainText('session.html');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Four logs, one table');
  rmSync(site.path('skin/layouts/session.html'));
  await expect(panel(page)).toBeHidden();
  expect(await is_same_window(page)).toBe(true);
});

test('a site that cannot be shown at first says why, and is there once that is mended', async ({ page, site }) => {
  const settings = site.text('guildbook.yaml');
  await stop(site.server);
  site.write('guildbook.yaml', 'title: [');
  await site.start();
  await page.goto(site.address);
  await expect(findings(page).first()).toContainText('guildbook.yaml:1:8');
  site.write('guildbook.yaml', settings);
  await expect(page).toHaveTitle('Fettle');
  await expect(page).toHaveURL(/\/guild\/$/);
  await expect(panel(page)).toBeHidden();
});

test('the place of a finding leads to the editor that the settings name', async ({ page, site }) => {
  site.append('guildbook.yaml', '\nserve: {editor: vscode}\n');
  site.append(session, mistake);
  await page.goto(site.address + session_page);
  await expect(findings(page).getByRole('link')).toHaveAttribute('href', new RegExp(`^vscode://.*${session}:\\d+:\\d+$`));
});

test('a page that moved says where to, and one that is gone says so, until it is there again', async ({ page, site }) => {
  await page.goto(`${site.address}pages/insurance/`);
  const file = 'content/pages/insurance.md';
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  const moved = page.getByRole('status').filter({ hasText: 'This page is now at' });
  const gone = page.getByRole('status').filter({ hasText: 'This page is gone' });
  renameSync(site.path(file), site.path('content/pages/cover.md'));
  await expect(moved).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 }), 'the page stays').toHaveText(title);
  await moved.getByRole('link').click();
  await expect(page).toHaveURL(/\/guild\/pages\/cover\/$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);

  const text = site.text('content/pages/cover.md');
  rmSync(site.path('content/pages/cover.md'));
  await expect(gone).toBeVisible();
  site.write('content/pages/cover.md', text);
  await expect(gone).toHaveCount(0);
});

test('an address that nothing lies at yet becomes a page when its file is written', async ({ page, site }) => {
  await page.goto(`${site.address}pages/later/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  site.write('content/pages/later.md', '# Written at last\n\nHere.\n');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Written at last');
});

test('a page that is held back says so, and why, until it is mended', async ({ page, site }) => {
  const note = page.getByRole('status').filter({ hasText: `This page is held back until ${session} is mended.` });
  const title = page.getByRole('heading', { level: 1 });
  await page.goto(site.address + session_page);
  await mark_window(page);
  const text = site.text(session);
  site.write(session, text.replace('title:', 'audience: nobody-we-know\ntitle:'));
  await expect(note).toContainText('You see it as it was before.');
  await expect(panel(page).getByRole('heading', { name: 'This page' })).toBeVisible();
  await expect(title).toHaveText('Four logs, one table');
  site.write(session, text);
  await expect(note).toHaveCount(0);
  await expect(panel(page)).toBeHidden();
  expect(await is_same_window(page)).toBe(true);

  site.write(session, text.replace('title:', 'audience: nobody-we-know\ntitle:'));
  await expect(note).toBeVisible();
  await page.reload();
  await expect(note).toBeVisible();
  await expect(note).not.toContainText('as it was before');
  await expect(panel(page).getByRole('heading', { name: 'This page' })).toBeVisible();
  site.write(session, text);
  await expect(title).toHaveText('Four logs, one table');
});

test('when the program ends the page says so, and goes on when it is back', async ({ page, site }) => {
  await page.goto(site.address + session_page);
  await mark_window(page);
  await expect(main(page)).toBeVisible();
  const note = page.getByRole('status').filter({ hasText: 'The preview has stopped' });
  await stop(site.server);
  await expect(note).toBeVisible({ timeout: 20_000 });
  site.replace(session, 'a shoebox', 'a biscuit tin');
  await site.start(new URL(site.address).port);
  await expect(main(page)).toContainText('a biscuit tin', { timeout: 20_000 });
  await expect(note).toHaveCount(0);
  expect(await is_same_window(page)).toBe(true);
});

test('a page that cannot be seen holds no request, and catches up when it is looked at', async ({ page, site }) => {
  const asks = (request) => request.url().includes('.guildbook/build');
  await Promise.all([page.waitForRequest(asks), page.goto(site.address + session_page)]);
  const show = (is_hidden) => page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, is_hidden);
  const held = page.waitForEvent('requestfailed', asks);
  await show(true);
  await held;
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  site.replace(session, 'a shoebox', 'a biscuit tin');
  const other = await page.context().newPage();
  await other.goto(site.address + session_page);
  await expect(main(other)).toContainText('a biscuit tin');
  expect(asked).toEqual([]);
  await show(false);
  await expect(main(page)).toContainText('a biscuit tin');
});

for (const scheme of ['light', 'dark']) {
  for (const width of [320, 1280]) {
    test(`the panel breaks no rule of accessibility: ${scheme}, ${width} px`, async ({ browser, site }) => {
      const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 700 } });
      const page = await context.newPage();
      site.append(session, mistake);
      site.replace(session, 'kasia-nowak', 'kasia-novak');
      site.append('content/pages/insurance.md', mistake);
      await page.goto(site.address + session_page);
      await expect(findings(page)).toHaveCount(3);
      const violations = async () => (await new AxeBuilder({ page }).analyze()).violations.map((it) => `${it.id} ${it.nodes[0].html}`);
      expect(await violations(), 'open').toEqual([]);
      const box = await panel(page).boundingBox();
      expect(box.height, 'at most half of the window').toBeLessThanOrEqual(350);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 'nothing scrolls sideways').toBeLessThanOrEqual(0);
      const list = panel(page).getByRole('group', { name: 'Findings' });
      expect(await list.evaluate((it) => it.scrollWidth - it.clientWidth), 'nor does the list').toBeLessThanOrEqual(0);
      await panel(page).getByRole('button', { name: 'Hide' }).click();
      await expect(opener(page)).toBeVisible();
      expect(await violations(), 'dismissed').toEqual([]);
      await context.close();
    });
  }
}

test('the panel is not printed, and words of authors in it are no HTML', async ({ page, site }) => {
  site.append(session, '\nTea is made by [[members/<img src=x>]] and [one](../members/<b>nobody</b>.md) and [two](../members/%3Cb%3Enobody%3C/b%3E.md).\n');
  await page.goto(site.address + session_page);
  await expect(panel(page)).toBeVisible();
  expect(await panel(page).locator('img, b').count()).toBe(0);
  await page.emulateMedia({ media: 'print' });
  await expect(panel(page)).toBeHidden();
});
