//! Files that were made to break a compiler, or that nobody thought of: each ends in a page or a finding, soon.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod support;

use guildbook::compile::{Compilation, Options};
use guildbook::diagnostic::{Code, Diagnostic, report};
use guildbook::read;
use guildbook::source::SourceSet;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use support::{compile, outputs, sources, texts, today};
use tempfile::TempDir;

/// Far more than any of these takes; it tells a hang from a slow machine.
const LIMIT: Duration = Duration::from_secs(20);

fn codes(findings: &[Diagnostic]) -> Vec<Code> {
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Compiles and renders everything, prints the findings, and gives their codes and the size of the page.
fn outcome(name: &str, sources: &SourceSet) -> (Vec<Code>, Option<usize>) {
    let started = Instant::now();
    let compilation: Compilation = compile(sources, &Options::on(today()));
    let (files, rendering) = outputs(&compilation);
    let findings: Vec<Diagnostic> = compilation.findings.iter().cloned().chain(rendering).collect();
    let _ = report::human(&findings, &texts(sources), "", false);
    let _ = report::json(&findings, &texts(sources));
    let took = started.elapsed();
    assert!(took < LIMIT, "{name} took {took:?}");
    (codes(&findings), files.get("x/index.html").map(Vec::len))
}

fn of_text(name: &str, text: &str) -> (Vec<Code>, Option<usize>) {
    outcome(name, &sources(&[("content/x.md", text), ("content/y.md", "# Y\n")]))
}

fn is_withheld_with(name: &str, text: &str, code: Code) {
    let (codes, page) = of_text(name, text);
    assert!(codes.contains(&code) && page.is_none(), "{name}: {codes:?}, page {page:?}");
}

fn is_a_page(name: &str, text: &str) -> Vec<Code> {
    let (codes, page) = of_text(name, text);
    assert!(page.is_some(), "{name}: {codes:?}");
    codes
}

#[test]
fn hostile_front_matter_is_a_finding() {
    let front = |inside: &str| format!("---\n{inside}\n---\nBody\n");
    is_withheld_with("unparseable", &front("title: [a"), Code::FrontMatterSyntax);
    is_withheld_with("never closed", "---\ntitle: A\n\nBody", Code::FrontMatterSyntax);
    is_withheld_with("unclosed brackets", &front(&format!("a: {}", "[".repeat(65_000))), Code::FrontMatterSyntax);
    is_withheld_with("unclosed braces", &front(&format!("a: {}", "{a: ".repeat(16_000))), Code::FrontMatterLimit);
    is_withheld_with(
        "forty lists",
        &front(&format!("a: {}{}", "[".repeat(40), "]".repeat(40))),
        Code::FrontMatterLimit,
    );
    is_withheld_with(
        "indents",
        &front(&(0..300).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>()),
        Code::FrontMatterLimit,
    );
    is_withheld_with("dashes", &front(&format!("a:\n  {}x", "- ".repeat(30_000))), Code::FrontMatterLimit);
    is_withheld_with("65 KiB", &front(&format!("a: {}", "x".repeat(65 * 1024))), Code::FrontMatterLimit);
    is_withheld_with("alias bomb", &front(&bomb()), Code::FrontMatterLimit);
    is_withheld_with("keys that are lists", &front("title: x\n? [a, b]\n: c"), Code::FrontMatterSyntax);
    is_withheld_with("unknown alias", &front("a: *b"), Code::FrontMatterSyntax);
    is_withheld_with("alias of itself", &front("a: &b [*b]"), Code::FrontMatterSyntax);
    is_withheld_with("TOML", &format!("+++\na = {}\n+++\n", "[".repeat(30_000)), Code::FrontMatterSyntax);
    is_a_page("a long text", &front(&format!("title: {}", "x".repeat(60_000))));
    is_a_page("many keys", &front(&(0..4_000).map(|n| format!("k{n}: a\n")).collect::<String>()));
    is_a_page("a slug of 60 KB", &front(&format!("aliases: [{}]", "é ".repeat(20_000))));
}

fn bomb() -> String {
    let rows = (1..9).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 10].join(",")));
    std::iter::once("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned()).chain(rows).collect()
}

#[test]
fn nesting_without_end_is_a_finding() {
    is_withheld_with("lists", &format!("{}x\n", "- ".repeat(20_000)), Code::NestingLimit);
    is_withheld_with("numbered lists", &format!("{}x\n", "1. ".repeat(20_000)), Code::NestingLimit);
    is_withheld_with("quotes", &format!("{}x\n", "> ".repeat(20_000)), Code::NestingLimit);
    is_withheld_with("quotes in lists", &format!("{}x\n", "> - ".repeat(10_000)), Code::NestingLimit);
    is_withheld_with("one tag too many", &format!("{}<b>", "<b>a</b> ".repeat(5_000)), Code::NestingLimit);
    is_withheld_with("a million tags", &"<div>".repeat(1_000_000), Code::NestingLimit);
    let boxes: String = (0..100).map(|n| format!("{}!!! note\n", " ".repeat(4 * n))).collect();
    is_withheld_with(
        "admonitions",
        &format!("{boxes}{}x\n{}", " ".repeat(400), "\n".repeat(100_000)),
        Code::NestingLimit,
    );
}

#[test]
fn text_that_was_made_to_take_long_is_a_page() {
    for (name, text) in [
        ("open wikilinks", "[[".repeat(20_000)),
        ("open wikilinks, closed once", "[[".repeat(20_000) + "a]]"),
        ("at signs", "@".repeat(100_000)),
        ("mentions", "@y ".repeat(30_000)),
        ("open pictures", "![](".repeat(50_000)),
        ("pictures in pictures", "![".repeat(20_000) + &"](y.md)".repeat(20_000)),
        ("open brackets", "[".repeat(50_000)),
        ("emphasis", "*a **a ".repeat(20_000)),
        ("underscores", "_".repeat(50_000)),
        ("stars", "*".repeat(50_000) + "a" + &"*".repeat(50_000)),
        ("ticks", (1..400).map(|n| "`".repeat(n) + " ").collect()),
        ("open tags", "<div>".repeat(5_000)),
        ("as many tags as there may be", "<b>a</b> ".repeat(5_000)),
        ("open tags in paragraphs", "<b>a\n\n".repeat(5_000)),
        ("open formatting", "<b><i><u>".repeat(3_000)),
        ("tables in tables", "<table><tr><td>".repeat(3_000)),
        ("open attributes", "<a href=\"".repeat(10_000)),
        ("open comments", "<!--".repeat(10_000)),
        ("open declarations", "<!A".repeat(3_000) + &"<?".repeat(3_000) + &"<![CDATA[".repeat(3_000)),
        ("footnotes", (0..10_000).map(|n| format!("a[^{n}]\n\n[^{n}]: b\n\n")).collect()),
        (
            "footnotes in footnotes",
            (0..3_000).map(|n| format!("[^{n}]: b [^{}]\n\n", n + 1)).collect::<String>() + "a[^0]",
        ),
        ("headings alike", "# a\n".repeat(30_000)),
        ("columns", format!("|{}\n|{}\n|{}\n", "a|".repeat(5_000), "-|".repeat(5_000), "b|".repeat(5_000))),
        ("short rows", format!("|{}\n|{}\n{}", "a|".repeat(500), "-|".repeat(500), "|b|\n".repeat(1_000))),
        ("template code", "[a]({{< ref \"y.md\" >}}) ".repeat(10_000)),
        ("addresses of the site", format!("[a]({}x)", "{{site.url}}".repeat(100_000))),
        ("open template code", "](({{](({%".repeat(10_000) + &"]({{".repeat(10_000) + &"]({%".repeat(10_000)),
        ("addresses", "www.".repeat(30_000) + &"http://".repeat(10_000)),
        ("blank lines", "\n".repeat(200_000)),
        ("line ends", "\r".repeat(200_000)),
        ("NUL", "\0".repeat(100_000)),
        ("combining marks", format!("# a{}\n", "\u{301}".repeat(100_000))),
        ("broken anchors", (0..3_000).map(|n| format!("# H {n}\n\n[a](#no-{n})\n\n")).collect()),
        ("broken links", (0..5_000).map(|n| format!("[a](no-{n}.md)\n\n")).collect()),
        ("a link of many folders", format!("[a]({})", "a/".repeat(30_000))),
        ("a link upwards", format!("[a]({}x.md)", "../".repeat(30_000))),
        (
            "reference definitions",
            (0..10_000).map(|n| format!("[b{n}]: y.md\n")).collect::<String>() + &"[b1] ".repeat(10_000),
        ),
    ] {
        is_a_page(name, &text);
    }
}

#[test]
fn bodies_that_show_others_without_end_are_pages_with_a_finding() {
    let files: Vec<(String, String)> = (0..10)
        .map(|n| {
            let name = if n == 0 { "x".to_owned() } else { format!("b{n}") };
            (format!("content/{name}.md"), format!("Words.\n\n![[b{}]]\n\n", n + 1).repeat(10))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (found, page) = outcome("a bomb", &sources(&files));
    assert!(found.contains(&Code::TransclusionLimit), "{found:?}");
    assert!(page.is_some_and(|size| size < 400_000), "{page:?}");
    let large = "Words and more words.\n\n".repeat(30_000);
    let (found, page) =
        outcome("large", &sources(&[("content/x.md", &"![[y]]\n\n".repeat(50)), ("content/y.md", &large)]));
    assert_eq!(found, [Code::TransclusionLimit]);
    assert!(page.is_some_and(|size| size < 2_000_000), "{page:?}");
}

#[test]
fn formulas_that_were_made_to_take_long_are_pages_with_a_finding() {
    let of = |name: &str, formula: &str| {
        let settings = ("guildbook.yaml", "title: T\nmarkdown: {math: on}\n");
        outcome(name, &sources(&[settings, ("content/x.md", &format!("${formula}$\n\n").repeat(50))]))
    };
    for (name, formula) in [
        ("deep groups", format!("{}a{}", "{".repeat(2_000), "}".repeat(2_000))),
        ("deep roots", format!("{}a", "\\sqrt".repeat(800))),
        ("deep brackets", format!("{}a{}", "\\left(".repeat(300), "\\right)".repeat(300))),
        ("doubling macros", "\\def\\a{bb}\\def\\b{\\a\\a}\\def\\c{\\b\\b}\\c".to_owned()),
        ("a long one", "a+".repeat(5_000) + "a"),
        ("a letter that is none", "\\char\u{e9}".to_owned()),
    ] {
        let (found, page) = of(name, &formula);
        assert!(found == [Code::WrongMath] && page.is_some(), "{name}: {found:?}, {page:?}");
    }
    for (name, formula) in [("many roots", "\\sqrt a".repeat(60)), ("powers", "a^{a^{a}}".repeat(200))] {
        let (found, page) = of(name, &formula);
        assert!(found.is_empty() && page.is_some(), "{name}: {found:?}, {page:?}");
    }
}

#[test]
fn fences_and_boxes_that_never_end_are_pages_or_findings() {
    is_withheld_with("audience blocks", &"::: audience members\n".repeat(10_000), Code::UnclosedBlock);
    is_a_page("audience blocks, closed", &"::: audience members\nx\n:::\n[a](y.md)\n\n".repeat(3_000));
    is_a_page("admonitions", &"!!! note\n    x\n".repeat(5_000));
    is_a_page("empty admonitions", &"!!! note\n\n".repeat(10_000));
    is_a_page("code fences", &"```\n".repeat(20_001));
    is_a_page("code in an unknown language", &"```nope\nx\n```\n".repeat(5_000));
}

#[test]
fn a_note_of_many_megabytes_is_a_page() {
    is_a_page("one line", &"some words and ".repeat(1_000_000));
    is_a_page(
        "one paragraph",
        &"the end of a line of a good length for a note with long lines, and its last words\n".repeat(60_000),
    );
}

// Files on the disk.

struct Site(TempDir);

impl Site {
    fn new() -> Site {
        let site = Site(TempDir::new().unwrap());
        fs::create_dir_all(site.root().join("content")).unwrap();
        fs::write(site.root().join("guildbook.yaml"), "title: T\n").unwrap();
        fs::write(site.root().join("content/y.md"), "# Y\n").unwrap();
        site
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.root().join(path)
    }

    /// The codes of everything that was found, the paths of all outputs, and whether a word stands in one of them.
    fn outcome(&self, word: &str) -> (Vec<Code>, Vec<String>, bool) {
        let started = Instant::now();
        let read = read::site(self.root(), None).unwrap();
        let compilation = compile(&read.value, &Options::on(today()));
        let (files, rendering) = outputs(&compilation);
        assert!(started.elapsed() < LIMIT);
        let findings: Vec<Diagnostic> =
            read.findings.into_iter().chain(compilation.findings).chain(rendering).collect();
        let _ = report::human(&findings, &texts(&read.value), "", false);
        let has_word = files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(word));
        (codes(&findings), files.into_keys().collect(), has_word)
    }

    fn is_refused_with(&self, code: Code) {
        let (codes, outputs, has_secret) = self.outcome("zqsecret");
        assert!(codes.contains(&code), "{codes:?}");
        assert!(!has_secret && outputs.contains(&"y/index.html".to_owned()), "{outputs:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_a_finding() {
    let site = Site::new();
    fs::write(site.at("content/x.md"), b"zqsecret\n\xff\xfe").unwrap();
    site.is_refused_with(Code::NotUtf8);
    fs::write(site.at("content/x.md"), b"\xff\xfez\0q\0").unwrap();
    site.is_refused_with(Code::NotUtf8);
}

#[test]
fn a_note_of_50_mb_is_a_finding() {
    let site = Site::new();
    File::create(site.at("content/x.md")).unwrap().set_len(50_000_000).unwrap();
    site.is_refused_with(Code::FileTooLarge);
}

#[test]
#[cfg(unix)]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("secret.md"), "zqsecret").unwrap();
    for (from, to) in [
        (outside.path().join("secret.md"), "content/x.md"),
        (outside.path().to_owned(), "content/folder"),
        (outside.path().to_owned(), "static"),
        (outside.path().join("secret.md"), "content/picture.png"),
        ("..".into(), "content/loop"),
        ("x.md".into(), "content/x.md"),
        ("nowhere".into(), "content/dangling.md"),
    ] {
        let site = Site::new();
        fs::write(site.at("content/y.md"), "# Y\n\n![a](picture.png) [b](folder/secret.md) [c](x.md)").unwrap();
        symlink(&from, site.at(to)).unwrap();
        site.is_refused_with(Code::SymbolicLink);
    }
}

#[test]
#[cfg(unix)]
fn pipes_and_sockets_are_not_opened() {
    let site = Site::new();
    assert!(Command::new("mkfifo").arg(site.at("content/x.md")).status().unwrap().success());
    site.is_refused_with(Code::SpecialFile);
    let site = Site::new();
    let _socket = std::os::unix::net::UnixListener::bind(site.at("content/x.md")).unwrap();
    site.is_refused_with(Code::SpecialFile);
}

#[test]
#[cfg(unix)]
fn names_with_control_characters_or_no_text_are_a_finding() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    for name in [&b"a\nb.md"[..], b"a\x1b[31m.md", b"a\x7f.md", b"a\xff.md", b"a\xc2\x85.md"] {
        let site = Site::new();
        fs::write(site.at("content").join(OsStr::from_bytes(name)), "zqsecret").unwrap();
        site.is_refused_with(Code::UnreadableFile);
    }
}

#[test]
fn odd_names_are_pages_or_findings() {
    let site = Site::new();
    for name in [
        "-rf.md",
        "a b.md",
        "..md",
        "...md",
        "con.md",
        "%2e%2e.md",
        "é.md",
        "日本.md",
        "\u{202e}abc.md",
        "<b>.md",
        "'\".md",
        "a\\b.md",
        "*.md",
        "index.html.md",
        &"x".repeat(240),
    ] {
        let name = if name.ends_with(".md") { name.to_owned() } else { format!("{name}.md") };
        fs::write(site.at("content").join(name), "x").unwrap();
    }
    let (codes, outputs, _) = site.outcome("zqsecret");
    let is_plain = |path: &String| {
        path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
            && !path.contains(['<', '"', '\\', '*', ':'])
    };
    assert!(outputs.iter().all(is_plain), "{outputs:?}");
    assert!(codes.contains(&Code::InvalidAddress), "{codes:?}");
}

#[test]
fn two_files_for_one_address_are_a_finding() {
    for (a, b) in [
        ("content/x.md", "content/X!.md"),
        ("content/e.md", "content/é.md"),
        ("content/404.html.md", "static/404.html"),
        ("content/x/index.md", "content/X/index.md"),
        ("content/z.md", "static/z/index.html"),
        ("content/tags.md", "content/x/y.md"),
    ] {
        let mut site = sources(&[(a, "---\ntags: [t]\n---\nx"), (b, "y")]);
        support::add(&mut site, "content/y.md", "# Y");
        let (codes, _) = outcome("collision", &site);
        let is_collision = codes.contains(&Code::DuplicateAddress);
        assert!(is_collision || a == "content/404.html.md" || a == "content/x/index.md", "{a} {b}: {codes:?}");
    }
}
