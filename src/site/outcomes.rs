//! What came of sessions, as pages show it: actions, decisions, thanks.

use super::Site;
use super::cards::{date_view, day_view};
use super::view::{DateView, LinkView, NameView};
use crate::community::EntryId;
use crate::derive::{Action, Decision, Owner, Settled, Someone, Thanks};
use crate::document::notes::{Name, Remark};
use crate::document::role::Role;
use jiff::civil::Date;
use serde::Serialize;

/// What somebody said they would do.
#[derive(Clone, Debug, Serialize)]
pub struct ActionView {
    /// What is to be done.
    pub words: String,
    /// Its place in the notes, from the root.
    pub path: String,
    /// `late`, `open`, `done`, `dropped` or `carried_on`.
    pub state: &'static str,
    /// Who does it; empty where nobody is named.
    pub owners: Vec<NameView>,
    /// The day by which.
    pub due: Option<DateView>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The later session whose notes tell of it.
    pub told_in: Option<SourceView>,
    /// The session.
    pub session: SourceView,
}

/// What was settled.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionView {
    /// What was decided.
    pub words: String,
    /// Its place in the notes, from the root.
    pub path: String,
    /// What it was about: the heading above it; empty if there is none.
    pub topic: String,
    /// What it replaces.
    pub replaces: Vec<SettledView>,
    /// What replaced it.
    pub replaced_by: Vec<SettledView>,
    /// The themes of the session.
    pub themes: Vec<NameView>,
    /// The session.
    pub session: SourceView,
}

/// Another decision.
#[derive(Clone, Debug, Serialize)]
pub struct SettledView {
    /// What was decided, or the title of the page where it is settled.
    pub words: String,
    /// Its place, from the root.
    pub path: String,
    /// The day of the session.
    pub date: Option<DateView>,
}

/// The session from which something comes.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Its title, without its day.
    pub title: String,
    /// Its page, from the root.
    pub path: String,
    /// Its day.
    pub date: Option<DateView>,
}

/// What somebody was thanked for.
#[derive(Clone, Debug, Serialize)]
pub struct ThanksView {
    /// The words of the notes.
    pub words: String,
    /// The session.
    pub session: SourceView,
}

impl Site {
    pub(super) fn source_view(&self, id: EntryId) -> SourceView {
        let entry = self.community.entry(id);
        SourceView {
            title: without_day(&entry.document.title, entry.document.date.map(|moment| moment.date)),
            path: entry.address.href(self.config.urls),
            date: entry.document.date.map(date_view),
        }
    }

    pub(super) fn action_view(&self, action: &Action) -> ActionView {
        let told = action.told(&self.community);
        let session = self.source_view(action.session);
        ActionView {
            words: told.words.value.clone(),
            path: format!("{}#{}", session.path, action_anchor(action.number)),
            state: action.state.word(),
            owners: action.owners.iter().map(|owner| self.owner_name(owner)).collect(),
            due: told.due.as_ref().map(|due| day_view(due.value)),
            outcome: action.outcome.clone(),
            told_in: action.told_in.map(|id| self.source_view(id)),
            session,
        }
    }

    /// The actions at these places.
    pub(super) fn action_views(&self, places: impl IntoIterator<Item = usize>) -> Vec<ActionView> {
        places.into_iter().map(|place| self.action_view(&self.derived.actions.all[place])).collect()
    }

    /// Who does something. Everybody is a word of the interface.
    pub fn owner_name(&self, owner: &Owner) -> NameView {
        match owner {
            Owner::Person(someone) => self.someone(*someone),
            Owner::Everybody => NameView::words(self.strings().say("actions.everybody")),
            Owner::Called(name) => NameView::words(name),
        }
    }

    /// The page of somebody, from the root; guests have none.
    pub fn someone_path(&self, someone: Someone) -> Option<String> {
        self.someone(someone).path
    }

    /// Where something is settled, from the root.
    pub fn settled_path(&self, settled: Settled) -> String {
        self.settled_view(settled).path
    }

    fn someone(&self, someone: Someone) -> NameView {
        match someone {
            Someone::Member(id) => self.name_of(id),
            Someone::Guest(_) => NameView::words(self.derived.people.name_of(&self.community, someone)),
        }
    }

    pub(super) fn decision_view(&self, decision: &Decision) -> DecisionView {
        let told = decision.told(&self.community);
        let session = self.source_view(decision.session);
        let settled = |all: &[Settled]| all.iter().map(|one| self.settled_view(*one)).collect();
        DecisionView {
            words: told.words.value.clone(),
            path: format!("{}#{}", session.path, decision_anchor(decision.number)),
            topic: told.topic.as_ref().map(|topic| topic.value.clone()).unwrap_or_default(),
            replaces: settled(&decision.replaces),
            replaced_by: settled(&decision.replaced_by),
            themes: self.names(decision.session, Role::Theme),
            session,
        }
    }

    /// The decisions at these places.
    pub(super) fn decision_views(&self, places: impl IntoIterator<Item = usize>) -> Vec<DecisionView> {
        places.into_iter().map(|place| self.decision_view(&self.derived.decisions.all[place])).collect()
    }

    fn settled_view(&self, settled: Settled) -> SettledView {
        let source = self.source_view(settled.entry);
        match settled.decision.map(|place| &self.derived.decisions.all[place]) {
            Some(decision) => SettledView {
                words: decision.told(&self.community).words.value.clone(),
                path: format!("{}#{}", source.path, decision_anchor(decision.number)),
                date: source.date,
            },
            None => SettledView { words: source.title, path: source.path, date: source.date },
        }
    }

    pub(super) fn thanks_view(&self, thanks: &Thanks) -> ThanksView {
        ThanksView {
            words: without_name(thanks.told(&self.community)).to_owned(),
            session: self.source_view(thanks.session),
        }
    }

    /// Pages of actions and of decisions, where the site has any.
    pub(super) fn register_links(&self) -> Vec<(&'static str, LinkView)> {
        let has =
            [("actions", !self.derived.actions.all.is_empty()), ("decisions", !self.derived.decisions.all.is_empty())];
        let link = |name: &'static str| {
            let path = super::lists::Register::home(name).address(self).href(self.config.urls);
            (name, LinkView { title: self.strings().say(&format!("{name}.title")).to_owned(), path })
        };
        let has_page = |name: &&str| self.page_at(name).is_some_and(|page| page.is_register());
        has.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).filter(has_page).map(link).collect()
    }
}

/// A title that ends with the day of its session, which is told beside it, without that; a day alone stays.
fn without_day(title: &str, day: Option<Date>) -> String {
    let rest = day.and_then(|day| title.strip_suffix(&day.to_string()));
    let rest = rest.map(|rest| rest.trim_end_matches([' ', '-', '–', '—', ':', ',', '·']));
    rest.filter(|rest| rest.contains(char::is_alphabetic)).unwrap_or(title).to_owned()
}

/// What somebody was thanked for, where the name comes first: the page says who that is.
fn without_name(remark: &Remark) -> &str {
    let words = remark.words.value.as_str();
    let after = |name: &Name| words.trim_start_matches('@').strip_prefix(name.written.as_str());
    let rest =
        remark.people.first().and_then(after).map(|rest| rest.trim_start_matches([',', ':', ' ', '–', '—', '-']));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(words)
}

/// The anchor of the nth action of a session.
pub(super) fn action_anchor(number: usize) -> String {
    format!("Gb-action-{number}")
}

/// The anchor of the nth decision of a session.
pub(super) fn decision_anchor(number: usize) -> String {
    format!("Gb-decision-{number}")
}
