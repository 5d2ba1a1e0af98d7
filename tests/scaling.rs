//! No step is much worse than linear: of whatever a file or a site holds four times as much, it takes less than nine
//! times as long.
//!
//! What counts is the time on the processor of the one thread that everything runs on, so that a busy machine does not
//! matter; a try that fails is repeated. `SCALING_MS=200 cargo test --test scaling -- --nocapture` looks at larger files
//! and sites, in which small factors show, and prints what it measures.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stderr, reason = "tests")]

mod support;

use guildbook::compile::Options;
use guildbook::source::SourceSet;
use std::fmt::Write;
use std::time::Duration;
use support::{compile, outputs, sources, today};

/// The smaller run is made so large that it takes at least this long.
const ENOUGH: Duration = Duration::from_millis(4);
/// No smaller run is made larger than this.
const MAX: usize = 1 << 14;
/// What an empty site takes varies more than that on a machine that has other work.
const N_TRIES: usize = 6;
/// Two doublings, each less than three times as long.
const MAX_RATIO: f64 = 9.0;

/// Time of this thread on the processor.
#[cfg(unix)]
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(not(unix))]
fn processor_time() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

fn time(site: &SourceSet) -> Duration {
    let before = processor_time();
    std::hint::black_box(outputs(&compile(site, &Options::on(today()))));
    processor_time() - before
}

fn best(n: usize, site: &dyn Fn(usize) -> SourceSet, empty: Duration) -> Duration {
    let site = site(n);
    (0..2).map(|_| time(&site)).min().unwrap().saturating_sub(empty)
}

/// How many times longer four times as much takes, and the sizes and times measured.
fn growth(site: &dyn Fn(usize) -> SourceSet) -> (f64, String) {
    let empty = best(0, site, Duration::ZERO);
    let (enough, most) = wanted().map_or((ENOUGH, MAX), |time| (time, 16 * MAX));
    let mut n = 32;
    while n < most && best(n, site, empty) < enough {
        n *= 2;
    }
    let (small, large) = (best(n, site, empty), best(4 * n, site, empty));
    // What an empty site takes varies by some milliseconds: a smaller run that seems to take none says nothing.
    let ratio = large.as_secs_f64() / small.max(enough).as_secs_f64();
    (ratio, format!("{n} in {small:?}, {} in {large:?}", 4 * n))
}

/// How long the smaller run shall take, where somebody wants to look closely.
fn wanted() -> Option<Duration> {
    let milliseconds = std::env::var("SCALING_MS").ok()?.parse().ok()?;
    Some(Duration::from_millis(milliseconds))
}

type Rows<'a> = [(&'a str, &'a (dyn Fn(usize) -> SourceSet + Sync))];

fn check(rows: &Rows<'_>) {
    check_below(MAX_RATIO, rows);
}

fn check_below(max_ratio: f64, rows: &Rows<'_>) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(8 << 20).build().unwrap();
    let mut failures = String::new();
    for (name, site) in rows {
        let tries: Vec<(f64, String)> = pool.install(|| {
            let mut tries = Vec::new();
            while tries.len() < N_TRIES && tries.last().is_none_or(|(ratio, _)| *ratio > max_ratio) {
                tries.push(growth(*site));
            }
            tries
        });
        if wanted().is_some() {
            eprintln!("{name}: {:.1} ({})", tries.last().unwrap().0, tries.last().unwrap().1);
        }
        if tries.last().unwrap().0 > max_ratio {
            let _ = writeln!(failures, "{name}: {tries:?}");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// A site of one page, which holds `bit` so many times; `%` in it is the number of the time.
fn page(before: &'static str, bit: &'static str, after: &'static str) -> impl Fn(usize) -> SourceSet + Sync {
    move |n| {
        let body: String = (0..n).map(|n| bit.replace("%", &n.to_string())).collect();
        sources(&[("content/x.md", &format!("{before}{body}{after}")), ("content/y.md", "# Y\n\n## Part\n")])
    }
}

/// The same in a site with formulas.
fn with_math(before: &'static str, bit: &'static str, after: &'static str) -> impl Fn(usize) -> SourceSet + Sync {
    let page = page(before, bit, after);
    move |n| {
        let mut site = page(n);
        support::add(&mut site, "guildbook.yaml", "title: Test\nmarkdown: {math: on}\n");
        site
    }
}

/// The same in a site that explains a term.
fn with_term(before: &'static str, bit: &'static str, after: &'static str) -> impl Fn(usize) -> SourceSet + Sync {
    let page = page(before, bit, after);
    move |n| {
        let mut site = page(n);
        support::add(
            &mut site,
            "content/glossary/worm.md",
            "---\naka: [worms, worm-worm, worm-worm-worm]\n---\n# Worm\n\nEats.\n",
        );
        site
    }
}

/// A file that holds so many sessions.
fn minutes(before: &'static str, bit: &'static str) -> impl Fn(usize) -> SourceSet + Sync {
    move |n| {
        let day = |n: usize| format!("{}-{:02}-{:02}", 1900 + n / 336 % 200, n / 28 % 12 + 1, n % 28 + 1);
        let body: String = (0..n).map(|n| bit.replace("%", &day(n))).collect();
        let mut site =
            sources(&[("content/minutes/x.md", &format!("{before}{body}")), ("content/y.md", "# Y\n\n## Part\n")]);
        support::add(
            &mut site,
            "guildbook.yaml",
            "title: Test\ncollections: {minutes: {kind: session, split: true}}\n",
        );
        site
    }
}

#[test]
fn a_file_of_any_number_of_sessions_takes_time_by_its_size() {
    check(&[
        ("sessions", &minutes("", "## %\n\n[a](../y.md)\n\n")),
        ("sessions of one day", &minutes("", "## 2019-05-06\n\na\n\n")),
        ("sessions in years", &minutes("", "# Year\n\n## %\n\na\n\n")),
        (
            "links from session to session",
            &minutes("", "## %\n\n### Notes\n\n[a](#%) [b](#notes-1) [c](x.md#notes-2)\n\n"),
        ),
        ("definitions of all", &minutes("[y]: ../y.md\n\n", "## %\n\n[a][y] [b][%]\n\n[%]: ../y.md\n\n")),
        ("parts for fewer people", &minutes("", "## %\n\n::: audience members\n\n## %\n\n:::\n\n")),
        ("sessions that nobody wants apart", &minutes("::: audience members\n:::\n", "- ## %\n")),
        ("names in the front matter", &minutes("---\nfacilitators: [y, z]\ntags: [a]\n---\n", "## %\n\na\n\n")),
    ]);
}

/// A site of so many pages.
fn pages(path: fn(usize) -> String, text: fn(usize) -> String) -> impl Fn(usize) -> SourceSet + Sync {
    move |n| {
        let files: Vec<(String, String)> = (0..n).map(|n| (path(n), text(n))).collect();
        sources(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
    }
}

/// A session with a transcript that holds `bit` so many times.
fn transcript(before: &'static str, bit: &'static str) -> impl Fn(usize) -> SourceSet + Sync {
    move |n| {
        let said: String = (0..n).map(|n| bit.replace("%", &n.to_string())).collect();
        let session = "---\nrecording: https://example.org/x.mp4\ntranscript: x.srt\nattendees: [Ana Lima]\n---\n";
        sources(&[
            ("content/sessions/2026-03-05-x.md", session),
            ("content/sessions/x.srt", &format!("{before}{said}")),
        ])
    }
}

#[test]
fn a_transcript_of_any_size_takes_time_by_its_size() {
    check(&[
        ("cues", &transcript("", "00:00:01,000 --> 00:00:02,000\nAna: some words.\n\n")),
        ("voices", &transcript("WEBVTT\n\n", "00:00:01,000 --> 00:00:02,000\n<v Ana %>some words.\n\n")),
        ("names", &transcript("", "00:00:01,000 --> 00:00:02,000\nAna %: some words.\n\n")),
        ("lines of one cue", &transcript("00:00:01,000 --> 00:00:02,000\n", "some words\n")),
        ("captions that roll", &transcript("", "00:00:01,000 --> 00:00:01,010\nwords %\nwords\n\n")),
        ("times that cannot be read", &transcript("", "00:00:xx --> 00\na\n\n")),
        ("numbers", &transcript("00:00:01,000 --> 00:00:02,000\n", "\n1\n\n")),
        ("comments", &transcript("WEBVTT\n\n", "NOTE a\n\n")),
        ("open tags", &transcript("00:00:01,000 --> 00:00:02,000\n", "<a ")),
        ("open tags before one that is closed", &transcript("00:00:01,000 --> 00:00:02,000\nb>", "<1 <{\\ ")),
        ("voices in one cue", &transcript("00:00:01,000 --> 00:00:02,000\n", "<v A>a</v>")),
        ("ampersands", &transcript("00:00:01,000 --> 00:00:02,000\n", "&amp;&")),
        ("carriage returns", &transcript("00:00:01,000 --> 00:00:02,000\n", "a\r")),
    ]);
}

/// Reading raw tags as browsers do takes time by the square of how deep they nest; so many a file may hold are counted.
#[test]
fn raw_tags_that_are_never_closed_take_no_more_than_the_square() {
    check_below(2.5 * MAX_RATIO, &[("tags never closed", &page("", "<div>\n\n", ""))]);
}

#[test]
fn a_page_of_any_size_takes_time_by_its_size() {
    check(&[
        ("paragraphs", &page("", "some words\n\n", "")),
        ("words in one line", &page("", "some words ", "")),
        ("list items", &page("", "- a\n", "")),
        ("items of two levels", &page("", "- a\n  - b\n", "")),
        ("quotes", &page("", "> a\n\n", "")),
        ("deep quotes, each a line", &page("", "> > > > a\n", "")),
        ("links", &page("", "[a](y.md) ", "")),
        ("links to headings", &page("", "[a](y.md#part)\n", "")),
        ("links to own headings", &page("", "# H %\n\n[a](#h-%)\n\n", "")),
        ("broken anchors", &page("", "# H %\n\n[a](#no-%)\n\n", "")),
        ("broken links", &page("", "[a](no-%.md)\n\n", "")),
        ("wikilinks", &page("", "[[y]] ", "")),
        ("broken wikilinks", &page("[[y]]\n\n", "[[no %]] ", "")),
        ("mentions", &page("", "@y ", "")),
        ("at signs", &page("", "@", "")),
        ("addresses", &page("", "www.a.b/_c ", "")),
        ("addresses without spaces", &page("", "www.", "")),
        ("headings alike", &page("", "# a\n\n", "")),
        ("headings alike and numbered", &page("", "# a\n\n# a-%\n\n", "")),
        ("footnotes", &page("", "a[^%]\n\n[^%]: b\n\n", "")),
        ("one footnote, often", &page("[^1]: b\n\n", "a[^1] ", "")),
        ("rows", &page("| a | b |\n| - | - |\n", "| c | d |\n", "")),
        ("tables", &page("", "| a |\n| - |\n| c |\n\n", "")),
        ("emphasis never closed", &page("", "*a **a ", "")),
        ("emphasis", &page("", "*a* **b** _c_ ", "")),
        ("code spans", &page("", "`a` ", "")),
        ("ticks never closed", &page("", "`a ``b ", "")),
        ("code", &page("", "```rust\nfn a() {}\n```\n\n", "")),
        ("lines of code", &page("```rust\n", "fn a() {}\n", "```\n")),
        ("open brackets", &page("", "[", "")),
        ("open links", &page("", "[a](", "")),
        ("pictures never closed", &page("", "![](", "")),
        ("open wikilinks", &page("", "[[", "")),
        ("reference links", &page("", "[a%][b%]\n\n[b%]: y.md\n\n", "")),
        ("admonitions", &page("", "!!! note\n    a\n\n", "")),
        ("admonitions with titles", &page("", "??? tip \"t %\"\n    a [[y]]\n\n", "")),
        ("audience blocks", &page("", "::: audience members\n\n[a](y.md)\n\n# b\n\n:::\n\n[c](y.md)\n\n", "")),
        ("template code in links", &page("", "[a]({{< ref \"y.md\" >}}) ", "")),
        ("template code never closed", &page("", "]({{< ref ", "")),
        ("tags of HTML", &page("", "<b>a</b> <span id=\"s%\">b</span> ", "")),
        ("inline tags never closed", &page("", "<b>a ", "")),
        ("angle brackets", &page("", "<a ", "")),
        ("comments", &page("", "<!-- a -->\n\n", "")),
        ("comments never closed", &page("", "<!-- a ", "")),
        ("links in HTML", &page("", "<a href=\"y.md\">a</a>\n\n", "")),
        ("entities", &page("", "&amp;&lt;&nope; ", "")),
        ("backslashes", &page("", "\\@a \\[ ", "")),
        ("definitions", &page("", "a %\n: b\n\n", "")),
        ("definitions of one word", &page("a\n", ": b\n", "")),
        ("colons", &page("a\n: b\n\n", ":c\n", "")),
        ("titled alerts", &page("", "> [!tip]- t %\n> a\n\n", "")),
        ("a title without end", &page("> [!tip] ", "*a* `b` ", "\n")),
        ("bars in tables", &page("| a |\n| - |\n", "| [[y\\|b]] \\| c |\n", "")),
        ("bodies shown", &page("", "![[y]]\n\n", "")),
        ("parts shown", &page("", "![[y#part]]\n\n", "")),
        ("pictures in HTML", &page("", "<img src=\"y.png\"> ", "")),
        ("pictures elsewhere in HTML", &page("", "<img src=\"https://a.b/c.png\">\n", "")),
        (
            "links and pictures in HTML",
            &page("<div>\n", "<a href=\"y.md\"><img src=\"https://a.b/c.png\"></a>\n", "</div>\n"),
        ),
        ("vague links", &page("", "[here](y.md) ", "")),
        ("formulas", &with_math("", "$\\frac{a}{%}$ ", "")),
        ("formulas never closed", &with_math("", "$a ", "")),
        ("formulas that cannot be read", &with_math("", "$a_$ $\\no$\n\n", "")),
        ("terms", &with_term("", "a worm and worms ", "")),
        ("no end of words", &with_term("", "worm-worm", "")),
        ("windows line ends", &page("", "a\r\n\r\n- b\r\n", "")),
    ]);
}

/// The notes of one session, which hold `bit` so many times; `%` in it is the number of the time.
fn notes(before: &'static str, bit: &'static str) -> impl Fn(usize) -> SourceSet + Sync {
    move |n| {
        let body: String = (0..n).map(|n| bit.replace("%", &n.to_string())).collect();
        sources(&[("content/sessions/2026-03-05-x.md", &format!("{before}{body}"))])
    }
}

#[test]
fn notes_of_any_size_take_time_by_their_size() {
    check(&[
        ("people", &notes("## Present\n\n", "- Ana Ruiz% (@ana%)\n")),
        ("people of one name", &notes("## Present\n\n", "- Ana Ruiz%\n")),
        ("sub-items of somebody", &notes("## Present\n\n- Ana Ruiz\n", "  - Bo Li%\n")),
        ("names in one line", &notes("Present: ", "Ana Ruiz%, ")),
        ("people, and what they do", &notes("## Present\n\n", "- Ana Ruiz% (@ana%)\n\nAI: Ana Ruiz% to dig\n\n")),
        ("marks", &notes("", "AI: Ana to dig by 3 May\n")),
        ("items of actions", &notes("## Actions\n\n", "- Ana to dig. Done, on green\n")),
        ("sub-items of actions", &notes("## Actions\n\n", "- Ana to dig\n  - deep\n")),
        ("sentences of one action", &notes("AI: dig. ", "Ana Ruiz to rake, and sweep. ")),
        ("clauses of one line", &notes("- ", "we talked, we agreed with Ana, ")),
        ("labels", &notes("", "**Actions:**\n\n- dig\n\n")),
        ("labels in one paragraph", &notes("", "Actions:\n")),
        ("titles without anything", &notes("", "- Action items:\n")),
        ("titles in bold", &notes("", "- **Action items**\n- dig\n")),
        ("lists of what was agreed", &notes("", "We agreed to:\n\n- dig\n- rake\n\n")),
        ("items of an agenda", &notes("", "- [dig](#dig) %\n  - deep\n")),
        ("companies", &notes("## Present\n\n", "- Acme %\n  - Ana Ito%\n  - Bo Li%\n")),
        ("lines that say done", &notes("", "- TODO: dig\n  **DONE**\n  **DONE**\n")),
        ("days", &notes("", "## 3 May 2026\n\ndig\n\n")),
        ("sections", &notes("", "## Actions\n\n- dig\n\n")),
        ("decisions", &notes("", "## Soil\n\nRESOLVED: dig. Replaces [a](#soil)\n\n")),
        ("links of one decision", &notes("RESOLVED: replaces ", "[a](#soil) replaces ")),
        ("rows of actions", &notes("| Who | What |\n| - | - |\n", "| Ana | dig |\n")),
        (
            "parts for fewer people",
            &notes("## Present\n\n- Ana Ruiz\n\n", "::: audience members\n\nAI: Ana to dig\n\n:::\n\n"),
        ),
        ("thanks", &notes("", "Thanks to Ana Ruiz for tea\n\n")),
        ("colons in one line", &notes("- a ", ": b ")),
        ("dashes in one line", &notes("- a ", "- b ")),
        ("stars in one line", &notes("AI: ", "*a ")),
    ]);
}

#[test]
fn front_matter_of_any_size_takes_time_by_its_size() {
    check(&[
        ("keys", &page("---\n", "key-%: a\n", "---\n")),
        ("aliases", &page("---\naliases:\n", "- name %\n", "---\n")),
        ("tags", &page("---\ntags:\n", "- tag %\n", "---\n")),
        ("unknown names", &page("---\nauthors:\n", "- name %\n", "---\n")),
        ("links", &page("---\nthemes:\n", "- [[y]]\n", "---\n")),
        ("links never closed", &page("---\na: ", "[", "\n---\n")),
    ]);
}

#[test]
fn sites_of_any_size_take_time_by_their_size() {
    check(&[
        ("pages", &pages(|n| format!("content/p{n}.md"), |n| format!("# Page {n}\n"))),
        ("pages in one folder", &pages(|n| format!("content/f/p{n}.md"), |n| format!("# Page {n}\n"))),
        ("folders", &pages(|n| format!("content/f{n}/p.md"), |n| format!("# Page {n}\n"))),
        (
            "introduced folders",
            &pages(|n| format!("content/f{}/{}.md", n / 2, ["index", "p"][n % 2]), |n| format!("# Page {n}\n")),
        ),
        ("pages with one title", &pages(|n| format!("content/p{n}.md"), |_| "# Notes\n\n[[Notes]]\n".into())),
        ("pages with one file name", &pages(|n| format!("content/f{n}/notes.md"), |_| "[[notes]]\n".into())),
        ("pages with a tag each", &pages(|n| format!("content/p{n}.md"), |n| format!("---\ntags: [t{n}]\n---\n"))),
        (
            "links in a row",
            &pages(|n| format!("content/p{n}.md"), |n| format!("[next](p{}.md) [[p{}]]\n", n + 1, n / 2)),
        ),
        (
            "sessions in a series",
            &pages(
                |n| format!("content/sessions/{}-01-02-s{n}.md", 1000 + n % 8000),
                |_| "---\nseries: Weekly\nthemes: [t]\n---\n".into(),
            ),
        ),
        (
            "members and what they did",
            &pages(
                |n| format!("content/{}{n}.md", ["members/m", "sessions/2026-01-02-s"][n % 2]),
                |n| {
                    if n % 2 == 0 {
                        "---\nname: A\n---\n".into()
                    } else {
                        format!("---\nattendees: [m{}, m{}]\n---\n", n - 1, n / 4 * 2)
                    }
                },
            ),
        ),
        (
            "terms and where they are used",
            &pages(
                |n| format!("content/{}{}.md", ["glossary/t", "p"][n % 2], n / 2),
                |n| format!("# Term{}\n\nAn old term{} and term{}.\n", n / 2, n / 3, n / 2),
            ),
        ),
        ("pages that show the next", &pages(|n| format!("content/p{n}.md"), |n| format!("a\n\n![[p{}]]\n", n + 1))),
        ("pages that show one", &pages(|n| format!("content/p{n}.md"), |_| "a\n\n![[p1]]\n".into())),
        (
            "sessions and who led them, in one theme",
            &pages(
                |n| format!("content/{}{n}.md", ["members/m", "sessions/2026-01-02-s"][n % 2]),
                |n| format!("---\nthemes: [a, b, c]\nfacilitators: [m{}]\n---\n", n / 4 * 2),
            ),
        ),
        (
            "themes in a chain",
            &pages(|n| format!("content/themes/t{n}.md"), |n| format!("---\nparent: t{}\n---\n", n + 1)),
        ),
        ("broken names", &pages(|n| format!("content/p{n}.md"), |n| format!("---\nauthors: [nobody {n}]\n---\n"))),
        (
            "pictures",
            &pages(|n| format!("content/p{}.{}", n / 2, ["md", "png"][n % 2]), |n| format!("![a](p{}.png)\n", n / 2)),
        ),
    ]);
}
