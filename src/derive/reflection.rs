//! Sessions that do not come back to what the one before left to do.
//!
//! Only the newest session of each series is asked: nobody goes back to write in old notes.

use super::Derived;
use crate::community::{Community, Entry, EntryId};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::document::notes::About;
use crate::kind::Kind;

/// An advice for each series whose newest session leaves open what the one before did.
pub fn findings(community: &Community, derived: &Derived) -> Vec<Diagnostic> {
    let sessions = derived.of_kind(Kind::Session).iter();
    let newest = sessions.filter(|id| derived.held.contains(id) && is_newest(derived, **id));
    newest.filter_map(|id| finding(community, derived, *id)).collect()
}

fn is_newest(derived: &Derived, id: EntryId) -> bool {
    let next = derived.in_series.get(&id).and_then(|place| place.next);
    next.is_none_or(|next| !derived.held.contains(&next))
}

fn finding(community: &Community, derived: &Derived, id: EntryId) -> Option<Diagnostic> {
    let entry = community.entry(id);
    let before = derived.session_before(id)?;
    let n_open = derived.actions.of_session(before).iter().filter(|action| action.state.is_pending()).count();
    if n_open == 0 || entry.n_shown() == 0 || comes_back(entry) {
        return None;
    }
    let title = &community.entry(before).document.title;
    let message = match n_open {
        1 => format!("an action of `{title}` is still open, and these notes do not come back to it"),
        n => format!("{n} actions of `{title}` are still open, and these notes do not come back to them"),
    };
    let finding = Diagnostic::new(Code::NoReflection, Span::file(&entry.document.path), message);
    Some(finding.help("add a heading `## Since last time` that says what came of what was promised"))
}

/// Whether the notes tell of earlier actions, or look back.
fn comes_back(entry: &Entry) -> bool {
    let sections = entry.document.notes.sections.iter().filter(|section| !entry.hides(section.at.start));
    let mut abouts = sections.map(|section| section.about);
    abouts.any(|about| matches!(about, About::Review | About::Reflection))
        || entry.document.notes.tasks.iter().any(|task| task.is_review && !entry.hides(task.at.start))
}
