//! Who reads a site again and again knows as much as who reads it for the first time.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

mod support;

use guildbook::diagnostic::Diagnostic;
use guildbook::path::SitePath;
use guildbook::read::{self, Reader, Reading};
use guildbook::source::SourceSet;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use support::git::{self, Commit};
use tempfile::TempDir;

const SETTINGS: &str = "title: Test\n";

fn site(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in [("guildbook.yaml", SETTINGS)].iter().chain(files) {
        write(folder.path(), path, text.as_bytes());
    }
    folder
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

/// Long after all that happened here.
fn later() -> SystemTime {
    SystemTime::now() + Duration::from_secs(3600)
}

fn again(reader: &mut Reader) -> Reading {
    reader.read_at(later(), &BTreeSet::new()).unwrap()
}

// Any edits.

/// Something that happens to the files of a site.
#[derive(Clone, Debug)]
enum Edit {
    /// A file is written where it stands.
    Write(&'static str, &'static [u8]),
    /// A file is written beside and put in its place, as editors do.
    Replace(&'static str, &'static [u8]),
    /// A file is changed, and neither its length nor its time tells.
    Stealthily(Index),
    /// A file or folder gets another name.
    Rename(Index, &'static str),
    Remove(Index),
    NewFolder(&'static str),
    #[cfg(unix)]
    Link(&'static str, &'static str),
}

const PATHS: [&str; 18] = [
    "content/notes/said.vtt",
    "content/a.md",
    "content/b.md",
    "content/notes/c.md",
    "content/notes/inner/d.markdown",
    "content/notes/e.png",
    "content/README",
    "content/.hidden/f.md",
    "content/out/.guildbook",
    "content/out/g.md",
    "docs/a.md",
    "static/logo.svg",
    "static/h.md",
    "skin/layouts/page.html",
    "skin/strings/en.yaml",
    "skin/static/style.css",
    "archetypes/session.md",
    "z.md",
];
const FOLDERS: [&str; 7] =
    ["content", "content/notes", "content/other", "docs", "static/inner", "skin", "content/notes/inner"];
const TEXTS: [&[u8]; 6] = [b"one", b"two", b"# Three\n", b"", b"\xff\xfe", b"x\0y"];
const ALL_SETTINGS: [&[u8]; 7] = [
    b"title: Test\n",
    b"title: Test\ncontent: docs\n",
    b"title: Test\ncontent: .\n",
    b"title: Test\ncontent: content/notes\n",
    b"title: Test\nignore: [notes/**, b.md]\n",
    b"title: [",
    b"",
];

fn edit() -> impl Strategy<Value = Edit> {
    let any_path = || prop_oneof![select(&PATHS[..]), select(&FOLDERS[..])];
    let texts = || select(&TEXTS[..]);
    prop_oneof![
        4 => (select(&PATHS[..]), texts()).prop_map(|(path, text)| Edit::Write(path, text)),
        3 => (select(&PATHS[..]), texts()).prop_map(|(path, text)| Edit::Replace(path, text)),
        3 => any::<Index>().prop_map(Edit::Stealthily),
        3 => (any::<Index>(), any_path()).prop_map(|(index, path)| Edit::Rename(index, path)),
        2 => any::<Index>().prop_map(Edit::Remove),
        1 => select(&FOLDERS[..]).prop_map(Edit::NewFolder),
        2 => select(&ALL_SETTINGS[..]).prop_map(|text| Edit::Write("guildbook.yaml", text)),
        1 => link(),
    ]
}

#[cfg(unix)]
fn link() -> impl Strategy<Value = Edit> {
    (select(&PATHS[..]), select(vec!["content", "skin", "content/notes", "static"]))
        .prop_map(|(to, at)| Edit::Link(to, at))
}

#[cfg(not(unix))]
fn link() -> impl Strategy<Value = Edit> {
    Just(Edit::NewFolder("content"))
}

/// Does it, as far as it can be done; the paths that events would name.
fn apply(root: &Path, edit: &Edit) -> BTreeSet<PathBuf> {
    match edit {
        Edit::Write(path, bytes) => put(root, path, |file| fs::write(file, bytes)),
        Edit::Replace(path, bytes) => put(root, path, |file| {
            let beside = file.with_file_name(".beside");
            fs::write(&beside, bytes)?;
            fs::rename(beside, file)
        }),
        Edit::Stealthily(index) => pick(root, index, Path::is_file).map_or_else(BTreeSet::new, |file| {
            let time = fs::metadata(&file).unwrap().modified().unwrap();
            let bytes = fs::read(&file).unwrap().into_iter().map(|byte| byte ^ 1).collect::<Vec<_>>();
            fs::write(&file, bytes).unwrap();
            fs::File::options().append(true).open(&file).unwrap().set_modified(time).unwrap();
            BTreeSet::from([file])
        }),
        Edit::Rename(index, to) => pick(root, index, |_| true).map_or_else(BTreeSet::new, |from| {
            let to = root.join(to);
            let _ = fs::create_dir_all(to.parent().unwrap()).and_then(|()| fs::rename(&from, &to));
            BTreeSet::from([from, to])
        }),
        Edit::Remove(index) => pick(root, index, |_| true).map_or_else(BTreeSet::new, |path| {
            if path.is_dir() && !path.is_symlink() {
                fs::remove_dir_all(&path).unwrap();
            } else {
                fs::remove_file(&path).unwrap();
            }
            BTreeSet::from([path])
        }),
        Edit::NewFolder(folder) => put(root, folder, |folder| fs::create_dir(folder)),
        #[cfg(unix)]
        Edit::Link(to, at) => put(root, at, |at| std::os::unix::fs::symlink(root.join(to), at)),
    }
}

fn put(root: &Path, path: &str, make: impl FnOnce(&Path) -> std::io::Result<()>) -> BTreeSet<PathBuf> {
    let file = root.join(path);
    // What stands in the way stays.
    let _ = fs::create_dir_all(file.parent().unwrap()).and_then(|()| make(&file));
    BTreeSet::from([file])
}

/// Any file or folder of the site, but for its settings.
fn pick(root: &Path, index: &Index, is_meant: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let walk = walkdir::WalkDir::new(root).min_depth(1).sort_by_file_name().into_iter();
    let paths: Vec<PathBuf> = walk.flatten().map(walkdir::DirEntry::into_path).collect();
    let paths: Vec<&PathBuf> =
        paths.iter().filter(|path| !path.ends_with("guildbook.yaml") && is_meant(path)).collect();
    (!paths.is_empty()).then(|| (*index.get(&paths)).clone())
}

/// All that was read, and what was found.
fn told(sources: &SourceSet, findings: &[Diagnostic]) -> String {
    format!("{sources:#?}\n{findings:#?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_again_equals_reading_for_the_first_time(edits in vec(vec(edit(), 1..3), 1..8), is_late in any::<bool>()) {
        let folder = site(&[("content/a.md", "one"), ("content/notes/c.md", "two"), ("static/logo.svg", "x")]);
        let root = folder.path();
        let mut reader = Reader::new(root, None);
        // Long after a change only events tell of another that leaves no trace; at once nothing is trusted.
        let moment = || if is_late { later() } else { SystemTime::now() };
        reader.read_at(moment(), &BTreeSet::new()).unwrap();
        for edits in edits {
            let touched = edits.iter().flat_map(|edit| apply(root, edit)).collect();
            let touched = if is_late { touched } else { BTreeSet::new() };
            let again = reader.read_at(moment(), &touched).unwrap();
            let fresh = read::site(root, None).unwrap();
            prop_assert_eq!(told(&again.sources, &again.findings), told(&fresh.value, &fresh.findings), "{:?}", edits);
            prop_assert!(again.folders.iter().all(|folder| folder.is_dir() && !folder.is_symlink()), "{:?}", again.folders);
        }
    }
}

// What stays the same.

#[test]
fn what_did_not_change_is_the_same_value() {
    let folder = site(&[("content/a.md", "one"), ("content/b.md", "two"), ("static/logo.svg", "x")]);
    let mut reader = Reader::new(folder.path(), None);
    let first = again(&mut reader).sources;
    write(folder.path(), "content/a.md", b"three");
    // Written again with what it held.
    write(folder.path(), "content/b.md", b"two");
    let second = again(&mut reader).sources;
    let is_same = |path: &str| {
        let path = SitePath::new(path);
        Arc::ptr_eq(&first.documents[&path], &second.documents[&path])
    };
    assert!(!is_same("content/a.md") && is_same("content/b.md"));
    assert!(Arc::ptr_eq(
        &first.assets[&SitePath::new("static/logo.svg")],
        &second.assets[&SitePath::new("static/logo.svg")]
    ));
    assert!(Arc::ptr_eq(first.settings.as_ref().unwrap(), second.settings.as_ref().unwrap()));
}

#[test]
fn settings_that_cannot_be_read_stop_one_reading_only() {
    let folder = site(&[("content/a.md", "one")]);
    let mut reader = Reader::new(folder.path(), None);
    let first = again(&mut reader).sources;
    fs::remove_file(folder.path().join("guildbook.yaml")).unwrap();
    assert!(reader.read(&BTreeSet::new()).is_err());
    write(folder.path(), "guildbook.yaml", SETTINGS.as_bytes());
    let second = again(&mut reader).sources;
    let path = SitePath::new("content/a.md");
    assert!(Arc::ptr_eq(&first.documents[&path], &second.documents[&path]));
}

// Which folders matter.

/// The folders that were looked into, from the root.
fn folders(root: &Path, settings: Option<&Path>) -> Vec<String> {
    let reading = Reader::new(root, settings).read(&BTreeSet::new()).unwrap();
    let inside = |folder: &PathBuf| folder.strip_prefix(root).unwrap_or(folder).to_string_lossy().replace('\\', "/");
    reading.folders.iter().map(inside).collect()
}

#[test]
fn every_folder_that_was_looked_into_is_told_and_no_other() {
    let folder = site(&[
        ("content/notes/inner/a.md", ""),
        ("content/.git/x", ""),
        ("content/public/.guildbook", ""),
        ("content/drafts/b.md", ""),
        ("other/c.md", ""),
        ("skin/static/fonts/f.woff2", ""),
        ("archetypes/session.md", ""),
    ]);
    write(folder.path(), "guildbook.yaml", b"title: Test\nignore: [drafts]\n");
    let expected = [
        "",
        "archetypes",
        "content",
        "content/notes",
        "content/notes/inner",
        "skin",
        "skin/static",
        "skin/static/fonts",
    ];
    assert_eq!(folders(folder.path(), None), expected);
}

#[test]
fn the_way_to_the_content_and_the_folder_of_the_settings_are_told() {
    let elsewhere = TempDir::new().unwrap();
    write(elsewhere.path(), "own.yaml", b"title: Test\ncontent: a/b/docs\n");
    let folder = site(&[("a/b/docs/x.md", "")]);
    let mut expected = ["", "a", "a/b", "a/b/docs"].map(str::to_owned).to_vec();
    expected.push(elsewhere.path().to_string_lossy().into_owned());
    let mut told = folders(folder.path(), Some(&elsewhere.path().join("own.yaml")));
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
}

#[test]
#[cfg(unix)]
fn a_link_on_the_way_to_a_folder_is_not_followed() {
    let outside = site(&[("layouts/page.html", "zqsecret"), ("docs/x.md", "zqsecret")]);
    for (at, settings) in [("skin", "title: Test\n"), ("linked", "title: Test\ncontent: linked/docs\n")] {
        let folder = site(&[("guildbook.yaml", settings)]);
        std::os::unix::fs::symlink(outside.path(), folder.path().join(at)).unwrap();
        let read = read::site(folder.path(), None).unwrap();
        assert!(!format!("{:?}", read.value).contains("zqsecret"));
        let finding = &read.findings[0];
        assert_eq!((finding.code.name(), finding.span.as_ref().unwrap().file.as_str()), ("symbolic-link", at));
    }
}

// History.

#[test]
fn git_is_asked_again_only_when_there_is_something_new() {
    if !git::is_there("history is kept") {
        return;
    }
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let settings = "title: Test\nrepository: https://github.com/our/guild\n";
    let files = [("guildbook.yaml", settings), ("content/a.md", "one"), ("content/b.md", "two")];
    git::checked_out(root, &[Commit::of("2026-02-01T12:00:00Z", "Ana <ana@example.org>", &files)]);
    let mut reader = Reader::new(root, None);
    let mut last = again(&mut reader).sources.history;
    assert_eq!((last.files.len(), last.people[0].name.as_str()), (2, "Ana"));
    let mut is_kept = || {
        let next = again(&mut reader).sources.history;
        assert_eq!(next, read::site(root, None).unwrap().value.history);
        Arc::ptr_eq(&std::mem::replace(&mut last, next.clone()), &next)
    };
    assert!(is_kept());
    write(root, "content/a.md", b"three");
    write(root, "guildbook.yaml", [settings, "description: x\n"].concat().as_bytes());
    assert!(is_kept(), "what is not committed is no history");
    write(root, ".mailmap", b"Ana Lima <ana@example.org>\n");
    assert!(!is_kept() && is_kept());
    write(root, "content/c.md", b"new");
    assert!(!is_kept() && is_kept());
    git::git(root, &["add", "."]);
    let identity = ["-c", "user.name=Bo", "-c", "user.email=bo@example.org"];
    git::git(root, &[&identity[..], &["commit", "--quiet", "--message=x"]].concat());
    assert!(!is_kept() && is_kept());
    write(root, "guildbook.yaml", SETTINGS.as_bytes());
    assert!(!is_kept());
    assert!(last.files.is_empty());
}
