//! What is read in real notes, against what careful readers found in them (`tests/notes/README.md`).
//!
//! `GUILDBOOK_CORPORA` names the folder that holds the notes; without it each test says by name what it did not run.
//! `NOTES_MISSES=1 cargo test --test notes -- --nocapture` prints the figures, and all that differs, by kind.
#![allow(clippy::disallowed_methods, clippy::print_stderr, clippy::unwrap_used, reason = "tests look at folders")]

use guildbook::config::{self, Config};
use guildbook::document::notes::{Name, Presence, Who};
use guildbook::document::{self, Document};
use guildbook::source::Source;
use guildbook::yaml::{self, Node};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where a corpus lies, if it is there.
fn corpus(name: &str) -> Option<PathBuf> {
    let corpora = std::env::var_os("GUILDBOOK_CORPORA");
    if corpora.is_none() {
        // Written past the test runner, which would keep it to itself.
        let _ = writeln!(
            std::io::stderr(),
            "not run: the notes of {name}; set GUILDBOOK_CORPORA to the folder that holds them"
        );
    }
    Some(Path::new(&corpora?).join(name).join("content"))
}

/// Every file is a session, whatever its folder.
fn sessions() -> Config {
    config::parse(&Source::new("guildbook.yaml", "title: Notes\ncollections:\n  \"**\": {kind: session}\n")).value
}

fn session(corpus: &Path, note: &str, config: &Config) -> Document {
    let text = fs::read_to_string(corpus.join(note)).unwrap_or_else(|error| panic!("{note}: {error}"));
    document::parse(&Source::new(&format!("content/{note}"), &text), config).value
}

/// How often a fact was found, missed, or made up.
#[derive(Clone, Copy, Default)]
struct Count {
    found: usize,
    missed: usize,
    wrong: usize,
}

impl Count {
    fn recall(self) -> f64 {
        self.found as f64 / (self.found + self.missed) as f64
    }

    fn precision(self) -> f64 {
        self.found as f64 / (self.found + self.wrong) as f64
    }
}

#[derive(Default)]
struct Score {
    counts: BTreeMap<&'static str, Count>,
    misses: BTreeMap<&'static str, String>,
}

impl Score {
    fn count(&mut self, kind: &'static str) -> &mut Count {
        self.counts.entry(kind).or_default()
    }

    fn found(&mut self, kind: &'static str) {
        self.count(kind).found += 1;
    }

    fn missed(&mut self, kind: &'static str, what: &str) {
        self.count(kind).missed += 1;
        let _ = writeln!(self.misses.entry(kind).or_default(), "  missed {what}");
    }

    fn wrong(&mut self, kind: &'static str, what: &str) {
        self.count(kind).wrong += 1;
        let _ = writeln!(self.misses.entry(kind).or_default(), "  wrong  {what}");
    }
}

/// A fact of the labels.
struct Fact<'a> {
    line: usize,
    node: &'a Node,
}

impl Fact<'_> {
    fn is_unsure(&self) -> bool {
        text(self.node, "unsure").as_deref() == Some("true")
    }
}

fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::text).map(str::to_owned)
}

fn facts<'a>(note: &'a Node, key: &str) -> Vec<Fact<'a>> {
    let items = note.get(key).into_iter().flat_map(Node::items);
    items.map(|node| Fact { line: text(node, "line").and_then(|line| line.parse().ok()).unwrap_or(0), node }).collect()
}

fn line_of(document: &Document, at: usize) -> usize {
    document.text[..at].matches('\n').count() + 1
}

/// Facts of the labels and of the reader, paired by their line and their number on it. What is unsure is left out with
/// whatever was found there.
fn pair<'f, T>(
    expected: &'f [Fact<'f>],
    found: &'f [T],
    line: impl Fn(&T) -> usize,
) -> Vec<(Option<&'f Fact<'f>>, Option<&'f T>)> {
    let mut lines: BTreeMap<usize, (Vec<&Fact<'f>>, Vec<&T>)> = BTreeMap::new();
    expected.iter().for_each(|fact| lines.entry(fact.line).or_default().0.push(fact));
    found.iter().for_each(|fact| lines.entry(line(fact)).or_default().1.push(fact));
    let mut pairs = Vec::new();
    for (expected, found) in lines.into_values() {
        for place in 0..expected.len().max(found.len()) {
            let fact = expected.get(place).copied();
            if !fact.is_some_and(Fact::is_unsure) {
                pairs.push((fact, found.get(place).copied()));
            }
        }
    }
    pairs
}

fn judge(document: &Document, note: &Node, name: &str, score: &mut Score) {
    let source = |line: usize| document.text.lines().nth(line.wrapping_sub(1)).unwrap_or_default().trim().to_owned();
    let tasks: Vec<_> = document.notes.tasks.iter().filter(|task| !task.is_review).collect();
    for (fact, task) in pair(&facts(note, "actions"), &tasks, |task| line_of(document, task.at.start)) {
        match (fact, task) {
            (Some(fact), Some(task)) => {
                score.found("actions");
                owners(document, fact, &task.owners, &format!("{name}:{} {}", fact.line, source(fact.line)), score);
                let is_done = text(fact.node, "state").as_deref() == Some("done");
                if is_done == (task.state == guildbook::document::notes::TaskState::Done) {
                    score.found("states");
                } else {
                    score.wrong("states", &format!("{name}:{} {}", fact.line, source(fact.line)));
                }
            }
            (Some(fact), None) => score.missed("actions", &format!("{name}:{} {}", fact.line, source(fact.line))),
            (None, Some(task)) => {
                let line = line_of(document, task.at.start);
                score.wrong("actions", &format!("{name}:{line} {}", source(line)));
            }
            (None, None) => {}
        }
    }
    let line = |decision: &guildbook::document::notes::Decision| line_of(document, decision.at.start);
    for (fact, decision) in pair(&facts(note, "decisions"), &document.notes.decisions, line) {
        match (fact, decision) {
            (Some(_), Some(_)) => score.found("decisions"),
            (Some(fact), None) => score.missed("decisions", &format!("{name}:{} {}", fact.line, source(fact.line))),
            (None, Some(decision)) => {
                let line = line_of(document, decision.at.start);
                score.wrong("decisions", &format!("{name}:{line} {}", source(line)));
            }
            (None, None) => {}
        }
    }
    people(document, note, name, score);
}

fn owners(document: &Document, fact: &Fact<'_>, found: &[Name], place: &str, score: &mut Score) {
    let wanted: Vec<String> = fact
        .node
        .get("owners")
        .into_iter()
        .flat_map(Node::items)
        .filter_map(Node::text)
        .map(str::to_lowercase)
        .collect();
    let called = |name: &Name| match name.who {
        Who::Attendee(who) => {
            let person = &document.notes.people[who];
            person.handle.as_ref().unwrap_or(&person.name).to_lowercase()
        }
        Who::Everybody => "all".into(),
        _ => name.written.to_lowercase(),
    };
    let found: Vec<String> = found.iter().map(called).collect();
    for name in &wanted {
        match found.contains(name) {
            true => score.found("owners"),
            false => score.missed("owners", &format!("{name} of {found:?} in {place}")),
        }
    }
    for name in found.iter().filter(|name| !wanted.contains(name)) {
        score.wrong("owners", &format!("{name} instead of {wanted:?} in {place}"));
    }
}

fn people(document: &Document, note: &Node, name: &str, score: &mut Score) {
    let listed = |name: String, handle: Option<String>| format!("{name} @{}", handle.unwrap_or_default());
    let labels = facts(note, "present");
    let wanted: Vec<String> = labels
        .iter()
        .filter(|fact| !fact.is_unsure())
        .map(|fact| listed(text(fact.node, "name").unwrap_or_default(), text(fact.node, "handle")))
        .collect();
    let unsure: Vec<String> =
        labels.iter().filter(|fact| fact.is_unsure()).filter_map(|fact| text(fact.node, "name")).collect();
    let came = document.notes.people.iter().filter(|person| person.presence == Presence::Came);
    let found: Vec<String> = came
        .filter(|person| !unsure.contains(&person.name))
        .map(|person| listed(person.name.clone(), person.handle.clone()))
        .collect();
    for person in &wanted {
        match found.contains(person) {
            true => score.found("people"),
            false => score.missed("people", &format!("{person} in {name}")),
        }
    }
    found
        .iter()
        .filter(|person| !wanted.contains(person))
        .for_each(|person| score.wrong("people", &format!("{person} in {name}")));
}

/// Each kind with the least precision and recall.
const WANTED: [(&str, f64, f64); 4] =
    [("actions", 0.9, 0.9), ("owners", 0.9, 0.9), ("decisions", 0.85, 0.85), ("people", 0.98, 0.98)];

#[test]
fn notes_of_a_council_are_read_as_careful_readers_do() {
    let Some(corpus) = corpus("openjs-cpc") else { return };
    let labels = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes/openjs-cpc.yaml")).unwrap();
    let labels = yaml::parse(&labels, 0).expect("the labels are YAML");
    let config = sessions();
    let mut score = Score::default();
    for note in labels.items() {
        let name = text(note, "note").expect("each item names its note");
        judge(&session(&corpus, &name, &config), note, &name, &mut score);
    }
    if std::env::var_os("NOTES_MISSES").is_some() {
        eprintln!("{}", table(&score));
    }
    for (kind, precision, recall) in WANTED {
        let count = score.counts[kind];
        assert!(count.precision() >= precision && count.recall() >= recall, "{kind}\n{}", table(&score));
    }
}

fn table(score: &Score) -> String {
    let mut out =
        format!("{:<10} {:>5} {:>6} {:>5} {:>9} {:>6}\n", "", "found", "missed", "wrong", "precision", "recall");
    for (kind, count) in &score.counts {
        let (precision, recall) = (count.precision(), count.recall());
        let _ = writeln!(
            out,
            "{kind:<10} {:>5} {:>6} {:>5} {precision:>9.3} {recall:>6.3}",
            count.found, count.missed, count.wrong
        );
    }
    score.misses.iter().for_each(|(kind, misses)| out.push_str(&format!("{kind}\n{misses}")));
    out
}

#[test]
fn no_item_of_a_checklist_is_an_action() {
    let Some(corpus) = corpus("nhs-rap-cop") else { return };
    let config = sessions();
    let mut n_items = 0;
    for note in markdown_files(&corpus) {
        let note = note.strip_prefix(&corpus).unwrap().to_str().unwrap().to_owned();
        let document = session(&corpus, &note, &config);
        n_items += document
            .text
            .lines()
            .filter(|line| line.trim_start().starts_with("- [ ]") || line.trim_start().starts_with("* [ ]"))
            .count();
        let tasks: Vec<&str> = document.notes.tasks.iter().map(|task| task.words.value.as_str()).collect();
        assert!(tasks.is_empty(), "{note}: {tasks:?}");
    }
    assert!(n_items > 150, "the checklists are there: {n_items}");
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => files.extend(markdown_files(&path)),
            path if path.extension().is_some_and(|end| end == "md") => files.push(path),
            _ => {}
        }
    }
    files.sort();
    files
}
