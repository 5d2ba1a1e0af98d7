//! What a repository tells of files: whichever form it has, whatever stands in it, and nothing where there is none.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests lay out repositories")]

mod support;

use guildbook::compile::Options;
use guildbook::diagnostic::Diagnostic;
use guildbook::path::SitePath;
use guildbook::source::{History, SourceSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use support::git::{self, Commit};
use support::{compile, outputs, page, today};

const SETTINGS: (&str, &str) = ("guildbook.yaml", "title: Test\nrepository: https://github.com/our/guild\n");
const ANA: &str = "Ana <ana@example.org>";
const BO: &str = "Bo <bo@example.org>";

fn at(day: u32) -> String {
    format!("2026-02-{day:02}T12:00:00Z")
}

fn read(site: &Path) -> (SourceSet, Vec<Diagnostic>) {
    let outcome = guildbook::read::site(site, None).unwrap();
    (outcome.value, outcome.findings)
}

fn codes(findings: &[Diagnostic]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.name()).collect()
}

/// `2026-02-01 2026-02-03 Bo Ana`: when a file came and changed, and who changed it; empty if nothing is known.
fn told(history: &History, path: &str) -> String {
    let Some(file) = history.files.get(&SitePath::new(path)) else { return String::new() };
    let day = |seconds| jiff::Timestamp::from_second(seconds).unwrap().strftime("%Y-%m-%d").to_string();
    let names = file.contributors.iter().map(|place| history.people[*place].name.clone());
    [day(file.created), day(file.changed)].into_iter().chain(names).collect::<Vec<_>>().join(" ")
}

/// The history of a site that these commits made.
fn history_of(commits: &[Commit]) -> History {
    let folder = tempfile::tempdir().unwrap();
    git::checked_out(folder.path(), commits);
    let (sources, findings) = read(folder.path());
    assert!(findings.is_empty(), "{findings:?}");
    Arc::unwrap_or_clone(sources.history)
}

/// The first commit of a site.
fn first(files: &[(&str, &str)]) -> Commit {
    Commit::of(&at(1), ANA, &[&[SETTINGS], files].concat())
}

const LONG: &str = "One.\nTwo.\nThree.\nFour.\nFive.\nSix.\nSeven.\nEight.\n";

#[test]
fn a_file_knows_its_first_and_last_commit_and_who_changed_it_last_comes_first() {
    if !git::is_there("first and last commit") {
        return;
    }
    let history = history_of(&[
        first(&[("content/a.md", "1"), ("content/b.md", "1")]),
        Commit::of(&at(2), BO, &[("content/a.md", "2")]),
        Commit::of(&at(3), ANA, &[("content/a.md", "3")]),
        Commit::of(&at(4), "Cem <cem@example.org>", &[("content/a.md", "4")]),
    ]);
    assert_eq!(told(&history, "content/a.md"), "2026-02-01 2026-02-04 Cem Ana Bo");
    assert_eq!(told(&history, "content/b.md"), "2026-02-01 2026-02-01 Ana");
}

#[test]
fn a_file_keeps_its_past_under_a_new_name() {
    if !git::is_there("renames") {
        return;
    }
    let edited = format!("{LONG}Nine.\n");
    let history = history_of(&[
        first(&[("notes/old.md", LONG)]),
        Commit::of(&at(2), BO, &[("content/new.md", LONG)]).without("notes/old.md"),
        Commit::of(&at(3), "Cem <cem@example.org>", &[("content/newest.md", &edited)]).without("content/new.md"),
    ]);
    assert_eq!(told(&history, "content/newest.md"), "2026-02-01 2026-02-03 Cem Bo Ana");
}

#[test]
fn a_file_that_was_there_before_under_the_same_name_is_another() {
    if !git::is_there("a name used again") {
        return;
    }
    let history = history_of(&[
        first(&[("content/a.md", "before\n")]),
        Commit::of(&at(2), ANA, &[]).without("content/a.md"),
        Commit::of(&at(3), BO, &[("content/a.md", "after\n")]),
    ]);
    assert_eq!(told(&history, "content/a.md"), "2026-02-03 2026-02-03 Bo");
}

#[test]
fn people_are_called_what_the_mailmap_calls_them() {
    if !git::is_there("mailmap") {
        return;
    }
    let map = "Ana Lima <ana@example.org> <a@old.example.org>\nBo Berg <bo@example.org> B <b@old.example.org>\n";
    let history = history_of(&[
        first(&[(".mailmap", map), ("content/a.md", "1")]),
        Commit::of(&at(2), "A <a@old.example.org>", &[("content/a.md", "2")])
            .saying("x\n\nCo-authored-by: B <b@old.example.org>\n"),
    ]);
    assert_eq!(told(&history, "content/a.md"), "2026-02-01 2026-02-02 Ana Lima Bo Berg");
}

#[test]
fn one_address_is_one_person_and_programs_are_nobody() {
    if !git::is_there("addresses and programs") {
        return;
    }
    let bot = "helper[bot] <1+helper[bot]@users.noreply.github.com>";
    let history = history_of(&[
        first(&[("content/a.md", "1")]),
        Commit::of(&at(2), "Ana Lima <Ana@Example.org>", &[("content/a.md", "2")]),
        Commit::of(&at(3), bot, &[("content/a.md", "3")]).saying(&format!("x\n\nCo-authored-by: {bot}\n")),
        Commit::of(&at(4), "Bo <7+bo-b@users.noreply.github.com>", &[("content/a.md", "4")]),
    ]);
    assert_eq!(told(&history, "content/a.md"), "2026-02-01 2026-02-04 Bo Ana Lima");
    let bo = history.people.iter().find(|person| person.name == "Bo").unwrap();
    assert_eq!(bo.login.as_deref(), Some("bo-b"));
}

#[test]
fn a_shallow_clone_is_one_finding_and_no_dates() {
    if !git::is_there("shallow clone") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    fs::create_dir(&whole).unwrap();
    git::checked_out(&whole, &[first(&[("content/a.md", "1")]), Commit::of(&at(2), BO, &[("content/b.md", "1")])]);
    let url = format!("file://{}", whole.display());
    git::git(folder.path(), &["clone", "--quiet", "--depth=1", &url, "shallow"]);
    let (sources, findings) = read(&folder.path().join("shallow"));
    assert_eq!(codes(&findings), ["missing-history"]);
    assert!(sources.history.files.is_empty());
}

#[test]
fn a_clone_without_old_contents_asks_nobody_for_them() {
    if !git::is_there("clone without contents") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    fs::create_dir(&whole).unwrap();
    let edited = format!("{LONG}Nine.\n");
    git::checked_out(
        &whole,
        &[
            first(&[("content/a.md", LONG), ("content/old.md", "old\n")]),
            Commit::of(&at(2), BO, &[("content/b.md", &edited), ("content/new.md", "old\n")])
                .without("content/a.md")
                .without("content/old.md"),
        ],
    );
    git::git(&whole, &["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", whole.display());
    git::git(folder.path(), &["clone", "--quiet", "--filter=blob:none", &url, "part"]);
    let part = folder.path().join("part");
    let objects = || git::git(&part, &["count-objects", "-v"]);
    let before = objects();
    let (sources, findings) = read(&part);
    assert!(findings.is_empty());
    assert_eq!(told(&sources.history, "content/new.md"), "2026-02-01 2026-02-02 Bo Ana");
    assert_eq!(told(&sources.history, "content/b.md"), "2026-02-02 2026-02-02 Bo");
    assert_eq!(objects(), before);
}

#[test]
fn names_of_any_bytes_stand_in_nobodys_way() {
    if !git::is_there("hostile names") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path();
    let text = |path: &[u8]| (path.to_vec(), Some("x".to_owned()));
    let mut second = Commit::of(&at(2), "\u{1e}A\u{202e}na \"-- \u{1f} <x>y@example.org>", &[]);
    second.files = [
        &b"content/line\nbreak.md"[..],
        b"content/\"quotes\".md",
        b"content/-rf.md",
        b"content/--output=x.md",
        b"content/\xff\xfe.md",
        b"content/\x1e",
        b"content/R100",
        b"content/\xe1\x9b\x9e.md",
        b"-p",
    ]
    .map(text)
    .to_vec();
    second.message = "x\n\nCo-authored-by: \u{1f}\u{1e} <\nCo-authored-by: Bo <bo@example.org> <z>\n".into();
    second.author = "A\u{202e}na \"--\u{1f} <y@example.org>".into();
    git::checked_out(
        site,
        &[first(&[("content/a.md", "1")]), second, Commit::of(&at(3), BO, &[("content/a.md", "2")])],
    );
    let (sources, _) = read(site);
    assert_eq!(told(&sources.history, "content/a.md"), "2026-02-01 2026-02-03 Bo Ana");
    for name in ["\"quotes\"", "-rf", "--output=x", "ᛞ"] {
        let told = told(&sources.history, &format!("content/{name}.md"));
        assert!(told.starts_with("2026-02-02 2026-02-02 Ana \"--"), "{name}: {told}");
    }
}

#[test]
fn only_a_site_that_names_its_repository_has_a_history() {
    if !git::is_there("sites without a repository") {
        return;
    }
    let settings = ["title: x\n", "title: x\nrepository: {url: https://github.com/our/guild, history: off}\n"];
    for text in settings {
        let history = history_of(&[Commit::of(&at(1), ANA, &[("guildbook.yaml", text), ("content/a.md", "1")])]);
        assert!(history.files.is_empty(), "{text}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for site in ["example-site", "docs"] {
        assert!(read(&root.join(site)).0.history.files.is_empty(), "{site} tells of who makes guildbook");
    }
}

#[test]
fn a_site_may_be_a_folder_of_its_repository_and_a_work_tree_of_another() {
    if !git::is_there("folders and work trees") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    fs::create_dir(&whole).unwrap();
    let settings = ("site/guildbook.yaml", SETTINGS.1);
    git::checked_out(
        &whole,
        &[
            Commit::of(&at(1), ANA, &[settings, ("site/content/a.md", LONG), ("content/a.md", "not this\n")]),
            Commit::of(&at(2), BO, &[("content/a.md", "nor this\n")]),
            Commit::of(&at(3), ANA, &[("site/content/b.md", LONG)]).without("site/content/a.md"),
            Commit::of(&at(4), BO, &[("site/content/a.md", "new\n")]),
        ],
    );
    git::git(&whole, &["worktree", "add", "--quiet", "../other"]);
    git::git(folder.path(), &["init", "--quiet", "outer"]);
    let outer = folder.path().join("outer");
    git::git(&outer, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../whole", "inner"]);
    for place in [whole.join("site"), folder.path().join("other/site"), outer.join("inner/site")] {
        let (sources, findings) = read(&place);
        assert!(findings.is_empty());
        assert_eq!(told(&sources.history, "content/a.md"), "2026-02-04 2026-02-04 Bo", "{}", place.display());
        assert_eq!(told(&sources.history, "content/b.md"), "2026-02-01 2026-02-03 Ana", "{}", place.display());
    }
}

#[test]
fn what_is_not_committed_tells_nothing() {
    if !git::is_there("changes that are not committed") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    git::checked_out(folder.path(), &[first(&[("content/a.md", "1")])]);
    fs::write(folder.path().join("content/a.md"), "changed").unwrap();
    fs::write(folder.path().join("content/new.md"), "new").unwrap();
    let history = read(folder.path()).0.history;
    assert_eq!(told(&history, "content/a.md"), "2026-02-01 2026-02-01 Ana");
    assert_eq!(told(&history, "content/new.md"), "");
}

#[test]
fn a_repository_without_commits_or_in_ruins_is_no_history() {
    if !git::is_there("repositories in ruins") {
        return;
    }
    let ruin = |spoil: &dyn Fn(&Path)| {
        let folder = tempfile::tempdir().unwrap();
        git::checked_out(folder.path(), &[first(&[("content/a.md", "1")])]);
        spoil(folder.path());
        let (sources, findings) = read(folder.path());
        assert!(findings.is_empty() && sources.history.files.is_empty());
    };
    ruin(&|site| fs::write(site.join(".git/HEAD"), "ref: refs/heads/nothing\n").unwrap());
    ruin(&|site| fs::write(site.join(".git/HEAD"), "nonsense").unwrap());
    ruin(&|site| fs::write(site.join(".git/config"), "[core\n").unwrap());
    ruin(&|site| fs::remove_dir_all(site.join(".git/objects")).unwrap());
    ruin(&|site| {
        fs::rename(site.join(".git"), site.join("elsewhere")).unwrap();
        fs::write(site.join(".git"), "gitdir: nowhere\n").unwrap();
    });
}

#[cfg(unix)]
#[test]
fn nothing_that_a_repository_names_is_run() {
    use std::os::unix::fs::PermissionsExt;
    if !git::is_there("programs that a repository names") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path();
    let program = site.join("program");
    let trace = site.join("trace");
    fs::write(&program, format!("#!/bin/sh\necho run >> '{}'\n", trace.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let edited = format!("{LONG}Nine.\n");
    let attributes = (".gitattributes", "*.md diff=evil filter=evil\n");
    git::checked_out(
        site,
        &[
            first(&[attributes, ("content/a.md", LONG)]),
            Commit::of(&at(2), BO, &[("content/b.md", &edited)]).without("content/a.md"),
        ],
    );
    let named = program.to_str().unwrap();
    let keys = "core.fsmonitor core.pager core.sshCommand core.editor core.askPass gpg.program gpg.ssh.program pager.log \
                diff.external diff.evil.command diff.evil.textconv filter.evil.smudge filter.evil.clean alias.log";
    for key in keys.split_whitespace() {
        git::git(site, &["config", key, named]);
    }
    git::git(site, &["config", "log.showSignature", "true"]);
    git::git(site, &["config", "core.hooksPath", site.to_str().unwrap()]);
    let _ = fs::remove_file(&trace);
    let history = read(site).0.history;
    assert_eq!(told(&history, "content/b.md"), "2026-02-01 2026-02-02 Bo Ana");
    assert!(!trace.exists(), "a program was run");
}

/// Builds with the program itself, in an environment.
fn built(site: &Path, environment: &[(&str, &str)]) -> String {
    let output = site.join("../out");
    let mut guildbook = std::process::Command::new(env!("CARGO_BIN_EXE_guildbook"));
    guildbook.args(["build", "--today", "2026-03-20"]).arg(site).arg("-o").arg(&output);
    let run = guildbook.envs(environment.iter().copied()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!said.contains("git"), "{said}");
    fs::read_to_string(output.join("a/index.html")).unwrap()
}

#[test]
fn the_environment_changes_nothing_and_without_git_there_are_no_dates() {
    if !git::is_there("environments") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (site, other) = (folder.path().join("site"), folder.path().join("other"));
    for place in [&site, &other] {
        fs::create_dir(place).unwrap();
    }
    git::checked_out(&site, &[Commit { at: "2026-02-01T23:30:00Z".into(), ..first(&[("content/a.md", "1")]) }]);
    git::checked_out(&other, &[Commit::of(&at(9), BO, &[("content/a.md", "9")])]);
    let usual = built(&site, &[]);
    assert!(usual.contains("Last changed on <time datetime=\"2026-02-01\">1 February 2026</time> by Ana<"), "{usual}");
    let lead_astray = other.join(".git");
    let lead_astray = lead_astray.to_str().unwrap();
    assert_eq!(built(&site, &[("GIT_DIR", lead_astray), ("GIT_WORK_TREE", other.to_str().unwrap())]), usual);
    assert_eq!(built(&site, &[("TZ", "Asia/Tokyo"), ("LC_ALL", "ar_EG.UTF-8"), ("GIT_TRACE", "1")]), usual);
    let without = built(&site, &[("PATH", "/nowhere")]);
    assert!(!without.contains("Last changed") && without.contains("Edit this page"));
}

#[test]
fn no_address_of_a_mailbox_reaches_the_output() {
    if !git::is_there("addresses of mailboxes") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    git::checked_out(
        folder.path(),
        &[
            first(&[("content/a.md", "1"), ("content/members/bo.md", "---\ntitle: Bo\n---\n")]),
            Commit::of(&at(2), "dee@example.org <dee@example.org>", &[("content/a.md", "2")]).saying(
                "x\n\nCo-authored-by: eli@example.org <eli@example.org>\nCo-authored-by: Bo <bo@example.org>\n",
            ),
        ],
    );
    let (sources, _) = read(folder.path());
    let compilation = compile(&sources, &Options::on(today()));
    assert!(page(&compilation, "a/index.html").contains("by <a href=\"../members/bo/\">Bo</a>, Ana<"));
    for (path, bytes) in outputs(&compilation).0 {
        assert!(!String::from_utf8_lossy(&bytes).contains("@example.org"), "{path}");
    }
}
