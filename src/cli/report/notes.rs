//! What notes say: who promised what, what was decided, who came.

use super::{Made, printable, value};
use crate::community::{Entry, EntryId};
use crate::derive::{self, Action, Decision, Present, State};
use crate::diagnostic::report::Texts;
use crate::kind::Kind;
use crate::site::Site;
use serde::Serialize;
use std::collections::BTreeMap;

/// Where something stands.
#[derive(Serialize)]
struct Source {
    session: String,
    date: String,
    file: String,
    line: usize,
}

impl Source {
    fn of(site: &Site, texts: &Texts, id: EntryId, at: usize) -> Source {
        let entry = site.community.entry(id);
        Source {
            session: entry.document.title.clone(),
            date: day(entry),
            file: site.config.on_disk(&entry.document.path).to_string(),
            line: texts.position(&entry.document.path, at).0,
        }
    }

    fn place(&self) -> String {
        format!("{}:{}", printable(&self.file), self.line)
    }
}

fn day(entry: &Entry) -> String {
    entry.document.date.map_or_else(String::new, |moment| moment.date.to_string())
}

#[derive(Serialize)]
struct ActionRow {
    state: &'static str,
    text: String,
    owners: Vec<String>,
    due: String,
    outcome: String,
    #[serde(flatten)]
    source: Source,
}

/// Every action, those that are late first, then the open ones.
pub(super) fn actions(site: &Site) -> Made {
    let mut all: Vec<&Action> = site.derived.actions.all.iter().collect();
    all.sort_by_key(|action| action.state);
    let texts = site.community.texts_of(site.derived.of_kind(Kind::Session));
    let rows: Vec<(State, ActionRow)> =
        all.into_iter().map(|action| (action.state, action_row(site, &texts, action))).collect();
    let cells = |(_, row): &(State, ActionRow)| {
        let source = &row.source;
        let line = source.line.to_string();
        let told =
            [row.state.to_owned(), row.text.clone(), row.owners.join("; "), row.due.clone(), row.outcome.clone()];
        told.into_iter().chain([source.session.clone(), source.date.clone(), source.file.clone(), line]).collect()
    };
    Made {
        text: text_of_actions(&rows),
        columns: &["state", "action", "owners", "due", "outcome", "session", "date", "file", "line"],
        table: rows.iter().map(cells).collect(),
        rows: rows.iter().map(|(_, row)| value(row)).collect(),
    }
}

fn action_row(site: &Site, texts: &Texts, action: &Action) -> ActionRow {
    let told = action.told(&site.community);
    ActionRow {
        state: action.state.word(),
        text: told.words.value.clone(),
        owners: action.owners.iter().map(|owner| site.owner_name(owner).name).collect(),
        due: told.due.as_ref().map_or_else(String::new, |due| due.value.to_string()),
        outcome: action.outcome.clone().unwrap_or_default(),
        source: Source::of(site, texts, action.session, told.at.start),
    }
}

fn text_of_actions(rows: &[(State, ActionRow)]) -> String {
    let mut out = String::new();
    for section in rows.chunk_by(|a, b| a.0 == b.0) {
        let gap = if out.is_empty() { "" } else { "\n" };
        out += &format!("{gap}{} ({})\n", heading(section[0].0), section.len());
        for (_, row) in section {
            let owners = if row.owners.is_empty() { "nobody yet".into() } else { row.owners.join(", ") };
            let due = if row.due.is_empty() { String::new() } else { format!(", due {}", row.due) };
            let outcome = if row.outcome.is_empty() { String::new() } else { format!(" → {}", row.outcome) };
            let line = format!("{} ({owners}{due}){outcome}", row.text);
            out += &format!("  {}\n    {}\n", printable(&line), row.source.place());
        }
    }
    out
}

fn heading(state: State) -> &'static str {
    match state {
        State::Late => "Late",
        State::Open => "Open",
        State::Done => "Done",
        State::Dropped => "Dropped",
        State::CarriedOn => "Carried on in a later session",
    }
}

#[derive(Serialize)]
struct DecisionRow {
    text: String,
    topic: String,
    replaced_by: Vec<String>,
    #[serde(flatten)]
    source: Source,
}

/// Every decision, the newest first.
pub(super) fn decisions(site: &Site) -> Made {
    let texts = site.community.texts_of(site.derived.of_kind(Kind::Session));
    let all = site.derived.decisions.all.iter();
    let rows: Vec<DecisionRow> = all.map(|one| decision_row(site, &texts, one)).collect();
    let cells = |row: &DecisionRow| {
        let source = &row.source;
        let told = [source.date.clone(), row.text.clone(), row.topic.clone(), row.replaced_by.join("; ")];
        told.into_iter().chain([source.session.clone(), source.file.clone(), source.line.to_string()]).collect()
    };
    let line = |row: &DecisionRow| {
        let replaced = if row.replaced_by.is_empty() { "" } else { " (replaced)" };
        let told = format!("{}  {}{replaced}", row.source.date, row.text);
        format!("{}\n    {}\n", printable(&told), row.source.place())
    };
    Made {
        text: rows.iter().map(line).collect(),
        columns: &["date", "decision", "topic", "replaced_by", "session", "file", "line"],
        table: rows.iter().map(cells).collect(),
        rows: rows.iter().map(value).collect(),
    }
}

fn decision_row(site: &Site, texts: &Texts, decision: &Decision) -> DecisionRow {
    let told = decision.told(&site.community);
    DecisionRow {
        text: told.words.value.clone(),
        topic: told.topic.as_ref().map(|topic| topic.value.clone()).unwrap_or_default(),
        replaced_by: decision.replaced_by.iter().map(|other| site.settled_path(*other)).collect(),
        source: Source::of(site, texts, decision.session, told.at.start),
    }
}

#[derive(Serialize)]
struct PresenceRow {
    name: String,
    handle: String,
    organisation: String,
    came: bool,
    session: String,
    date: String,
    file: String,
}

/// Who came to which session and who sent regrets, the newest session first; for people how often each came.
pub(super) fn attendance(site: &Site) -> Made {
    let sessions = site.derived.of_kind(Kind::Session).iter();
    let rows: Vec<PresenceRow> = sessions.flat_map(|id| presence_rows(site, *id)).collect();
    let cells = |row: &PresenceRow| {
        let came = if row.came { "came" } else { "regrets" }.to_owned();
        let person = [row.name.clone(), row.handle.clone(), row.organisation.clone(), came];
        person.into_iter().chain([row.session.clone(), row.date.clone(), row.file.clone()]).collect()
    };
    Made {
        text: text_of_attendance(&rows),
        columns: &["name", "handle", "organisation", "presence", "session", "date", "file"],
        table: rows.iter().map(cells).collect(),
        rows: rows.iter().map(value).collect(),
    }
}

fn presence_rows(site: &Site, id: EntryId) -> Vec<PresenceRow> {
    let entry = site.community.entry(id);
    let people = &site.derived.people;
    let name = |present: &Present| match present.who {
        Some(who) => people.name_of(&site.community, who).to_owned(),
        None => present.name.clone(),
    };
    let row = |present: Present| PresenceRow {
        name: name(&present),
        handle: present.handle.unwrap_or_default(),
        organisation: present.organisation.unwrap_or_default(),
        came: present.came,
        session: entry.document.title.clone(),
        date: day(entry),
        file: site.config.on_disk(&entry.document.path).to_string(),
    };
    derive::attendance(&site.community, people, id).into_iter().map(row).collect()
}

/// How often somebody came, the first and the last day of it.
fn text_of_attendance(rows: &[PresenceRow]) -> String {
    let mut people: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.came) {
        people.entry(&row.name).or_default().push(&row.date);
    }
    let mut people: Vec<(&str, Vec<&str>)> = people.into_iter().collect();
    people.sort_by_key(|(name, days)| (std::cmp::Reverse(days.len()), *name));
    let line = |(name, days): &(&str, Vec<&str>)| {
        let told = days.iter().filter(|day| !day.is_empty());
        let (first, last) = (told.clone().min().unwrap_or(&""), told.max().unwrap_or(&""));
        let when = if first == last { (*last).to_owned() } else { format!("{first} to {last}") };
        format!("{:>5}  {}  {when}\n", days.len(), printable(name))
    };
    people.iter().map(line).collect()
}
