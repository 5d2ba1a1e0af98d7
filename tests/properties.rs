//! What holds for every site, whatever is in it.
//!
//! `PROPERTY_TIMES=20` looks at twenty times as many sites.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod support;

use guildbook::compile::{Compilation, Compiler, Options};
use guildbook::config::{self, Config};
use guildbook::diagnostic::{Diagnostic, report};
use guildbook::document;
use guildbook::document::transcript;
use guildbook::path::SitePath;
use guildbook::source::{Contributor, FileHistory, Source, SourceSet};
use percent_encoding::percent_decode_str;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use support::edits::{Edit, apply, edit};
use support::html::{anchors, tags};
use support::random::{self, Files};
use support::{add, compile, outputs, sources, texts, today};

type Outputs = BTreeMap<String, Vec<u8>>;

fn cases(n: u32) -> ProptestConfig {
    let times: u32 = std::env::var("PROPERTY_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    // Failures are kept as cases in `tests/cases/regressions.md`, not in files of seeds.
    ProptestConfig { cases: n * times, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() }
}

fn set(files: &Files) -> SourceSet {
    sources(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
}

fn everybody() -> Options {
    Options::on(today())
}

fn members() -> Options {
    Options { audience: Some("members".into()), drafts: true, ..everybody() }
}

fn build(files: &Files, options: &Options) -> Outputs {
    outputs(&compile(&set(files), options)).0
}

/// Every finding, those of rendering too, and every output.
fn everything(compilation: &Compilation) -> (Outputs, Vec<Diagnostic>) {
    let (files, findings) = outputs(compilation);
    (files, compilation.findings.iter().cloned().chain(findings).collect())
}

/// The first output that differs, in words short enough to read.
fn difference(a: &Outputs, b: &Outputs) -> Option<String> {
    let path = a.keys().chain(b.keys()).find(|path| a.get(*path) != b.get(*path))?;
    let text = |outputs: &Outputs| outputs.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let (Some(a), Some(b)) = (text(a), text(b)) else { return Some(format!("{path} is in one of them only")) };
    let lines = a.lines().zip(b.lines()).find(|(a, b)| a != b);
    Some(format!("{path}: {lines:?}"))
}

// Any text.

const BITS: [&str; 74] = [
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    " ",
    "    ",
    "a",
    "word",
    "é",
    "日本",
    "🌱",
    "\u{feff}",
    "\u{0}",
    "\u{200b}",
    "\u{301}",
    "---\n",
    "...\n",
    "+++\n",
    "title: ",
    "draft: ",
    "audience: ",
    "- ",
    "1. ",
    "> ",
    "# ",
    "## x {#y .z}\n",
    "!!! note\n    ",
    "??? tip \"t\"\n    ",
    "::: audience members\n",
    ":::\n",
    "[[",
    "![[",
    "![[x]]",
    "\n\n![[notes#notes]]\n\n",
    "]]",
    "|",
    "\\|",
    "> [!tip]- ",
    "> [!",
    "$",
    "$$",
    "\\frac{",
    "\n: ",
    "[",
    "](",
    ")",
    "![",
    "@",
    "@bees",
    "<",
    "</",
    ">",
    "<a href=\"",
    "<!--",
    "-->",
    "`",
    "```",
    "~~~",
    "*",
    "**",
    "_",
    "~~",
    "[^1]",
    "[^1]: ",
    "| a | b |\n| - | - |\n",
    ": ",
    "{{< ref \"",
    "]({{",
    "]({%",
    ">}}",
    "&amp;",
    "https://a.b/c_d",
    "\\",
];

fn text() -> impl Strategy<Value = String> {
    let bits = prop_oneof![9 => select(&BITS[..]).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    let text = vec(bits, 0..40).prop_map(|bits| bits.concat());
    let bytes = vec(any::<u8>(), 0..60).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let front = (text.clone(), text.clone()).prop_map(|(front, body)| format!("---\n{front}\n---\n{body}"));
    prop_oneof![4 => text, 1 => bytes, 2 => front]
}

fn is_inside(text: &str, at: &Range<usize>) -> bool {
    text.get(at.clone()).is_some()
}

/// Findings lie inside their files, and every form of report can print them.
fn findings_have_places(sources: &SourceSet, findings: &[Diagnostic]) -> Result<(), TestCaseError> {
    let all = sources.settings.iter().chain(sources.documents.values());
    let all = all.chain(sources.transcripts.values()).chain(sources.layouts.values());
    let by_path: BTreeMap<_, _> = all.map(|source| (&source.path, &source.text)).collect();
    for finding in findings {
        for span in finding.span.iter().chain(finding.related.iter().map(|(span, _)| span)) {
            let fits = by_path.get(&span.file).map_or(span.range() == (0..0), |text| is_inside(text, &span.range()));
            prop_assert!(fits, "{finding:?}");
        }
    }
    let texts = texts(sources);
    let _ = report::human(findings, &texts, "site/", true);
    let _ = report::json(findings, &texts);
    let _ = report::github(findings, &texts, "site/");
    let _ = report::summary_table(findings, &texts, "site/");
    for json in [report::sarif(findings, &texts, "site/"), report::gitlab(findings, &texts, "site/")] {
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    }
    Ok(())
}

#[test]
fn places_in_raw_html_stay_inside_where_a_colon_was_kept_from_being_a_definition() {
    let text = "\n\n<!--## x {#y .z}\n::: audience members\n:\t<a href=\"";
    let body = document::parse(&Source::new("content/x.md", text), &Config::default()).value.body;
    assert!(body.links.iter().all(|link| is_inside(text, &link.at)), "{:?}", body.links);
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn the_facts_of_any_text_lie_inside_it(text in text(), folder in select(vec!["", "sessions/", "members/"])) {
        let source = Source::new(&format!("content/{folder}x.md"), &text);
        let outcome = document::parse(&source, &Config::default());
        let (document, body) = (&outcome.value, &outcome.value.body);
        let links = body.links.iter().flat_map(|link| [&link.at, &link.target_at]);
        let blocks = body.blocks.iter().flat_map(|block| [&block.at, &block.audience.at]);
        let places = links.chain(blocks).chain(body.headings.iter().map(|heading| &heading.at)).chain(&body.too_deep);
        for at in places.chain(document.references.iter().map(|reference| &reference.at)).chain([&body.at]) {
            prop_assert!(is_inside(&text, at), "{at:?}");
        }
        for finding in &outcome.findings {
            prop_assert!(finding.span.as_ref().is_some_and(|span| is_inside(&text, &span.range())), "{finding:?}");
        }
    }
}

/// A transcript that is almost one, or any other text.
fn said() -> impl Strategy<Value = String> {
    let bits = select(vec![
        "WEBVTT",
        "\n",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        " ",
        "1",
        "00:01.000",
        "00:00:02,000",
        " --> ",
        "-->",
        "NOTE",
        "STYLE",
        "<v Ana>",
        "<v ",
        "</v>",
        "<b>",
        "<",
        ">",
        "{\\an8}",
        "{\\",
        "}",
        "&amp;",
        "&#x",
        ";",
        "&",
        "Ana: ",
        "@bo: ",
        ":",
        "word.",
        "é",
        "日本",
        "\u{feff}",
        "\u{0}",
        "00:02.000 --> 00:01.000\n",
        "00:01.000 --> 00:02.000\nAna: yes\n\n",
    ]);
    prop_oneof![5 => vec(bits, 0..60).prop_map(|bits| bits.concat()), 1 => text()]
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn any_text_is_a_transcript_whose_facts_lie_inside_it(text in said(), path in select(vec!["content/x.vtt", "content/x.srt"])) {
        let transcript = transcript::parse(&Source::new(path, &text));
        for cue in transcript.cues.iter() {
            prop_assert!(is_inside(&text, &cue.at) && cue.start <= cue.end && !cue.text.is_empty(), "{cue:?}");
            prop_assert!(cue.voice.is_none_or(|voice| voice < transcript.voices.len()) && !cue.text.contains(['\n', '\r']));
        }
        let told: Vec<String> = transcript::paragraphs(&transcript.cues).into_iter().map(|paragraph| paragraph.text).collect();
        let cues: Vec<&str> = transcript.cues.iter().map(|cue| cue.text.as_str()).collect();
        prop_assert_eq!(told.join(" "), cues.join(" "));
        let sources = sources(&[(path, &text)]);
        findings_have_places(&sources, &transcript::findings(&SitePath::new(path), &transcript))?;
    }
}

/// A text of many headings with days, or any other.
fn minutes() -> impl Strategy<Value = String> {
    let pieces = vec(random::piece(), 0..12).prop_map(|pieces| pieces.join("\n\n"));
    let lines = select(vec![
        "## 2026-03-05\n",
        "## 2026-03-06\r\n",
        "```\n",
        ":::\n",
        "::: audience members\n",
        "<!--\n",
        "> ",
        "- ",
        "# May\n",
        "6 May 2026\n---\n",
        "[a]: b.md\n",
        "[a]\n",
        "\n",
    ]);
    prop_oneof![text(), pieces, vec(lines, 0..20).prop_map(|lines| lines.concat())]
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn every_byte_of_a_body_is_in_one_document(text in minutes(), path in select(vec!["content/minutes/x.md", "content/minutes/README.md"])) {
        let settings = "title: T\ncollections: {minutes: {kind: session, split: true}}\n";
        let config = config::parse(&Source::new("guildbook.yaml", settings)).value;
        let source = Source::new(path, &text);
        let whole = document::parse(&source, &Config::default()).value.body;
        let documents = document::parse_all(&source, &config, document::Standing::Usual).value;
        let ends = documents.iter().map(|document| document.body.at.end);
        let starts = documents.iter().skip(1).map(|document| document.body.at.start);
        prop_assert_eq!(documents[0].body.at.start, whole.at.start);
        prop_assert!(ends.eq(starts.chain([whole.at.end])));
        prop_assert!(documents.iter().flat_map(|document| &document.body.blocks).eq(&whole.blocks));
        let headings = documents.iter().flat_map(|document| &document.body.headings).map(|heading| (&heading.at, &heading.text));
        prop_assert!(headings.eq(whole.headings.iter().map(|heading| (&heading.at, &heading.text))));
        for document in &documents {
            prop_assert!(document.body.links.iter().all(|link| is_inside(&text, &link.at)), "{document:?}");
            prop_assert!(document.body.headings.iter().all(|heading| document.body.at.start <= heading.at.start && heading.at.end <= document.body.at.end));
        }
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn any_text_is_a_page_or_a_finding(text in text(), path in select(vec!["content/x.md", "content/sessions/2026-03-05-x.md", "content/members/bees.md"])) {
        let files = Files::from([(path.to_owned(), text), ("content/notes.md".to_owned(), "# Notes\n\n[x](x.md)".to_owned())]);
        let sources = set(&files);
        let compilation = compile(&sources, &members());
        let (_, findings) = everything(&compilation);
        findings_have_places(&sources, &findings)?;
    }

    #[test]
    fn any_settings_are_read_or_refused(text in text(), known in select(vec!["", "title: x\n", "navigation: ", "collections: ", "audiences: ", "findings: ", "markdown: ", "ignore: "])) {
        let sources = sources(&[("guildbook.yaml", &format!("{known}{text}")), ("content/x.md", "x")]);
        let (_, findings) = everything(&compile(&sources, &everybody()));
        findings_have_places(&sources, &findings)?;
    }
}

// Same input, same bytes.

/// What has not changed stays the same value, as where a folder is read again.
fn keep_same(sources: &mut BTreeMap<SitePath, Arc<Source>>, last: &BTreeMap<SitePath, Arc<Source>>) {
    for (path, source) in sources {
        *source = last.get(path).filter(|known| *known == source).unwrap_or(source).clone();
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_warm_rebuild_equals_a_fresh_build(start in random::site(), edits in vec(edit(), 1..7)) {
        let mut files = start;
        let mut warm = Compiler::default();
        let mut options = everybody();
        let mut last = set(&files);
        warm.compile(&last, &options);
        for edit in edits {
            let done = format!("{edit:?}");
            if let Edit::Audience(is_for_members) = edit {
                options = if is_for_members { members() } else { everybody() };
            }
            apply(&mut files, edit);
            let mut next = set(&files);
            keep_same(&mut next.documents, &last.documents);
            keep_same(&mut next.layouts, &last.layouts);
            last = next;
            let (warm, fresh) = (warm.compile(&last, &options), compile(&set(&files), &options));
            let ((warm, warm_findings), (fresh, fresh_findings)) = (everything(&warm), everything(&fresh));
            prop_assert_eq!(difference(&warm, &fresh), None, "after {}", done);
            prop_assert_eq!(warm_findings, fresh_findings, "after {}", done);
        }
    }

    #[test]
    fn threads_and_the_order_of_files_change_nothing(files in random::site()) {
        let expected = everything(&compile(&set(&files), &everybody()));
        for n in [1, 2, 5] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
            let mut backwards = SourceSet::default();
            for (path, text) in files.iter().rev() {
                add(&mut backwards, path, text);
            }
            let found = pool.install(|| everything(&compile(&backwards, &everybody())));
            prop_assert_eq!(difference(&found.0, &expected.0), None, "{} threads", n);
            prop_assert_eq!(&found.1, &expected.1, "{} threads", n);
        }
    }
}

// Nothing hidden shows.

/// A word that no public document holds.
const SECRET: &str = "zqvlaum";

/// A document that the public may not see, with the secret word in each of its parts. Its title is now and then that
/// of a public one.
fn private(n: usize) -> impl Strategy<Value = Files> {
    let secret = format!("{SECRET}{n}");
    let stem = secret.clone();
    let paths = select(vec![
        "",
        "themes/",
        "glossary/",
        "sessions/2026-03-09-",
        "members/",
        "notes/",
        "notes/inner/",
        "vault/",
        "zqvlaum-vault/deep/",
    ])
    .prop_map(move |folder| format!("content/{folder}{stem}.md"));
    let paths = prop_oneof![6 => paths, 2 => select(vec!["content/vault/compost.md", "content/vault/bees.md", "content/sessions/_index.md", "content/notes/_index.md"]).prop_map(str::to_owned)];
    let how = select(vec![
        "draft: true",
        "published: false",
        "audience: members",
        "audience: stewards",
        "audience: memebrs",
        "audiance: members",
        "title: [",
        "draft: true\ndraft: false",
    ]);
    let title = prop_oneof![3 => Just(format!("The {secret}")), 1 => select(vec!["Compost", "Notes", "bees"]).prop_map(str::to_owned)];
    (paths, how, title, vec(random::piece(), 0..3)).prop_map(move |(path, how, title, pieces)| {
        // An introduction that narrows the audience narrows that of its whole folder; a draft does not.
        let how = if path.ends_with("_index.md") { "draft: true" } else { how };
        let front = format!("---\ntitle: {title}\n{how}\ntags: [{secret}, compost]\naliases: [{secret}-alias, /old/{secret}/, /old/compost/]\nhandles: [{secret}-handle]\nthemes: [compost]\naka: [{secret}-word, heap]\nimage: {secret}.png\n---\n");
        let body = format!("# {secret} heading\n\n{secret} body ![{secret}]({secret}.png) [[compost]] @bees\n\n{}", pieces.join("\n\n"));
        let picture = format!("{}/{secret}.png", path.rsplit_once('/').unwrap().0);
        Files::from([(path, front + &body), (picture, format!("bytes of {secret}"))])
    })
}

fn unlisted(n: usize) -> impl Strategy<Value = Files> {
    let text = format!(
        "---\nname: {SECRET}{n} Name\nlisted: false\nhandles: [{SECRET}{n}-handle]\nexpertise: [compost]\n---\n{SECRET}{n} body [[compost]]"
    );
    select(vec!["a-", ""])
        .prop_map(move |start| Files::from([(format!("content/members/{start}{SECRET}{n}.md"), text.clone())]))
}

fn in_closed_folder(n: usize) -> impl Strategy<Value = Files> {
    Just(Files::from([
        (
            "content/closed/index.md".to_owned(),
            format!("---\ntitle: Closed {SECRET}{n}\naudience: members\n---\n{SECRET}{n}"),
        ),
        (
            format!("content/closed/{SECRET}{n}.md"),
            format!("---\ntags: [{SECRET}{n}]\nthemes: [compost]\n---\n# {SECRET}{n}\n\n![x]({SECRET}{n}.png)"),
        ),
        (format!("content/closed/{SECRET}{n}.png"), SECRET.to_owned()),
    ]))
}

fn hidden() -> impl Strategy<Value = Files> {
    let one = |n| prop_oneof![5 => private(n), 1 => unlisted(n), 1 => in_closed_folder(n)];
    (one(1), one(2)).prop_map(|(a, b)| a.into_iter().chain(b).collect())
}

/// Everything an output could be searched for, with its path.
fn holds_secret(outputs: &Outputs) -> Option<String> {
    let has = |text: &str| percent_decode_str(text).decode_utf8_lossy().to_lowercase().contains(SECRET);
    let (path, _) = outputs.iter().find(|(path, bytes)| has(path) || has(&String::from_utf8_lossy(bytes)))?;
    Some(path.clone())
}

/// A site with a history: what is not of the open ones was made by people with the secret word in their names, on other
/// days; all others by people who now and then are members.
fn with_history(files: &Files, open: &Files) -> SourceSet {
    let mut sources = set(files);
    let names = ["Compost", "Bees", "seeds", "Ana Lima"];
    let history = Arc::make_mut(&mut sources.history);
    for (number, path) in sources.documents.keys().enumerate() {
        let day = i64::try_from(path.as_str().len()).unwrap() * 86_400;
        let (name, changed) = match open.contains_key(path.as_str()) {
            true => (names[path.as_str().len() % names.len()].to_owned(), 1_770_000_000 + day),
            false => (format!("{SECRET} {number}"), 1_773_000_000 + day),
        };
        let place = history.people.len();
        history.people.push(Contributor { login: Some(name.clone()), name });
        let file = FileHistory { created: changed - 3 * day, changed, contributors: vec![place] };
        history.files.insert(path.clone(), file);
    }
    sources
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_private_document_changes_no_public_byte(open in random::site(), hidden in hidden()) {
        let mut all = open.clone();
        for (path, text) in hidden {
            all.entry(path).or_insert(text);
        }
        let (with, without) = (build(&all, &everybody()), build(&open, &everybody()));
        prop_assert_eq!(difference(&with, &without), None);
        prop_assert_eq!(holds_secret(&with), None);
    }

    #[test]
    fn who_worked_on_a_private_document_is_nowhere(open in random::site(), hidden in hidden()) {
        let mut all = open.clone();
        for (path, text) in hidden {
            all.entry(path).or_insert(text);
        }
        let build = |files: &Files| outputs(&compile(&with_history(files, &open), &everybody())).0;
        let (with, without) = (build(&all), build(&open));
        prop_assert_eq!(difference(&with, &without), None);
        prop_assert_eq!(holds_secret(&with), None);
    }

    #[test]
    fn what_stands_in_a_hidden_block_changes_no_public_byte(before in vec(random::piece(), 0..4), after in vec(random::piece(), 0..4), a in vec(random::piece(), 0..4), start in select(vec!["", ": ", "    ", "> ", "- ", "[^1]: ", "| - |\n| "]), collections in select(vec!["", "collections: {notes: {kind: session, split: true}}\n"])) {
        let inside = a.into_iter().filter(|piece| !piece.contains(":::")).collect::<Vec<_>>().join("\n\n");
        let page = |inside: &str| format!("{}\n\n::: audience members\n{inside}\n:::\n\n{}", before.join("\n\n"), after.join("\n\n"));
        let site = |inside: &str| Files::from([("guildbook.yaml".to_owned(), format!("title: Test\nsources: all\n{collections}")), ("content/notes/x.md".to_owned(), page(inside)), ("content/compost.md".to_owned(), "# Notes\n\n[[x]] [y](notes/x.md#notes) [z](notes/x.md#2026-03-05) [label](notes/x.md#label)".to_owned())]);
        let (with, without) = (build(&site(&format!("{start}{SECRET}\n\n{inside}\n\n# {SECRET}")), &everybody()), build(&site(""), &everybody()));
        prop_assert_eq!(difference(&with, &without), None);
        prop_assert_eq!(holds_secret(&with), None);
    }
}

/// Words that lead to something hidden, in one of the ways that there are; the secret word is in no part that shows.
fn lost_link() -> impl Strategy<Value = String> {
    let to = format!("../vault/{SECRET}.md");
    let forms = vec![
        format!("[words]({to})"),
        format!("[*more* words](<{to}> \"{SECRET}\")"),
        format!("[words][{SECRET}] and [words][ {SECRET} ]\n\n[{SECRET}]: {to} '{SECRET}'"),
        format!("[label]\n\n[label]: {to}#{SECRET}\n  \"{SECRET}\""),
        format!("[label][]\n\n[label]: x\n[label]: {to}"),
        format!("[//]: # ({SECRET})"),
        format!("![words](../vault/{SECRET}.png \"{SECRET}\")"),
        format!("[![words](../vault/{SECRET}.png)]({to})"),
        format!("[a ![words](../vault/{SECRET}.png) b](../compost.md)"),
        format!("[[vault/{SECRET}|words]] ![[{SECRET}#part|words]]"),
        format!("<a class=\"x-a\" href='{to}' data-x=\"{SECRET}\">words</a>"),
        format!("<img srcset=\"{SECRET}.png 2x\" src=../vault/{SECRET}.png alt=\"words\"> words"),
        format!("<div>\n\nwords <!-- {SECRET} --> <?x {SECRET} ?>\n\n</div>\n\n<!-- {SECRET}\n\n{SECRET} -->"),
        format!("[words]({{{{< ref \"{to}\" >}}}})"),
        format!("::: audience members\n[words]({to})\n:::"),
    ];
    let around = select(vec![
        "{}",
        "- {}",
        "> {}",
        "- [ ] {}\n- b",
        "1. a\n\n   {}",
        "| a |\n| - |\n| {} |",
        "!!! note\n    {}",
        "text *a\n{}\nb*",
        "# {}",
    ]);
    (select(forms), around).prop_map(|(form, around)| {
        // What takes several lines, or a line of its own, is something else inside a line.
        let needs_lines = form.contains('\n') || form.starts_with("[//]");
        let is_line = around.starts_with(['|', '#', 't']) || around.starts_with("- [");
        let is_cell = around.starts_with('|') && form.contains('|');
        if form.starts_with(":::") || (needs_lines && is_line) || is_cell {
            return form;
        }
        let last = around.lines().find(|line| line.contains("{}")).unwrap();
        let mark = if last.starts_with('>') { "> ".to_owned() } else { " ".repeat(last.find("{}").unwrap()) };
        around.replace("{}", &form.replace('\n', &format!("\n{mark}")))
    })
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn markdown_beside_a_page_names_nothing_hidden(pieces in vec(prop_oneof![2 => lost_link(), 1 => random::piece()], 1..6), base in any::<bool>()) {
        let base = if base { "base_url: https://example.org/guild/\n" } else { "" };
        let files = Files::from([
            ("guildbook.yaml".to_owned(), format!("title: Test\nsources: all\nmarkdown: {{wikilinks: on}}\n{base}")),
            ("content/compost.md".to_owned(), "# Compost".to_owned()),
            ("content/notes/x.md".to_owned(), pieces.join("\n\n")),
            ("content/vault/index.md".to_owned(), "---\naudience: members\n---\n".to_owned()),
            (format!("content/vault/{SECRET}.md"), format!("---\naudience: members\n---\n# {SECRET}\n\n## Part\n\n![x]({SECRET}.png)")),
            (format!("content/vault/{SECRET}.png"), SECRET.to_owned()),
        ]);
        let outputs = build(&files, &everybody());
        let source = String::from_utf8(outputs["notes/x/index.md"].clone()).unwrap();
        prop_assert_eq!(holds_secret(&outputs), None, "{}", source);
        let page = String::from_utf8(outputs["notes/x/index.html"].clone()).unwrap();
        let main = &page[page.find("<main").unwrap()..page.find("</main>").unwrap()];
        prop_assert_eq!(source.contains("words"), main.contains("words"), "{}", source);
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn markdown_beside_a_page_says_what_the_page_says(pieces in vec(random::piece(), 0..8)) {
        let site = |text: String| Files::from([
            ("guildbook.yaml".to_owned(), "title: Test\nsources: all\n".to_owned()),
            ("content/compost.md".to_owned(), "# Compost\n\n## Notes".to_owned()),
            ("content/members/bees.md".to_owned(), "# Bees".to_owned()),
            ("content/notes/photo.png".to_owned(), "photo".to_owned()),
            ("content/notes/x.md".to_owned(), text),
        ]);
        // What a page shows of others is a link in its Markdown.
        let pieces: Vec<String> = pieces.into_iter().filter(|piece| !piece.contains(":::") && !piece.contains("![[")).collect();
        let first = build(&site(pieces.join("\n\n")), &everybody());
        let source = String::from_utf8(first["notes/x/index.md"].clone()).unwrap();
        let second = build(&site(source.clone()), &everybody());
        let page = |outputs: &Outputs, word: &str| String::from_utf8_lossy(&outputs["notes/x/index.html"]).matches(word).count();
        for word in ["turning", "heap", "café", "worms", "日本", "beds", "<li", "<blockquote", "admonition", "<table", "<pre", "<img", "type=\"checkbox", "footnote-ref"] {
            prop_assert_eq!(page(&first, word), page(&second, word), "{}: {}", word, source);
        }
    }
}

#[test]
fn what_is_hidden_is_there_for_members() {
    let how = ["draft: true", "audience: members"];
    for how in how {
        let files = Files::from([
            ("content/compost.md".to_owned(), "Compost".to_owned()),
            (
                format!("content/notes/{SECRET}slug.md"),
                format!(
                    "---\ntitle: {SECRET}title\n{how}\ntags: [{SECRET}tag]\n---\n# {SECRET}heading\n\n{SECRET}body ![x]({SECRET}.png)\n\n::: audience members\n{SECRET}block\n:::"
                ),
            ),
            (format!("content/notes/{SECRET}.png"), format!("{SECRET}bytes")),
        ]);
        let shown = build(&files, &members());
        let all: String =
            shown.iter().map(|(path, bytes)| format!("{path} {}", String::from_utf8_lossy(bytes))).collect();
        for part in ["slug/", "title", "tag", "heading", "body", "block", ".png", "bytes"] {
            assert!(all.contains(&format!("{SECRET}{part}")), "{part} is not shown to members ({how})");
        }
        assert_eq!(holds_secret(&build(&files, &everybody())), None, "{how}");
    }
}

#[test]
fn the_words_of_a_link_to_what_is_hidden_stay() {
    for how in ["draft: true", "audience: members", "title: ["] {
        let files = Files::from([
            ("content/x.md".to_owned(), "[one words](notes/hidden.md#part) [[hidden|two words]] ![three words](notes/hidden.png) [four words](notes/) [[hidden]]".to_owned()),
            ("content/notes/hidden.md".to_owned(), format!("---\n{how}\n---\n# {SECRET}\n\n## Part")),
        ]);
        let page = String::from_utf8(build(&files, &everybody())["x/index.html"].clone()).unwrap();
        for words in ["one words", "two words", "three words", "four words"] {
            assert!(page.contains(words), "{how}: {page}");
        }
        assert!(!page.contains(SECRET) && !page.contains("href=\"../notes"), "{how}: {page}");
    }
}

#[test]
fn a_hidden_page_of_the_same_name_changes_no_link() {
    let open = Files::from([
        ("content/x.md".to_owned(), "[[compost]] [[compost#notes]] [[Compost#notes|words]] @compost".to_owned()),
        ("content/b/compost.md".to_owned(), "# Compost\n\n## Notes\n".to_owned()),
        ("content/b/other/compost.md".to_owned(), "# Compost\n\n## Else\n".to_owned()),
        ("content/y.md".to_owned(), "[[b]] [[b/other]] [[logo.svg]]".to_owned()),
        ("static/logo.svg".to_owned(), "logo".to_owned()),
    ]);
    for (hidden, title) in
        [("", "Compost"), ("## Notes", "Compost"), ("## Other", "compost"), ("", "b"), ("", "logo.svg")]
    {
        for path in ["content/a/compost.md", "content/compost.md", "content/members/compost.md"] {
            let mut all = open.clone();
            all.insert(path.to_owned(), format!("---\ntitle: {title}\ndraft: true\n---\n{hidden}"));
            assert_eq!(
                difference(&build(&all, &everybody()), &build(&open, &everybody())),
                None,
                "{path} with {hidden}"
            );
        }
    }
}

// Every link leads somewhere.

/// Where a link of the page `from` leads: the output and the anchor. `None` for other sites.
fn destination(from: &str, href: &str, base: &str) -> Option<(String, String)> {
    let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
    let path = path.split('?').next().unwrap();
    let is_outside = href.starts_with("//") || guildbook::url::scheme(href).is_some();
    if is_outside {
        return None;
    }
    let decode = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (folder, path) =
        path.strip_prefix(base).filter(|_| path.starts_with('/')).map_or((folder, path), |rest| ("", rest));
    if path.is_empty() && !href.starts_with('/') {
        return Some((from.to_owned(), decode(anchor)));
    }
    let joined = guildbook::path::join(folder, &decode(path)).unwrap_or_else(|| panic!("{href} leaves the site"));
    let is_folder = path.is_empty() || path.ends_with(['/', '.']);
    let index = if joined.is_empty() { "index.html".to_owned() } else { format!("{joined}/index.html") };
    Some((if is_folder { index } else { joined }, decode(anchor)))
}

/// The first link that leads nowhere.
fn dead_link(outputs: &Outputs, base: &str) -> Option<String> {
    let pages: BTreeMap<&str, _> = outputs
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), tags(std::str::from_utf8(bytes).unwrap())))
        .collect();
    let anchors: BTreeMap<&str, _> = pages.iter().map(|(path, tags)| (*path, anchors(tags))).collect();
    for (from, tags) in &pages {
        for href in tags.iter().flat_map(|tag| ["href", "src"].into_iter().filter_map(|name| tag.attributes.get(name)))
        {
            let Some((to, anchor)) = destination(from, href, base) else { continue };
            if !outputs.contains_key(&to) {
                return Some(format!("{from}: {href} leads to {to}, which is not there"));
            }
            let is_there = anchor.is_empty()
                || anchor == "top"
                || anchors.get(to.as_str()).is_some_and(|anchors| anchors.contains(&anchor));
            if !is_there {
                return Some(format!("{from}: {href} leads to no id of {to}"));
            }
        }
    }
    None
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn every_link_inside_the_site_leads_somewhere(files in random::site(), for_members in any::<bool>()) {
        let options = if for_members { members() } else { everybody() };
        let base = if files["guildbook.yaml"].contains("guild/") { "/guild/" } else { "/" };
        prop_assert_eq!(dead_link(&build(&files, &options), base), None);
    }
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn an_id_of_ours_stands_once_on_a_page(files in random::site()) {
        for (path, bytes) in build(&files, &everybody()).iter().filter(|(path, _)| path.ends_with(".html")) {
            let tags = tags(std::str::from_utf8(bytes).unwrap());
            let ours = tags.iter().filter_map(|tag| tag.attributes.get("id")).filter(|id| id.starts_with("Gb-"));
            let mut seen = std::collections::BTreeSet::new();
            // What an author gives twice stands twice, wherever it is shown.
            let twice = ours.filter(|id| !id.ends_with("-mine")).find(|id| !seen.insert(id.as_str()));
            prop_assert_eq!(twice, None, "{}", path);
        }
    }
}

// No script, whatever is written.

const VECTORS: [&str; 64] = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>",
    "<math><mtext>",
    "</title>",
    "</main>",
    "</body>",
    "<style>",
    "</style>",
    "<iframe src=\"",
    "<object data=x>",
    "<embed src=x>",
    "<form action=x>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=x>",
    "<a href=\"javascript:alert(1)\">",
    "<a href=\"java\tscript:alert(1)\">",
    "<a href=\"&#106;avascript:alert(1)\">",
    "<a href=' javascript&colon;alert(1)'>",
    "[x](javascript:alert(1))",
    "[x](<java script:alert(1)>)",
    "[x](&#x6A;avascript:alert(1))",
    "![x](data:text/html,x)",
    "<data:text/html,x>",
    "[x]: vbscript:x\n\n[x]",
    "[x](\u{1}javascript:alert(1))",
    "# a {onclick=alert(1) style=color:red #b}",
    "<p style=\"x\">",
    "<p onclick=x",
    "<div id=\"Gb-main\" class=\"skip\">",
    "<template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea>",
    "<xmp>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x",
    "\"",
    "'",
    "`",
    "=",
    "/",
    ">",
    "<",
    "<table><tr><td>",
    "</table>",
    "<details open ontoggle=alert(1)>",
    "<video poster=javascript:alert(1)>",
    "<input type=image src=x autofocus onfocus=alert(1)>",
    "<a xlink:href=javascript:x>",
    "```\"><script>\n```",
    "$\\operatorname{<img src=x onerror=alert(1)>}$",
    "$\\text{</math><script>}$",
    "$x^2$",
    "\n\n![[bees]]\n\n",
    "![[bees|\"><script>]]",
    "bees",
    "<span id=\"Gb-slot-0\"></span>",
    "<div id=\"Gb-slot-0\"></div>",
];

fn markup() -> impl Strategy<Value = String> {
    let bits = prop_oneof![5 => select(&VECTORS[..]).prop_map(str::to_owned), 1 => select(vec!["\n", "\n\n", " ", "word", "*", "> ", "- "]).prop_map(str::to_owned)];
    vec(bits, 1..10).prop_map(|bits| bits.concat())
}

/// A script of the skin: a file of its own, and nothing besides.
fn is_of_the_skin(tag: &support::html::Tag) -> bool {
    let names: Vec<&str> = tag.attributes.keys().map(String::as_str).collect();
    let src = tag.attributes.get("src");
    let file = ["assets/scheme.", "assets/terms.", "assets/search."]
        .iter()
        .find_map(|file| src.and_then(|src| src.split_once(file)));
    let is_relative = |(way, end): (&str, &str)| way.trim_matches(['.', '/']).is_empty() && end.ends_with(".js");
    tag.name == "script" && names == ["defer", "src"] && file.is_some_and(is_relative)
}

/// A page without the way to search that every page has in its header, and without what the page to search from says to
/// those who have no scripts.
fn without_search(html: &str) -> String {
    let cut = |html: &str, from: &str, to: &str| {
        let start = html
            .find(from)
            .filter(|start| html.find("<main").is_some_and(|main| from == "<noscript>" || *start < main));
        let end = start.and_then(|start| Some(start + html[start..].find(to)? + to.len()));
        start.zip(end).map_or_else(|| html.to_owned(), |(start, end)| [&html[..start], &html[end..]].concat())
    };
    let page = cut(html, "<a class=\"btn find\"", "</template>");
    if page.contains("data-find-here") { cut(&page, "<noscript>", "</noscript>") } else { page }
}

/// The first thing on a page that could run, style or load.
fn danger(html: &str, has_math: bool) -> Option<String> {
    const ELEMENTS: [&str; 14] = [
        "script", "style", "iframe", "object", "embed", "form", "base", "svg", "math", "frame", "frameset", "noscript",
        "template", "textarea",
    ];
    let is_address = |name: &str| {
        matches!(name, "href" | "src" | "poster" | "action" | "formaction" | "srcset" | "data" | "xlink:href" | "cite")
    };
    for tag in tags(html) {
        let bad = tag.attributes.iter().find(|(name, value)| {
            name.starts_with("on") || *name == "style" || (is_address(name) && !guildbook::url::is_safe(value))
        });
        let is_policy = tag.attributes.get("http-equiv").is_none_or(|value| value == "Content-Security-Policy");
        let is_inert =
            tag.name == "script" && tag.attributes.get("type").is_some_and(|kind| kind == "application/ld+json");
        let is_ours = !matches!(tag.name.as_str(), "meta" | "link") || is_policy;
        let is_allowed = is_inert || is_of_the_skin(&tag) || (has_math && tag.name == "math");
        let is_bad = ELEMENTS.contains(&tag.name.as_str()) && !is_allowed;
        if bad.is_some() || is_bad || !is_ours {
            return Some(format!("{tag:?}"));
        }
    }
    None
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_text_becomes_a_script(body in markup(), in_front in markup(), shown in markup(), mode in select(vec!["", "markdown: {html: escape}\n", "markdown: {math: on}\n"])) {
        let site = |in_front: &str, body: &str, shown: &str| {
            let quoted = serde_json::to_string(in_front).unwrap();
            let front = format!("title: {quoted}\nsummary: {quoted}\ntags: [{quoted}]\nauthors: [{{name: {quoted}, url: {quoted}}}]\nimage: {quoted}\nlang: {quoted}\n");
            build(&Files::from([
                ("guildbook.yaml".to_owned(), format!("title: T\nbase_url: https://example.org/\nsources: all\n{mode}")),
                ("content/x.md".to_owned(), format!("---\n{front}---\n{body}")),
                ("content/glossary/bees.md".to_owned(), format!("---\ntitle: bees\nsummary: {quoted}\n---\n{shown}")),
            ]), &everybody())
        };
        let (pages, plain) = (site(&in_front, &body, &shown), site("plain", "plain", "plain"));
        let n = |pages: &Outputs, what: &str| pages.get("x/index.html").map_or(1, |page| String::from_utf8_lossy(page).matches(what).count());
        for what in ["<main", "</main>", "</body>", "<header class=\"top"] {
            prop_assert_eq!(n(&pages, what), n(&plain, what), "{}", what);
        }
        for (path, bytes) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
            prop_assert_eq!(danger(&without_search(std::str::from_utf8(bytes).unwrap()), mode.contains("math")), None, "{}", path);
        }
    }
}

// Notes.

/// Lines that notes are made of.
const NOTES: [&str; 62] = [
    "## Present\n",
    "## Actions\n",
    "## Review action items\n",
    "### Decisions\n",
    "# Soil 2026-02-30\n",
    "**Actions:**\n",
    "Actions:\n",
    "Regrets: Bo Li\n",
    "Chair: Ana, @bo\n",
    "- Ana Ruiz (@ana, Guild) - scribe\n",
    "- AR: Ana Ruiz\n",
    "* Ana Okafor @okafor\n",
    "- Bo Li <bo@example.org>\n",
    "- [Cem](https://github.com/cem)\n",
    "  - Action items:\n",
    "    - dig\n",
    "- Ana to print by 2026-04-31. Done, on green\n",
    "- [ ] @ana: rake\n",
    "- [x] call the hall (due 2026-04-30)\n",
    "- ~~Bo to sweep~~\n",
    "- Bo: → it holds\n",
    "AI: Ana and Bo will dig by 3 May\n",
    "AI[x]: AR to water. All to rake.\n",
    "ACTION — Ana to …\n",
    "TODO [jim]: ",
    "Next step is ",
    "- talk; ACTION: Ana\n  will write\n",
    "<TODO FM: nails>\n",
    "RESOLVED: keep it. Replaces [a](b.md)\n",
    "> Superseded by [c](d.md)\n",
    "Agreed to meet\n",
    "- Thanks to Ana Ruiz for tea\n",
    "| Who | What | By |\n| - | - | - |\n",
    "| Ana | lock up | 2026-05-01 |\n",
    "| Name | ABC |\n| - | - |\n| Ana Ruiz | AR |\n",
    "```\n| Name |\n| Bo Li |\n```\n",
    "Ana Ruiz, Bo Li & Cem\n",
    "Present\n: Ana\n",
    "::: audience members\n",
    ":::\n",
    "\n",
    "\n",
    "\r\n",
    " ",
    "    ",
    "- ",
    "> ",
    "**",
    "~~",
    "(",
    ")",
    "@",
    ": ",
    " - ",
    "é",
    "日本",
    "🌱",
    "&amp;",
    "\u{a0}",
    "\u{301}",
    "İstanbul",
    "to",
];

fn session(text: &str) -> document::Document {
    document::parse(&Source::new("content/sessions/2026-03-05-x.md", text), &Config::default()).value
}

/// Every place that notes name.
fn places(notes: &document::Notes) -> Vec<Range<usize>> {
    let names = |names: &[document::notes::Name]| names.iter().map(|name| name.at.clone()).collect::<Vec<_>>();
    let mut places: Vec<Range<usize>> = notes.people.iter().map(|person| person.at.clone()).collect();
    places.extend(notes.sections.iter().flat_map(|section| [section.at.clone(), section.content.clone()]));
    for task in &notes.tasks {
        places.extend([task.at.clone(), task.words.at.clone()]);
        places.extend(
            task.due.iter().map(|due| due.at.clone()).chain(task.outcome.iter().map(|outcome| outcome.at.clone())),
        );
        places.extend(task.topic.iter().map(|topic| topic.at.clone()).chain(names(&task.owners)));
    }
    for decision in &notes.decisions {
        places.extend([decision.at.clone(), decision.words.at.clone()]);
        places.extend(decision.topic.iter().map(|topic| topic.at.clone()));
        places.extend(decision.replaces.iter().chain(&decision.replaced_by).map(|at| *at..*at));
    }
    for remark in &notes.remarks {
        places.extend([remark.at.clone(), remark.words.at.clone()].into_iter().chain(names(&remark.people)));
    }
    places
}

/// What notes say outside of some bytes, each fact with its place if those bytes were not there.
fn said_outside(document: &document::Document, block: &Range<usize>) -> Vec<String> {
    let is_outside = |at: &Range<usize>| !block.contains(&at.start);
    let people = document.notes.people.iter().filter(|person| is_outside(&person.at));
    let people: Vec<String> = people.map(|person| format!("{} {:?}", person.name, person.parts)).collect();
    let mut outside = document.clone();
    let said = &mut outside.notes;
    said.tasks.retain(|task| is_outside(&task.at));
    said.decisions.retain(|decision| is_outside(&decision.at));
    said.remarks.retain(|remark| is_outside(&remark.at));
    said.sections.retain(|section| is_outside(&section.at));
    let facts = support::notes::print(&outside);
    let facts = facts.lines().filter(|fact| !fact.starts_with("came") && !fact.starts_with("away"));
    // Lines are numbered otherwise without the block: only the facts count.
    let without_place = |fact: &str| {
        let mut words = fact.split(' ').map(str::to_owned);
        let kind = words.next().unwrap_or_default();
        let rest: Vec<String> = words.skip(1).collect();
        if kind == "section" { format!("{kind} {}", rest[0]) } else { format!("{kind} {}", rest.join(" ")) }
    };
    let mut said: Vec<String> = facts.map(without_place).collect();
    // Where a link begins is a place too.
    said.iter_mut().for_each(|fact| *fact = fact.split(" replace").next().unwrap_or_default().to_owned());
    said.into_iter().chain(people).collect()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn places_of_what_notes_say_are_in_the_text(bits in vec(select(&NOTES[..]), 0..24), other in vec(select(&BITS[..]), 0..6)) {
        let text = format!("{}{}", bits.concat(), other.concat());
        let document = session(&text);
        for at in places(&document.notes) {
            prop_assert!(text.get(at.clone()).is_some(), "{at:?} in {text:?}: {:?}", document.notes);
        }
        for name in document.notes.tasks.iter().flat_map(|task| &task.owners) {
            if let document::notes::Who::Attendee(who) = name.who {
                prop_assert!(who < document.notes.people.len());
            }
        }
    }

    #[test]
    fn what_stands_in_a_part_for_fewer_people_does_not_change_what_is_said_outside(
        before in vec(select(&NOTES[..38]), 0..8),
        inside in vec(select(&NOTES[..38]), 0..6),
        after in vec(select(&NOTES[..38]), 0..8),
    ) {
        let (before, inside, after) = (before.concat(), inside.concat(), after.concat());
        let block = format!("\n::: audience members\n{inside}\n:::\n");
        let whole = session(&format!("{before}{block}{after}"));
        let without = session(&format!("{before}\n\n{after}"));
        let at = before.len()..before.len() + block.len();
        if whole.body.blocks.len() == 1 && whole.body.blocks[0].is_closed {
            prop_assert_eq!(said_outside(&whole, &at), said_outside(&without, &(0..0)), "{}", whole.text);
        }
    }
}
