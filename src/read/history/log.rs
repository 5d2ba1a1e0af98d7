//! One run of `git log` is read as it comes.
//!
//! 1. Each commit tells who made it, and when, and which files it changed.
//! 2. A document is followed through its former names, as far as its beginning.

use super::people::{Person, called};
use super::{Checkout, git};
use crate::path::SitePath;
use crate::source::{Contributor, FileHistory, History};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Child;

/// So many bytes of history are read: some millions of changes.
const MAX_HISTORY: u64 = 512 * 1024 * 1024;

/// What a commit says of itself, each value up to a NUL: seconds, name, e-mail address, co-authors.
const FORMAT: &str =
    "--format=%x1e%x00%at%x00%aN%x00%aE%x00%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x1f)";
const COMMIT: &[u8] = b"\x1e";
const CO_AUTHORS: char = '\u{1f}';

/// Where a document lies in the site's folder, and its path inside the program.
pub(super) type Place = (SitePath, SitePath);

/// Why there is no log.
pub(super) enum Stopped {
    /// There is less of it than there was.
    Shallow,
    /// There is more of it than is read.
    TooLarge,
    /// Git did not come to its end.
    Failed,
}

/// The log, with renames. Where a clone left out old contents, only what was moved unchanged can be followed.
pub(super) fn followed(root: &Path, checkout: &Checkout, documents: &[Place]) -> Result<Log, Stopped> {
    log(root, checkout, "--find-renames=50%", documents).or_else(|stopped| match stopped {
        Stopped::Failed => log(root, checkout, "--find-renames=100%", documents),
        stopped => Err(stopped),
    })
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
pub(super) struct Log {
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
    pub(super) fn history(self, root: &Path) -> History {
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
