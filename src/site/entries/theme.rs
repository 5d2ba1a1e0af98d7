//! What a theme shows.

use super::Shown;
use crate::derive::Hub;
use crate::document::kinds::ThemeFields;
use crate::document::role::Role;
use crate::kind::Kind;
use crate::site::cards::day_view;
use crate::site::lists::{N_ON_THEME, Of, Register, Relation, What};
use crate::site::outcomes::{ActionView, DecisionView};
use crate::site::view::{CardView, DateView, EntryView, Frame, NameView, WeaveView};
use serde::Serialize;

/// So many actions and decisions are shown.
const N_OUTCOMES: usize = 5;

/// A theme.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// How far it has come, in a word.
    pub stage: Option<&'static str>,
    /// Who keeps it.
    pub stewards: Vec<NameView>,
    /// Who proposed it.
    pub proposed_by: Vec<NameView>,
    /// The theme it is a part of.
    pub parent: Vec<NameView>,
    /// Its sessions as a drawing.
    pub weave: Option<WeaveView>,
    /// Its first parts.
    pub parts: Vec<CardView>,
    /// The newest sessions about it.
    pub sessions: Vec<CardView>,
    /// Templates for it.
    pub templates: Vec<CardView>,
    /// Who knows about it, with why they are here; who offers something comes first.
    pub members: Vec<CardView>,
    /// Stories about it, newest first.
    pub stories: Vec<CardView>,
    /// Questions about it, those without an answer first.
    pub questions: Vec<CardView>,
    /// What is outside about it.
    pub resources: Vec<CardView>,
    /// Groups that work on it.
    pub groups: Vec<CardView>,
    /// What else is about it.
    pub pages: Vec<CardView>,
    /// Themes that share most sessions and templates with it.
    pub related: Vec<CardView>,
    /// The last day on which something happened.
    pub last: Option<DateView>,
    /// Whether it had no session for a long time, and none is planned.
    pub is_dormant: bool,
    /// Where a session about it is begun, if there was none: a page of the code host.
    pub add_session: Option<String>,
    /// Where a template for it is begun, if there is none.
    pub add_template: Option<String>,
    /// What its sessions left to do; of much the newest.
    pub actions: Vec<ActionView>,
    /// The page of all of it, from the root, where there is any.
    pub actions_path: Option<String>,
    /// What its sessions decided; of much the newest.
    pub decisions: Vec<DecisionView>,
    /// The page of all of it, from the root, where there is any.
    pub decisions_path: Option<String>,
    /// How many there are of what it gathers, by the names of these lists.
    pub counts: Counts,
}

/// How many entries a theme gathers.
#[derive(Clone, Debug, Serialize)]
pub struct Counts {
    /// Sessions.
    pub sessions: usize,
    /// Templates.
    pub templates: usize,
    /// People who know about it.
    pub members: usize,
    /// Stories.
    pub stories: usize,
    /// Questions.
    pub questions: usize,
    /// Resources.
    pub resources: usize,
    /// Groups.
    pub groups: usize,
    /// Everything else.
    pub pages: usize,
    /// What is still to be done.
    pub actions: usize,
    /// Decisions.
    pub decisions: usize,
}

impl Shown<'_> {
    pub(super) fn theme(self, fields: &ThemeFields) -> ThemeView {
        let (site, hub) = (self.site, &self.site.derived.hubs[&self.id]);
        let first = |kind: Kind| site.first_related(self.id, Relation::Gathered(kind));
        let people = hub.people.iter().take(N_ON_THEME);
        let register = |what: What| Register { what, of: Of::Theme(self.id) };
        let (actions, decisions) = (register(What::Pending).items(site), register(What::Decisions).items(site));
        let has_actions = !actions.is_empty() || !register(What::Past).items(site).is_empty();
        ThemeView {
            stage: fields.stage.map(|stage| stage.word()),
            stewards: self.names(Role::Steward),
            proposed_by: self.names(Role::ProposedBy),
            parent: self.names(Role::Parent),
            weave: site.weave(&hub.sessions, site.derived.of_kind(Kind::Session)),
            parts: site.told_cards(&first(Kind::Theme)),
            sessions: site.told_cards(&first(Kind::Session)),
            templates: site.told_cards(&first(Kind::Template)),
            members: people.map(|person| site.person_card(person)).collect(),
            stories: site.told_cards(&first(Kind::Story)),
            questions: site.told_cards(&first(Kind::Question)),
            resources: site.told_cards(&first(Kind::Resource)),
            groups: site.told_cards(&first(Kind::Group)),
            pages: site.cards(&first(Kind::Page)),
            related: site.brief_cards(&hub.related),
            last: hub.last.map(day_view),
            is_dormant: hub.is_dormant,
            add_session: site.add_href(Kind::Session).filter(|_| hub.sessions.is_empty()),
            add_template: site.add_href(Kind::Template).filter(|_| hub.templates.is_empty()),
            counts: Counts::of(hub, actions.len(), decisions.len()),
            actions_path: has_actions.then(|| site.register_path(register(What::Pending))),
            decisions_path: (!decisions.is_empty()).then(|| site.register_path(register(What::Decisions))),
            actions: site.action_views(actions.into_iter().take(N_OUTCOMES)),
            decisions: site.decision_views(decisions.into_iter().take(N_OUTCOMES)),
            page: self.page,
            entry: self.entry,
        }
    }
}

impl Counts {
    fn of(hub: &Hub, actions: usize, decisions: usize) -> Counts {
        Counts {
            sessions: hub.sessions.len(),
            templates: hub.templates.len(),
            members: hub.people.len(),
            stories: hub.stories.len(),
            questions: hub.questions.len(),
            resources: hub.resources.len(),
            groups: hub.groups.len(),
            pages: hub.pages.len(),
            actions,
            decisions,
        }
    }
}
