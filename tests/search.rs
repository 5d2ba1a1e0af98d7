//! The search index: what is in it, where, and what is not.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod support;

use guildbook::compile::{Compilation, Compiler, Options};
use guildbook::search::words::{self, Share, Token};
use guildbook::source::SourceSet;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use support::search::{Index, read};
use support::{add, compile, random, sources, today};

fn site(files: &[(&str, &str)]) -> Compilation {
    compile(&sources(files), &Options::on(today()))
}

fn index(files: &[(&str, &str)]) -> Index {
    read(&site(files), "en")
}

// Words.

/// The words of a text in the form of `words.json`: a word, a compound with its parts, or a run.
fn found(text: &str) -> Value {
    let mut found: Vec<Value> = Vec::new();
    let mut run: Vec<(u32, String)> = Vec::new();
    let mut next = 0;
    let end = |run: &mut Vec<(u32, String)>, found: &mut Vec<Value>| {
        if !run.is_empty() {
            found.push(json!({"run": run.drain(..).map(|(_, form)| form).collect::<Vec<_>>()}));
        }
    };
    words::each(text, 0, |Token { text, at, share }| {
        let form = words::fold(&text).into_owned();
        // The last letter of a run has no pair.
        let is_last = share == Share::Letter && run.last().is_some_and(|(last, _)| *last != at);
        if !matches!(share, Share::Pair | Share::Letter) || is_last {
            end(&mut run, &mut found);
        }
        let form_or_null = if words::is_word(&form) { json!(form) } else { Value::Null };
        match share {
            Share::All => found.push(form_or_null),
            Share::Whole => {
                found.push(json!([form_or_null]));
                next = at;
            }
            Share::Part if at == next && found.last().is_some_and(Value::is_array) => {
                found.last_mut().unwrap().as_array_mut().unwrap().push(form_or_null);
                next += 1;
            }
            Share::Part => {
                found.push(json!([null, form_or_null]));
                next = at + 1;
            }
            Share::Pair if text.chars().count() == 1 => {
                end(&mut run, &mut found);
                found.push(json!({"run": [form]}));
            }
            Share::Pair => run.push((at, form)),
            Share::Letter => {}
        }
    });
    end(&mut run, &mut found);
    found.into()
}

/// The words of many texts, as the client must find them too. `UPDATE_CASES=1` writes them anew.
#[test]
fn words_are_those_of_the_shared_cases() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/words.json");
    let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let case = |case: &Value| json!({"text": case["text"], "words": found(case["text"].as_str().unwrap())});
    let now: Vec<Value> = cases.iter().map(case).collect();
    if std::env::var_os("UPDATE_CASES").is_some() {
        let lines: Vec<String> = now.iter().map(Value::to_string).collect();
        return std::fs::write(&path, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    }
    for (case, now) in cases.iter().zip(&now) {
        assert_eq!(case, now);
    }
    assert!(cases.len() > 80, "{}", cases.len());
}

fn any_text() -> impl Strategy<Value = String> {
    let bits = prop_oneof![
        4 => "[a-zA-Z0-9]{1,6}",
        3 => "[-_.'’ #+@\n]{1,2}",
        2 => "\\PC{1,4}",
        1 => "[日本語ひらカタ한국ไทย]{1,4}",
        1 => "[\u{300}-\u{303}\u{ad}\u{200d}\u{fe0f}ßİıς𝒜🌱]{1,3}",
    ];
    proptest::collection::vec(bits, 0..12).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_words_in_order(text in any_text()) {
        let mut tokens: Vec<(u32, Share, String)> = Vec::new();
        let end = words::each(&text, 7, |token| tokens.push((token.at, token.share, words::fold(&token.text).into_owned())));
        prop_assert!(tokens.iter().all(|(at, _, _)| (7..end).contains(at)));
        prop_assert!(tokens.is_sorted_by_key(|(at, _, _)| *at) , "{:?}", tokens);
        for (_, share, form) in &tokens {
            prop_assert!(!form.contains([' ', '\n']), "{:?}", form);
            // What is looked up is what was folded: folding is done once.
            prop_assert_eq!(&*words::fold(form), form, "{:?}", share);
        }
        // Every position is taken by a part, a word, or a letter.
        let taken = tokens.iter().filter(|(_, share, form)| match share {
            Share::Whole => false,
            Share::Pair => words::is_of_run(form.chars().next().unwrap()) && form.chars().count() == 1,
            _ => true,
        });
        prop_assert_eq!(taken.count() as u32, end - 7);
    }
}

// The files.

/// Every word of every piece stands in the index at its place, and nothing else does.
fn check(index: &Index) {
    let mut expected: BTreeMap<String, Vec<(u32, u32, u32)>> = BTreeMap::new();
    for (page, shown) in (0..).zip(&index.pages) {
        for (unit, pieces) in (0..).zip(&shown.units) {
            let mut next = 0;
            let mut add = |text: &str, n_free: u32| {
                next = n_free
                    + words::each(text, next, |token| {
                        let form = words::fold(&token.text).into_owned();
                        if words::is_word(&form) {
                            expected.entry(form).or_default().push((page, unit, token.at));
                        }
                    });
            };
            if unit == 0 {
                // What the page is called and what it says are two things.
                add(&shown.title, 1);
            }
            for [_, heading, text, _] in pieces {
                if !heading.is_empty() {
                    add(heading, 0);
                }
                add(text, 0);
            }
        }
    }
    for places in expected.values_mut() {
        places.sort_unstable();
        places.dedup();
    }
    let forms: Vec<&str> = index.forms().collect();
    for form in &forms {
        assert_eq!(Some(&index.places(form)), expected.get(*form), "{form}");
    }
    assert_eq!(forms.len(), expected.len());
    check_groups(index);
    check_names(index);
    check_reversed(index);
}

fn check_groups(index: &Index) {
    let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
    let firsts: Vec<Vec<u16>> =
        index.shards.iter().flat_map(|shard| &shard.groups).map(|group| units(&group.forms[0])).collect();
    assert!(firsts.is_sorted(), "groups are sorted by their first form");
    for group in index.shards.iter().flat_map(|shard| &shard.groups) {
        assert!(group.forms.iter().map(|form| units(form)).is_sorted());
        for entry in &group.entries[..group.n_kept] {
            let forms = entry.units.iter().flat_map(|(_, _, spots)| spots).fold(0, |mask, (_, form)| mask | 1 << form);
            assert_eq!(entry.mask, forms);
            assert!((1..16).contains(&entry.impact) && entry.units.iter().all(|unit| (1..16).contains(&unit.1)));
        }
    }
}

/// The words of a title or a heading make up the whole: their shares add up to 1.
fn check_names(index: &Index) {
    for (page, shown) in (0..).zip(&index.pages) {
        let headings = shown.units.iter().enumerate().flat_map(|(unit, pieces)| {
            let headings = pieces.iter().map(|piece| piece[1].as_str()).filter(|heading| !heading.is_empty());
            headings.take(7).enumerate().map(move |(n, heading)| (8 + 8 * unit as u32 + n as u32, heading))
        });
        for (place, name) in headings.chain([(0, shown.title.as_str())]) {
            let mut forms: Vec<String> = Vec::new();
            words::each(name, 0, |token| {
                let form = words::fold(&token.text).into_owned();
                if token.share.is_main() && words::is_word(&form) {
                    forms.push(form);
                }
            });
            forms.sort();
            forms.dedup();
            for form in &forms {
                let group = index.group(form).expect("it is there");
                let entry = group.entries.iter().find(|entry| entry.page == page).expect("it is on the page");
                let length = entry.names.iter().find(|(own, _)| *own == place).expect("it is in the name").1;
                assert_eq!(length as usize, forms.len().clamp(1, 15), "{name}: {form}");
            }
        }
    }
}

fn check_reversed(index: &Index) {
    let mut words: Vec<String> = index.reversed.iter().flatten().map(|word| word.chars().rev().collect()).collect();
    words.sort();
    let letters = |form: &&str| form.chars().count() > 3 && form.chars().all(char::is_alphabetic);
    let mut forms: Vec<&str> = index.forms().filter(letters).filter(|form| !form.contains(words::is_of_run)).collect();
    forms.sort_unstable();
    assert!(forms.iter().all(|form| words.binary_search_by(|word| word.as_str().cmp(form)).is_ok()));
    for (key, file) in index.reversed_keys.iter().zip(&index.reversed) {
        assert!(file[0].encode_utf16().ge(key.encode_utf16()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_every_page_is_found_at_its_place(files in random::site(), text in any_text()) {
        let mut set = sources(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
        add(&mut set, "content/notes/more.md", &format!("# {text}\n\n{text}\n\n## a {text}\n\n{text}{text}\n"));
        let compilation = compile(&set, &Options::on(today()));
        if let Some(site) = &compilation.site {
            for language in site.index_languages().keys() {
                check_random(&read(&compilation, language));
            }
        }
    }
}

/// Pages with other names have words before their first piece that blocks do not show as such.
fn check_random(index: &Index) {
    check_groups(index);
    check_names(index);
    check_reversed(index);
}

/// A site of several kinds, with compounds, runs, a long page and raw HTML, but no other names.
fn garden() -> Vec<(&'static str, String)> {
    let long: String = (0..400).map(|n| format!("Sentence {n} tells of wheelbarrows and e-mail. ")).collect();
    let front = |fields: &str, body: &str| format!("---\n{fields}\n---\n{body}");
    vec![
        ("content/soil.md", front("tags: [Healthy soil]", "# Soil care\n\nWorms *love* it.\n\n## Turning the heap\n\nTurn it.\n\n## Node.js and 日本語\n\n日本語を話す camelCase")),
        ("content/long.md", front("date: 2026-01-02", &format!("# Long\n\nBefore.\n\n## One\n\n{long}\n\n## Two\n\nShort.\n\n## Three\n\nShort too."))),
        ("content/raw.md", "# Raw\n\n<div>kept <b>bo</b>ld <!-- gone --></div>\n\n## After\n\n<script>evil()</script>text<br>more <img src=x alt=\"picture\">\n".into()),
        ("content/sessions/2026-03-05-heap.md", front("place: Hut\nseries: Evenings\nattendees: [Ana]", "Notes[^1] of the gardens.\n\n[^1]: A foot note.\n\n[^2]: Unused.\n")),
        ("content/members/ana.md", front("name: Ana Lima\norganisation: Green Street\noffers: [Tours]", "Writes to ana@example.org about gardening.")),
    ]
}

fn files(files: &[(&'static str, String)]) -> SourceSet {
    sources(&files.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>())
}

#[test]
fn every_word_stands_at_its_place_and_nothing_else_does() {
    let index = read(&compile(&files(&garden()), &Options::on(today())), "en");
    check(&index);
    assert_eq!(
        index.pages.iter().map(|page| page.url.as_str()).collect::<Vec<_>>(),
        ["sessions/2026-03-05-heap/", "long/", "members/ana/", "raw/", "soil/",]
    );
    let texts = |page: usize| index.pages[page].units.iter().flatten().cloned().collect::<Vec<_>>();
    let piece = |anchor: &str, heading: &str, text: &str| [anchor, heading, text, ""].map(str::to_owned);
    assert_eq!(
        texts(4),
        [
            piece("", "", "Worms love it."),
            piece("turning-the-heap", "Turning the heap", "Turn it."),
            piece("nodejs-and-日本語", "Node.js and 日本語", "日本語を話す camelCase"),
            piece("", "", "Healthy soil"),
        ]
    );
    assert_eq!(texts(3), [piece("", "", "kept bold"), piece("after", "After", "text\nmore picture")]);
    assert_eq!(
        texts(0),
        [piece("", "", "Notes of the gardens.\nA foot note."), piece("", "", "Evenings · Hut · Ana Lima")]
    );
    assert_eq!(texts(2)[0], piece("", "", "Writes to about gardening."));
    assert_eq!(index.pages[0].note, "Evenings · Hut");
    let long = &index.pages[1].units;
    assert!(long.len() > 10 && long.iter().all(|unit| unit.iter().map(|piece| piece[2].len()).sum::<usize>() < 1800));
    let ongoing: Vec<_> = texts(1).into_iter().filter(|piece| !piece[3].is_empty()).collect();
    assert!(
        ongoing.len() > 8 && ongoing.iter().all(|piece| piece[0] == "one" && piece[1].is_empty() && piece[3] == "One")
    );
}

#[test]
fn what_begins_on_a_line_of_its_own_is_not_joined_to_the_word_before() {
    let index = index(&[("content/a.md", "# A\n\n- heap #13\n  - soil\n    ```\n    code\n    ```\n- *b*old\n")]);
    assert_eq!(index.pages[0].units[0][0][2], "heap #13\nsoil\ncode\nbold");
}

#[test]
fn forms_of_a_word_add_up() {
    let once = "# A\n\nThe garden is one of many things that are told of here.";
    let twice = "# B\n\nThe garden and gardens are two of many things told of here.";
    let index = index(&[("content/a.md", once), ("content/b.md", twice)]);
    let group = index.group("gardens").unwrap();
    assert_eq!(group.forms, ["garden", "gardens"]);
    let impacts: Vec<(u32, u32)> = group.entries.iter().map(|entry| (entry.impact, entry.mask)).collect();
    assert!(impacts[1].0 > impacts[0].0 && impacts[0].1 == 0b01 && impacts[1].1 == 0b11, "{impacts:?}");
}

#[test]
fn other_names_are_names_and_synonyms_share_a_group() {
    let settings =
        "title: T\nsearch: {boost: {term: 2.5}, synonyms: [[k8s, kubernetes], [CI, continuous integration]]}\n";
    let index = index(&[
        ("guildbook.yaml", settings),
        ("content/glossary/heap.md", "---\naka: [pile]\nformerly: [compost hill]\nsearch_terms: [rot]\n---\n# Heap\n"),
        ("content/members/ana.md", "---\nname: Ana Lima\nhandles: [lima7]\n---\n"),
        ("content/k.md", "# K\n\nk8s and Kubernetes in CI"),
    ]);
    let name = |form: &str| {
        index.group(form).unwrap().entries.iter().flat_map(|entry| entry.names.clone()).collect::<Vec<_>>()
    };
    assert_eq!((name("compost"), name("rot"), name("lima7")), (vec![(2, 2)], vec![(3, 1)], vec![(1, 1)]));
    assert_eq!(index.group("kubernetes").unwrap().forms, ["k8s", "kubernetes"]);
    assert_eq!(index.manifest["y"], json!([["ci", "continuous integration"], ["compost hill", "heap", "pile"]]));
    let term = index.pages.iter().position(|page| page.kind == "term").unwrap();
    assert_eq!(index.manifest["b"], json!([[2.5, term.to_string()]]));
}

#[test]
fn pages_have_an_index_in_their_language_and_search_can_be_left_out() {
    let compilation = site(&[
        ("content/a.md", "---\nlang: de-AT\n---\n# Gärten\n\nEin Garten"),
        ("content/b.md", "---\nsearch: false\n---\n# Hidden away"),
        ("content/c.md", "# Shown"),
    ]);
    let german = read(&compilation, "de");
    assert_eq!(german.group("garten").unwrap().forms, ["garten"]);
    assert_eq!(german.manifest["langs"], json!({"de": 1, "en": 1}));
    let english = read(&compilation, "en");
    assert!(english.group("hidden").is_none() && english.group("shown").is_some());
    let off = site(&[("guildbook.yaml", "title: T\nsearch: off\n"), ("content/c.md", "# Shown")]);
    assert!(off.index().is_empty());
    let empty = read(&site(&[]), "en");
    assert_eq!((empty.pages.len(), empty.n_files), (0, 1));
}

#[test]
fn what_was_said_is_a_page_of_its_own_with_the_way_to_each_paragraph() {
    let compilation = site(&[
        ("content/sessions/2026-03-05-heap.md", "---\ntranscript: heap.vtt\n---\n# Heap\n\nNotes."),
        (
            "content/sessions/heap.vtt",
            "00:01.000 --> 00:02.000\n<v Ana>Wheelbarrow, says ana@example.org.\n\n01:10.000 --> 01:12.000\n<v Ana>Spade.",
        ),
        ("content/sessions/2026-03-06-soil.md", "---\ntranscript: soil.vtt\nsearch: false\n---\n# Soil"),
        ("content/sessions/soil.vtt", "00:01.000 --> 00:02.000\nPitchfork."),
    ]);
    let index = read(&compilation, "en");
    check(&index);
    let page = index.pages.iter().find(|page| page.url == "sessions/2026-03-05-heap/transcript/").unwrap();
    assert_eq!((page.title.as_str(), page.kind.as_str()), ("Transcript: Heap", "session"));
    let pieces: Vec<[&str; 3]> =
        page.units.iter().flatten().map(|piece| [piece[0].as_str(), &piece[1], &piece[2]]).collect();
    assert_eq!(pieces, [["t-1", "", "Ana: Wheelbarrow, says ."], ["t-70", "", "Spade."]]);
    assert_eq!(index.pages.len(), 2);
    assert!(index.group("pitchfork").is_none() && index.group("wheelbarrow").is_some());
}

// What is not there.

const PRIVATE: [(&str, &str); 6] = [
    ("content/draft.md", "---\ndraft: true\ntags: [canaryone]\n---\n# Canaryone\n\n## Canaryone\n\ncanaryone"),
    ("content/members-only.md", "---\naudience: members\n---\n# Canarytwo\n\ncanarytwo [[soil]]"),
    ("content/members/zed.md", "---\nname: Canarythree\nlisted: false\nhandles: [canaryfour]\n---\ncanarythree"),
    ("content/themes/deep.md", "---\naudience: stewards\n---\n# Canaryfive"),
    ("content/closed/index.md", "---\naudience: members\n---\n# Canarysix"),
    ("content/closed/page.md", "# Canaryseven\n\ncanaryseven"),
];

const PUBLIC: &str = "---\nauthors: [canaryfour]\n---\n# Open\n\nShown.\n\n::: audience members\n\n## Canaryeight\n\ncanaryeight [[draft]]\n\n:::\n\n<!-- canarynine -->\n\nAfter <!-- canaryten --> it.\n\n<div hidden><!-- canaryeleven --></div>\n\n<script>canarytwelve</script>\n";

#[test]
fn words_that_not_everybody_may_see_are_in_no_file() {
    let mut all = vec![("content/open.md", PUBLIC), ("content/soil.md", "# Soil\n\nWrite to canarymail@example.org.")];
    all.extend(PRIVATE);
    let compilation = site(&all);
    let index = read(&compilation, "en");
    let shown = index.all_texts().to_lowercase();
    assert!(shown.contains("shown") && !shown.contains("canary"), "{shown}");
    for (path, bytes) in compilation.index() {
        assert!(!String::from_utf8_lossy(bytes).to_lowercase().contains("canary"), "{path}");
    }
    let members = Options { audience: Some("stewards".into()), drafts: true, ..Options::on(today()) };
    let seen = read(&compile(&sources(&all), &members), "en").all_texts();
    for word in ["canaryone", "canarytwo", "canaryfive", "canarysix", "canaryseven", "canaryeight"] {
        assert!(seen.contains(word), "{word}");
    }
    for word in ["canarythree", "canarynine", "canaryten", "canaryeleven", "canarytwelve", "canarymail"] {
        assert!(!seen.to_lowercase().contains(word), "{word}");
    }
}

// The same, however it is made.

#[test]
fn an_edit_leads_to_the_index_that_a_fresh_start_leads_to() {
    let mut compiler = Compiler::default();
    let mut set = files(&garden());
    let options = Options::on(today());
    compiler.compile(&set, &options).index();
    for text in ["# Soil care\n\nEntirely other words.", "# Renamed\n\nWorms", "---\nlang: de\n---\n# Deutsch"] {
        add(&mut set, "content/soil.md", text);
        let warm = compiler.compile(&set, &options);
        assert_eq!(warm.index(), compile(&set, &options).index());
    }
    set.documents.remove(&guildbook::path::SitePath::new("content/long.md"));
    assert_eq!(compiler.compile(&set, &options).index(), compile(&set, &options).index());
}

#[test]
fn any_number_of_threads_makes_the_same_files() {
    let set = files(&garden());
    let with = |n: usize| {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        threads.install(|| compile(&set, &Options::on(today())).index().clone())
    };
    let one = with(1);
    assert!((2..6).all(|n| with(n) == one));
}

// Many pages.

/// Long words that no dictionary holds.
fn large(n_pages: usize, n_words: usize) -> SourceSet {
    let mut set = sources(&[]);
    let mut state = 7u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    for page in 0..n_pages {
        let words: Vec<String> = (0..n_words).map(|_| (0..7).map(|_| format!("{:08x}", next())).collect()).collect();
        let title = if page % 700 == 0 { "Common" } else { "Other" };
        add(&mut set, &format!("content/p{page}.md"), &format!("# {title} {page}\n\ncommon {}\n", words.join(" ")));
    }
    set
}

#[test]
fn a_word_on_very_many_pages_is_capped_and_nothing_is_lost() {
    let index = read(&compile(&large(1_500, 2), &Options::on(today())), "en");
    check(&index);
    let group = index.group("common").unwrap();
    assert!(group.is_capped && group.n_kept == 1_000 && group.entries.len() == 1_500);
    let (kept, rest) = group.entries.split_at(group.n_kept);
    assert_eq!(kept.iter().filter(|entry| !entry.names.is_empty()).count(), 3);
    assert_eq!(rest.len(), 500);
}

#[test]
fn very_many_shards_have_leaves_and_no_folder_is_full() {
    let compilation = compile(&large(100, 4_200), &Options::on(today()));
    let index = read(&compilation, "en");
    assert!(index.manifest["l"]["n"].as_u64().unwrap() > 30, "{}", index.manifest["l"]);
    let forms: Vec<&str> = index.forms().collect();
    assert!(forms.len() > 400_000);
    assert!(forms.iter().step_by(97).all(|form| index.group(form).is_some()));
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for path in compilation.index().keys() {
        *folders.entry(path.as_str().rsplit_once('/').unwrap().0).or_default() += 1;
    }
    assert!(folders.values().all(|n| *n <= 256), "{folders:?}");
}
