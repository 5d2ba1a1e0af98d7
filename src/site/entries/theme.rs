//! What a theme shows.

use super::Shown;
use crate::derive::Hub;
use crate::document::kinds::ThemeFields;
use crate::document::role::Role;
use crate::kind::Kind;
use crate::site::cards::day_view;
use crate::site::lists::{N_ON_THEME, Relation};
use crate::site::view::{CardView, DateView, EntryView, Frame, NameView, WeaveView};
use serde::Serialize;

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
}

impl Shown<'_> {
    pub(super) fn theme(self, fields: &ThemeFields) -> ThemeView {
        let (site, hub) = (self.site, &self.site.derived.hubs[&self.id]);
        let first = |kind: Kind| site.first_related(self.id, Relation::Gathered(kind));
        let people = hub.people.iter().take(N_ON_THEME);
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
            counts: Counts::of(hub),
            page: self.page,
            entry: self.entry,
        }
    }
}

impl Counts {
    fn of(hub: &Hub) -> Counts {
        Counts {
            sessions: hub.sessions.len(),
            templates: hub.templates.len(),
            members: hub.people.len(),
            stories: hub.stories.len(),
            questions: hub.questions.len(),
            resources: hub.resources.len(),
            groups: hub.groups.len(),
            pages: hub.pages.len(),
        }
    }
}
