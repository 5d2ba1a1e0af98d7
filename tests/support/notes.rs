//! What notes say, one fact a line.

use guildbook::document::Document;
use guildbook::document::notes::{Attendee, Decision, Name, Part, Presence, Remark, Section, Task, TaskState, Who};
use std::fmt::Write;

/// Every fact of the notes of a document, in the order of the file.
pub fn print(document: &Document) -> String {
    let notes = &document.notes;
    let mut facts: Vec<(usize, usize, String)> = Vec::new();
    facts.extend(notes.sections.iter().map(|section| (section.at.start, 0, of_section(document, section))));
    facts.extend(notes.people.iter().map(|person| (person.at.start, 1, of_person(document, person))));
    facts.extend(notes.tasks.iter().map(|task| (task.at.start, 2, of_task(document, task))));
    facts.extend(notes.decisions.iter().map(|decision| (decision.at.start, 3, of_decision(document, decision))));
    facts.extend(notes.remarks.iter().map(|remark| (remark.at.start, 4, of_remark(document, remark))));
    facts.sort();
    facts.into_iter().map(|(_, _, fact)| fact + "\n").collect()
}

fn place(document: &Document, at: usize) -> String {
    let before = &document.text[..at];
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{}:{column}", before.matches('\n').count() + 1)
}

fn of_section(document: &Document, section: &Section) -> String {
    let last = document.text[..section.content.end].trim_end().matches('\n').count() + 1;
    format!("section {} {:?} to {last}", place(document, section.at.start), section.about)
}

fn of_person(document: &Document, person: &Attendee) -> String {
    let presence = if person.presence == Presence::Came { "came" } else { "away" };
    let mut out = format!("{presence} {} {}", place(document, person.at.start), person.name);
    let mut add = |word: String| {
        let _ = write!(out, " {word}");
    };
    person.handle.iter().for_each(|handle| add(format!("@{handle}")));
    person.initials.iter().for_each(|initials| add(format!("[{initials}]")));
    person.organisation.iter().for_each(|organisation| add(format!("of {organisation}")));
    person.parts.iter().for_each(|part| add(of_part(*part).to_owned()));
    out
}

fn of_part(part: Part) -> &'static str {
    match part {
        Part::Facilitator => "facilitator",
        Part::Presenter => "presenter",
        Part::Host => "host",
        Part::NotesBy => "notes_by",
        Part::Observer => "observer",
        Part::Guest => "guest",
    }
}

fn of_task(document: &Document, task: &Task) -> String {
    let state = match task.state {
        TaskState::Open => "open",
        TaskState::Done => "done",
        TaskState::Dropped => "dropped",
    };
    let kind = if task.is_review { "review" } else { "action" };
    let mut out = format!("{kind} {} {state} \"{}\"", place(document, task.at.start), task.words.value);
    for name in &task.owners {
        let _ = write!(out, " {}", of_name(document, name));
    }
    if let Some(due) = &task.due {
        let _ = write!(out, " due {}", due.value);
    }
    if let Some(outcome) = &task.outcome {
        let _ = write!(out, " → {}", outcome.value);
    }
    if let Some(topic) = &task.topic {
        let _ = write!(out, " in \"{}\"", topic.value);
    }
    out
}

fn of_name(document: &Document, name: &Name) -> String {
    match name.who {
        Who::Attendee(who) => {
            let person = &document.notes.people[who];
            person.handle.as_ref().map_or_else(|| format!("={}", person.name), |handle| format!("=@{handle}"))
        }
        Who::Handle => format!("@{}", name.written),
        Who::Everybody => "everybody".into(),
        Who::Called => format!("?{}", name.written),
    }
}

fn of_decision(document: &Document, decision: &Decision) -> String {
    let mut out = format!("decision {} \"{}\"", place(document, decision.at.start), decision.words.value);
    if let Some(topic) = &decision.topic {
        let _ = write!(out, " in \"{}\"", topic.value);
    }
    for at in &decision.replaces {
        let _ = write!(out, " replaces {}", place(document, *at));
    }
    for at in &decision.replaced_by {
        let _ = write!(out, " replaced by {}", place(document, *at));
    }
    out
}

fn of_remark(document: &Document, remark: &Remark) -> String {
    let about = format!("{:?}", remark.about).to_lowercase();
    let mut out = format!("{about} {} \"{}\"", place(document, remark.at.start), remark.words.value);
    for name in &remark.people {
        let _ = write!(out, " {}", of_name(document, name));
    }
    out
}
