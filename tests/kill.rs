//! The program itself, as people run it: killed, refused, run twice, run elsewhere.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "these tests are about folders and processes")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;

/// Path → bytes.
type Tree = BTreeMap<String, Vec<u8>>;

const N_PAGES: usize = 150;

/// A community of some size; `edition` is in every third page.
fn write_site(root: &Path, edition: &str) {
    let _ = fs::remove_dir_all(root.join("content"));
    for folder in ["content/sessions", "content/themes", "content/members", "static"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    fs::write(root.join("guildbook.yaml"), "title: Guild\n").unwrap();
    fs::write(root.join("static/logo.svg"), "<svg/>").unwrap();
    fs::write(root.join("static/only.txt"), edition).unwrap();
    for n in 0..N_PAGES {
        let own = if n % 3 == 0 { edition } else { "" };
        let mut text = format!(
            "---\ntitle: Session {n}\nthemes: [theme-{}]\nattendees: [member-{}]\n---\n# Session {n}\n{own}\n\n",
            n % 7,
            n % 11
        );
        for link in 0..5 {
            let _ = writeln!(
                text,
                "See [another](2026-01-{:02}-s{}.md) or [[theme-{}]].\n",
                1 + (n + link) % N_PAGES % 28,
                (n + link) % N_PAGES,
                link % 7
            );
        }
        fs::write(root.join(format!("content/sessions/2026-01-{:02}-s{n}.md", 1 + n % 28)), text).unwrap();
    }
    for n in 0..11 {
        fs::write(root.join(format!("content/themes/theme-{}.md", n % 7)), format!("# Theme {}\n", n % 7)).unwrap();
        fs::write(root.join(format!("content/members/member-{n}.md")), format!("---\nname: Member {n}\n---\n"))
            .unwrap();
    }
    // A page that only one edition has.
    fs::write(root.join(format!("content/{edition}.md")), edition).unwrap();
}

fn guildbook(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guildbook"));
    command
        .current_dir(root)
        .args(arguments)
        .env_remove("GUILDBOOK_OUTPUT")
        .env("GUILDBOOK_TODAY", "2026-03-20")
        .stdin(Stdio::null());
    command
}

fn build(root: &Path) -> Output {
    guildbook(root, &["build"]).output().unwrap()
}

fn assert_built(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every file below a folder, by its path.
fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    for entry in
        walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| !entry.file_type().is_dir())
    {
        let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        let bytes = if entry.file_type().is_file() { fs::read(entry.path()).unwrap() } else { Vec::new() };
        tree.insert(path, bytes);
    }
    tree
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A number below `n` that is different each time.
fn chance(n: u64) -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    now.subsec_nanos() as u64 / 7 % n.max(1)
}

fn kill_after(mut child: Child, time: Duration) -> bool {
    std::thread::sleep(time);
    let was_running = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    was_running
}

#[test]
fn killed_at_any_moment_the_site_is_the_old_one_or_the_new_one() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let public = root.join("public");
    let mut editions = Vec::new();
    let mut took = Duration::ZERO;
    for edition in ["spring", "autumn"] {
        write_site(root, edition);
        let started = Instant::now();
        assert_built(&build(root));
        took = started.elapsed();
        editions.push(tree(&public));
    }
    assert_ne!(editions[0], editions[1]);
    let mut n_killed = 0;
    for round in 0..14 {
        write_site(root, ["spring", "autumn"][round % 2]);
        let child = guildbook(root, &["build", "--quiet"]).spawn().unwrap();
        n_killed += usize::from(kill_after(child, Duration::from_micros(chance(took.as_micros() as u64))));
        let found = tree(&public);
        assert!(editions.contains(&found), "round {round}: the site is torn: {:?}", found.keys().collect::<Vec<_>>());
    }
    assert!(n_killed > 0, "every build was over before it was killed");
    write_site(root, "spring");
    assert_built(&build(root));
    assert_eq!(tree(&public), editions[0]);
    assert_eq!(names_in(root), ["content", "guildbook.yaml", "public", "static"]);
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write_site(root, "spring");
    assert_built(&build(root));
    let expected = tree(&root.join("public"));
    for _ in 0..2 {
        let both: Vec<Child> = (0..3)
            .map(|_| guildbook(root, &["build"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
            .collect();
        let ended: Vec<Output> = both.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
        assert!(ended.iter().any(|output| output.status.success()));
        for output in ended.iter().filter(|output| !output.status.success()) {
            assert_eq!(output.status.code(), Some(2));
            assert!(
                String::from_utf8_lossy(&output.stderr).contains("another build"),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        assert_eq!(tree(&root.join("public")), expected);
    }
    assert_eq!(names_in(root), ["content", "guildbook.yaml", "public", "static"]);
}

#[test]
fn a_second_build_touches_no_file() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write_site(root, "spring");
    let state = || -> BTreeMap<PathBuf, (SystemTime, u64)> {
        let files = walkdir::WalkDir::new(root.join("public"))
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                (
                    entry.path().to_owned(),
                    (entry.metadata().unwrap().modified().unwrap(), entry.metadata().unwrap().len()),
                )
            })
            .collect()
    };
    assert_built(&build(root));
    let (before, bytes) = (state(), tree(&root.join("public")));
    std::thread::sleep(Duration::from_millis(20));
    assert_built(&build(root));
    assert_eq!(state(), before);
    assert_eq!(tree(&root.join("public")), bytes);
}

/// Builds into `output` and gives what was said; the command must be refused, and nothing may change.
fn refusal(root: &Path, home: &Path, output: &Path) -> String {
    let before = tree(home);
    let said = guildbook(root, &["build", "--output"]).arg(output).env("HOME", home).output().unwrap();
    let message = String::from_utf8_lossy(&said.stderr).into_owned();
    assert_eq!(said.status.code(), Some(2), "{}: {message}", output.display());
    assert_eq!(tree(home), before, "{}", output.display());
    assert!(!message.contains("panicked") && message.lines().count() < 6, "{message}");
    message
}

#[test]
fn unfit_output_folders_are_refused_and_nothing_changes() {
    let folder = TempDir::new().unwrap();
    let home = folder.path();
    let root = home.join("site");
    write_site(&root, "spring");
    fs::create_dir_all(home.join("photos")).unwrap();
    fs::write(home.join("photos/cat.jpg"), "mine").unwrap();
    fs::write(home.join("file"), "mine").unwrap();
    for (output, words) in [
        (home.to_owned(), "home"),
        (PathBuf::from("/"), "root"),
        (root.clone(), "site"),
        (root.join("content"), "content"),
        (root.join("content/new"), "content"),
        (root.join("static"), "static"),
        (root.join("skin"), "skin"),
        (home.join("photos"), "photos"),
        (home.join("file"), "file"),
    ] {
        let message = refusal(&root, home, &output);
        assert!(message.to_lowercase().contains(words), "{}: {message}", output.display());
    }
    // A site that was built, with a file of somebody else in it.
    assert_built(&build(&root));
    fs::write(root.join("public/notes.txt"), "mine").unwrap();
    let message = refusal(&root, home, &root.join("public"));
    assert!(message.contains("notes.txt"), "{message}");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(home.join("photos"), root.join("out")).unwrap();
        refusal(&root, home, &root.join("out"));
    }
}

#[test]
fn the_same_site_is_the_same_bytes_wherever_and_however_it_is_built() {
    let folder = TempDir::new().unwrap();
    let variants = [
        ("a", "UTC", "1", "C"),
        ("a much longer näme", "Pacific/Kiritimati", "2", "de_DE.UTF-8"),
        ("b/deep/er", "America/Adak", "4", "tr_TR.UTF-8"),
    ];
    let trees: Vec<Tree> = variants
        .iter()
        .map(|(name, zone, threads, locale)| {
            let root = folder.path().join(name);
            fs::create_dir_all(&root).unwrap();
            write_site(&root, "spring");
            fs::write(root.join("content/broken.md"), "[x](no.md) [[nobody]] ![p](no.png)\n").unwrap();
            let home = folder.path().join(format!("home-{threads}"));
            let built = guildbook(&root, &["build"])
                .env("TZ", zone)
                .env("RAYON_NUM_THREADS", threads)
                .env("LC_ALL", locale)
                .env("LANG", locale)
                .env("HOME", home)
                .output()
                .unwrap();
            assert_built(&built);
            tree(&root.join("public"))
        })
        .collect();
    assert!(trees.windows(2).all(|pair| pair[0] == pair[1]));
    for (name, ..) in variants {
        let name = name.as_bytes();
        let shows = trees[0].values().any(|bytes| name.len() > 3 && bytes.windows(name.len()).any(|part| part == name));
        assert!(!shows, "the site names the folder it was built in");
    }
}
