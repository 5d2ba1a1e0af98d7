//! What notes say, one fact a line.

use guildbook::document::Document;
use guildbook::document::notes::{Attendee, Decision, Name, Part, Presence, Remark, Section, Task, TaskState, Who};

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
    let mut add = |word: String| out.push_str(&format!(" {word}"));
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
    task.owners.iter().for_each(|name| out.push_str(&format!(" {}", of_name(document, name))));
    task.due.iter().for_each(|due| out.push_str(&format!(" due {}", due.value)));
    task.outcome.iter().for_each(|outcome| out.push_str(&format!(" → {}", outcome.value)));
    task.topic.iter().for_each(|topic| out.push_str(&format!(" in \"{}\"", topic.value)));
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
    decision.topic.iter().for_each(|topic| out.push_str(&format!(" in \"{}\"", topic.value)));
    decision.replaces.iter().for_each(|at| out.push_str(&format!(" replaces {}", place(document, *at))));
    decision.replaced_by.iter().for_each(|at| out.push_str(&format!(" replaced by {}", place(document, *at))));
    out
}

fn of_remark(document: &Document, remark: &Remark) -> String {
    let about = format!("{:?}", remark.about).to_lowercase();
    let mut out = format!("{about} {} \"{}\"", place(document, remark.at.start), remark.words.value);
    remark.people.iter().for_each(|name| out.push_str(&format!(" {}", of_name(document, name))));
    out
}
