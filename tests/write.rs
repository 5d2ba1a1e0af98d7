//! Output files become a folder, wholly or not at all.

#![expect(clippy::disallowed_methods, reason = "these tests are about folders")]
#![expect(clippy::unwrap_used, reason = "a test may end where it stands")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use guildbook::path::OutputPath;
use guildbook::write::{BadName, Disk, Output, Protected, Unfit, WriteError, Written};
use tempfile::TempDir;

/// Path → what the file holds.
type Tree = BTreeMap<String, String>;

/// A site in a folder of its own: `content/`, `static/`, and a home elsewhere.
struct Site {
    folder: TempDir,
    protected: Protected,
}

impl Site {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().join("home/site");
        fs::create_dir_all(root.join("content")).unwrap();
        fs::create_dir_all(root.join("static")).unwrap();
        let protected = Protected {
            sources: vec![root.join("content"), root.join("static")],
            home: Some(folder.path().join("home")),
            site: root,
        };
        Self { folder, protected }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.protected.site.join(path)
    }

    fn public(&self) -> PathBuf {
        self.at("public")
    }

    fn open(&self) -> Result<Output, WriteError> {
        Output::open(&self.public(), &self.protected)
    }

    fn build(&self, tree: &Tree) -> Result<Written, WriteError> {
        self.build_on(Disk::default(), tree)
    }

    fn build_on(&self, disk: Disk, tree: &Tree) -> Result<Written, WriteError> {
        let output = Output::open_with(disk, &self.public(), &self.protected)?;
        stage_all(&output, tree)?;
        output.commit()
    }

    fn refusal(&self, output: &Path) -> WriteError {
        Output::open(output, &self.protected).expect_err("the folder is unfit")
    }

    fn unfit(&self, output: impl AsRef<Path>) -> Unfit {
        match self.refusal(output.as_ref()) {
            WriteError::Unfit { why, .. } => why,
            other => panic!("{other}"),
        }
    }

    /// What the output holds, but for the marker.
    fn published(&self) -> Tree {
        let mut tree = read(&self.public());
        tree.remove(".guildbook").expect("the output has a marker");
        tree
    }

    fn assert_no_leftovers(&self) {
        let mut names = names_in(&self.protected.site);
        names.retain(|name| name != "public");
        assert_eq!(names, ["content", "static"]);
    }
}

fn stage_all(output: &Output, tree: &Tree) -> Result<(), WriteError> {
    for (path, text) in tree {
        output.stage(&OutputPath::new(path.as_str()), text.as_bytes())?;
    }
    Ok(())
}

fn path(path: &str) -> OutputPath {
    OutputPath::new(path)
}

fn tree<const N: usize>(files: [(&str, &str); N]) -> Tree {
    files.map(|(path, text)| (path.into(), text.into())).into()
}

fn old_tree() -> Tree {
    tree([
        ("index.html", "home"),
        ("sessions/compost/index.html", "compost"),
        ("sessions/seeds/index.html", "seeds"),
        ("gone/deep/index.html", "gone"),
    ])
}

fn new_tree() -> Tree {
    tree([
        ("index.html", "home"),
        ("sessions/compost/index.html", "compost, again"),
        ("sessions/seeds/index.html", "seeds"),
        ("themes/soil/index.html", "soil"),
    ])
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Every file below a folder; nothing if there is no folder.
fn read(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    if folder.exists() {
        read_into(folder, "", &mut tree);
    }
    tree
}

fn read_into(folder: &Path, prefix: &str, tree: &mut Tree) {
    for name in names_in(folder) {
        let (path, at) = (format!("{prefix}{name}"), folder.join(name));
        let kind = fs::symlink_metadata(&at).unwrap().file_type();
        if kind.is_dir() {
            read_into(&at, &format!("{path}/"), tree);
        } else if kind.is_symlink() {
            tree.insert(path, "a link".into());
        } else {
            tree.insert(path, fs::read_to_string(&at).unwrap());
        }
    }
}

/// What must not change when nothing is written: which file it is, and every time of it.
#[cfg(unix)]
fn identity(path: &Path) -> (u64, i64, i64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    let found = fs::symlink_metadata(path).unwrap();
    let (changed, modified) = (found.ctime(), found.mtime());
    let (changed_nsec, modified_nsec) = (found.ctime_nsec(), found.mtime_nsec());
    (found.ino(), modified, modified_nsec, changed, changed_nsec)
}

/// Which file it is and when it was written; giving it a second name changes neither.
#[cfg(unix)]
fn file_and_mtime(path: &Path) -> (u64, i64, i64) {
    let (ino, modified, modified_nsec, ..) = identity(path);
    (ino, modified, modified_nsec)
}

#[test]
fn a_fresh_build_writes_every_file_and_a_sorted_marker() {
    let site = Site::new();
    let written = site.build(&old_tree()).unwrap();
    assert_eq!(written.written, 4);
    assert_eq!((written.unchanged, written.removed), (0, 0));
    assert_eq!(site.published(), old_tree());
    let marker = fs::read_to_string(site.at("public/.guildbook")).unwrap();
    let expected = "guildbook output, format 1\n\
                    gone/deep/index.html\n\
                    index.html\n\
                    sessions/compost/index.html\n\
                    sessions/seeds/index.html\n";
    assert_eq!(marker, expected);
    site.assert_no_leftovers();
}

#[test]
fn an_empty_site_is_a_site() {
    let site = Site::new();
    site.build(&Tree::new()).unwrap();
    assert_eq!(site.published(), Tree::new());
    assert_eq!(site.build(&Tree::new()).unwrap(), Written::default());
}

#[test]
fn an_empty_folder_is_filled() {
    let site = Site::new();
    fs::create_dir(site.public()).unwrap();
    site.build(&old_tree()).unwrap();
    assert_eq!(site.published(), old_tree());
    site.assert_no_leftovers();
}

#[test]
fn folders_around_the_output_are_made_and_unmade_if_nothing_is_published() {
    let site = Site::new();
    let output = site.at("a/b/c");
    drop(Output::open(&output, &site.protected).unwrap());
    site.assert_no_leftovers();
    let open = Output::open(&output, &site.protected).unwrap();
    open.stage(&path("index.html"), b"home").unwrap();
    open.commit().unwrap();
    assert_eq!(names_in(&output), [".guildbook", "index.html"]);
    assert_eq!(names_in(&site.at("a/b")), ["c"]);
}

#[test]
#[cfg(unix)]
fn an_unchanged_build_touches_nothing() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let looks = || {
        let mut paths: Vec<String> = read(&site.public()).into_keys().collect();
        paths.extend(["".into(), "sessions".into(), "gone/deep".into()]);
        let at = |path: &String| identity(&site.public().join(path));
        paths.iter().map(at).collect::<Vec<_>>()
    };
    let before = looks();
    let written = site.build(&old_tree()).unwrap();
    assert_eq!(written.unchanged, 4);
    assert_eq!((written.written, written.removed), (0, 0));
    assert_eq!(looks(), before);
    site.assert_no_leftovers();
}

#[test]
#[cfg(unix)]
fn files_that_did_not_change_stay_the_same_files() {
    let site = Site::new();
    let mut files: Tree = (0..200).map(|n| (format!("{}/{n}.html", n % 7), format!("page {n}"))).collect();
    site.build(&files).unwrap();
    let looks = |files: &Tree| -> Vec<_> {
        let others = files.keys().filter(|path| *path != "3/3.html");
        others.map(|path| file_and_mtime(&site.public().join(path))).collect()
    };
    let before = looks(&files);
    files.insert("3/3.html".into(), "page 3!".into());
    let written = site.build(&files).unwrap();
    assert_eq!((written.written, written.unchanged), (1, 199));
    assert_eq!(looks(&files), before);
    assert_eq!(site.published(), files);
    site.assert_no_leftovers();
}

#[test]
fn a_file_that_is_staged_no_more_goes_with_its_folder() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let mut fewer = old_tree();
    fewer.remove("gone/deep/index.html");
    let written = site.build(&fewer).unwrap();
    assert_eq!((written.removed, written.unchanged), (1, 3));
    assert_eq!(written.written, 0);
    assert_eq!(site.published(), fewer);
    assert!(!site.at("public/gone").exists());
}

#[test]
fn a_file_missing_from_the_output_is_written_again() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    fs::remove_file(site.at("public/index.html")).unwrap();
    let written = site.build(&old_tree()).unwrap();
    assert_eq!((written.written, written.unchanged), (1, 3));
    assert_eq!(site.published(), old_tree());
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let site = Site::new();
    site.build(&tree([("a", "file"), ("b/c", "in a folder")])).unwrap();
    let turned = tree([("a/c", "in a folder"), ("b", "file")]);
    site.build(&turned).unwrap();
    assert_eq!(site.published(), turned);
}

#[test]
fn dropping_discards() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let output = site.open().unwrap();
    stage_all(&output, &new_tree()).unwrap();
    drop(output);
    assert_eq!(site.published(), old_tree());
    site.assert_no_leftovers();
}

#[test]
fn files_are_staged_from_many_threads() {
    let site = Site::new();
    for round in ["first", "second"] {
        let output = site.open().unwrap();
        thread::scope(|scope| {
            for part in 0..4 {
                let output = &output;
                scope.spawn(move || {
                    for n in (part..400).step_by(4) {
                        let path = path(&format!("{}/{}/{n}.html", n % 3, n % 5));
                        let text = if n % 2 == 0 { "same" } else { round };
                        output.stage(&path, text.as_bytes()).unwrap();
                    }
                });
            }
        });
        let written = output.commit().unwrap();
        assert_eq!(written.written + written.unchanged, 400);
        assert_eq!(site.published().len(), 400);
    }
    site.assert_no_leftovers();
}

#[test]
fn large_files_are_compared_and_copied() {
    let site = Site::new();
    let from = site.at("static/film");
    let mut bytes: Vec<u8> = (0..5_000_000u32).map(|n| (n / 7) as u8).collect();
    let copy = |bytes: &[u8]| {
        fs::write(&from, bytes).unwrap();
        let output = site.open().unwrap();
        output.stage_copy(&path("media/film"), &from).unwrap();
        let written = output.commit().unwrap();
        assert!(fs::read(site.at("public/media/film")).unwrap() == bytes);
        written.written
    };
    assert_eq!(copy(&bytes), 1);
    assert_eq!(copy(&bytes), 0);
    *bytes.last_mut().unwrap() ^= 1;
    assert_eq!(copy(&bytes), 1);
    bytes.push(0);
    assert_eq!(copy(&bytes), 1);
    assert_eq!(copy(&bytes), 0);
}

#[test]
#[cfg(unix)]
fn a_copy_can_be_read_by_those_who_may_read_the_site() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = Site::new();
    let from = site.at("static/private.png");
    fs::write(&from, "png").unwrap();
    fs::set_permissions(&from, fs::Permissions::from_mode(0o600)).unwrap();
    let output = site.open().unwrap();
    output.stage(&path("page.html"), b"page").unwrap();
    output.stage_copy(&path("image.png"), &from).unwrap();
    symlink(&from, site.at("static/link.png")).unwrap();
    output.commit().unwrap();
    let mode = |file: &str| {
        let found = fs::metadata(site.public().join(file)).unwrap();
        found.permissions().mode()
    };
    assert_eq!(mode("image.png"), mode("page.html"));

    let output = site.open().unwrap();
    let linked = output.stage_copy(&path("link.png"), &site.at("static/link.png"));
    assert!(matches!(linked, Err(WriteError::NotAFile { .. })));
    let missing = output.stage_copy(&path("x.png"), &site.at("static/x.png"));
    let message = missing.unwrap_err().to_string();
    assert!(message.contains("static/x.png`: it is not there"), "{message}");
}

#[test]
#[cfg(unix)]
fn the_output_folder_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let allowed = fs::Permissions::from_mode(0o750);
    fs::set_permissions(site.public(), allowed).unwrap();
    site.build(&new_tree()).unwrap();
    let mode = fs::metadata(site.public()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o750);
}

#[test]
fn a_name_that_cannot_be_listed_is_refused_and_nothing_is_published() {
    let site = Site::new();
    for (name, expected) in [
        (".guildbook", BadName::Reserved),
        (".Guildbook/x", BadName::Reserved),
        ("a\nb", BadName::Unwritable),
        ("../x", BadName::Unwritable),
        ("/x", BadName::Unwritable),
        ("", BadName::Unwritable),
        ("twice", BadName::Twice),
    ] {
        let output = site.open().unwrap();
        output.stage(&path("twice"), b"").unwrap();
        match output.stage(&path(name), b"") {
            Err(WriteError::Name { why, .. }) => assert_eq!(why, expected, "{name:?}"),
            other => panic!("{name:?}: {other:?}"),
        }
        let overlooked = output.commit();
        assert!(matches!(overlooked, Err(WriteError::Incomplete { .. })));
        assert!(!site.public().exists());
    }
    site.assert_no_leftovers();
}

#[test]
fn unfit_folders_are_refused() {
    let site = Site::new();
    fs::create_dir(site.at("content/inner")).unwrap();
    let outside = site.folder.path().join("shared/content");
    fs::create_dir_all(&outside).unwrap();
    let mut with_outside = site.protected.clone();
    with_outside.sources.push(outside.clone());
    let missing = site.at("skin");
    with_outside.sources.push(missing.clone());
    let site = Site { protected: with_outside, ..site };
    let content = site.at("content");
    let before = read(site.folder.path());

    assert_eq!(site.unfit(""), Unfit::Unnamed);
    assert_eq!(site.unfit("/"), Unfit::Root);
    assert_eq!(site.unfit("/.."), Unfit::Root);
    assert_eq!(site.unfit(site.folder.path().join("home")), Unfit::Home);
    assert_eq!(site.unfit(site.folder.path()), Unfit::Home);
    assert_eq!(site.unfit(&site.protected.site), Unfit::Site);
    assert_eq!(site.unfit(site.at("content/..")), Unfit::Site);
    assert_eq!(site.unfit(&content), Unfit::Source);
    assert_eq!(site.unfit(site.at("content/inner/..")), Unfit::Source);
    assert_eq!(site.unfit(&missing), Unfit::Source);
    let inside = Unfit::InsideSource(content.clone());
    assert_eq!(site.unfit(site.at("content/inner")), inside);
    assert_eq!(site.unfit(site.at("content/new/deep")), inside);
    assert_eq!(site.unfit(site.at("static/../content/new")), inside);
    let around = Unfit::AroundSource(outside.clone());
    assert_eq!(site.unfit(outside.parent().unwrap()), around);
    assert_eq!(site.unfit(site.at("new/../public")), Unfit::Unclear);

    assert_eq!(read(site.folder.path()), before);
    assert_eq!(names_in(&site.protected.site), ["content", "static"]);
}

#[test]
fn a_name_that_only_begins_like_a_source_is_fine() {
    let site = Site::new();
    drop(Output::open(&site.at("content-out"), &site.protected).unwrap());
    drop(Output::open(&site.at("~"), &site.protected).unwrap());
}

#[test]
fn files_and_folders_of_others_are_refused() {
    let site = Site::new();
    fs::write(site.at("file"), "mine").unwrap();
    assert_eq!(site.unfit(site.at("file")), Unfit::File);
    fs::create_dir(site.at("folder")).unwrap();
    fs::write(site.at("folder/thesis.txt"), "mine").unwrap();
    assert_eq!(site.unfit(site.at("folder")), Unfit::NotOurs);
    for marker in ["", "guildbook", "guildbook output, format 1\n../x\n"] {
        fs::write(site.at("folder/.guildbook"), marker).unwrap();
        assert_eq!(site.unfit(site.at("folder")), Unfit::Damaged);
    }
    let names = ["content", "file", "folder", "static"];
    assert_eq!(names_in(&site.protected.site), names);
    assert_eq!(names_in(&site.at("folder")), [".guildbook", "thesis.txt"]);
}

#[test]
#[cfg(unix)]
fn links_are_refused() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    let elsewhere = site.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, site.public()).unwrap();
    assert_eq!(site.unfit(site.public()), Unfit::Link);
    assert_eq!(site.unfit(site.at("public/")), Unfit::Link);
    assert_eq!(site.unfit(site.at("public/.")), Unfit::Link);
    symlink("nowhere", site.at("dangling")).unwrap();
    assert_eq!(site.unfit(site.at("dangling")), Unfit::Link);
    symlink(site.at("content"), site.at("way")).unwrap();
    let inside = Unfit::InsideSource(site.at("content"));
    assert_eq!(site.unfit(site.at("way/out")), inside);
    assert!(names_in(&elsewhere).is_empty());
    assert!(names_in(&site.at("content")).is_empty());

    fs::create_dir(site.at("marked")).unwrap();
    symlink("../nowhere", site.at("marked/.guildbook")).unwrap();
    assert_eq!(site.unfit(site.at("marked")), Unfit::Damaged);
}

#[test]
#[cfg(unix)]
fn hidden_names_taken_by_others_are_left_alone() {
    use std::os::unix::fs::symlink;
    for name in ["lock", "stage", "aside"] {
        let site = Site::new();
        let hidden = site.at(&format!(".public.guildbook-{name}"));
        symlink("content/new", &hidden).unwrap();
        let refusal = site.refusal(&site.public());
        assert!(matches!(refusal, WriteError::InTheWay { .. }), "{refusal}");
        assert!(hidden.is_symlink());
        assert!(names_in(&site.at("content")).is_empty());
    }
}

#[test]
fn foreign_files_are_named_and_stay() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    for name in ["notes.txt", "sessions/b", "sessions/a", "CNAME"] {
        fs::write(site.public().join(name), "mine").unwrap();
    }
    let before = read(&site.public());
    let message = site.refusal(&site.public()).to_string();
    let public = site.public();
    let expected = format!(
        "`{}` holds files that guildbook did not write: `CNAME`, `notes.txt`, `sessions/a` \
         and 1 more; move them to `static/`, or choose another output folder",
        public.display()
    );
    assert_eq!(message, expected);
    assert_eq!(read(&public), before);
    site.assert_no_leftovers();
}

#[test]
fn a_foreign_file_put_in_during_the_build_stays() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let output = site.open().unwrap();
    stage_all(&output, &new_tree()).unwrap();
    fs::write(site.at("public/late.txt"), "mine").unwrap();
    let late = output.commit().unwrap_err();
    assert!(matches!(late, WriteError::Foreign { .. }), "{late}");
    assert_eq!(read(&site.at("public"))["late.txt"], "mine");
    site.assert_no_leftovers();
}

#[test]
#[cfg(unix)]
fn links_in_the_output_are_never_followed() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let treasure = site.folder.path().join("treasure");
    fs::create_dir(&treasure).unwrap();
    fs::write(treasure.join("index.html"), "gone").unwrap();

    // A folder with a listed file is now a link to a folder with a file of that name.
    fs::remove_dir_all(site.at("public/gone/deep")).unwrap();
    symlink(&treasure, site.at("public/gone/deep")).unwrap();
    let refusal = site.refusal(&site.public());
    assert!(matches!(refusal, WriteError::Foreign { .. }), "{refusal}");
    fs::remove_file(site.at("public/gone/deep")).unwrap();

    // Listed files are now links: one to a file, one to nothing.
    fs::remove_file(site.at("public/index.html")).unwrap();
    fs::remove_file(site.at("public/sessions/seeds/index.html")).unwrap();
    fs::write(treasure.join("home"), "home").unwrap();
    symlink(treasure.join("home"), site.at("public/index.html")).unwrap();
    symlink("nowhere", site.at("public/sessions/seeds/index.html")).unwrap();
    site.build(&new_tree()).unwrap();
    assert_eq!(site.published(), new_tree());
    assert_eq!(names_in(&treasure), ["home", "index.html"]);
    site.assert_no_leftovers();
}

#[test]
fn a_second_build_ends_at_once() {
    let site = Site::new();
    let first = site.open().unwrap();
    let second = site.refusal(&site.public());
    assert!(matches!(second, WriteError::Busy { .. }), "{second}");
    stage_all(&first, &old_tree()).unwrap();
    first.commit().unwrap();
    site.build(&new_tree()).unwrap();
    assert_eq!(site.published(), new_tree());
    site.assert_no_leftovers();
}

#[test]
fn only_one_has_the_lock_however_fast_it_changes_hands() {
    let site = Site::new();
    let is_taken = AtomicBool::new(false);
    let take_turns = || {
        for _ in 0..1000 {
            match site.open() {
                Ok(output) => {
                    assert!(!is_taken.swap(true, Ordering::SeqCst));
                    output.stage(&path("a/b"), b"dropped").unwrap();
                    is_taken.store(false, Ordering::SeqCst);
                    drop(output);
                }
                Err(WriteError::Busy { .. }) => {}
                Err(other) => panic!("{other}"),
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(take_turns);
        }
    });
    site.assert_no_leftovers();
}

#[test]
fn builds_at_once_do_not_mix() {
    let site = Site::new();
    let trees: Vec<Tree> = (0..4)
        .map(|who| {
            let file = |n: usize| (format!("{}/{n}", n * who), format!("by {who}"));
            (0..20).map(file).collect()
        })
        .collect();
    thread::scope(|scope| {
        for tree in &trees {
            let site = &site;
            scope.spawn(move || {
                let mut n_built = 0;
                while n_built < 10 {
                    match site.build(tree) {
                        Ok(_) => n_built += 1,
                        Err(WriteError::Busy { .. }) => thread::yield_now(),
                        Err(other) => panic!("{other}"),
                    }
                }
            });
        }
    });
    assert!(trees.contains(&site.published()));
    site.assert_no_leftovers();
}

#[test]
fn a_stage_left_by_a_killed_build_is_removed() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let stage = site.at(".public.guildbook-stage");
    fs::create_dir_all(stage.join("a/b")).unwrap();
    fs::write(stage.join("a/b/c.html"), "half").unwrap();
    fs::write(stage.join(".guildbook"), "guildb").unwrap();
    fs::write(site.at(".public.guildbook-lock"), "").unwrap();
    assert_eq!(site.build(&old_tree()).unwrap().unchanged, 4);
    assert_eq!(site.published(), old_tree());
    site.assert_no_leftovers();
}

#[test]
fn a_foreign_file_in_an_old_site_that_was_exchanged_stays() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let stage = site.at(".public.guildbook-stage");
    fs::rename(site.public(), &stage).unwrap();
    fs::write(stage.join("sessions/late.txt"), "mine").unwrap();
    let message = site.refusal(&site.public()).to_string();
    assert!(message.contains("guildbook-stage"), "{message}");
    let rest = [".guildbook", "sessions/late.txt"];
    assert!(read(&stage).into_keys().eq(rest));
    fs::remove_file(stage.join("sessions/late.txt")).unwrap();
    site.build(&new_tree()).unwrap();
    site.assert_no_leftovers();
}

#[test]
fn a_site_set_aside_is_put_back() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let aside = site.at(".public.guildbook-aside");
    fs::rename(site.public(), &aside).unwrap();
    drop(site.open().unwrap());
    assert_eq!(site.published(), old_tree());
    site.assert_no_leftovers();
}

#[test]
fn a_site_set_aside_and_replaced_is_removed() {
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    fs::rename(site.public(), site.at(".public.guildbook-aside")).unwrap();
    let stage = site.at(".public.guildbook-stage");
    fs::create_dir(&stage).unwrap();
    fs::write(stage.join(".guildbook"), "guildbook output, format 1\n").unwrap();
    fs::rename(stage, site.public()).unwrap();
    site.build(&new_tree()).unwrap();
    assert_eq!(site.published(), new_tree());
    site.assert_no_leftovers();
}

type Begin = fn(&Site);
type Lesser = fn(Disk) -> Disk;

const NOTHING: Begin = |_| {};
const EMPTY: Begin = |site| fs::create_dir(site.public()).unwrap();
const OLD: Begin = |site| drop(site.build(&old_tree()).unwrap());

/// What is there before a build, and the disk as it is or as it is where less is possible.
const SCENES: [(Begin, Lesser); 5] = [
    (NOTHING, |disk| disk),
    (EMPTY, |disk| disk),
    (OLD, |disk| disk),
    (OLD, Disk::without_exchange),
    (OLD, |disk| disk.without_exchange().without_links()),
];

/// Runs `check` with a disk that fails at the first step, the second, and so on, until the build
/// gets by without reaching it.
fn at_every_step(fault: fn(usize) -> Disk, check: impl Fn(&Site, Disk, &Tree)) {
    for (begin, lesser) in SCENES {
        for n in 0.. {
            let site = Site::new();
            begin(&site);
            let before = read(&site.public());
            let disk = lesser(fault(n));
            check(&site, disk.clone(), &before);
            site.build(&new_tree()).unwrap();
            assert_eq!(site.published(), new_tree(), "step {n}");
            site.assert_no_leftovers();
            if !disk.has_failed() {
                break;
            }
        }
    }
}

#[test]
fn a_step_that_fails_leaves_the_old_site_whole() {
    at_every_step(Disk::failing_at, |site, disk, before| match build_with_copy(site, disk) {
        Ok(written) => {
            assert_new(site);
            let left_behind = written.left_behind.is_none_or(|folder| folder.exists());
            assert!(left_behind);
        }
        Err(_) => assert_eq!(&read(&site.public()), before),
    });
}

#[test]
fn a_build_killed_at_any_step_leaves_a_whole_site() {
    at_every_step(Disk::dying_at, |site, disk, before| {
        let can_exchange = !format!("{disk:?}").contains("without_exchange: true");
        let built = build_with_copy(site, disk);
        // Only between the two renames is there no site; opening mends that.
        if can_exchange || !aside(site) {
            assert_whole(site, before, built.is_ok());
        }
        drop(site.open().unwrap());
        assert_whole(site, before, built.is_ok());
    });
}

fn aside(site: &Site) -> bool {
    site.at(".public.guildbook-aside").exists()
}

fn assert_whole(site: &Site, before: &Tree, is_new: bool) {
    match is_new {
        true => assert_new(site),
        false => assert_eq!(&read(&site.public()), before),
    }
}

fn assert_new(site: &Site) {
    let mut expected = new_tree();
    expected.insert("logo.svg".into(), "logo".into());
    assert_eq!(site.published(), expected);
}

/// The new tree and one copied file.
fn build_with_copy(site: &Site, disk: Disk) -> Result<Written, WriteError> {
    let from = site.at("static/logo.svg");
    fs::write(&from, "logo").unwrap();
    let output = Output::open_with(disk, &site.public(), &site.protected)?;
    stage_all(&output, &new_tree())?;
    output.stage_copy(&path("logo.svg"), &from)?;
    output.commit()
}

#[test]
#[cfg(unix)]
fn without_links_a_kept_file_keeps_its_time_and_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::new();
    site.build(&old_tree()).unwrap();
    let kept = site.at("public/index.html");
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o440)).unwrap();
    let look = || {
        let found = fs::metadata(&kept).unwrap();
        (found.modified().unwrap(), found.permissions())
    };
    let before = look();
    site.build_on(Disk::default().without_links(), &new_tree()).unwrap();
    assert_eq!(look(), before);
    assert_eq!(site.published(), new_tree());
}
