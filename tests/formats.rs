//! What editors, hosts and packagers read.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use support::command::{expect, guildbook, guildbook_with, site};

/// A site inside a repository, with an error, a warning, advice, and something about the whole site.
const WRONG: [(&str, &str); 5] = [
    (".git/HEAD", ""),
    ("wiki/guildbook.yaml", "title: Test\n"),
    ("wiki/content/members/ana.md", "# Ana\n"),
    ("wiki/content/ä b.md", "---\nauthors: [anna]\n---\n# A\n\né [x](gone.md) and [y](gone.md)\n"),
    ("wiki/content/pages/c.md", "![](../heap.jpg)\n"),
];

const GOOD: [(&str, &str); 2] = [("guildbook.yaml", "title: Test\n"), ("content/index.md", "# Home\n")];

fn parsed(output: &std::process::Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("stdout is no JSON: {error}"))
}

#[test]
fn a_good_site_has_nothing_to_say_to_github() {
    let folder = site(&GOOD);
    let summary = folder.path().join("summary.md");
    let variables = [("GITHUB_STEP_SUMMARY", summary.to_str().expect("a path"))];
    let run = |arguments: &[&str]| guildbook_with(folder.path(), arguments, &variables);
    expect(&run(&["check", "--format", "github", "-q"]), 0, "", "");
    expect(&run(&["check", "--format", "github"]), 0, "", "");
    expect(&run(&["build", "--format", "github", "-q"]), 0, "", "");
    assert!(!summary.exists(), "nothing is added to the summary");
}

#[test]
fn what_programs_read_from_a_build_is_alone_on_stdout() {
    let folder = site(&GOOD);
    for format in ["json", "sarif", "gitlab"] {
        let output = guildbook(folder.path(), &["build", "--format", format]);
        parsed(&output);
        assert!(String::from_utf8_lossy(&output.stderr).starts_with("Built "), "{format}");
    }
    expect(&guildbook(folder.path(), &["check", "--format", "gitlab"]), 0, "[]\n", "");
}

#[test]
fn github_has_the_most_severe_first_and_a_table_of_all() {
    let folder = site(&WRONG);
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "before\n").expect("a file can be written");
    let variables = [("GITHUB_STEP_SUMMARY", summary.to_str().expect("a path"))];
    let output = guildbook_with(folder.path(), &["check", "wiki", "--format", "github"], &variables);
    let text = String::from_utf8_lossy(&output.stdout);
    let commands: Vec<&str> = text.lines().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(commands, ["::error", "::warning", "::warning", "::warning", "::notice", "1"], "{text}");
    assert!(text.ends_with("\n1 error, 3 warnings, 1 piece of advice\n"), "{text}");
    let table = fs::read_to_string(&summary).expect("the table");
    assert!(
        table.starts_with("before\n### guildbook: 1 error, 3 warnings, 1 piece of advice\n\n| | code |"),
        "{table}"
    );
    assert!(
        table.contains("| error | unknown-member | `wiki/content/ä b.md:2` | no member is called `anna` |"),
        "{table}"
    );
}

#[test]
fn no_name_forges_a_command_or_a_table() {
    let folder = site(&[
        ("guildbook.yaml", "title: Test\n"),
        ("content/a|`b.md", "---\nauthors: [\"x%\\r\\n::error::y | z\"]\n---\n"),
        ("content/members/ana.md", "# Ana\n"),
    ]);
    let summary = folder.path().join("summary.md");
    let variables = [("GITHUB_STEP_SUMMARY", summary.to_str().expect("a path"))];
    let output = guildbook_with(folder.path(), &["check", "--format", "github"], &variables);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains("x%25%0D%0A::error::y"), "{text}");
    let table = fs::read_to_string(&summary).expect("the table");
    assert_eq!(table.lines().count(), 5, "{table}");
    assert!(table.contains("`content/a\\|'b.md:2`"), "{table}");
}

#[test]
fn sarif_is_what_hosts_take() {
    let folder = site(&WRONG);
    let output = guildbook(folder.path(), &["check", "wiki", "--format", "sarif"]);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0));
    let log = parsed(&output);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!((&driver["name"], &run["columnKind"]), (&json!("guildbook"), &json!("unicodeCodePoints")));
    let results = run["results"].as_array().expect("results");
    let levels: Vec<&str> = results.iter().filter_map(|result| result["level"].as_str()).collect();
    assert_eq!(levels, ["error", "warning", "warning", "warning", "note"]);
    for result in results {
        let rule = &driver["rules"][result["ruleIndex"].as_u64().expect("a place") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().is_some_and(|text| text.contains("But so:")));
        assert!(rule["fullDescription"]["text"].is_string() && result["message"]["text"].is_string());
    }
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "wiki/content/%C3%A4%20b.md");
    assert_eq!(place["region"], json!({"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 15}));
}

#[test]
fn sarif_fits_what_the_standard_asks_for() {
    let folder = site(&WRONG);
    for arguments in [["check", "wiki", "--format", "sarif"], ["check", "wiki/../wiki", "--format", "sarif"]] {
        let log = parsed(&guildbook(folder.path(), &arguments));
        let misfits: Vec<String> = sarif_schema().iter_errors(&log).map(|error| error.to_string()).collect();
        assert_eq!(misfits, Vec::<String>::new());
    }
}

/// The parts of the standard's schema that are used, each with what it requires and no other properties.
fn sarif_schema() -> jsonschema::Validator {
    let text = json!({"type": "object", "required": ["text"], "additionalProperties": false,
        "properties": {"text": {"type": "string"}, "markdown": {"type": "string"}}});
    let level = json!({"enum": ["none", "note", "warning", "error"]});
    let from_one = json!({"type": "integer", "minimum": 1});
    let region = json!({"type": "object", "additionalProperties": false, "properties": {
        "startLine": from_one, "startColumn": from_one, "endLine": from_one, "endColumn": from_one}});
    let location = json!({"type": "object", "additionalProperties": false, "properties": {
        "id": {"type": "integer", "minimum": -1}, "message": text,
        "physicalLocation": {"type": "object", "additionalProperties": false, "properties": {
            "region": region, "artifactLocation": {"type": "object", "additionalProperties": false, "properties": {
                "uri": {"type": "string", "pattern": "^[A-Za-z0-9/._~%-]+$"}, "uriBaseId": {"type": "string"}}}}}}});
    let result = json!({"type": "object", "required": ["message"], "additionalProperties": false, "properties": {
        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": -1}, "level": level, "message": text,
        "locations": {"type": "array", "items": location},
        "relatedLocations": {"type": "array", "uniqueItems": true, "items": location},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}}}});
    let rule = json!({"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
        "id": {"type": "string"}, "shortDescription": text, "fullDescription": text, "help": text,
        "defaultConfiguration": {"type": "object", "properties": {"level": level}}}});
    let driver = json!({"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
        "name": {"type": "string"}, "semanticVersion": {"type": "string"},
        "informationUri": {"type": "string", "format": "uri"},
        "rules": {"type": "array", "uniqueItems": true, "items": rule}}});
    let invocation = json!({"type": "object", "required": ["executionSuccessful"], "additionalProperties": false,
        "properties": {"executionSuccessful": {"type": "boolean"}, "toolExecutionNotifications": {"type": "array"}}});
    let run = json!({"type": "object", "required": ["tool"], "additionalProperties": false, "properties": {
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": driver}},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": {"type": "array", "items": invocation}, "results": {"type": "array", "items": result}}});
    let log = json!({"type": "object", "required": ["version", "runs"], "additionalProperties": false, "properties": {
        "$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": run}}});
    jsonschema::draft7::new(&log).expect("it is a schema")
}

#[test]
fn no_more_results_than_hosts_take_and_the_rest_is_told() {
    let links = "[x](gone.md)\n".repeat(5_010);
    let folder = site(&[("guildbook.yaml", "title: Test\n"), ("content/a.md", &format!("![](a.jpg)\n\n{links}"))]);
    let log = parsed(&guildbook(folder.path(), &["check", "--format", "sarif"]));
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 5_000);
    assert!(results.iter().all(|result| result["level"] == "warning"), "advice gives way");
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(
        told.as_str().is_some_and(|text| text.ends_with(" more findings are left out; `guildbook check` lists all"))
    );
    let fingerprints: BTreeSet<&str> =
        results.iter().filter_map(|result| result["partialFingerprints"]["guildbook/v1"].as_str()).collect();
    assert_eq!(fingerprints.len(), 5_000);
}

#[test]
fn gitlab_gets_one_array() {
    let folder = site(&WRONG);
    let entries = parsed(&guildbook(folder.path(), &["check", "wiki", "--format", "gitlab"]));
    let error = entries.as_array().expect("an array").iter().find(|entry| entry["severity"] == "major");
    let error = error.expect("the error");
    assert_eq!(
        (&error["check_name"], &error["description"]),
        (&json!("unknown-member"), &json!("no member is called `anna`"))
    );
    assert_eq!(error["location"], json!({"path": "wiki/content/ä b.md", "lines": {"begin": 2}}));
}

#[test]
fn what_is_about_the_whole_site_stands_at_its_settings() {
    let folder = site(&[("guildbook.yaml", "title: Test\n"), ("static/x.txt", "")]);
    let entries = parsed(&guildbook(folder.path(), &["check", "--format", "gitlab"]));
    assert_eq!(entries[0]["check_name"], "no-documents");
    assert_eq!(entries[0]["location"], json!({"path": "guildbook.yaml", "lines": {"begin": 1}}));
}

#[test]
fn reports_hold_the_message_and_no_text_of_the_page() {
    let page = "---\naudience: members\n---\nConfided to us: [lost words](gone.md) ![](heap.jpg)\n";
    let folder = site(&[("guildbook.yaml", "title: Test\n"), ("content/a.md", page)]);
    for format in ["sarif", "gitlab", "github"] {
        let output = guildbook(folder.path(), &["check", "--format", format]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("gone.md") && text.contains("heap.jpg"), "{text}");
        assert!(!text.contains("Confided") && !text.contains("lost words"), "{text}");
        let public = guildbook(folder.path(), &["build", "--format", format]);
        let text = String::from_utf8_lossy(&public.stdout);
        assert!(!text.contains("gone.md") && !text.contains("a.md"), "{text}");
    }
}

/// The fingerprints of a page's findings.
fn fingerprints(page: &str) -> Vec<String> {
    let folder = site(&[("guildbook.yaml", "title: Test\n"), ("content/a.md", page)]);
    let entries = parsed(&guildbook(folder.path(), &["check", "--format", "gitlab"]));
    let entries = entries.as_array().expect("an array").clone();
    entries.iter().map(|entry| entry["fingerprint"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let before = fingerprints("[x](gone.md)\n\n[y](gone.md) [z](lost.md)\n");
    let after = fingerprints("# New\n\nWords.\n\n[x](gone.md)\n\n- more\n- [y](gone.md) [z](lost.md)\n");
    assert_eq!(before, after);
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), 3);
    assert_ne!(before[2], fingerprints("[z](lots.md)\n")[0]);
}

#[test]
fn a_schema_is_printed_for_each_kind_and_the_settings() {
    let folder = tempfile::tempdir().expect("a folder");
    for what in
        ["theme", "session", "members", "template", "story", "question", "resource", "group", "term", "page", "config"]
    {
        let output = guildbook(folder.path(), &["schema", what]);
        let schema = parsed(&output);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{what}");
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    }
    assert_eq!(guildbook(folder.path(), &["schema", "sesion"]).status.code(), Some(2));
    assert_eq!(guildbook(folder.path(), &["-C", "nowhere", "schema", "session"]).status.code(), Some(2));
}

#[test]
fn inside_a_site_a_schema_knows_its_own_fields() {
    let folder = site(&[("wiki/guildbook.yaml", "title: Test\nfields: {cost: number}\n"), ("wiki/content/a.md", "")]);
    let cost = |arguments: &[&str]| parsed(&guildbook(folder.path(), arguments))["properties"]["cost"].clone();
    assert_eq!(cost(&["schema", "session"]), Value::Null);
    assert_eq!(
        cost(&["-C", "wiki/content", "schema", "session"])["description"],
        "cost, a field of this community. Write a number."
    );
    let broken = site(&[("guildbook.yaml", "title: Test\nfields: {cost: money}\n")]);
    let output = guildbook(broken.path(), &["schema", "session"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[invalid-setting]: `money` is not a choice here"));
}

#[test]
fn every_shell_has_its_completions() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = guildbook(folder.path(), &["completions", shell]);
        let script = String::from_utf8_lossy(&output.stdout);
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
        assert!(script.contains("explain-config") && script.contains("keep-going"), "{shell}");
    }
    assert_eq!(guildbook(folder.path(), &["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn the_manual_has_a_page_for_the_program_and_for_each_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = guildbook(folder.path(), &["man"]);
    let page = String::from_utf8_lossy(&output.stdout);
    assert!(page.contains(".TH guildbook 1") && page.contains("\\-\\-color"), "{page}");
    expect(&guildbook(folder.path(), &["man", "--out", "share/man1"]), 0, "", "");
    for name in ["guildbook", "guildbook-build", "guildbook-check", "guildbook-schema", "guildbook-man"] {
        let page = fs::read_to_string(folder.path().join(format!("share/man1/{name}.1"))).expect("a page");
        assert!(page.contains(&format!(".TH {name} 1")), "{page}");
        assert_eq!(name == "guildbook-check", page.contains("explain\\-config"), "{name}");
    }
}

#[test]
fn settings_are_explained_with_where_they_came_from() {
    let text = "# Ours\ntitle: Test\n\nmarkdown:\n  math: on\naudiences: [public, friends]\nlanguage:\n";
    let folder = site(&[("guildbook.yaml", text), ("content/a.md", "[x](gone.md)\n")]);
    let variables = [("GUILDBOOK_BASE_URL", "https://example.org/x/"), ("GUILDBOOK_AUDIENCE", "friends")];
    let arguments = ["check", "--explain-config", "--today", "2026-03-05"];
    let output = guildbook_with(folder.path(), &arguments, &variables);
    let told = String::from_utf8_lossy(&output.stdout);
    let line = |name: &str| {
        let line = told.lines().find(|line| line.starts_with(&format!("{name} ")));
        line.map_or(String::new(), |line| line.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    for (name, expected) in [
        ("title", "title guildbook.yaml:2 Test"),
        ("language", "language default en"),
        ("markdown.math", "markdown.math guildbook.yaml:5 on"),
        ("markdown.html", "markdown.html default sanitise"),
        ("audiences", "audiences guildbook.yaml:6 [\"public\",\"friends\"]"),
        ("base_url", "base_url GUILDBOOK_BASE_URL https://example.org/x/"),
        ("audience", "audience GUILDBOOK_AUDIENCE friends"),
        ("today", "today --today 2026-03-05"),
        ("output", "output default public"),
    ] {
        assert_eq!(line(name), expected, "{told}");
    }
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn settings_are_explained_as_json_too() {
    let folder = site(&GOOD);
    let json = parsed(&guildbook(folder.path(), &["check", "--explain-config", "--format", "json"]));
    let settings = json["settings"].as_array().expect("settings");
    let title =
        json!({"name": "title", "value": "Test", "from": {"kind": "file", "name": "guildbook.yaml", "line": 1}});
    assert_eq!((&json["version"], &settings[0]), (&json!(1), &title));
    let today = settings.iter().find(|row| row["name"] == "today").expect("today");
    assert_eq!(today["from"], json!({"kind": "variable", "name": "SOURCE_DATE_EPOCH"}));
    assert_eq!(guildbook(folder.path(), &["check", "--explain-config", "--format", "sarif"]).status.code(), Some(2));
    let broken = site(&[("guildbook.yaml", "titel: Test\n")]);
    let output = guildbook(broken.path(), &["check", "--explain-config"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn the_hook_for_commits_runs_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(".pre-commit-hooks.yaml")).expect("the hooks");
    let hooks = guildbook::schema::in_json(&guildbook::yaml::parse(&text, 0).expect("YAML"));
    let hook = &hooks[0];
    let said = [&hook["id"], &hook["language"], &hook["pass_filenames"]];
    assert_eq!(said, [&json!("guildbook-check"), &json!("rust"), &json!(false)]);
    let entry: Vec<&str> = hook["entry"].as_str().expect("an entry").split(' ').collect();
    assert_eq!(entry[0], "guildbook");
    assert_eq!(guildbook(site(&GOOD).path(), &entry[1..]).status.code(), Some(0));
    assert_eq!(guildbook(&site(&WRONG).path().join("wiki"), &entry[1..]).status.code(), Some(1));
}

#[test]
fn long_help_of_every_command_shows_how_it_is_used() {
    let folder = tempfile::tempdir().expect("a folder");
    for command in ["build", "check", "explain", "report", "export", "schema", "completions", "man"] {
        let output = guildbook(folder.path(), &[command, "--help"]);
        let help = String::from_utf8_lossy(&output.stdout);
        assert!(help.contains("Examples:\n") && help.contains(&format!("guildbook {command}")), "{help}");
        for line in help.lines().filter(|line| line.starts_with("  -") || line.starts_with("      --")) {
            assert!(line.contains("--"), "every option has a long form: {line}");
        }
    }
}
