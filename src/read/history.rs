//! What the repository tells of each document: when its file came, when it last changed, and who changed it.
//!
//! 1. `git rev-parse` tells whether there is a repository, whether it is whole, and which commit is checked out. What is
//!    known of that commit and of these documents is not asked for again.
//! 2. One `git log` over all commits, newest first, tells of each which files it changed. It is read as it comes.
//! 3. A document is followed through its former names. Once every document was met at its beginning, git may stop.
//! 4. Co-authors are called what `.mailmap` calls them.
//!
//! The program `git` is run, and no package reads the repository, because who keeps a site in git has it, and it alone
//! knows all forms that repositories take: packs, work trees, alternates, whatever comes next. It is given no argument
//! that somebody else wrote, runs nothing that the repository names, asks nobody and fetches nothing. E-mail addresses
//! serve to tell people apart, and stay here.

mod log;
mod people;

use super::file::measure;
use crate::config::{Config, Repository, SETTINGS_FILE};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::path::SitePath;
use crate::source::History;
use log::{Place, Stopped, followed};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// Settings that keep git from running what a repository names, from asking, and from what differs between machines.
const FIXED: [&str; 10] = [
    "core.quotePath=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "log.showSignature=false",
    "log.showRoot=true",
    "log.mailmap=true",
    "mailmap.file=",
    "mailmap.blob=",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
];

/// Variables that git needs to find itself and the settings of the person: nothing else reaches it, so that a hook or
/// a script in which the program runs cannot lead it to another repository.
const PASSED_ON: [&str; 10] = [
    "PATH",
    "HOME",
    "XDG_CONFIG_HOME",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "SYSTEMROOT",
    "SUDO_UID",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
];

/// The history that was read last, and all that it follows from.
#[derive(Default)]
pub(super) struct Known {
    basis: Option<Basis>,
    history: Arc<History>,
    missing: Option<Missing>,
}

/// Commits never change: a history follows from the newest one, from who is called what, and from what is asked for.
#[derive(PartialEq)]
struct Basis {
    checkout: Checkout,
    /// The folder of the content.
    content: String,
    documents: Vec<SitePath>,
}

/// Why there is no history where there should be one.
#[derive(Clone, Copy)]
enum Missing {
    Shallow,
    TooLarge,
}

impl Known {
    /// The history of these documents, as far as there is one: without git or without a repository there is none.
    pub(super) fn of(
        &mut self,
        root: &Path,
        repository: &Repository,
        checkout: Option<Checkout>,
        config: &Config,
        documents: Vec<SitePath>,
    ) -> Outcome<Arc<History>> {
        let basis = checkout.map(|checkout| Basis { checkout, content: config.content.clone(), documents });
        if self.basis != basis {
            *self = basis.map_or_else(Known::default, |basis| Known::read(root, config, basis));
        }
        let finding = self.missing.map(|missing| finding(missing, repository));
        Outcome::new(self.history.clone(), finding.into_iter().collect())
    }

    fn read(root: &Path, config: &Config, basis: Basis) -> Known {
        let places: Vec<Place> = basis.documents.iter().map(|path| (config.on_disk(path), path.clone())).collect();
        let told = match basis.checkout.is_shallow {
            true => Err(Stopped::Shallow),
            false => followed(root, &basis.checkout, &places).map(|log| log.history(root)),
        };
        let basis = Some(basis);
        match told {
            Ok(history) => Known { basis, history: Arc::new(history), missing: None },
            Err(Stopped::Shallow) => Known { basis, missing: Some(Missing::Shallow), ..Known::default() },
            Err(Stopped::TooLarge) => Known { basis, missing: Some(Missing::TooLarge), ..Known::default() },
            // It is tried again.
            Err(Stopped::Failed) => Known::default(),
        }
    }
}

fn finding(missing: Missing, repository: &Repository) -> Diagnostic {
    let span = Span::new(&SitePath::new(SETTINGS_FILE), repository.at.clone());
    let (message, help) = match missing {
        Missing::Shallow => (
            "this clone holds only the newest commits, so pages cannot tell when they last changed",
            "fetch the whole history: `fetch-depth: 0` in a workflow, `git fetch --unshallow` elsewhere",
        ),
        Missing::TooLarge => (
            "the history of the repository is too large to be read, so pages cannot tell when they last changed",
            "leave it out with `history: off`",
        ),
    };
    Diagnostic::new(Code::MissingHistory, span, message).help(help)
}

/// A run of git in the site's folder, with all that could surprise turned off.
fn git(root: &Path) -> Command {
    let is_passed_on = |name: &OsString| {
        let name = name.to_string_lossy();
        PASSED_ON.iter().any(|known| name.eq_ignore_ascii_case(known)) || name.starts_with("GIT_CONFIG_")
    };
    let mut git = Command::new("git");
    git.current_dir(root).env_clear().envs(std::env::vars_os().filter(|(name, _)| is_passed_on(name)));
    git.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_FLUSH", "0");
    git.arg("--no-pager");
    for setting in FIXED {
        git.args(["-c", setting]);
    }
    git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    git
}

/// The clone in which a site lies.
#[derive(PartialEq)]
pub(super) struct Checkout {
    /// Whether it lacks its older commits.
    is_shallow: bool,
    /// Whether the site is the whole of it.
    is_root: bool,
    /// The commit that is checked out, by its hash.
    commit: String,
    /// The hash of the file that tells what people want to be called, where there is one.
    mailmap: Option<u64>,
}

/// The clone in which the site lies, if there is one with a commit.
pub(super) fn checkout_at(root: &Path) -> Option<Checkout> {
    // The last line may go on, because a folder may have a name of several.
    let questions = ["--is-inside-work-tree", "--is-shallow-repository", "HEAD", "--show-cdup", "--show-prefix"];
    let told = git(root).arg("rev-parse").args(questions).output().ok().filter(|told| told.status.success())?;
    let told = String::from_utf8_lossy(&told.stdout);
    let mut lines = told.lines();
    let mut line = || lines.next().unwrap_or_default();
    let (is_inside, is_shallow, commit, way_up) = (line() == "true", line() == "true", line(), line());
    let is_hash = !commit.is_empty() && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_inside && is_hash).then(|| Checkout {
        is_shallow,
        is_root: line().is_empty(),
        commit: commit.to_owned(),
        mailmap: mailmap(&root.join(way_up).join(".mailmap")),
    })
}

fn mailmap(file: &Path) -> Option<u64> {
    let is_file = fs::symlink_metadata(file).is_ok_and(|data| data.is_file());
    is_file.then(|| measure(file).ok()).flatten().map(|(hash, _)| hash)
}
