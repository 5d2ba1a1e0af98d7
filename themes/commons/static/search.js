// Search: a box over every page, and the results on the page to search from.
// Needs of the page: the link [data-index] to the page to search from, with the way to the index; the template #Gb-find
// with the form and its words; on that page an empty, hidden [data-find-here]. Gives `guildbook.search(query, options)`,
// which loads the client from the index when it is first asked. Where a site sets `guildbook.provider`, a function of the
// same shape, that one answers in its place. Keeps the words of a result that is opened in the storage of the session,
// until that page has marked them; and nothing else anywhere.
'use strict';
(() => {
  const link = document.querySelector('a[data-index]');
  const template = document.getElementById('Gb-find');
  if (!link || !template || !window.HTMLDialogElement) return;
  const guildbook = window.guildbook ??= {};
  const here = document.querySelector('[data-find-here]');
  const FACETS = ['kind', 'theme', 'member', 'organisation', 'year', 'tag'];
  const SHOWN = 8;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const language = link.closest('[lang]').lang;
  const plural = new Intl.PluralRules(language);
  const days = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC', numberingSystem: 'latn' });
  const day = (iso) => /^\d{4}-\d\d-\d\d$/.test(iso) ? days.format(new Date(iso)) : iso;
  const count = (forms, n) => (forms[plural.select(n)] ?? forms.other).replace('{n}', n);

  // The client comes with the first sign that somebody wants to search, and the start of the index beside it.
  const { index, lang } = link.dataset;
  const folder = lang.toLowerCase().match(/^[a-z]{2,8}(?=[-_]|$)/)?.[0] ?? 'und';
  let client;
  const load = () => client ??= new Promise((done, fail) => {
    if (location.protocol !== 'file:') document.head.append(make('link', { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: `${index}${folder}/m.js` }));
    const script = make('script', { src: `${index}client.js`, onload: done, onerror: (event) => { client = null; fail(event); } });
    script.dataset.lang = lang;
    document.head.append(script);
  });
  guildbook.search ??= (query, options) => load().then(() => guildbook.search(query, options));
  const find = (query, options) => (guildbook.provider ?? guildbook.search)(query, options);

  // A text with what was found in it marked; never as HTML.
  const marked = (text, words) => {
    const nodes = [];
    let end = 0;
    for (const [from, to] of guildbook.places?.(text, words) ?? []) {
      nodes.push(text.slice(end, from), make('mark', {}, text.slice(from, to)));
      end = to;
    }
    return [...nodes, text.slice(end)];
  };

  // The form with its results, in a dialog or on the page to search from.
  const panel = (home, is_page) => {
    home.append(template.content.cloneNode(true));
    const one = (selector) => home.querySelector(selector);
    const [form, field, list, narrow, filters, instead, status] = ['form', 'input', '.hits', '.narrow', '.filters', '.instead', '[role=status]'].map(one);
    const chosen = new Map(FACETS.map((name) => [name, new Set()]));
    let asked = 0, limit = SHOWN, active = -1, found = [], answer, timer = 0, teller;
    one('.found').remove();
    one(is_page ? '.close' : '.more-hits').remove();
    if (is_page) for (const extra of home.querySelectorAll('.keys, .all')) extra.remove();
    else {
      list.setAttribute('role', 'listbox');
      for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' })) field.setAttribute(name, value);
    }

    const options = () => [...list.querySelectorAll('[role=option]')];
    const choose = (place) => {
      const all = options();
      active = all.length ? (place + all.length) % all.length : -1;
      all.forEach((option, n) => option.setAttribute('aria-selected', String(n === active)));
      if (active < 0) return field.removeAttribute('aria-activedescendant');
      field.setAttribute('aria-activedescendant', all[active].id);
      all[active].scrollIntoView({ block: 'nearest' });
    };

    // The search as a part of an address.
    const as_address = () => {
      const parts = new URLSearchParams();
      if (field.value.trim()) parts.set('q', field.value.trim());
      for (const [name, values] of chosen) for (const value of values) parts.append(name, value);
      return parts.size ? `?${parts}` : '';
    };
    const from_address = () => {
      const parts = new URLSearchParams(location.search);
      field.value = parts.get('q') ?? '';
      for (const [name, values] of chosen) for (const value of parts.getAll(name)) values.add(value);
    };

    const is_narrowed = () => [...chosen.values()].some((values) => values.size);
    const ask = async () => {
      clearTimeout(timer);
      timer = 0;
      const number = ++asked;
      const query = field.value.trim();
      if (is_page) try { history.replaceState(null, '', as_address() || location.pathname); } catch { /* Some browsers keep addresses of files as they are. */ }
      else one('.all').search = as_address();
      if (!query && !is_narrowed() && !narrow.open) return show([]);
      teller = setTimeout(() => { status.textContent = status.dataset.wait; }, 500);
      const picked = Object.fromEntries([...chosen].filter(([, values]) => values.size).map(([name, values]) => [name, [...values]]));
      const results = await find(query, { limit, filters: picked, facets: narrow.open }).catch(() => null);
      clearTimeout(teller);
      if (number === asked) show(results ?? [], !results);
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(() => answer = ask(), 60); };
    // What was typed a moment ago counts, also for who opens a result before it is shown.
    const settled = () => timer ? answer = ask() : answer;

    const show = (results, has_failed) => {
      found = results.words ?? [];
      const has_asked = Boolean(field.value.trim()) || is_narrowed();
      const total = results.total ?? results.length;
      list.replaceChildren(...(is_page ? rows(results) : groups(results)));
      list.hidden = !results.length;
      if (is_page) one('.more-hits').hidden = results.length >= total;
      else {
        field.setAttribute('aria-expanded', String(results.length > 0));
        one('.all').hidden = !results.length;
        choose(0);
      }
      explain(results, has_asked, has_failed);
      if (results.facets) narrow_by(results.facets);
      clearTimeout(teller);
      status.textContent = '';
      if (has_asked && !has_failed) teller = setTimeout(() => { status.textContent = count(status.dataset, total); }, is_page ? 200 : 400);
    };

    // What was looked for in place of what was typed, or what is there where nothing was found.
    const explain = (results, has_asked, has_failed) => {
      const say = instead.dataset;
      const word = (text) => make('button', { type: 'button', className: 'word', onclick: () => { field.value = text; field.focus(); ask(); } }, text);
      const words = has_failed ? [say.failed]
        : results.instead ? [`${say.for} `, make('strong', {}, results.instead)]
        : has_asked && !results.length ? [say.none, ...(results.nearest?.length ? [` ${say.nearest} `, ...results.nearest.flatMap((text) => [word(text), ' '])] : [])]
        : [];
      instead.replaceChildren(...words);
      instead.hidden = !words.length;
    };

    // In the dialog: options under the kind that they are of, the kind of the best one first.
    const groups = (results) => {
      const kinds = new Map();
      for (const result of results) kinds.set(result.kind ?? '', [...kinds.get(result.kind ?? '') ?? [], result]);
      let n = 0;
      const option = (to, text, look, ...details) => {
        const element = make('a', { href: to, className: `hit${look}`, id: `Gb-hit-${n++}`, tabIndex: -1 }, make('b', { dir: 'auto' }, ...marked(text, results.words)));
        element.setAttribute('role', 'option');
        for (const detail of details) if (detail.some(Boolean)) element.append(make('span', { className: 'meta', dir: 'auto' }, ...detail));
        return element;
      };
      return [...kinds].map(([kind, of_kind]) => {
        const title = list.dataset[kind] ?? '';
        const group = make('div', {}, ...title ? [make('span', { className: `k ${kind}`, ariaHidden: 'true' }, title)] : []);
        group.setAttribute('role', 'group');
        group.setAttribute('aria-label', title || list.getAttribute('aria-label'));
        for (const result of of_kind) {
          group.append(option(result.url, result.title, '', [[result.date && day(result.date), result.about].filter(Boolean).join(' · ')], marked(result.excerpt ?? '', results.words)));
          for (const section of result.sections ?? []) group.append(option(section.url, section.title, ' in'));
        }
        return group;
      });
    };

    // On the page: a list of links, the best first.
    const rows = (results) => {
      const section = ({ url, title }) => make('li', {}, make('a', { href: url }, ...marked(title, results.words)));
      const row = (result) => make('li', {},
        ...result.kind ? [make('span', { className: `k ${result.kind}` }, home.dataset[result.kind] ?? ''), ' '] : [],
        ...result.date ? [make('time', { dateTime: result.date }, day(result.date)), ' '] : [],
        make('a', { href: result.url }, ...marked(result.title, results.words)),
        ...result.excerpt ? [make('p', { dir: 'auto' }, ...marked(result.excerpt, results.words))] : [],
        ...result.sections?.length ? [make('ul', { className: 'names' }, ...result.sections.map(section))] : []);
      return results.length ? [make('ol', { className: 'rows' }, ...results.map(row))] : [];
    };

    // What results can be narrowed down by, with how many would be left.
    const narrow_by = (facets) => {
      const focused = document.activeElement?.id;
      const box = (name, { value, title, count: n }, place) => {
        const input = make('input', { type: 'checkbox', id: `Gb-${name}-${place}`, checked: chosen.get(name).has(value) });
        input.addEventListener('change', () => { chosen.get(name)[input.checked ? 'add' : 'delete'](value); ask(); });
        return make('label', {}, input, make('span', {}, title), make('span', { className: 'num' }, String(n)));
      };
      const known = facets.filter(({ name, values }) => chosen.has(name) && values.length);
      // The newest years and what there is most of are first.
      for (const { name, values } of known) values.sort((a, b) => name === 'year' ? b.value - a.value : b.count - a.count);
      const fields = known.map(({ name, values }) => make('fieldset', {}, make('legend', { className: 'label' }, filters.dataset[name]), ...values.map((value, n) => box(name, value, n))));
      const reset = make('button', { type: 'button', className: 'btn', onclick: () => { for (const values of chosen.values()) values.clear(); field.focus(); ask(); } }, filters.dataset.reset);
      filters.replaceChildren(...fields, ...is_narrowed() ? [reset] : []);
      if (focused) document.getElementById(focused)?.focus();
    };

    field.addEventListener('input', () => {
      limit = SHOWN;
      if (!is_page) one('.all').search = as_address();
      soon();
    });
    field.addEventListener('keydown', (event) => {
      const places = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: -1 };
      if (is_page || event.isComposing || event.shiftKey || active < 0 || !Object.hasOwn(places, event.key)) return;
      event.preventDefault();
      choose(places[event.key]);
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      await settled();
      const option = options()[active];
      if (option) option.click();
      else if (!is_page) one('.all').click();
    });
    list.addEventListener('click', (event) => { const opened = event.target.closest('a'); if (opened) keep(opened, found); });
    narrow.hidden = false;
    narrow.addEventListener('toggle', () => narrow.open && ask());
    one('.more-hits')?.addEventListener('click', () => { limit += SHOWN; ask(); });
    if (is_page) { from_address(); narrow.open = is_narrowed(); ask(); }
    return field;
  };

  let dialog, field;
  const shut = () => { field.blur(); dialog.close(); };
  const open = () => {
    load().catch(() => { /* The search itself will say so. */ });
    if (here) return field.focus();
    if (!dialog) {
      dialog = make('dialog', { className: 'search' });
      dialog.setAttribute('aria-label', link.textContent.trim());
      button.after(dialog);
      field = panel(dialog, false);
      dialog.addEventListener('click', (event) => event.target === dialog && shut());
      // The browser does this too, but a moment later, when the next key may have been pressed.
      dialog.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.isComposing) { event.preventDefault(); shut(); } });
      dialog.querySelector('.close').addEventListener('click', shut);
    }
    if (!dialog.open) dialog.showModal();
    field.select();
  };

  // Only a script can open a dialog, so only a script makes the link a button.
  const button = make('button', { type: 'button', className: link.className, onclick: open }, ...link.cloneNode(true).childNodes, make('kbd', { ariaHidden: 'true' }, '/'));
  button.setAttribute('aria-keyshortcuts', '/ Control+K Meta+K');
  for (const event of ['pointerenter', 'focus']) button.addEventListener(event, () => load().catch(() => {}), { once: true });
  link.replaceWith(button);
  document.addEventListener('keydown', (event) => {
    const is_key = event.key === '/' ? !event.ctrlKey && !event.metaKey && !event.altKey : event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const is_typing = event.isComposing || event.target.closest?.('input, textarea, select') || event.target.isContentEditable;
    if (!is_key || is_typing || dialog?.open) return;
    event.preventDefault();
    open();
  });
  if (here) {
    here.hidden = false;
    field = panel(here, true);
  }

  // Marks on the page that was opened from a result.
  const keep = (opened, words) => {
    try { if (words?.length) sessionStorage.setItem('found', JSON.stringify([opened.pathname, words])); } catch { /* Then nothing is marked. */ }
  };
  const kept = () => {
    try {
      const [path, words] = JSON.parse(sessionStorage.getItem('found') ?? '[]');
      sessionStorage.removeItem('found');
      return path === location.pathname ? words : null;
    } catch { return null; }
  };
  const mark_page = async (words) => {
    if (!window.CSS?.highlights) return;
    await load();
    const ranges = [];
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const [from, to] of guildbook.places(text.data, words)) {
        const range = new Range();
        range.setStart(text, from);
        range.setEnd(text, to);
        ranges.push(range);
      }
    }
    if (ranges.length) tell_marks(ranges);
  };
  const tell_marks = (ranges) => {
    CSS.highlights.set('found', new Highlight(...ranges));
    const note = template.content.querySelector('.found').cloneNode(true);
    note.firstElementChild.textContent = count(note.dataset, ranges.length);
    const leave = () => { CSS.highlights.delete('found'); note.remove(); };
    note.querySelector('button').addEventListener('click', leave);
    document.querySelector('main').append(note);
  };
  const words = kept();
  if (words) mark_page(words).catch(() => { /* A page without marks is the page all the same. */ });
})();
