//! Commands with everything they print and their exit status.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

mod support;

use std::fs;
use support::command::{expect, guildbook, site};

const PLAIN: [(&str, &str); 2] =
    [("guildbook.yaml", "title: Test\n"), ("content/sessions/2026-03-05-compost.md", "# Compost\n")];

#[test]
fn build_says_one_line() {
    let folder = site(&PLAIN);
    expect(&guildbook(folder.path(), &["build"]), 0, "Built 8 pages (1 session) in 0.00 s\n", "");
    assert!(folder.path().join("public/sessions/2026-03-05-compost/index.html").is_file());
}

#[test]
fn files_for_hosts_are_written_and_stay_when_nothing_changed() {
    let folder = site(&PLAIN);
    for _ in 0..2 {
        expect(&guildbook(folder.path(), &["build"]), 0, "Built 8 pages (1 session) in 0.00 s\n", "");
        for file in [".nojekyll", "_headers", "data/sessions.json"] {
            assert!(folder.path().join("public").join(file).is_file(), "{file}");
        }
    }
}

#[test]
fn a_site_is_found_from_a_folder_inside_it() {
    let folder = site(&PLAIN);
    let output = guildbook(&folder.path().join("content/sessions"), &["check"]);
    expect(&output, 0, "Checked 1 file in 0.00 s: no finding\n", "");
}

#[test]
fn an_error_writes_nothing_and_exits_with_one() {
    let folder = site(&[
        ("guildbook.yaml", "title: Test\n"),
        ("content/members/alice.md", "# Alice\n"),
        ("content/a.md", "---\nauthors: [alise]\n---\n"),
    ]);
    let message = "\
error[unknown-member]: no member is called `alise`
 --> content/a.md:2:11
  |
2 | authors: [alise]
  |           ^^^^^
  |
  = help: did you mean `alice`?

Nothing was written: 1 error.
";
    expect(&guildbook(folder.path(), &["build"]), 1, "", message);
    assert!(!folder.path().join("public").exists());
    let output = guildbook(folder.path(), &["build", "--keep-going", "-q"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(folder.path().join("public/a/index.html").is_file());
}

#[test]
fn strict_fails_on_warnings() {
    let folder = site(&[("guildbook.yaml", "title: Test\n"), ("content/a.md", "[b](b.md)\n")]);
    assert_eq!(guildbook(folder.path(), &["check"]).status.code(), Some(0));
    assert_eq!(guildbook(folder.path(), &["check", "--strict"]).status.code(), Some(1));
}

#[test]
fn broken_settings_exit_with_two() {
    let folder = site(&[("guildbook.yaml", "titel: Test\n")]);
    let message = "\
error[unknown-setting]: there is no setting `titel`
 --> guildbook.yaml:1:1
  |
1 | titel: Test
  | ^^^^^
  |
  = help: did you mean `title`?

";
    expect(&guildbook(folder.path(), &["build"]), 2, "", message);
}

#[test]
fn a_folder_without_settings_is_no_site() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("a folder can be made");
    let output = guildbook(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds no guildbook.yaml"));
}

#[test]
fn json_is_one_document_on_stdout() {
    let folder = site(&[("guildbook.yaml", "title: Test\n"), ("content/a.md", "é [b](b.md)\n")]);
    let output = guildbook(folder.path(), &["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("stdout is JSON");
    let finding = &json["findings"][0];
    assert_eq!((&finding["code"], &finding["line"], &finding["column"]), (&"broken-link".into(), &1.into(), &7.into()));
    assert!(output.stderr.is_empty());
}

#[test]
fn github_gets_annotations_with_paths_of_the_repository() {
    let folder = site(&[
        (".git/HEAD", ""),
        ("wiki/guildbook.yaml", "title: Test\n"),
        ("wiki/content/a,b.md", "[b](elsewhere.md)\n"),
    ]);
    let expected = "::warning file=wiki/content/a%2Cb.md,line=1,col=5,endColumn=17,title=broken-link::there is no file `elsewhere.md`%0Awrite the path from this file's folder, or leave out the link\n1 warning\n";
    expect(&guildbook(folder.path(), &["check", "wiki", "--format", "github"]), 0, expected, "");
    expect(&guildbook(&folder.path().join("wiki/content"), &["check", "--format", "github"]), 0, expected, "");
}

#[test]
fn explain_tells_reason_and_examples() {
    let folder = site(&PLAIN);
    let output = guildbook(folder.path(), &["explain", "broken-anchor"]);
    let expected = "\
broken-anchor (warning)

The page is there, but has no heading with that anchor. The link leads to the top of the page.

Not so:
    [history](inclusion.md#histroy)

But so:
    [history](inclusion.md#history)
";
    expect(&output, 0, expected, "");
    expect(
        &guildbook(folder.path(), &["explain", "broken-ancor"]),
        2,
        "",
        "error: there is no finding `broken-ancor`; did you mean `broken-anchor`?\n",
    );
}

#[test]
fn without_a_command_there_is_help() {
    let folder = site(&PLAIN);
    let output = guildbook(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0));
    let help = String::from_utf8_lossy(&output.stdout);
    assert!(help.contains("guildbook build") && help.contains("Examples:"), "{help}");
}

#[test]
fn a_narrower_audience_is_marked_and_an_unknown_one_refused() {
    let folder = site(&PLAIN);
    assert_eq!(guildbook(folder.path(), &["build", "--audience", "members"]).status.code(), Some(0));
    let page = fs::read_to_string(folder.path().join("public/index.html")).expect("the home page");
    assert!(page.contains("noindex"));
    assert_eq!(guildbook(folder.path(), &["build", "--audience", "member"]).status.code(), Some(2));
}

#[test]
fn control_characters_of_files_never_reach_the_terminal() {
    let folder = site(&[
        ("guildbook.yaml", "title: Test\n"),
        ("content/a.md", "---\nauthors: [\"\\e[31mred\"]\n\u{1b}[2Jx: 1\n---\n[a](\u{1b}]0;x\u{7}.md)\n"),
    ]);
    let output = guildbook(folder.path(), &["check"]);
    let printed = [output.stdout, output.stderr].concat();
    assert!(
        !printed.contains(&0x1b) && !printed.contains(&0x07),
        "{}",
        String::from_utf8_lossy(&printed).escape_debug()
    );
}

/// A site with something of every sort to tidy, and what must not be told of hidden pages.
const UNTIDY: [(&str, &str); 10] = [
    ("guildbook.yaml", "title: Test\nmarkdown:\n  wikilinks: \"on\"\n"),
    ("content/themes/soil.md", "# Soil\n\n[plan](../pages/plan.md), [[Compost heap]], [secret](../secret.md)\n"),
    (
        "content/themes/water.md",
        "# Water\n\n[[compost-heap]] [[Hidden thing]]\n\n::: audience members\n[[Only for members]]\n:::\n",
    ),
    ("content/pages/alone.md", "---\ntitle: =1+1\n---\n"),
    ("content/pages/tools.md", "---\nthemes: [soil]\n---\n# Garden tools\n\nAll of them.\n"),
    ("content/pages/tools-2.md", "---\nthemes: [soil]\n---\n# Gardn tools\n\nAll of them.\n"),
    ("content/pages/a.md", "---\nthemes: [water]\n---\n# Twice\n\nOnce.\n"),
    ("content/pages/b.md", "---\nthemes: [water]\n---\n# twice\n\nTwice.\n"),
    ("content/secret.md", "---\naudience: members\n---\n# Hidden thing\n\n[[Wanted in secret]]\n"),
    ("content/index.md", "# Home\n\n[water](themes/water.md)\n"),
];

#[test]
fn a_report_of_what_is_untidy_tells_what_to_do_and_nothing_that_is_hidden() {
    let folder = site(&UNTIDY);
    let expected = "\
Nothing links to it, and it is in no theme (1): name a theme under `themes`, or link to it from a page that people read
  =1+1: content/pages/alone.md

Linked to, but nobody wrote it (2): write it, or mend the link
  Compost heap: content/themes/soil.md, content/themes/water.md
  pages/plan.md: content/themes/soil.md

Has neither tags nor themes (1): name what it is about under `themes` or `tags`
  =1+1: content/pages/alone.md

Has nothing that a list could say about it (1): write one sentence under `summary`
  =1+1: content/pages/alone.md

Has the title of another (1): join them, or give each a title of its own
  Twice: content/pages/a.md, content/pages/b.md

Has nearly the title of another (1): see whether they are about the same; if so, join them
  Gardn tools / Garden tools: content/pages/tools-2.md, content/pages/tools.md
";
    expect(&guildbook(folder.path(), &["report", "tidy"]), 0, expected, "");
    let members = guildbook(folder.path(), &["report", "tidy", "--audience", "members", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&members.stdout).expect("stdout is one JSON document");
    assert_eq!((&json["version"], &json["report"]), (&1.into(), &"tidy".into()));
    let rows = json["rows"].as_array().expect("rows");
    let wanted = rows.iter().filter(|row| row["what"] == "wanted").map(|row| row["title"].as_str());
    let wanted: Vec<&str> = wanted.flatten().collect();
    assert_eq!(wanted, ["Compost heap", "Only for members", "pages/plan.md", "Wanted in secret"]);
}

#[test]
fn no_cell_of_a_report_is_a_formula() {
    let folder = site(&UNTIDY);
    let output = guildbook(folder.path(), &["report", "tidy", ".", "--format", "csv"]);
    let csv = String::from_utf8_lossy(&output.stdout);
    assert!(csv.starts_with("what,title,file,advice\norphan,'=1+1,content/pages/alone.md,\"name a theme"), "{csv}");
    assert!(csv.contains("\nsame-title,Twice,content/pages/b.md,"), "{csv}");
    assert!(output.stderr.is_empty());
}

#[test]
fn sections_are_exported_one_a_line() {
    let folder = site(&[
        ("guildbook.yaml", "title: Test\nbase_url: https://example.org/guild/\n"),
        (
            "content/themes/soil.md",
            "---\ntags: [worms]\n---\n# Soil\n\nDark.\n\n## Under the hedge\n\nWrite to a@b.example.\n",
        ),
        ("content/secret.md", "---\naudience: members\n---\n# Secret\n"),
    ]);
    let output = guildbook(folder.path(), &["export", "search"]);
    let lines: Vec<serde_json::Value> =
        String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let shown: Vec<_> = lines.iter().map(|line| [&line["url"], &line["heading"], &line["text"]]).collect();
    assert_eq!(
        serde_json::json!(shown),
        serde_json::json!([
            ["https://example.org/guild/themes/soil/", "", "Dark.\nworms"],
            ["https://example.org/guild/themes/soil/#under-the-hedge", "Under the hedge", "Write to ."],
        ])
    );
    assert_eq!((&lines[1]["theme"], &lines[1]["audience"]), (&serde_json::json!(["Soil"]), &"public".into()));
    let bulk = guildbook(folder.path(), &["export", "search", "--format", "opensearch", "--audience", "members"]);
    let bulk = String::from_utf8_lossy(&bulk.stdout).into_owned();
    assert!(
        bulk.starts_with("{\"index\":{\"_id\":\"") && bulk.lines().count() == 6 && bulk.contains("Secret"),
        "{bulk}"
    );
    for service in ["opensearch", "meilisearch", "typesense"] {
        let mapping = guildbook(folder.path(), &["export", "search", "--format", service, "--print-mapping"]);
        let mapping: serde_json::Value = serde_json::from_slice(&mapping.stdout).expect("JSON");
        assert!(mapping.to_string().contains("\"heading\""), "{mapping}");
    }
    assert_eq!(guildbook(folder.path(), &["export", "search", "--print-mapping"]).status.code(), Some(2));
}

#[test]
fn a_tidy_site_has_nothing_to_report() {
    let folder = site(&[("guildbook.yaml", "title: Test\n"), ("content/index.md", "# Home\n")]);
    expect(&guildbook(folder.path(), &["report", "tidy"]), 0, "There is nothing to report.\n", "");
    let output = guildbook(folder.path(), &["report", "tidi"]);
    assert_eq!(output.status.code(), Some(2));
}
