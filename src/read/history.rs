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

mod people;

use super::file::measure;
use crate::config::{Config, Repository, SETTINGS_FILE};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::path::SitePath;
use crate::source::{Contributor, FileHistory, History};
use people::{Person, called};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// So many bytes of history are read: some millions of changes.
const MAX_HISTORY: u64 = 512 * 1024 * 1024;

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

/// What a commit says of itself, each value up to a NUL: seconds, name, e-mail address, co-authors.
const FORMAT: &str =
    "--format=%x1e%x00%at%x00%aN%x00%aE%x00%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x1f)";
const COMMIT: &[u8] = b"\x1e";
const CO_AUTHORS: char = '\u{1f}';

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

/// Where a document lies in the site's folder, and its path inside the program.
type Place = (SitePath, SitePath);

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

/// The log, with renames. Where a clone left out old contents, only what was moved unchanged can be followed.
fn followed(root: &Path, checkout: &Checkout, documents: &[Place]) -> Result<Log, Stopped> {
    log(root, checkout, "--find-renames=50%", documents).or_else(|stopped| match stopped {
        Stopped::Failed => log(root, checkout, "--find-renames=100%", documents),
        stopped => Err(stopped),
    })
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

enum Stopped {
    /// There is less of it than there was.
    Shallow,
    /// There is more of it than is read.
    TooLarge,
    /// Git did not come to its end.
    Failed,
}

/// Every commit, each before those that it follows, so that a new name of a file is met before its former one.
fn log(root: &Path, checkout: &Checkout, renames: &str, documents: &[Place]) -> Result<Log, Stopped> {
    let mut git = git(root);
    git.args(["log", "--date-order", "--full-history", "--relative", "--name-status", "-z", renames, "-l200", FORMAT]);
    git.args(["--encoding=UTF-8", "--no-color", "--no-ext-diff", "--no-textconv", "--diff-merges=off"]);
    git.args([&checkout.commit, "--"]);
    if !checkout.is_root {
        // Of a larger repository only the site's folder; where it is the whole, to ask for it takes a third longer.
        git.arg(".");
    }
    let mut child = git.spawn().map_err(|_| Stopped::Failed)?;
    let output = child.stdout.take().ok_or(Stopped::Failed)?;
    let mut log = Log::of(documents);
    let end = log.read(&mut BufReader::with_capacity(1 << 16, output.take(MAX_HISTORY)));
    finish(child, end)?;
    Ok(log)
}

fn finish(mut child: Child, end: End) -> Result<(), Stopped> {
    if end != End::Output {
        // What git would still tell is of no use.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|_| Stopped::Failed)?;
    match end {
        End::Documents => Ok(()),
        End::Limit => Err(Stopped::TooLarge),
        End::Output if status.success() => Ok(()),
        End::Output => Err(Stopped::Failed),
    }
}

/// What reading came to the end of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Output,
    /// Every document was met at its beginning.
    Documents,
    /// As much as is read.
    Limit,
}

/// What is known of a document so far.
#[derive(Default)]
struct File {
    /// Seconds of its newest and its oldest commit.
    times: Option<(i64, i64)>,
    /// Who changed it, the newest change first.
    people: Vec<u32>,
}

/// What was read so far.
struct Log {
    documents: Vec<SitePath>,
    files: Vec<File>,
    /// The name that each document had when the commit at hand was made; gone before it began.
    names: HashMap<Vec<u8>, usize>,
    people: Vec<Person>,
    known: HashMap<Person, u32>,
    /// The files and people that were put together already.
    met: HashSet<(usize, u32)>,
}

/// Who made a commit, and when.
#[derive(Default)]
struct Commit {
    time: i64,
    people: Vec<u32>,
}

impl Log {
    fn of(documents: &[Place]) -> Log {
        let names = documents.iter().enumerate();
        let names = names.map(|(place, (on_disk, _))| (on_disk.as_str().as_bytes().to_vec(), place));
        Log {
            documents: documents.iter().map(|(_, path)| path.clone()).collect(),
            files: documents.iter().map(|_| File::default()).collect(),
            names: names.collect(),
            people: Vec::new(),
            known: HashMap::new(),
            met: HashSet::new(),
        }
    }

    /// Values come one after the other, each up to a NUL: those of a commit, then for each file what was done with it
    /// and its name, or its two names.
    fn read<R: Read>(&mut self, output: &mut BufReader<std::io::Take<R>>) -> End {
        let mut commit = Commit::default();
        let (mut value, mut name, mut second) = (Vec::new(), Vec::new(), Vec::new());
        while next(output, &mut value) {
            match value.trim_ascii_start() {
                b"" => {}
                COMMIT => commit = self.commit(output),
                [what @ (b'R' | b'C'), ..] => {
                    let is_renamed = *what == b'R';
                    next(output, &mut name);
                    next(output, &mut second);
                    self.changed(&second, &commit);
                    self.began(&second, is_renamed.then_some(&name));
                }
                [what, ..] => {
                    let is_new = *what == b'A';
                    next(output, &mut name);
                    self.changed(&name, &commit);
                    if is_new {
                        self.began(&name, None);
                    }
                }
            }
            if self.names.is_empty() {
                return End::Documents;
            }
        }
        if output.get_ref().limit() == 0 { End::Limit } else { End::Output }
    }

    fn commit(&mut self, output: &mut impl BufRead) -> Commit {
        let mut value = Vec::new();
        let mut text = || {
            next(output, &mut value);
            String::from_utf8_lossy(&value).into_owned()
        };
        let (time, name, mail, others) = (text(), text(), text(), text());
        let others = others.split(CO_AUTHORS).filter_map(|other| {
            let (name, mail) = other.trim().strip_suffix('>')?.rsplit_once('<')?;
            Some(Person { name: name.trim().to_owned(), mail: mail.trim().to_lowercase(), is_co_author: true })
        });
        let author = Person { name, mail: mail.to_lowercase(), is_co_author: false };
        let people = std::iter::once(author).chain(others).map(|person| self.person(person));
        Commit { people: people.collect(), time: time.parse().unwrap_or_default() }
    }

    fn person(&mut self, person: Person) -> u32 {
        if let Some(known) = self.known.get(&person) {
            return *known;
        }
        let place = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        self.people.push(person.clone());
        self.known.insert(person, place);
        place
    }

    fn changed(&mut self, name: &[u8], commit: &Commit) {
        let Some(place) = self.names.get(name) else { return };
        let file = &mut self.files[*place];
        let (newest, oldest) = file.times.unwrap_or((commit.time, commit.time));
        file.times = Some((newest.max(commit.time), oldest.min(commit.time)));
        let met = &mut self.met;
        file.people.extend(commit.people.iter().filter(|person| met.insert((*place, **person))));
    }

    /// Before this commit the document had a former name, or was not there: an older file of its name is another.
    fn began(&mut self, name: &[u8], former: Option<&Vec<u8>>) {
        let Some(place) = self.names.remove(name) else { return };
        if let Some(former) = former {
            self.names.entry(former.clone()).or_insert(place);
        }
    }

    /// What was read, with people as pages may name them.
    fn history(self, root: &Path) -> History {
        let people = called(root, self.people);
        let files = self.documents.into_iter().zip(self.files).filter_map(|(path, file)| {
            let (changed, created) = file.times?;
            // Who used several names with one address is called what this file knew them by last.
            let mut mails: HashSet<&str> = HashSet::new();
            let is_new = |place: &usize| people[*place].as_ref().is_some_and(|(mail, _)| mails.insert(mail));
            let contributors = file.people.iter().map(|place| *place as usize).filter(is_new).collect();
            Some((path, FileHistory { created, changed, contributors }))
        });
        let files: BTreeMap<SitePath, FileHistory> = files.collect();
        // Nobody is named at the place of who may not be.
        let nobody = || Contributor { name: String::new(), login: None };
        let people = people.iter().map(|person| person.as_ref().map_or_else(nobody, |(_, person)| person.clone()));
        History { people: people.collect(), files }
    }
}

/// Reads up to the next NUL; whether there was one.
fn next(output: &mut impl BufRead, value: &mut Vec<u8>) -> bool {
    value.clear();
    let is_read = output.read_until(0, value).is_ok();
    is_read && value.pop() == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads this output of git with a limit; what came and changed when is told of the document `a`.
    fn read(output: &[u8], limit: u64) -> (End, Option<(i64, i64)>) {
        let mut log = Log::of(&[(SitePath::new("a"), SitePath::new("a"))]);
        let end = log.read(&mut BufReader::new(output.take(limit)));
        (end, log.files[0].times)
    }

    #[test]
    fn reading_ends_with_the_output_at_the_beginning_of_all_documents_or_at_the_limit() {
        let output = b"\x1e\x002\0Bo\0b@x\0\0\nM\0a\0\0\x1e\x001\0Ana\0a@x\0\0\nM\0a\0";
        assert!(read(output, 1000) == (End::Output, Some((2, 1))));
        assert!(
            read(&[&output[..], b"\0\x1e\x000\0Ana\0a@x\0\0\nA\0a\0\0"].concat(), 1000)
                == (End::Documents, Some((2, 0)))
        );
        assert!(read(output, 20).0 == End::Limit);
    }
}
