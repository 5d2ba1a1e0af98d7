//! `guildbook init` and `guildbook new`: what they write, what they say, and that nothing of anybody's is changed.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

use guildbook::archetype::{self, builtin};
use guildbook::document::Fields;
use guildbook::kind::KINDS;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the site");
    // The walk upwards for a site ends at a repository.
    fs::create_dir(folder.path().join(".git")).expect("a folder can be made");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    folder
}

fn guildbook(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guildbook"));
    command.current_dir(folder).args(arguments).env_clear().env("HOME", "/nonexistent");
    command.env("GUILDBOOK_TODAY", "2026-03-20").output().expect("the program can be started")
}

fn said(output: &Output) -> (String, String, Option<i32>) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[track_caller]
fn expect(output: &Output, status: i32, stdout: &str, stderr: &str) {
    assert_eq!(said(output), (stdout.to_owned(), stderr.to_owned(), Some(status)));
}

#[track_caller]
fn done(output: &Output) -> String {
    let (stdout, stderr, status) = said(output);
    assert_eq!(status, Some(0), "{stdout}{stderr}");
    stdout
}

/// Every file below a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
            let path = entry.path();
            match entry.file_type().expect("it has a type") {
                kind if kind.is_dir() => walk(root, &path, files),
                kind if kind.is_file() => {
                    let inside = path.strip_prefix(root).expect("it lies inside").to_string_lossy().into_owned();
                    files.insert(inside, fs::read(&path).expect("it can be read"));
                }
                _ => {}
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files);
    files
}

fn settings(folder: &Path) -> String {
    let text = fs::read_to_string(folder.join("guildbook.yaml")).expect("settings were written");
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    lines.join("\n")
}

#[test]
fn an_empty_folder_becomes_a_site_that_has_no_finding_on_any_day() {
    let place = folder(&[]);
    let expected = "\
Made:
  guildbook.yaml
  content/index.md
  content/charter.md
  content/norms.md
  content/themes/learning-together.md
  content/sessions/2026-03-31-first-meeting.md
  content/members/robin-example.md
  content/templates/meeting-agenda.md
  content/questions/what-should-we-talk-about-first.md
  content/glossary/community-of-practice.md
  content/resources/introduction-to-communities-of-practice.md
  .gitignore
  .guildbook/schemas/config.json
  archetypes/ (10 texts that `guildbook new` starts from)

Next:
  cd our-guild
  guildbook build
  guildbook new member \"Your Name\"
  guildbook check

The build makes the site in public/, or says in which file and line something is wrong.
";
    expect(&guildbook(place.path(), &["init", "our-guild"]), 0, expected, "");
    let site = place.path().join("our-guild");
    assert!(settings(&site).starts_with("title: Our guild\n"), "{}", settings(&site));
    for day in ["2026-01-01", "2026-03-20", "2026-03-31", "2028-02-29", "2031-12-31", "2036-07-01"] {
        let (stdout, stderr, status) = said(&guildbook(&site, &["check", "--strict", "--today", day]));
        assert!(status == Some(0) && stdout.ends_with("no finding\n") && stderr.is_empty(), "{day}: {stdout}{stderr}");
    }
    for command in [&["build"][..], &["new", "member", "Your Name"], &["check", "--strict"]] {
        done(&guildbook(&site, command));
    }
    assert!(site.join("public/index.html").is_file() && site.join("content/members/your-name.md").is_file());
}

#[test]
fn the_starter_begins_on_whatever_day_it_is() {
    for day in ["2026-12-25", "2028-02-15", "2036-12-31"] {
        let place = folder(&[]);
        done(&guildbook(place.path(), &["init", "--today", day, "--title", "Us: \"all\" # 1"]));
        assert!(done(&guildbook(place.path(), &["check", "--strict", "--today", day])).ends_with("no finding\n"));
        done(&guildbook(place.path(), &["build", "--strict"]));
        let home = fs::read_to_string(place.path().join("public/index.html")).expect("a home page");
        assert!(
            home.contains("<title>Us: &quot;all&quot; # 1</title>") || home.contains("<title>Us: \"all\" # 1</title>")
        );
    }
}

#[test]
fn what_is_there_stays_and_is_said_so() {
    let mine =
        [("README.md", "Mine\n"), (".gitignore", "mine\n"), ("content/.keep", ""), ("archetypes/session.md/x", "y")];
    let place = folder(&mine);
    let told = done(&guildbook(place.path(), &["init", "--ci", "github"]));
    assert!(told.contains("\nWas there already and stays as it is:\n  .gitignore\n"), "{told}");
    let once = contents(place.path());
    for (path, text) in mine {
        assert_eq!(once[path], text.as_bytes(), "{path}");
    }
    let told = done(&guildbook(place.path(), &["init", "--ci", "github", "--title", "Another"]));
    assert!(told.starts_with("guildbook.yaml is there already, so this is a site; it stays as it is.\n"), "{told}");
    assert_eq!(contents(place.path()), once);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let outside = tempfile::tempdir().expect("a folder");
    let place = folder(&[]);
    std::os::unix::fs::symlink(outside.path(), place.path().join("archetypes")).expect("a link can be made");
    std::os::unix::fs::symlink(outside.path().join("x"), place.path().join(".gitignore")).expect("a link can be made");
    done(&guildbook(place.path(), &["init"]));
    assert!(contents(outside.path()).is_empty());
}

#[test]
fn a_title_is_one_line() {
    let place = folder(&[]);
    let wrong = "error: a title is one line of text, such as \"Our guild\"\n";
    expect(&guildbook(place.path(), &["init", "--title", "a\nb"]), 2, "", wrong);
    expect(&guildbook(place.path(), &["init", "--title", " "]), 2, "", wrong);
    assert!(contents(place.path()).is_empty());
}

#[test]
fn recipes_are_yaml_that_names_commands_of_the_program() {
    let place = folder(&[(".git/HEAD", "ref: refs/heads/trunk\n")]);
    done(&guildbook(place.path(), &["init", "--ci", "github"]));
    done(&guildbook(place.path(), &["init", "--ci", "gitlab"]));
    let files = contents(place.path());
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("it is text");
    let publish = text(".github/workflows/publish.yml");
    for part in [
        "branches: [\"trunk\"]",
        "fetch-depth: 0",
        "guildbook build --strict\n",
        "upload-pages-artifact@v",
        "deploy-pages@v",
    ] {
        assert!(publish.contains(part), "{part} in {publish}");
    }
    assert!(text(".github/workflows/check.yml").contains("guildbook check --strict --format github\n"));
    assert!(text(".github/pull_request_template.md").contains("`content/sessions/`"));
    // Warnings of notes that were there before do not stop the site.
    assert!(text(".gitlab-ci.yml").contains("guildbook check --format gitlab"));
    assert!(text(".gitlab/merge_request_templates/Default.md").contains("attendees"));
    assert!(text(".editorconfig").contains("charset = utf-8"));
    for path in [".github/workflows/publish.yml", ".github/workflows/check.yml", ".gitlab-ci.yml", "guildbook.yaml"] {
        assert!(guildbook::yaml::parse(&text(path), 0).is_ok(), "{path}");
    }
}

#[test]
fn a_repository_with_a_known_host_hears_of_its_recipe() {
    let remote = "[remote \"origin\"]\n\turl = git@github.com:us/guild.git\n";
    let place = folder(&[(".git/config", remote)]);
    let told = done(&guildbook(place.path(), &["init"]));
    assert!(
        told.ends_with(
            "This folder goes to GitHub: `guildbook init --ci github` adds what checks and publishes the site there.\n"
        ),
        "{told}"
    );
}

#[test]
fn each_archetype_explains_every_field_of_its_kind() {
    let mut missing = Vec::new();
    for (kind, text) in archetype::all() {
        for spec in Fields::specs(kind) {
            let is_there =
                text.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{}:", spec.name)));
            if !is_there {
                missing.push(format!("{kind}: {}", spec.name));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn a_new_file_of_each_kind_has_no_finding_and_holds_its_title() {
    let titles = ["Plain", "It's: a \"test\" #1 {date} \\ *so* <b> - [x] & é", "? yes", "true", "2026-03-05"];
    for title in titles {
        let place = folder(&[("guildbook.yaml", "title: Test\n")]);
        for spec in KINDS {
            let output = guildbook(place.path(), &["new", spec.name, title]);
            let path = done(&output);
            let file = place.path().join(path.strip_suffix('\n').expect("one line"));
            let text = fs::read_to_string(file).expect("the file is there");
            assert!(!text.contains("\n## `guildbook new") && !text.contains("{slug}"), "{text}");
        }
        let (stdout, stderr, status) = said(&guildbook(place.path(), &["check", "--strict"]));
        assert!(status == Some(0) && stdout.ends_with("no finding\n"), "{title}: {stdout}{stderr}");
        done(&guildbook(place.path(), &["build"]));
        let data = fs::read_to_string(place.path().join("public/data/themes.json")).expect("data of themes");
        let json: serde_json::Value = serde_json::from_str(&data).expect("it is JSON");
        assert!(data.contains(&serde_json::to_string(title).expect("a text is JSON")), "{title}: {json}");
    }
}

#[test]
fn an_archetype_is_markdown_and_yaml_before_it_is_filled() {
    for spec in KINDS {
        let split = guildbook::document::front_matter::split(builtin(spec.kind));
        assert!(split.front_matter.is_some_and(|front| front.is_ok()), "{}", spec.name);
    }
}

const SERIES: [(&str, &str); 4] = [
    ("guildbook.yaml", "title: Test\n"),
    ("content/sessions/2026/2026-02-10-a.md", "---\nseries: Open hour\nstart: \"18:30\"\n---\n"),
    ("content/sessions/2026/2026-02-24-b.md", "---\nseries: Open hour\nstart: \"19:00\"\nplace: \"Hall: 2\"\n---\n"),
    (
        "content/sessions/2026/2026-03-10-c.md",
        "---\nseries: open-hour\nstart: \"19:00\"\nplace: \"Hall: 2\"\nduration: 1h30\n---\n",
    ),
];

#[test]
fn the_next_session_of_a_series_has_its_day_time_and_place() {
    let place = folder(&SERIES);
    let said = "`open-hour` meets every two weeks, the next day is 2026-03-24; `--date` sets another one\n";
    let made = "content/sessions/2026/2026-03-24-winter-plans.md";
    let output = guildbook(place.path(), &["new", "session", "Winter plans", "--series", "open hour"]);
    expect(&output, 0, &format!("{made}\n"), said);
    let text = fs::read_to_string(place.path().join(made)).expect("the file is there");
    for line in [
        "title: Winter plans",
        "date: 2026-03-24",
        "series: open-hour",
        "start: \"19:00\"",
        "place: \"Hall: 2\"",
        "duration: \"1h30\"",
        "# end:",
        "# facilitators: [ana]",
    ] {
        assert!(text.lines().any(|other| other == line), "{line} in {text}");
    }
    let next_year = guildbook(place.path(), &["new", "session", "X", "--series", "Open hour", "--date", "2027-01-05"]);
    expect(&next_year, 0, "content/sessions/2027/2027-01-05-x.md\n", "");
    done(&guildbook(place.path(), &["check", "--strict"]));
}

#[test]
fn a_series_that_nobody_knows_needs_its_first_day() {
    let place = folder(&SERIES);
    let unknown = "error: no session is in a series `Opn hour`. did you mean `Open hour`? To begin a series, say its first day with `--date`\n";
    expect(&guildbook(place.path(), &["new", "session", "X", "--series", "Opn hour"]), 2, "", unknown);
    let first = guildbook(place.path(), &["new", "session", "X", "--series", "Walks", "--date", "2026-05-01"]);
    expect(&first, 0, "content/sessions/2026/2026-05-01-x.md\n", "");
    let output = guildbook(place.path(), &["new", "theme", "X", "--series", "Walks"]);
    expect(&output, 2, "", "error: only sessions have a series; leave out `--series` for a theme\n");
}

#[test]
fn new_never_replaces_a_file_or_a_page() {
    let place = folder(&[("guildbook.yaml", "title: Test\n"), ("content/themes/Soil Health.md", "Ours\n")]);
    let taken =
        "error: content/themes/Soil Health.md is there already and stays as it is; open it, or choose another title\n";
    expect(&guildbook(place.path(), &["new", "theme", "soil health"]), 2, "", taken);
    done(&guildbook(place.path(), &["new", "page", "Plan"]));
    fs::write(place.path().join("content/plan.md"), "Mine\n").expect("a file can be written");
    let taken = "error: content/plan.md is there already and stays as it is; open it, or choose another title\n";
    expect(&guildbook(place.path(), &["new", "page", "Plan"]), 2, "", taken);
    assert_eq!(fs::read(place.path().join("content/plan.md")).expect("it is there"), b"Mine\n");
}

#[test]
fn wrong_use_of_new_says_what_would_be_right() {
    let place = folder(&[("guildbook.yaml", "title: Test\n")]);
    for (arguments, message) in [
        (["new", "sesion", "X"], "error: there is no kind `sesion`; did you mean `session`?\n"),
        (["new", "meeting", "X"], "error: there is no kind `meeting`; did you mean `session`?\n"),
        (["new", "page", "a\nb"], "error: a title is one line of text; write it in quotes, such as \"Winter plans\"\n"),
        (
            ["new", "page", "!!!"],
            "error: no file can be called after `!!!`; use letters and digits, and not a name such as `con` or `nul`\n",
        ),
    ] {
        expect(&guildbook(place.path(), &arguments), 2, "", message);
    }
    let index = guildbook(place.path(), &["new", "theme", "Index"]);
    expect(&index, 0, "content/themes/index-theme.md\n", "");
}

#[test]
fn a_site_has_archetypes_of_its_own_and_content_where_it_likes() {
    let place = folder(&[
        ("guildbook.yaml", "title: Test\ncontent: docs\ncollections:\n  meetings:\n    kind: session\n"),
        ("docs/meetings/2026-03-05.md", "# A\n[gone](gone.md)\n"),
        ("archetypes/session.md", "---\n## Ours.\ntitle: {title}\nextra: {colour: red}\n---\n# {title}\n\n{note}\n"),
    ]);
    let output = guildbook(place.path(), &["new", "session", "*B*", "--date", "2026-04-01", "-q"]);
    expect(&output, 0, "docs/meetings/2026-04-01-b.md\n", "");
    let text = fs::read_to_string(place.path().join("docs/meetings/2026-04-01-b.md")).expect("the file is there");
    assert_eq!(text, "---\ntitle: \"*B*\"\nextra: {colour: red}\n---\n# \\*B\\*\n\n{note}\n");
    // Findings name the file where it lies.
    let (_, stderr, _) = said(&guildbook(place.path(), &["check"]));
    assert!(stderr.contains("--> docs/meetings/2026-03-05.md:2:8"), "{stderr}");
}

type Files = Vec<(String, &'static str)>;

/// Trees of notes, the settings that fit them, and how many of each kind come of them.
#[test]
fn notes_that_never_heard_of_guildbook_get_settings_that_fit() {
    let dated =
        |folder: &str| -> Files { (1..=4).map(|day| (format!("{folder}/2025-03-0{day}.md"), "# Notes\n")).collect() };
    let many = "# Board\n\n## 2025-03-01\n\n## 2025-03-08: soil\n\n## 15 March 2025\n";
    let trees: [(Files, &str, &str); 10] = [
        (dated("meetings/2025"), "content: .\ncollections:\n  meetings:\n    kind: session", "4 sessions"),
        (dated("docs/minutes"), "content: docs\ncollections:\n  minutes:\n    kind: session", "4 sessions"),
        (dated("content/whatever"), "collections:\n  whatever:\n    kind: session", "4 sessions"),
        (dated("2025"), "content: .\ncollections:\n  \"[12][0-9][0-9][0-9]*\":\n    kind: session", "4 sessions"),
        (dated("_posts"), "content: .", "4 pages"),
        (
            vec![("minutes/board.md".into(), many), ("minutes/2025-04-01.md".into(), "# April\n")],
            "content: .\ncollections:\n  minutes:\n    kind: session\n    split: true",
            "4 sessions",
        ),
        (
            vec![("garden/board.md".into(), many)],
            "content: .\ncollections:\n  garden:\n    kind: session\n    split: true",
            "3 sessions",
        ),
        (
            vec![
                ("team/ana.md".into(), "# Ana\n"),
                ("topics/soil.md".into(), "# Soil\n"),
                ("events/how-to.md".into(), "# How\n"),
            ],
            "content: .\ncollections:\n  team:\n    kind: member\n  topics:\n    kind: theme",
            "1 theme, 1 member, 1 page",
        ),
        (
            [dated("wg/soil [a]/meetings"), vec![("private/x.md".into(), "# X\n"), ("LICENSE".into(), "MIT\n")]]
                .concat(),
            "content: .\ncollections:\n  private:\n    defaults:\n      audience: members\n  \"wg/soil [[]a[]]/meetings\":\n    kind: session\nignore:\n  - LICENSE",
            "4 sessions",
        ),
        (
            [
                dated("meetings"),
                vec![
                    ("handbook/a.md".into(), "# A\n"),
                    ("handbook/b.md".into(), "# B\n"),
                    ("Care Work/c.md".into(), "# C\n"),
                    ("Care Work/d.md".into(), "# D\n"),
                ],
            ]
            .concat(),
            "content: .\ncollections:\n  Care Work:\n    defaults:\n      themes: [care-work]\n  handbook:\n    defaults:\n      themes: [handbook]\n  meetings:\n    kind: session",
            "2 themes, 4 sessions, 4 pages",
        ),
    ];
    for (files, expected, kinds) in trees {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let place = folder(&files);
        done(&guildbook(place.path(), &["init", "--title", "Test"]));
        let settings = settings(place.path());
        assert_eq!(settings.strip_prefix("title: Test\n"), Some(expected), "{files:?}");
        let (stdout, stderr, status) = said(&guildbook(place.path(), &["build", "--keep-going"]));
        assert!(status == Some(0) && stdout.contains(&format!("({kinds})")), "{files:?}: {stdout}{stderr}");
    }
}

#[test]
fn other_generators_tell_title_and_folder() {
    for (file, text, expected) in [
        (
            "mkdocs.yml",
            "site_name: 'Our: handbook' # so\ndocs_dir: pages\n",
            "title: \"Our: handbook\"\ncontent: pages",
        ),
        ("hugo.toml", "title = \"Guild\"\ncontentDir = \"pages\"\n", "title: Guild\ncontent: pages"),
        ("book.toml", "[book]\ntitle = \"Guild\"\nsrc = \"pages\"\n", "title: Guild\ncontent: pages"),
        ("_config.yml", "title: Guild\n", "title: Guild\ncontent: ."),
        ("mkdocs.yml", "docs_dir: ../elsewhere\n", "title: The craft\ncontent: ."),
    ] {
        let place = folder(&[
            (file, text),
            ("pages/index.md", "# Welcome\n"),
            ("pages/a.md", "# A\n"),
            ("README.md", "#\n\n# [The *craft*](x.md)\n"),
        ]);
        done(&guildbook(place.path(), &["init"]));
        assert_eq!(settings(place.path()), expected, "{file}");
    }
}

#[test]
fn a_folder_in_the_place_of_the_output_is_told() {
    let place = folder(&[("public/a.md", "# A\n"), ("meetings/2025-01-02.md", "# B\n")]);
    let told = done(&guildbook(place.path(), &["init"]));
    assert!(told.contains("  guildbook build --keep-going -o _site\n"), "{told}");
    done(&guildbook(place.path(), &["build", "--keep-going", "-o", "_site"]));
    // What was built is not read again.
    let built = || done(&guildbook(place.path(), &["build", "--keep-going", "-o", "_site"]));
    assert_eq!(built().split(" in ").next().map(str::to_owned), built().split(" in ").next().map(str::to_owned));
}

/// Names of folders and files as people and programs give them.
fn tree() -> impl Strategy<Value = Vec<(String, String)>> {
    let folder = prop::sample::select(vec![
        "meetings",
        "2024",
        "2024-05",
        "notes",
        "people",
        "docs",
        "content",
        "Themes",
        "skin",
        "static",
        "[x]",
        "a b",
        "é*",
        "wg",
        "_drafts",
        "private",
        "node_modules",
        "public",
        "con",
        "{a,b}",
        "archetypes",
        "-",
        "topics",
        "#x",
        "!y",
        "no",
        "tags",
        "data",
    ]);
    let file = prop::sample::select(vec![
        "2024-05-07.md",
        "notes-2024-05-07.md",
        "07.md",
        "README.md",
        "index.md",
        "Index.MD",
        "a.md",
        "A.markdown",
        "template.md",
        "x.png",
        "LICENSE",
        "guild book.md",
        "tags.md",
        "%20.md",
        "a:b.md",
        "404.md",
        "feed.md",
        "mkdocs.yml",
        "_config.yml",
        "sessions.md",
    ]);
    let text = prop::sample::select(vec![
        "",
        "# A\n",
        "---\ntitle: B\ndate: 2024-05-07\nthemes: [x]\n---\n",
        "---\n: [\n---\n",
        "---\naudience: nobody\n---\n",
        "# #\n\u{0}",
        "[a](a.md) ![[b]] @c\n",
        "title: \"x\ny\n",
        "site_name: [a]\ndocs_dir: /etc\n",
        "---\nauthors: [ana]\nlayout: x\n---\n# Z\n",
    ]);
    let path = (prop::collection::vec(folder, 0..4), file)
        .prop_map(|(folders, file)| [folders.join("/"), file.to_owned()].join("/"));
    let path = path.prop_map(|path| path.trim_start_matches('/').to_owned());
    prop::collection::vec((path, text.prop_map(str::to_owned)), 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_of_notes_can_be_built_after_init_and_keeps_its_files(files in tree()) {
        let outer = tempfile::tempdir().expect("a folder");
        let root = outer.path().join("notes");
        fs::create_dir_all(root.join(".git")).expect("a folder can be made");
        for (path, text) in &files {
            let path = root.join(path);
            // A name may be that of a file and of a folder; the first one stays.
            if fs::create_dir_all(path.parent().expect("it lies in a folder")).is_ok() && !path.exists() {
                drop(fs::write(path, text));
            }
        }
        let before = contents(outer.path());
        let (stdout, stderr, status) = said(&guildbook(&root, &["init"]));
        prop_assert_eq!(status, Some(0), "{}{}", stdout, stderr);
        let after = contents(outer.path());
        for (path, bytes) in &before {
            prop_assert_eq!(after.get(path), Some(bytes), "{}", path);
        }
        let output = if stdout.contains(" -o _site") { "_site" } else { "public" };
        let (stdout, stderr, status) = said(&guildbook(&root, &["build", "--keep-going", "-o", output]));
        prop_assert!(matches!(status, Some(0 | 1)), "{}{}{}", settings(&root), stdout, stderr);
        let inside = format!("notes/{output}/");
        for path in contents(outer.path()).keys().filter(|path| !path.starts_with(&inside)) {
            prop_assert!(after.contains_key(path), "{} was written", path);
        }
        let again = said(&guildbook(&root, &["init"]));
        prop_assert_eq!(again.2, Some(0), "{}{}", again.0, again.1);
    }
}

fn corpus(name: &str) -> Option<tempfile::TempDir> {
    let Some(corpora) = std::env::var_os("GUILDBOOK_CORPORA") else {
        // Written past the test runner, which would keep it to itself.
        let _ =
            writeln!(std::io::stderr(), "not run: init in {name}; set GUILDBOOK_CORPORA to the folder that holds it");
        return None;
    };
    let place = folder(&[]);
    let files = contents(&Path::new(&corpora).join(name));
    for (path, bytes) in files {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
    Some(place)
}

#[test]
fn real_notes_become_a_site_at_once() {
    for (name, kinds) in [("openjs-cpc", "(4 themes, 213 sessions, 35 pages)"), ("nhs-rap-cop", "(4 themes, 67 pages)")]
    {
        let Some(place) = corpus(name) else { continue };
        done(&guildbook(place.path(), &["init"]));
        let built = done(&guildbook(place.path(), &["build", "--keep-going"]));
        assert!(built.contains(kinds), "{name}: {built}");
    }
}
