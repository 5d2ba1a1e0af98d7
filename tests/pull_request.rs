//! The check that `init --ci github` sets up, on changes as people propose them.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The arguments of the recipe's own command.
fn recipe(site: &Path) -> Vec<String> {
    let recipe = fs::read_to_string(site.join(".github/workflows/check.yml")).expect("the recipe");
    let command = recipe.lines().find_map(|line| line.split_once("run: guildbook ")).expect("a command");
    command.1.split_whitespace().map(str::to_owned).collect()
}

fn guildbook(site: &Path, arguments: &[String]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_guildbook"));
    program.args(arguments).current_dir(site).env_remove("GITHUB_STEP_SUMMARY");
    program.output().expect("the program starts")
}

/// A fresh site with its recipe.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let init = ["init", "--ci", "github"].map(str::to_owned);
    assert!(guildbook(folder.path(), &init).status.success());
    folder
}

#[test]
fn a_bad_change_is_marked_on_its_line() {
    let changes = [
        ("a misspelt member", "content/sessions/2026-03-05-a.md", "---\nattendees:\n  - robin-exmaple\n---\n# A\n", 3),
        ("a broken link", "content/a.md", "# A\n\nSee [the charter](chartre.md).\n", 3),
        ("a bad date", "content/sessions/b.md", "---\ntitle: B\ndate: 2026-02-30\n---\n", 3),
        ("a duplicate address", "content/c.md", "---\ntitle: C\nslug: charter\n---\n", 3),
        ("front matter that does not parse", "content/d.md", "---\ntitle: [D\n---\n", 2),
    ];
    for (what, path, text, line) in changes {
        let site = site();
        fs::write(site.path().join(path), text).expect("the change can be made");
        let output = guildbook(site.path(), &recipe(site.path()));
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{what}: {said}");
        let mark = format!("file={path},line={line},");
        assert!(said.lines().any(|found| found.contains(&mark)), "{what} is not at {mark}: {said}");
        assert!(!site.path().join("public").exists(), "{what}: nothing is written");
    }
}

#[test]
fn a_good_change_passes_in_silence() {
    let site = site();
    fs::write(site.path().join("content/a.md"), "# A\n\nSee [the charter](charter.md).\n").expect("a change");
    let output = guildbook(site.path(), &recipe(site.path()));
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).as_ref()), (Some(0), ""));
}
