// The preview in the browser: an open page follows what is saved, and what is wrong stands over it.
//
// 1. A request is held at the server until there is another build, but only while somebody can see the page.
// 2. Then the page is fetched again. It is compared with the page as it was fetched before, not with the document, in
//    which scripts and readers have been at work: attributes, text and children that differ are changed, everything
//    else stays, and with it scroll position, focus, what was typed and what was opened. Children are paired where they
//    are equal, else by name and id. A style sheet stands beside its successor until that has loaded.
// 3. Where this could go wrong, the page is loaded anew: a script or the policy of the page is another, or what
//    differs is something that a script of the page has changed, or is like it. An observer keeps account of that.
// 4. The findings are fetched and shown in a panel with a shadow root, which is styled by no skin and styles none.
//
// Needs of the page: to be the first of its deferred scripts; `data-build`, `data-base` and, if the page is made of one
// file, `data-source` on the script's own element. Needs of the server, below `.guildbook/`: `build`, `findings` and
// `preview.css`; with status 404 the header `Guildbook-Moved-To` (an address) or `Guildbook-Withheld` (a file).
// Keeps what was dismissed in the session storage of the tab.
'use strict';
(() => {
  const own = document.currentScript;
  const { base } = own.dataset;
  const place_of = (name) => `${base}.guildbook/${name}`;

  /** The page cannot be changed in place; it has to be loaded anew. */
  class CannotFollow extends Error {}

  // ---- The page follows -------------------------------------------------------------------------------------------

  const live_of = new WeakMap(); // From a node as it was fetched to the one in the document,
  const fetched_as = new WeakMap(); // and back. What scripts have added is in neither.
  const touched = new WeakMap(); // What others changed at a node: names of attributes, '' for what is in it.
  const decorated = new Set(); // What elements look like that others changed.

  const bind = (fetched, live) => { live_of.set(fetched, live); fetched_as.set(live, fetched); };

  /** Walks two equal trees in step. */
  const both = (one, other, act) => {
    act(one, other);
    for (let a = one.firstChild, b = other.firstChild; a; a = a.nextSibling, b = b.nextSibling) both(a, b, act);
  };

  /** Takes out what is no part of the page: this script, and what readers with scripts never see. */
  const pared = (tree) => {
    for (const it of tree.querySelectorAll('noscript, script[data-build][data-base]')) it.remove();
    return tree;
  };

  // In a document of its own, where no picture of it is fetched a second time.
  const copy_of_page = () => {
    const copy = document.implementation.createHTMLDocument('').importNode(document.documentElement, true);
    both(copy, document.documentElement, bind);
    return pared(copy);
  };

  /** What scripts find elements by. */
  const look = (element) => {
    const data = element.getAttributeNames().filter((name) => name.startsWith('data-')).sort();
    return [element.localName, element.getAttribute('class'), ...data].join(' ');
  };

  const note_changes_of_others = (records) => {
    for (const { target, attributeName } of records) {
      // Readers open and close details.
      if (!fetched_as.has(target) || attributeName === 'open') continue;
      if (!touched.has(target)) touched.set(target, new Set());
      touched.get(target).add(attributeName ?? '');
      if (target.nodeType === Node.ELEMENT_NODE) decorated.add(look(fetched_as.get(target)));
    }
  };
  const observer = new MutationObserver(note_changes_of_others);

  /** Changes the document without taking it for a change of others. */
  const change = (act) => {
    note_changes_of_others(observer.takeRecords());
    try { act(); } finally { observer.takeRecords(); }
  };

  /** What changes of a page can only be had by loading it: its scripts, its policy, what addresses are relative to. */
  const foundation = (tree) => [...tree.querySelectorAll('script, meta[http-equiv], base, template')]
    .filter((it) => it.localName !== 'script' || /^(module|importmap|(text|application)\/(java|ecma)script)?$/i.test(it.type))
    .map((it) => it.outerHTML).join('\n');

  const is_style_sheet = (node) => node.localName === 'link' && node.relList?.contains('stylesheet');

  /** Pairs of places at which two lists have the same key: as many as there can be, in order. */
  const align = (was, now, key) => {
    const a = was.map(key);
    const b = now.map(key);
    let start = 0;
    while (start < a.length && start < b.length && a[start] === b[start]) start++;
    let end = 0;
    while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
    const pairs = Array.from({ length: start }, (_, n) => [n, n]);
    const common = longest_common(a.slice(start, a.length - end), b.slice(start, b.length - end));
    for (const [i, j] of common) pairs.push([start + i, start + j]);
    for (let n = end; n > 0; n--) pairs.push([a.length - n, b.length - n]);
    return pairs;
  };

  /** By the usual table: how long what two lists have in common is at most, from each pair of places on. */
  const lengths_in_common = (a, b) => {
    if (a.length * b.length > 4_000_000) throw new CannotFollow();
    const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--) {
      const [here, below] = [lengths[i], lengths[i + 1]];
      for (let j = b.length - 1; j >= 0; j--) here[j] = a[i] === b[j] ? below[j + 1] + 1 : Math.max(below[j], here[j + 1]);
    }
    return lengths;
  };

  const longest_common = (a, b) => {
    const lengths = lengths_in_common(a, b);
    const pairs = [];
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      if (a[i] === b[j]) pairs.push([i++, j++]);
      else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
      else j++;
    }
    return pairs;
  };

  const text_of = (node) => node.outerHTML ?? `${node.nodeName} ${node.data}`;
  const labels = ['id', 'rel', 'name', 'property'];
  const label_of = (node) => [node.nodeName, ...labels.map((name) => node.getAttribute?.(name))].join(' ');

  /** From each child as it is now to the one that it was, where there was one. */
  const pair_up = (was, now) => {
    const pairs = new Map();
    let i = 0;
    let j = 0;
    for (const [x, y] of [...align(was, now, text_of), [was.length, now.length]]) {
      const before = was.slice(i, x);
      const after = now.slice(j, y);
      for (const [p, q] of align(before, after, label_of)) pairs.set(after[q], before[p]);
      if (y < now.length) pairs.set(now[y], was[x]);
      i = x + 1;
      j = y + 1;
    }
    return pairs;
  };

  const refuse_if_touched = (live, name) => { if (touched.get(live)?.has(name)) throw new CannotFollow(); };

  const patch_attribute = (live, name, now) => {
    refuse_if_touched(live, name);
    // The words for what a script has put in.
    if (name.startsWith('data-')) refuse_if_touched(live, '');
    const attribute = now.getAttributeNode(name);
    if (attribute) live.setAttributeNS(attribute.namespaceURI, name, attribute.value);
    else live.removeAttribute(name);
  };

  const patch_attributes = (live, was, now) => {
    const names = new Set([...was.getAttributeNames(), ...now.getAttributeNames()]);
    for (const name of names) if (was.getAttribute(name) !== now.getAttribute(name)) patch_attribute(live, name, now);
  };

  const remove = (live) => {
    const all = document.createTreeWalker(live);
    do if (touched.has(all.currentNode)) throw new CannotFollow(); while (all.nextNode());
    live.remove();
  };

  const made_of = (now) => {
    for (const it of [now, ...now.querySelectorAll?.('*') ?? []]) {
      if (it.nodeType === Node.ELEMENT_NODE && decorated.has(look(it))) throw new CannotFollow();
    }
    const live = document.importNode(now, true);
    both(now, live, bind);
    return live;
  };

  const predecessors = new WeakMap(); // The style sheets that go once this one has loaded.

  const exchange_style_sheet = (old, now) => {
    const link = made_of(now);
    const leaving = [old, ...predecessors.get(old) ?? []];
    predecessors.set(link, leaving);
    link.onload = link.onerror = () => change(() => leaving.forEach((it) => it.remove()));
    old.after(link);
  };

  const patch_children = (live, was, now) => {
    const [before, after] = [[...was.childNodes], [...now.childNodes]];
    const pairs = pair_up(before, after);
    const staying = new Set(pairs.values());
    if (staying.size < before.length || pairs.size < after.length) refuse_if_touched(live, '');
    for (const child of before) if (!staying.has(child)) remove(live_of.get(child));
    let last = null;
    for (const child of after) {
      if (pairs.has(child)) patch(pairs.get(child), child);
      else if (last) last.after(made_of(child));
      else live.prepend(made_of(child));
      last = live_of.get(child);
    }
  };

  /** Brings what stands for a node to what it is now. */
  const patch = (was, now) => {
    const live = live_of.get(was);
    if (was.isEqualNode(now)) return both(was, now, (one, other) => bind(other, live_of.get(one)));
    if (was !== page && live.parentNode !== live_of.get(was.parentNode)) throw new CannotFollow();
    if (is_style_sheet(was) && was.getAttribute('href') !== now.getAttribute('href')) return exchange_style_sheet(live, now);
    bind(now, live);
    if (now.nodeType === Node.ELEMENT_NODE) {
      patch_attributes(live, was, now);
      patch_children(live, was, now);
    } else {
      refuse_if_touched(live, '');
      live.data = now.data;
    }
  };

  let page = null; // As it was fetched last.

  const begin_to_follow = () => {
    page = copy_of_page();
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  };

  /** Brings the document to what another HTML of the page says, and gives what the server told beside it. */
  const follow = (html) => {
    const fetched = new DOMParser().parseFromString(html, 'text/html');
    const script = fetched.querySelector('script[data-build][data-base]');
    const now = pared(fetched.documentElement);
    if (foundation(page) !== foundation(now)) throw new CannotFollow();
    change(() => patch(page, now));
    page = now;
    return script?.dataset;
  };

  // ---- The panel --------------------------------------------------------------------------------------------------

  /** An element with attributes; what it holds are elements, or words, which are never read as HTML. */
  const make = (name, attributes = {}, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content.filter((it) => it !== null && it !== undefined));
    return element;
  };

  /** A sentence, in which words between backticks are code. */
  const sentence = (text) => text.split(/`([^`]+)`/).map((part, n) => (n % 2 ? make('code', {}, part) : part));

  const counted = (n, one, many) => (n ? [`${n} ${n === 1 ? one : many}`] : []);
  const mistakes_in_words = ({ error, warning }) =>
    [...counted(error, 'error', 'errors'), ...counted(warning, 'warning', 'warnings')].join(', ');
  const all_in_words = (counts) =>
    [mistakes_in_words(counts), ...counted(counts.advice, 'piece of advice', 'pieces of advice')].filter(Boolean).join(', ');
  const worst = (counts) => ['error', 'warning', 'advice'].find((severity) => counts[severity]);

  const place_in_words = ({ file, line, column }) => [file, line, line && column].filter(Boolean).join(':');

  const place_line = (finding) => {
    if (!finding.file) return null;
    const words = place_in_words(finding);
    if (!finding.editor) return make('span', { class: 'at' }, words);
    return make('a', { href: finding.editor, 'data-key': key_of(finding) }, words);
  };

  /** The line of the file, or, of a long one, what is around the marked part. */
  const source_line = ({ source, line }) => {
    if (!source) return null;
    const { text, from, to } = source;
    const [start, end] = [from > 160 ? from - 80 : 0, Math.min(text.length, to + 160)];
    const mark = make('mark', from < to ? {} : { class: 'point' }, text.slice(from, to));
    const before = (start ? '\u2026 ' : '') + text.slice(start, from);
    const after = text.slice(to, end) + (end < text.length ? ' \u2026' : '');
    return make('pre', {}, make('span', { class: 'line' }, `${line ?? ''}`), make('code', { dir: 'auto' }, before, mark, after));
  };

  const related_line = (related) =>
    make('p', { class: 'related' }, ...sentence(related.message), ' ', make('span', { class: 'place' }, place_in_words(related)));

  const finding_item = (finding) => make('li', { class: finding.severity },
    make('p', { class: 'severity' }, `${finding.severity[0].toUpperCase()}${finding.severity.slice(1)}`),
    make('div', {},
      make('p', { class: 'message' }, ...sentence(finding.message)),
      make('p', { class: 'place' }, place_line(finding), make('span', { class: 'code' }, finding.code)),
      source_line(finding),
      finding.help ? make('p', { class: 'help' }, ...sentence(finding.help)) : null,
      ...(finding.related ?? []).map(related_line)));

  const group_of = (heading, findings) =>
    (findings.length ? [make('h3', {}, heading), make('ol', {}, ...findings.map(finding_item))] : []);

  /** Tells findings apart, also when something was typed above them. */
  const key_of = ({ code, file, message }) => JSON.stringify([code, file, message]);

  const memory = `guildbook-preview ${base}`;

  /** What this tab remembers: what was dismissed, which warnings stood elsewhere before, what was told last. */
  const recalled = () => {
    const usual = { is_open: false, n_errors: 0, told: '', dismissed: [], known: [], is_cut_short: true };
    try { return { ...usual, ...JSON.parse(sessionStorage.getItem(memory)) }; } catch { return usual; }
  };

  const keep_in_mind = () => {
    try { sessionStorage.setItem(memory, JSON.stringify(kept)); } catch { /* Then it holds for this page. */ }
  };

  const host = make('guildbook-preview', { lang: 'en', dir: 'ltr' });
  const root = host.attachShadow({ mode: 'open' });
  const style = make('link', { rel: 'stylesheet', href: place_of('preview.css') });
  const space = make('div', { class: 'space' });
  const notes = make('div', { class: 'notes', role: 'status' });
  const status = make('p', { class: 'unseen', role: 'status' });
  const opener = make('button', { type: 'button', class: 'opener' });
  const title = make('h2');
  const name = make('span', { class: 'name', 'aria-hidden': 'true' }, 'guildbook preview');
  const closer = make('button', { type: 'button', class: 'closer' }, 'Hide');
  const old = make('p', { class: 'old', hidden: '' }, 'Settings or layouts are broken: the pages that you see are from before.');
  const list = make('div', { class: 'list', tabindex: '0', role: 'group', 'aria-label': 'Findings' });
  const panel = make('div', { class: 'panel', hidden: '' }, make('div', { class: 'bar' }, title, name, closer), old, list);
  const region = make('section', { role: 'region', 'aria-label': 'guildbook preview', hidden: '' }, opener, panel);
  const is_styled = new Promise((done) => { style.onload = style.onerror = done; });
  const kept = recalled();

  let { source } = own.dataset; // The file that the page is made of.
  let found = { counts: {}, findings: [], more: 0 };
  let shown = '';

  const put_up_panel = () => {
    opener.addEventListener('click', open);
    closer.addEventListener('click', dismiss);
    panel.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); dismiss(); } });
    document.addEventListener('focusin', uncover);
    // The end of the page can be scrolled out from under the panel.
    new ResizeObserver(() => { space.style.blockSize = `${panel.offsetHeight}px`; }).observe(panel);
    root.append(style, space, make('div', { class: 'dock' }, notes, status, region));
    document.documentElement.append(host);
  };

  const is_of_this_page = (finding) => Boolean(source) && finding.file === source;
  const total = () => found.counts.error + found.counts.warning;

  /** What is wrong elsewhere does not interrupt if it stood there before, or only moved up in a list cut short. */
  const is_news = (finding) => {
    if (finding.severity === 'advice' || kept.dismissed.includes(key_of(finding))) return false;
    if (is_of_this_page(finding)) return true;
    if (finding.severity === 'error') return !found.more || found.counts.error > kept.n_errors;
    return !kept.known.includes(key_of(finding));
  };

  const remember = () => {
    const stood_elsewhere = (finding) => finding.severity === 'warning' && !is_of_this_page(finding);
    // Before the first look, too, nobody knows what stood there.
    if (kept.is_cut_short) kept.known = found.findings.filter(stood_elsewhere).map(key_of);
    kept.is_cut_short = found.more > 0;
    // What was mended is news when it comes back.
    const is_there = (key) => found.more || found.findings.some((it) => key_of(it) === key);
    kept.known = kept.known.filter(is_there);
    kept.dismissed = kept.dismissed.filter(is_there);
    if (!total() && kept.told) kept.is_open = false;
  };

  const tell = () => {
    const words = mistakes_in_words(found.counts);
    if (words !== kept.told) status.textContent = words || 'All findings are mended';
    kept.told = words;
  };

  const groups = () => {
    const here = found.findings.filter(is_of_this_page);
    const elsewhere = found.findings.filter((it) => !is_of_this_page(it));
    const rest = `${found.more} more are not shown here: \`guildbook check\` lists all.`;
    const more = found.more ? [make('p', { class: 'more' }, ...sentence(rest))] : [];
    return [...group_of('This page', here), ...group_of(source ? 'Other files' : 'All files', elsewhere), ...more];
  };

  const fill = () => {
    const [position, focused] = [list.scrollTop, root.activeElement?.dataset.key];
    list.replaceChildren(...groups());
    list.scrollTop = position;
    const same = focused && [...list.querySelectorAll('a')].find((it) => it.dataset.key === focused);
    if (same) same.focus({ preventScroll: true });
  };

  const arrange = () => {
    const severity = worst(found.counts);
    const is_open = Boolean(severity) && (kept.is_open || found.findings.some(is_news));
    region.hidden = !severity;
    region.className = severity ?? '';
    opener.textContent = title.textContent = all_in_words(found.counts);
    [opener.hidden, panel.hidden, old.hidden] = [is_open, !is_open, !found.is_old];
    keep_in_mind();
  };

  const dismiss = () => {
    const had_focus = root.activeElement && panel.contains(root.activeElement);
    Object.assign(kept, { is_open: false, n_errors: found.counts.error, dismissed: found.findings.map(key_of) });
    arrange();
    if (had_focus) opener.focus({ preventScroll: true });
  };

  const open = () => {
    kept.is_open = true;
    arrange();
    closer.focus({ preventScroll: true });
  };

  /** Whoever goes through the page by keyboard sees where he is. */
  const uncover = ({ target }) => {
    if (panel.hidden || target === host || !target.matches(':focus-visible')) return;
    const hidden = target.getBoundingClientRect().bottom - panel.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy({ top: hidden + 16, behavior: 'instant' });
  };

  const show_findings = (now) => {
    const text = JSON.stringify([{ ...now, build: null }, source]);
    if (text === shown) return;
    [found, shown] = [now, text];
    remember();
    tell();
    fill();
    arrange();
  };

  /** Shows a note of that name above the panel, or takes it away where it is to say nothing. */
  const note = (name, ...content) => {
    const there = notes.querySelector(`.${name}`);
    const now = make('p', { class: name }, ...content);
    if (there?.isEqualNode(now)) return;
    there?.remove();
    if (content.length) notes.append(now);
  };

  // ---- Waiting for builds -----------------------------------------------------------------------------------------

  const seconds = (n) => new Promise((done) => { setTimeout(done, n * 1000); });

  let { build } = own.dataset;
  let status_shown = performance.getEntriesByType('navigation')[0]?.responseStatus || 200;
  let held = null;
  let is_waiting = false;

  const load_anew = () => {
    location.reload();
    return new Promise(() => {});
  };

  const say_missing = (moved_to, withheld) => {
    const before = status_shown === 404 ? '' : ' You see it as it was before.';
    if (moved_to) note('page', 'This page is now at ', make('a', { href: moved_to }, moved_to), '.');
    else if (withheld) note('page', `This page is held back until ${withheld} is mended.${before}`);
    else note('page', `This page is gone: no file makes it any more.${before}`);
  };

  const take_in = async (answer) => {
    const html = await answer.text();
    try {
      source = follow(html)?.source;
    } catch {
      // Whatever it was, what is loaded is right.
      await load_anew();
    }
    status_shown = answer.status;
  };

  const update_page = async () => {
    const answer = await fetch(location.pathname + location.search, { cache: 'no-store' });
    const [moved_to, withheld] = ['Moved-To', 'Withheld'].map((name) => answer.headers.get(`Guildbook-${name}`));
    if (answer.ok || answer.status === status_shown) await take_in(answer);
    if (withheld) source = decodeURIComponent(withheld);
    if (answer.ok || (answer.status === status_shown && !moved_to && !withheld)) note('page');
    else if (answer.status === 404) say_missing(moved_to, withheld && source);
    else note('page', 'This page cannot be made as it is now. You see it as it was before.');
  };

  const update_findings = async () => {
    await is_styled;
    const source = encodeURIComponent(own.dataset.source ?? '');
    const answer = await fetch(place_of(`findings?source=${source}`), { cache: 'no-store' });
    if (!answer.ok) throw new Error(`${answer.status}`);
    show_findings(await answer.json());
  };

  /** Asks for the newest build; without an answer for long, the connection is dead. */
  const newest_build = async () => {
    held = new AbortController();
    const too_long = setTimeout(() => held.abort(), 30_000);
    try {
      const answer = await fetch(place_of(`build?after=${build}`), { cache: 'no-store', signal: held.signal });
      // The site lies below another path now.
      if (answer.status === 404) await load_anew();
      if (!answer.ok) throw new Error(`${answer.status}`);
      return (await answer.text()).trim();
    } finally {
      clearTimeout(too_long);
    }
  };

  const go_on = async () => {
    const newest = await newest_build();
    if (newest === build) return;
    await update_page();
    await update_findings();
    build = newest;
  };

  const after_failure = async (n) => {
    if (n > 3) note('stopped', ...sentence('The preview has stopped. Start `guildbook serve` again, and this page goes on.'));
    await seconds(Math.min(2, 0.25 * 2 ** n));
  };

  const wait = async () => {
    if (is_waiting) return;
    is_waiting = true;
    for (let failures = 0; !document.hidden;) {
      try {
        // A sign of life: the next build may be long in coming.
        if (failures) await update_findings();
        note('stopped');
        if (!document.hidden) await go_on();
        failures = 0;
      } catch {
        if (!document.hidden) await after_failure(failures++);
      }
    }
    is_waiting = false;
  };

  const see_to_it = () => (document.hidden ? held?.abort() : wait());

  document.addEventListener('visibilitychange', see_to_it);
  window.addEventListener('pagehide', () => held?.abort());
  window.addEventListener('pageshow', ({ persisted }) => { if (persisted) see_to_it(); });

  begin_to_follow();
  change(put_up_panel);
  // Why a page is not there is told only to who asks.
  (status_shown === 404 ? update_page() : Promise.resolve()).then(update_findings).catch(() => {}).then(wait);
})();
