// Searches the index beside this file; what its files hold is told in `format.rs`. Gives `guildbook.search`.
//
// 1. A query becomes words as pages did, in the order: exact form with its group, beginnings, misspellings.
// 2. Every page that has one of them is scored by what the index worked out: impacts of page, unit and names.
// 3. Cards and texts of the best pages are read, and what was found in them is told.
//
// All that is asked for is asked for at once, and once: a promise stays. Nothing is looked up in plain objects by a word
// of the reader, and nothing becomes HTML.
'use strict';
(() => {
  const guildbook = window.guildbook ??= {};
  const own = document.currentScript;
  const base = new URL('.', own.src);
  const root = new URL('..', base);
  const language_of = (lang) => lang.toLowerCase().match(/^[a-z]{2,8}(?=[-_]|$)/)?.[0] ?? 'und';
  /** What things weigh, found by trying on pages that are not those of the measurements. */
  const W = { form: 0.9, alone: 0.7, kin: 0.4, page: 6, rare: 0.9, title: 2.4, alias: 0.85, unit: 0.45, heading: 1.1, name: 2, covered: 3.2, begun: 0.55, begins: 0.8, misspelt: 0.6, synonym: 0.8 };

  // Words.
  const IGNORED = /[\u00ad\u0640\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
  const RUN = '\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}';
  const STRETCH = /[\p{Alphabetic}\p{N}](?:\+\+|#)(?![\p{Alphabetic}\p{N}])|[\p{Alphabetic}\p{N}](?:[\p{Alphabetic}\p{N}\p{M}]|[-_.'’‐](?=[\p{Alphabetic}\p{N}]))*/gu;
  const PIECE = new RegExp(`[${RUN}]+|[^${RUN}]+`, 'gu'), IS_RUN = new RegExp(`^[${RUN}]`, 'u');
  const HUMP = /(?<=\p{Lowercase})(?=\p{Uppercase})|(?<=\p{Uppercase})(?=\p{Uppercase}\p{Lowercase}{2})/u;
  const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', ħ: 'h', ς: 'σ' };
  const MAX_WORD = 64, MAX_PARTS = 8, MAX_WORDS = 24, MAX_QUERY = 1000;
  const plain = (text) => text.normalize('NFKD').replace(IGNORED, '').normalize('NFC');
  const lower = (text) => text.toLowerCase().replace(/[ßæœþøđðłıħς]/g, (letter) => LETTERS[letter]);

  // A stretch of letters: its parts, and what they are as a whole; those of a run are its pairs.
  const stretches = (text) => (plain(text).match(STRETCH) ?? []).flatMap((stretch) => stretch.match(PIECE)).map((piece) => {
    if (IS_RUN.test(piece)) {
      const letters = [...piece];
      return { letters: letters.length, parts: letters.length > 1 ? letters.slice(1).map((letter, n) => letters[n] + letter) : letters };
    }
    const parts = piece.split(/[-_.'’‐+#]+/).flatMap((part) => part.split(HUMP)).filter(Boolean).map(lower);
    const whole = /[+#]$/.test(piece) ? lower(piece)
      : parts.length > 1 && parts.length <= MAX_PARTS ? lower(piece.replace(/(?<!\p{N})[-_.'’‐]|[-_.'’‐](?!\p{N})/gu, '')) : '';
    return { letters: 0, parts, whole };
  });
  const is_word = (word) => word && word.length <= MAX_WORD;
  const words = (text) => stretches(text).flatMap(({ parts, whole }) => [whole, ...parts]).filter(is_word);

  // Where words of a list stand in a text, as ranges; a word with a star at its end stands for all that begin so.
  const IS_SIMPLE = /^[A-Z]?[a-z0-9]*$/;
  const CHUNK = /[\p{Alphabetic}\p{N}\p{M}\u00ad\u0640\u200c\u200d]+/gu;
  const places = (text, list = []) => {
    const exact = new Set(list), begun = list.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
    const fits = (word) => exact.has(word) || begun.some((start) => word.startsWith(start));
    const ranges = [];
    const add = (from, to) => { if (from <= ranges.at(-1)?.[1]) ranges.at(-1)[1] = to; else ranges.push([from, to]); };
    for (const { 0: chunk, index } of text.matchAll(CHUNK)) {
      if (IS_RUN.test(chunk)) for (let n = 0; n < chunk.length; n++) for (const word of exact) { if (chunk.startsWith(word, n)) add(index + n, index + n + word.length); }
      else if (fits(chunk.toLowerCase()) || !IS_SIMPLE.test(chunk) && words(chunk).some(fits)) add(index, index + chunk.length);
    }
    return ranges;
  };
  const different = (text, ranges) => new Set(ranges.map(([from, to]) => lower(text.slice(from, to)))).size;

  // Files: over http they are fetched, from a folder only a script can read them.
  const files = new Map(), waiting = new Map();
  window.gbs = (name, ...values) => waiting.get(name)?.(values);
  const by_script = (name, path) => new Promise((done, fail) => {
    waiting.set(name, done);
    document.head.append(Object.assign(document.createElement('script'), { src: new URL(path, base), charset: 'utf-8', onerror: fail }));
  });
  const by_fetch = async (name, path) => {
    const answer = await fetch(new URL(path, base));
    if (!answer.ok) throw new Error(path);
    const text = await answer.text();
    return JSON.parse(`[${text.slice(text.indexOf(',') + 1, text.lastIndexOf(')'))}]`);
  };
  const read = (name, path) => {
    if (!files.has(name)) {
      const file = (base.protocol === 'file:' ? by_script : by_fetch)(name, path);
      files.set(name, file);
      file.catch(() => files.delete(name));
    }
    return files.get(name);
  };

  // Numbers and texts of the files.
  const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
  const VALUES = new Uint8Array(128);
  for (let n = 0; n < 64; n++) VALUES[DIGITS.charCodeAt(n)] = n;
  class Digits {
    constructor(text, at = 0) { this.text = text; this.at = at; }
    next() {
      let number = 0, shift = 0, digit;
      do { digit = VALUES[this.text.charCodeAt(this.at++)]; number |= (digit & 31) << shift; shift += 5; } while (digit & 32);
      return number;
    }
    gaps(n) { const list = []; for (let last = -1; n-- > 0;) list.push(last += this.next() + 1); return list; }
    get is_over() { return this.at >= this.text.length; }
  }
  /** Thirteen bits are in two of 91 letters. */
  class Bits {
    constructor(text, at = 0) { this.text = text; this.at = at; }
    read(n) {
      let number = 0;
      for (let got = 0, take; got < n; got += take, this.at += take) {
        const within = this.at % 13, pair = (this.at - within) / 13;
        if (pair !== this.pair) { this.pair = pair; this.bits = this.letter(2 * pair) + 91 * this.letter(2 * pair + 1); }
        take = Math.min(13 - within, n - got);
        number += (this.bits >> within & (1 << take) - 1) * 2 ** got;
      }
      return number;
    }
    letter(at) { const code = this.text.charCodeAt(at); return code - 35 - (code > 92); }
    number(about) { let more = about; while (!this.read(1)) more++; return 2 ** more - 2 ** about + this.read(more); }
    /** What is told of each in a list, as far as the one that is marked as the last. */
    list(one) { const list = []; do list.push(one()); while (!this.read(1)); return list; }
    skip() { const length = this.number(LENGTH); this.at += length; }
  }
  const LENGTH = 4, MAX_PAGES = 1000;
  const log2 = (number) => 31 - Math.clz32(number);
  const unfront = (list) => { let last = ''; return list.map((coded) => last = last.slice(0, VALUES[coded.charCodeAt(0)]) + coded.slice(1)); };
  const keys_of = (text) => text ? unfront(text.split(' ')) : [];
  /** The last place for which `is_before` holds, or 0; places are in order. */
  const last_where = (n, is_before) => {
    let low = 0, high = n - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (is_before(middle)) low = middle; else high = middle - 1; }
    return low;
  };
  const locate = (keys, word) => last_where(keys.length, (n) => keys[n] <= word);
  const turned = (word) => [...word].reverse().join('');

  // Optimal string alignment; more than `max` is as good as any.
  const distance = (a, b, max) => {
    if (Math.abs(a.length - b.length) > max) return max + 1;
    let before, last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > max) return max + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  };

  // One index: that of a language.
  class Index {
    constructor(lang, manifest) {
      Object.assign(this, { lang, manifest, n: manifest.n, keys: keys_of(manifest.s.k), leaves: keys_of(manifest.l.k), reversed: keys_of(manifest.r.k), rests: new Map(), blocks: [], factors: new Map(), shards: new Map() });
      const { x, d, b } = manifest;
      for (let digits = new Digits(x.at), at = -1; !digits.is_over;) this.rests.set(at += digits.next() + 1, x.h.slice(6 * this.rests.size, 6 * this.rests.size + 6));
      for (let digits = new Digits(d.at), page = 0; !digits.is_over;) { const gap = digits.next(); page += gap >> 1; this.blocks.push([page, gap & 1 ? digits.next() : 0]); }
      for (const [factor, gaps] of b ?? []) for (const digits = new Digits(gaps), at = [-1]; !digits.is_over;) this.factors.set(at[0] += digits.next() + 1, factor);
    }

    file(sort, n, hash) {
      const { h, run } = this.manifest[sort];
      const own_hash = hash ?? h.slice(6 * Math.floor(n / run), 6 * Math.floor(n / run) + 6);
      return read(`${this.lang}/${sort}${n}`, `${this.lang}/${sort}${n >> 8}/${n}-${own_hash}.js`);
    }

    // Large sites keep the keys and hashes of shards in leaves.
    async leaf(n) {
      const [keys, hashes] = await this.file('l', n);
      return { keys: keys_of(keys), hashes };
    }
    async shard_of(word) {
      if (!this.leaves.length) return locate(this.keys, word);
      const n = locate(this.leaves, word);
      return 32 * n + locate((await this.leaf(n)).keys, word);
    }
    async hash_of(shard) { return this.leaves.length ? (await this.leaf(shard >> 5)).hashes.slice(6 * (shard & 31), 6 * (shard & 31) + 6) : undefined; }

    shard(n) {
      if (!this.shards.has(n)) this.shards.set(n, this.hash_of(n).then((hash) => this.file('s', n, hash)).then((file) => parse(file, n)).catch((error) => { this.shards.delete(n); throw error; }));
      return this.shards.get(n);
    }
    /** The shards of all words that begin so, but not more than `max`. */
    async shards_from(start, max) {
      const [from, to] = await Promise.all([this.shard_of(start), this.shard_of(`${start}\uffff`)]);
      return Promise.all(Array.from({ length: Math.min(to - from, max - 1) + 1 }, (_, n) => this.shard(from + n)));
    }
    /** The group of a form and its place in it. */
    async lookup(form) {
      const shard = await this.shard(await this.shard_of(form));
      const elsewhere = shard.elsewhere.get(form);
      return elsewhere === undefined ? shard.forms.get(form) : (await this.shard(elsewhere)).forms.get(form);
    }

    /** Where a group occurs. What a frequent one has in few places is read only if `whole`. */
    async entries(group, whole) {
      const shown = group.entries ??= this.kept(group);
      if (!whole || !shown.rest) return shown;
      group.all ??= this.file('x', group.shard, this.rests.get(group.shard)).then(([text]) => {
        const bits = new Bits(text);
        for (let n = group.n_rests_before(); n > 0; n--) bits.skip();
        bits.number(LENGTH);
        const units = () => { let unit = -1; return bits.list(() => [unit += bits.number(0) + 1]); };
        return [...shown, ...this.pages(bits, shown.rest, (page) => ({ page, units: units() }))];
      });
      return group.all;
    }
    /** For each of so many pages what follows its number. */
    pages(bits, n, rest_of) {
      const about = Math.max(0, log2(Math.floor(this.n / n)) - 1), list = [];
      for (let page = -1; n > 0; n--) list.push(rest_of(page += bits.number(about) + 1));
      return list;
    }
    kept(group) {
      const bits = new Bits(group.text, group.at), [df, n] = counts(bits);
      const entry = (page) => {
        const is_named = bits.read(1), impact = bits.read(4), forms = group.forms.length > 1 ? bits.number(1) + 1 : 1;
        let unit = -1, place = -1;
        const units = bits.list(() => [unit += bits.number(0) + 1, 4 * bits.read(2) + 3]);
        return { page, impact, forms, units, names: is_named ? bits.list(() => [place += bits.number(3) + 1, bits.number(1) + 1]) : [] };
      };
      return Object.assign(this.pages(bits, n, entry), { n: df, rest: df - n });
    }
    async positions(group) {
      const texts = await this.file('p', group.shard >> 2);
      const bits = new Bits(texts[group.shard & 3]), found = new Map(), n_forms = group.forms.length;
      for (let n = group.place; n > 0; n--) bits.skip();
      bits.number(LENGTH);
      const all = await this.entries(group, true), is_capped = all.length > MAX_PAGES;
      for (const { page, units, forms } of all) {
        const here = Array.from({ length: n_forms }, (_, n) => n).filter((n) => is_capped || forms >> n & 1);
        for (const [unit] of units) found.set(page * 65536 + unit, spots(bits, here));
      }
      return found;
    }

    block(page, unit) {
      const at = last_where(this.blocks.length, (n) => this.blocks[n][0] < page || this.blocks[n][0] === page && this.blocks[n][1] <= unit);
      return this.file('d', at).then(([cards]) => with_anchors(cards.find((card) => card[0] === page)));
    }
    facet(name) {
      const [, , hash] = this.manifest.f.find((facet) => facet[0] === name) ?? [];
      return hash && read(`${this.lang}/f${name}`, `${this.lang}/f${name}-${hash}.js`).then(([values, lists]) => {
        const digits = new Digits(lists);
        return values.map(([value, title]) => ({ value, title, pages: digits.gaps(digits.next()) }));
      });
    }
  }

  // Pieces of a card: anchor, heading, text, and the heading of a section that goes on. Most anchors follow from the heading.
  const anchor_of = (heading) => heading.trim().toLowerCase().replace(/[^-_ a-z0-9]/g, '').replaceAll(' ', '-');
  const piece_of = (piece) => {
    if (typeof piece === 'string') return ['', '', piece];
    const [heading, text, anchor = anchor_of(heading), goes_on] = piece;
    return [anchor, heading, text, goes_on];
  };
  const with_anchors = (card) => [...card.slice(0, 7), card[7].map((unit) => unit.map(piece_of))];

  const parse = ([dictionary, postings, elsewhere], shard) => {
    const bits = new Bits(postings), groups = [], forms = new Map();
    const all = unfront(dictionary ? dictionary.split(/[ \n]/) : []);
    let next = 0;
    for (const line of dictionary ? dictionary.split('\n') : []) {
      const length = bits.number(LENGTH), n = line.split(' ').length;
      const group = { shard, place: groups.length, forms: all.slice(next, next += n), text: postings, at: bits.at };
      group.n_rests_before = () => groups.slice(0, group.place).filter((other) => { const [df, n] = counts(new Bits(postings, other.at)); return n < df; }).length;
      bits.at += length;
      group.forms.forEach((form, n) => forms.set(form, { group, form, n }));
      groups.push(group);
    }
    const lines = elsewhere ? elsewhere.split('\n').map((line) => line.split(' ')) : [];
    return { groups, forms, elsewhere: new Map(lines.map(([form, n]) => [form, new Digits(n).next()])) };
  };
  /** On how many pages a group is, and on how many of them it is ranked. */
  const counts = (bits) => {
    const df = bits.number(0) + 1;
    return [df, df > MAX_PAGES ? MAX_PAGES + bits.number(0) : df];
  };
  /** Positions with the number of the form that stands there. */
  const spots = (bits, forms) => {
    const n = bits.number(0) + 1, about = Math.max(0, 6 - log2(n)), width = 32 - Math.clz32(forms.length - 1), list = [];
    for (let at = 0; list.length < n;) list.push([at += bits.number(about), forms[bits.read(width)]]);
    return list;
  };

  // A query: words, phrases in quotes, and what must not be there.
  const query_of = (text) => {
    const phrases = [], without = [];
    // A title that was copied from a tab ends with the site's name.
    const own = text.slice(0, MAX_QUERY).replace(/ · [^·]*$/, '');
    const rest = own.replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/g, (_, inside) => { phrases.push(stretches(inside)); return ' "'; })
      .replace(/(^|\s)[-−](\S+)/g, (_, space, word) => { without.push(...words(word)); return space; });
    const asked = new Map();
    const all = [...stretches(rest), ...phrases.flat()];
    for (const { parts, whole } of all) for (const word of parts.filter(is_word)) {
      const slot = asked.get(word) ?? { word, wholes: new Set(), share: parts.length };
      if (is_word(whole)) slot.wholes.add(whole);
      if (asked.size < MAX_WORDS) asked.set(word, slot);
    }
    // The letters of a run must stand side by side, however it was cut.
    const runs = all.filter(({ letters }) => letters > 2).map((stretch) => [stretch]);
    return { slots: [...asked.values()], phrases: [...phrases.filter((phrase) => phrase.length), ...runs], without, open: /[\p{Alphabetic}\p{N}\p{M}]$/u.test(rest), name: words(own).join(' ') };
  };

  // What a word stands for: groups, each with what its forms weigh. Who asks for one word alone means this form of it
  // more than who asks for several.
  const expand = async (index, { word, wholes, share }, is_open, is_alone) => {
    const sisters = is_alone ? W.alone : W.form;
    const found = new Map(), marks = new Set([word]);
    let instead;
    const add = (group, mask, best, other, more = {}) => {
      const known = found.get(group);
      if (!known || known.best < best) found.set(group, { group, mask, best, other, ...more });
      else if (known.begun) known.mask |= mask;
    };
    const add_form = ({ group, n }, best, other, more) => {
      add(group, 2 ** n, best, other, more);
      for (const form of group.forms) marks.add(form);
    };
    const [own, ...others] = await Promise.all([word, ...wholes].map((form) => index.lookup(form)));
    if (own) add_form(own, 1, sisters);
    for (const whole of others) if (whole) add_form(whole, 1, sisters, { share });
    const may_err = !own && !others.some(Boolean) && word.length >= 4 && !/\p{N}/u.test(word) && !IS_RUN.test(word);
    // `experience` and `experienced` have two stems: endings tell that they are of one kind.
    const kin = may_err ? W.form : W.kin;
    if (may_err || own && word.length > 3) for (const other of await other_endings(index, word, own?.group)) add_form(other, kin, kin);
    const [begun, near] = await Promise.all([
      is_open && word.length > 1 ? beginning(index, word) : [],
      may_err && !found.size ? misspelt(index, word) : [],
    ]);
    for (const { group, n, form } of begun) {
      if (group === own?.group) continue;
      add(group, 2 ** n, (own ? W.begun : W.begins) * Math.sqrt(word.length / form.length) * (begun.length > 200 ? 0.6 : 1), 0, { begun: true });
    }
    if (begun.length) marks.add(`${word}*`);
    if (near.length && !(begun.length && word.length < 5)) {
      const weight = W.misspelt / near[0].far / (begun.length ? 2 : 1);
      for (const hit of near) add_form(hit, weight, weight * 0.8, { share: weight });
      const counts = await Promise.all(near.map(({ group }) => index.entries(group)));
      if (!begun.length) instead = near[counts.reduce((best, { n }, at) => n > counts[best].n ? at : best, 0)].form;
    }
    const alternatives = await Promise.all([...found.values()].map(async (one) => ({ ...one, entries: await index.entries(one.group) })));
    return { alternatives, marks, instead };
  };

  const other_endings = async (index, word, own) => {
    const shard = await index.shard(await index.shard_of(word));
    const swap = ([from, to]) => word.endsWith(from) && word.length - from.length > 2 ? shard.forms.get(word.slice(0, word.length - from.length) + to) : null;
    const pairs = index.manifest.e.split(' ').map((pair) => pair.split('/'));
    return pairs.flatMap(([a, b]) => [swap([a, b]), swap([b, a])]).filter((hit) => hit && hit.group !== own).slice(0, 2);
  };

  const beginning = async (index, word) => {
    const shards = await index.shards_from(word, word.length < 4 ? 2 : 4);
    return shards.flatMap(({ forms }) => [...forms.values()].filter(({ form }) => form !== word && form.startsWith(word)));
  };

  // One letter too many, too few, another or two exchanged leave one half of a word as it is: what begins as it does is in
  // shards beside its own, what ends so in the lexicon of turned words.
  const misspelt = async (index, word) => {
    const max = word.length < 8 ? 1 : 2, half = word.length >> 1;
    const back = turned(word);
    const from = locate(index.reversed, back.slice(0, half)), to = locate(index.reversed, `${back.slice(0, half)}\uffff`), at = locate(index.reversed, back);
    const near_by = new Set([at, from, Math.min(from + 1, to)]);
    const [shards, own, ...lists] = await Promise.all([
      index.shards_from(word.slice(0, half), 2), index.shard_of(word).then((n) => index.shard(n)),
      ...index.reversed.length ? [...near_by].map((n) => index.file('r', n)) : [],
    ]);
    const forms = new Set([own, ...shards].flatMap((shard) => [...shard.forms.keys()]));
    for (const [list] of lists) for (const form of unfront(list.split('\n'))) forms.add(turned(form));
    let best = [], least = max + 1;
    for (const form of forms) {
      const far = distance(word, form, Math.min(max, least));
      if (far > max || far > least || (far > 1 && form[0] !== word[0])) continue;
      if (far < least) [best, least] = [[], far];
      best.push(form);
    }
    const hits = await Promise.all(best.slice(0, 12).map((form) => index.lookup(form)));
    return hits.filter(Boolean).map((hit) => ({ ...hit, far: least }));
  };

  // Every page that has one of the words, the best first.
  const rank = (index, expanded) => {
    const idf = (n) => Math.log(1 + (index.n - n + 0.5) / (n + 0.5));
    const pages = new Map();
    let all = 0;
    for (const { alternatives } of expanded) {
      const per = gather(alternatives, idf);
      const rarity = idf(per.size);
      all += rarity;
      for (const [page, word] of per) {
        let found = pages.get(page);
        if (!found) pages.set(page, found = { page, score: 0, covered: 0, units: new Map(), names: new Map() });
        let unit = 0, title = 0;
        for (const [n, impact] of word.units) { unit = Math.max(unit, impact); found.units.set(n, (found.units.get(n) ?? 0) + rarity * impact); }
        for (const [place, [weight, share]] of word.names) {
          const name = found.names.get(place) ?? [0, 0];
          found.names.set(place, [name[0] + rarity * weight, name[1] + share]);
          if (place < 8) title = Math.max(title, weight * (place ? W.alias : 1));
        }
        found.score += rarity * (unit + W.page * word.impact + W.title * title);
        found.covered += rarity;
      }
    }
    return [...pages.values()].map((found) => weigh(index, found, all)).sort((a, b) => b.score - a.score || a.page - b.page);
  };

  // What one word is worth on each page: of what it stands for the best, not the sum.
  const gather = (alternatives, idf) => {
    const per = new Map(), union = new Set();
    for (const { entries } of alternatives) for (const { page } of entries) union.add(page);
    for (const { entries, mask, best, other, begun, share = 1 } of alternatives) {
      const rare = begun ? (idf(entries.n) / idf(union.size)) ** W.rare : 1;
      for (const { page, impact, forms, units, names } of entries) {
        const weight = (forms & mask ? best : other) * rare;
        if (!weight) continue;
        let word = per.get(page);
        if (!word) per.set(page, word = { impact: 0, units: new Map(), names: new Map() });
        word.impact = Math.max(word.impact, impact * weight);
        for (const [unit, value] of units) word.units.set(unit, Math.max(word.units.get(unit) ?? 0, value * weight));
        for (const [place, length] of names) {
          const value = 15 / Math.sqrt(length) * weight;
          if ((word.names.get(place)?.[0] ?? 0) < value) word.names.set(place, [value, weight / length / share]);
        }
      }
    }
    return per;
  };

  // A name that the query is made of counts much, and the section that has the heading is the one to show.
  const weigh = (index, { page, score, covered, units, names }, all) => {
    let name = 0, title = 0, heading = [0, 0];
    for (const [place, [value, share]] of names) {
      const full = Math.min(1, share);
      name = Math.max(name, value * full * (place > 7 ? W.heading : place ? W.name * W.alias : W.name));
      if (place < 8) { title = Math.max(title, full); continue; }
      const unit = (place >> 3) - 1;
      units.set(unit, (units.get(unit) ?? 0) + value * full);
      if (full > heading[1]) heading = [unit, full];
    }
    const [unit, sum] = [...units].reduce((best, one) => one[1] > best[1] ? one : best, [0, 0]);
    return { page, unit: heading[1] > 0.9 ? heading[0] : unit, title, heading: heading[1], score: (score + W.unit * sum + name) * (covered / (all || 1)) ** W.covered * (index.factors.get(page) ?? 1) };
  };

  // Pages on which the words of a phrase stand side by side, each with the unit.
  // With `slack` there may be a letter's width between them: `pyspark` takes two places where it is written `PySpark`.
  const with_phrase = async (index, phrase, slack = 0) => {
    const steps = [];
    let at = 0;
    for (const { parts, letters } of phrase) { parts.forEach((word, n) => steps.push([word, at + n])); at += letters || parts.length; }
    const hits = await Promise.all(steps.map(([word]) => index.lookup(word)));
    if (hits.some((hit) => !hit)) return new Map();
    const lists = await Promise.all(hits.map(({ group }) => index.positions(group)));
    const of = (n, key) => (lists[n].get(key) ?? []).filter(([, form]) => form === hits[n].n).map(([at]) => at - steps[n][1]);
    const found = new Map();
    for (const key of lists[0].keys()) {
      const starts = steps.map((_, n) => of(n, key)).reduce((left, right) => right.filter((start) => left.some((before) => before <= start && start <= before + slack)));
      if (starts.length && !found.has(Math.floor(key / 65536))) found.set(Math.floor(key / 65536), key % 65536);
    }
    return found.size || slack ? found : with_phrase(index, phrase, 2);
  };

  // What means the same in several words is a query of its own, which counts a little less.
  const with_synonyms = async (index, { name, phrases }, found) => {
    const set = phrases.length ? [] : index.manifest.y.find((set) => set.some((same) => ` ${name} `.includes(` ${same} `))) ?? [];
    const typed = set.find((same) => ` ${name} `.includes(` ${same} `));
    const pages = new Map(found.map((match) => [match.page, match]));
    for (const same of set.filter((other) => other !== typed).slice(0, 2)) {
      const { slots } = query_of(` ${name} `.replace(` ${typed} `, ` ${same} `).trim());
      for (const match of rank(index, await Promise.all(slots.map((slot) => expand(index, slot, false))))) {
        match.score *= W.synonym;
        if (!(pages.get(match.page)?.score >= match.score)) pages.set(match.page, match);
      }
    }
    return set.length ? [...pages.values()].sort((a, b) => b.score - a.score || a.page - b.page) : found;
  };

  const matches = async (index, query) => {
    const last = query.open && !query.phrases.length ? query.slots.at(-1) : null;
    const expanded = await Promise.all(query.slots.map((slot) => expand(index, slot, slot === last, query.slots.length < 2)));
    const phrases = await Promise.all(query.phrases.map((phrase) => with_phrase(index, phrase)));
    const without = new Set();
    for (const hit of await Promise.all(query.without.map((word) => index.lookup(word)))) if (hit) for (const { page } of await index.entries(hit.group, true)) without.add(page);
    const all = query.slots.length ? await with_synonyms(index, query, rank(index, expanded)) : Array.from({ length: index.n }, (_, page) => ({ page, unit: 0, title: 0, heading: 0 }));
    const allowed = all.filter(({ page }) => !without.has(page));
    // Of words on very many pages only those are ranked that say most of them; a phrase may stand on any.
    const ranked = new Set(all.map(({ page }) => page));
    const others = [...phrases[0]?.keys() ?? []].filter((page) => !ranked.has(page) && !without.has(page)).map((page) => ({ page, score: 0, unit: 0, title: 0, heading: 0 }));
    const left = [...allowed, ...others].filter(({ page }) => phrases.every((pages) => pages.has(page)));
    for (const match of left) for (const pages of phrases) match.unit = pages.get(match.page);
    // A phrase that stands nowhere is its words.
    return left.length ? { left, expanded } : { left: allowed, expanded, is_loose: phrases.length > 0 };
  };

  // Values of one facet are alternatives, facets together are not. What is counted for a facet leaves its own choice out.
  const narrow = async (index, all, filters, with_counts) => {
    const chosen = Object.entries(filters).filter(([, values]) => values?.length);
    const names = with_counts ? index.manifest.f.map(([name]) => name) : chosen.map(([name]) => name);
    const facets = new Map(await Promise.all(names.map(async (name) => [name, await index.facet(name) ?? []])));
    const allowed = chosen.map(([name, values]) => [name, new Set(facets.get(name).filter(({ value }) => values.includes(value)).flatMap(({ pages }) => pages))]);
    const fits = (page, but) => allowed.every(([name, pages]) => name === but || pages.has(page));
    const count = (name, values) => {
      const here = new Set(all.filter(({ page }) => fits(page, name)).map(({ page }) => page));
      const counted = values.map(({ value, title, pages }) => ({ value, title, count: pages.filter((page) => here.has(page)).length, is_chosen: filters[name]?.includes(value) ?? false }));
      return { name, values: counted.filter((value) => value.count || value.is_chosen) };
    };
    return { left: allowed.length ? all.filter(({ page }) => fits(page)) : all, facets: with_counts ? [...facets].map(([name, values]) => count(name, values)) : undefined };
  };

  // A result: the card of a page, the sentence that has most of the words, and the sections where they are.
  const result_of = ([, path, title, kind, date, about, first, units], unit, marks, name) => {
    const url = new URL(path, root).href;
    const n_in = (text) => different(text, places(text, marks));
    const rate = ([, heading, text], is_here) => 3 * n_in(heading) + (is_here ? n_in(text) + 0.5 : 0) + (is_name(heading, name) ? 9 : 0);
    const pieces = units.flatMap((own, place) => own.map((piece) => ({ piece, is_here: place + first === unit, rate: rate(piece, place + first === unit) })));
    pieces.sort((a, b) => b.rate - a.rate);
    const text = pieces.find(({ piece, is_here }) => is_here && piece[2])?.piece[2] ?? '';
    const sections = new Map();
    for (const { piece: [anchor, heading, , goes_on], rate } of pieces) if (anchor && rate >= 1 && !sections.has(anchor)) sections.set(anchor, { url: `${url}#${encodeURIComponent(anchor)}`, title: heading || goes_on || title });
    return { url, title, kind, date, about, excerpt: excerpt(text, marks), sections: [...sections.values()].slice(0, 3) };
  };
  const is_name = (text, name) => name && text && words(text).join(' ') === name;

  const excerpt = (text, marks) => {
    const found = places(text, marks);
    const n_from = ([start]) => different(text, found.filter(([from, to]) => from >= start && to <= start + 140));
    const [start] = found.reduce((best, range) => n_from(range) > n_from(best) ? range : best, found[0] ?? [0]);
    const sentence = Math.max(...['. ', '! ', '? ', '\n', '。'].map((end) => text.lastIndexOf(end, start) + 1));
    const from = start - sentence < 60 ? sentence : text.indexOf(' ', start - 40);
    const end = text.lastIndexOf(' ', from + 180);
    const to = text.length - from <= 180 ? text.length : end > start ? end : from + 180;
    return `${from > 0 ? '…' : ''}${text.slice(from, to).trim()}${to < text.length ? '…' : ''}`;
  };

  const search_in = async (index, query, { limit, filters, facets }) => {
    if (!index.n) return { results: [], total: 0, marks: [] };
    const { left: all, expanded, is_loose } = await matches(index, query);
    const { left, facets: counted } = await narrow(index, all, filters, facets);
    const marks = [...new Set(expanded.flatMap(({ marks: own }) => [...own]))];
    const load = (match) => index.block(match.page, match.unit).then((card) => { match.card = card; return match; });
    // What the query names, word for word, is first: a title, be the page ever so long, then the heading of a section.
    const titled = left.filter(({ title }) => title > 0.9).slice(0, 8);
    const named = [...new Set([...titled, ...left.slice(0, 30).filter(({ heading }) => heading > 0.9)])].slice(0, 8);
    await Promise.all([...new Set([...named, ...left.slice(0, limit)])].map(load));
    const instead = is_loose || expanded.some((one) => one.instead) ? query.slots.map(({ word }, n) => expanded[n].instead ?? word).join(' ') : '';
    const name = instead || query.name;
    const is_title = ({ card }) => card && is_name(card[2], name);
    const is_heading = ({ card, unit }) => card && name.includes(' ') && card[7][unit - card[6]]?.some(([, heading]) => is_name(heading, name));
    const headings = named.filter((match) => !is_title(match) && is_heading(match));
    const first = new Set([...named.filter(is_title), ...headings]);
    const top = [...first, ...left.slice(0, limit).filter((match) => !first.has(match))].slice(0, limit);
    return { results: top.map((match) => result_of(match.card, match.unit, marks, name)), total: left.length, facets: counted, marks, instead };
  };

  // Words that are here and look like those that are not.
  const nearest = async (index, { slots }) => {
    const lists = await Promise.all(slots.slice(0, 3).map(async ({ word }) => {
      const { forms } = await index.shard(await index.shard_of(word));
      if (forms.has(word)) return [];
      const rated = [...forms.keys()].filter((form) => form.length > 2).map((form) => [distance(word, form, 4), form]).filter(([far]) => far <= Math.min(4, Math.max(2, word.length >> 1)));
      return rated.sort((a, b) => a[0] - b[0]).slice(0, 3).map(([, form]) => form);
    }));
    return lists.flat();
  };

  // Every language has an index. That of the page is asked first, the others where it has too little.
  const indexes = new Map();
  const index_of = (lang) => {
    if (!indexes.has(lang)) indexes.set(lang, read(`${lang}/m`, `${lang}/m.js`).then(([manifest]) => new Index(lang, manifest)));
    return indexes.get(lang);
  };
  const site_language = language_of(own.dataset.lang || document.documentElement.lang);
  guildbook.search = async (text, { limit = 10, filters = {}, facets = false } = {}) => {
    const query = query_of(String(text ?? ''));
    const main = await index_of(site_language);
    const page_language = language_of(document.documentElement.lang);
    const known = Object.keys(main.manifest.langs).sort((a, b) => (b === page_language) - (a === page_language) || (b === site_language) - (a === site_language));
    const all = { results: [], total: 0, marks: [], instead: '', facets: facets ? [] : undefined };
    const has_query = query.slots.length || query.without.length || Object.values(filters).some((values) => values?.length);
    for (const lang of has_query || facets ? known : []) {
      if (all.results.length >= limit) break;
      const one = await search_in(await index_of(lang), query, { limit: limit - all.results.length, filters, facets });
      if (!has_query) one.results = [], one.total = 0;
      join(all, one);
    }
    if (!all.total && query.slots.length) all.nearest = await nearest(main, query);
    return Object.assign(all.results, { total: all.total, words: all.marks, instead: all.instead, facets: all.facets, nearest: all.nearest ?? [] });
  };
  const join = (all, { results, total, marks, instead, facets }) => {
    all.results.push(...results);
    all.total += total;
    all.marks.push(...marks);
    all.instead ||= results.length ? instead : '';
    for (const { name, values } of facets ?? []) {
      const known = all.facets.find((facet) => facet.name === name);
      if (!known) { all.facets.push({ name, values }); continue; }
      for (const value of values) {
        const same = known.values.find((other) => other.value === value.value);
        if (same) same.count += value.count;
        else known.values.push(value);
      }
    }
  };

  Object.assign(guildbook, { stretches, places, distance });
})();
