//! The view of one entry, by its kind.

use super::cards::date_view;
use super::view::{EntryView, Frame, MemberView, NameView, PageView, SessionView, TemplateView, ThemeView, View};
use super::{Page, Site};
use crate::community::EntryId;
use crate::document::Fields;
use crate::document::fields::TitledLink;
use crate::document::kinds::{MemberFields, PageFields, SessionFields, TemplateFields, ThemeFields};
use crate::document::role::Role;
use crate::kind::Kind;
use jiff::civil::Time;

/// One entry on its way into a view.
struct Shown<'a> {
    site: &'a Site,
    id: EntryId,
    page: Frame,
    entry: EntryView,
}

pub(super) fn view(site: &Site, page: &Page, id: EntryId) -> View {
    let document = &site.community.entry(id).document;
    let mut frame = site.frame(page, &document.title, document.summary.as_deref().unwrap_or_default());
    frame.has_code = site.community.entry(id).has_code() && site.config.markdown.highlight;
    frame.language = document.common.lang.clone().unwrap_or(frame.language);
    let entry = site.entry_view(id, &frame.root);
    let shown = Shown { site, id, page: frame, entry };
    match &document.fields {
        Fields::Theme(fields) => View::Theme(shown.theme(fields)),
        Fields::Session(fields) => View::Session(shown.session(fields)),
        Fields::Member(fields) => View::Member(shown.member(fields)),
        Fields::Template(fields) => View::Template(shown.template(fields)),
        Fields::Page(fields) => View::Page(shown.page(fields)),
    }
}

impl Shown<'_> {
    fn names(&self, role: Role) -> Vec<NameView> {
        self.site.names(self.id, role)
    }

    fn theme(self, fields: &ThemeFields) -> ThemeView {
        let hub = &self.site.derived.hubs[&self.id];
        ThemeView {
            stage: fields.stage.map(|stage| stage.word()),
            stewards: self.names(Role::Steward),
            proposed_by: self.names(Role::ProposedBy),
            parent: self.names(Role::Parent),
            parts: self.site.cards(&hub.parts),
            sessions: self.site.cards(&hub.sessions),
            templates: self.site.cards(&hub.templates),
            members: self.site.cards(&hub.members),
            pages: self.site.cards(&hub.pages),
            page: self.page,
            entry: self.entry,
        }
    }

    fn session(self, fields: &SessionFields) -> SessionView {
        let neighbours = self.site.derived.neighbours.get(&self.id).copied().unwrap_or_default();
        let date = self.site.community.entry(self.id).document.date;
        let start = fields.start.or(date.and_then(|moment| moment.time));
        SessionView {
            why: fields.why.clone(),
            time: start.map(|start| time_text(start, fields.end)),
            timezone: fields.timezone.clone().unwrap_or_else(|| self.site.config.timezone.clone()),
            minutes: fields.duration.map(|minutes| minutes.0),
            place: fields.place.clone(),
            url: fields.url.as_ref().map(|url| url.0.clone()),
            mode: fields.mode.map(|mode| mode.word()),
            series: fields.series.clone(),
            group: fields.group.clone(),
            status: fields.status.map(|status| status.word()),
            access: fields.access.clone(),
            recording: fields.recording.as_ref().map(|url| url.0.clone()),
            transcript: self.names(Role::Attachment),
            facilitators: self.names(Role::Facilitator),
            presenters: self.names(Role::Presenter),
            host: self.names(Role::Host),
            notes_by: self.names(Role::NotesBy),
            attendees: self.names(Role::Attendee),
            regrets: self.names(Role::Regret),
            guests: self.names(Role::Guest),
            templates: self.names(Role::TemplateUsed),
            previous: neighbours.previous.map(|id| self.site.card(id)),
            next: neighbours.next.map(|id| self.site.card(id)),
            page: self.page,
            entry: self.entry,
        }
    }

    fn member(self, fields: &MemberFields) -> MemberView {
        let came_in = |roles: &[Role]| self.site.derived.incoming_as(self.id, roles);
        let wrote = came_in(&[Role::Author]);
        MemberView {
            pronouns: fields.pronouns.clone(),
            organisation: fields.organisation.clone(),
            sector: fields.sector.clone(),
            role: fields.role.clone(),
            location: fields.location.clone(),
            languages: fields.languages.clone().unwrap_or_default(),
            joined: fields.joined.map(date_view),
            involvement: fields.involvement.map(|involvement| involvement.word()),
            avatar: self.site.file(self.id, Role::Picture),
            expertise: self.names(Role::Expertise),
            offers: fields.offers.clone().unwrap_or_default(),
            asks: fields.asks.clone().unwrap_or_default(),
            links: fields.links.iter().flatten().map(link_view).collect(),
            keeps: self.site.brief_cards(&came_in(&[Role::Steward])),
            led: self.site.brief_cards(&self.sessions_newest_first(&[Role::Facilitator, Role::Presenter])),
            attended: self.site.brief_cards(&self.attended()),
            wrote: self.site.brief_cards(&wrote),
            page: self.page,
            entry: self.entry,
        }
    }

    /// Somebody can only have come to what took place.
    fn attended(&self) -> Vec<EntryId> {
        let mut ids = self.sessions_newest_first(&[Role::Attendee]);
        ids.retain(|id| self.site.derived.held.contains(id));
        ids
    }

    fn sessions_newest_first(&self, roles: &[Role]) -> Vec<EntryId> {
        let mut ids = self.site.derived.incoming_as(self.id, roles);
        ids.retain(|id| self.site.is_of_kind(*id, Kind::Session));
        ids.sort_by_key(|id| (std::cmp::Reverse(self.site.community.entry(*id).document.date), *id));
        ids
    }

    fn template(self, fields: &TemplateFields) -> TemplateView {
        let derived = &self.site.derived;
        TemplateView {
            version: fields.version.clone(),
            licence: fields.licence.clone(),
            status: fields.status.map(|status| status.word()),
            adapted_from: self.origins(),
            adaptations: self.site.brief_cards(&derived.incoming_as(self.id, &[Role::AdaptedFrom])),
            made_in: self.names(Role::MadeIn),
            used_in: self.site.brief_cards(&self.sessions_newest_first(&[Role::TemplateUsed])),
            files: self.names(Role::Attachment),
            page: self.page,
            entry: self.entry,
        }
    }

    /// What a template was made from; for outside sources with their author.
    fn origins(&self) -> Vec<NameView> {
        let references = &self.site.community.entry(self.id).document.references;
        let author = |words: &str| {
            references.iter().find(|reference| &*reference.name == words)?.outside.as_ref()?.author.clone()
        };
        let mut names = self.names(Role::AdaptedFrom);
        for name in &mut names {
            if let Some(author) = author(&name.name) {
                name.name = format!("{} by {author}", name.name);
            }
        }
        names
    }

    fn page(self, fields: &PageFields) -> PageView {
        let entry = self.site.community.entry(self.id);
        let contents = entry.introduces().map(|address| self.site.inside(address).1).unwrap_or_default();
        PageView {
            r#type: fields.r#type.clone(),
            agreed_in: self.names(Role::AgreedIn),
            contents: self.site.cards(&contents),
            page: self.page,
            entry: self.entry,
        }
    }
}

fn time_text(start: Time, end: Option<Time>) -> String {
    let clock = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
    match end {
        Some(end) => format!("{}–{}", clock(start), clock(end)),
        None => clock(start),
    }
}

fn link_view(link: &TitledLink) -> NameView {
    NameView { name: link.title.clone(), path: None, url: Some(link.url.clone()) }
}

impl Site {
    /// What is in a folder, by its address: folders, and entries in its order.
    pub(super) fn inside(&self, address: &str) -> (Vec<String>, Vec<EntryId>) {
        let contents = self.contents.get(address);
        let mut ids = contents.map_or_else(Vec::new, |contents| contents.entries.clone());
        self.order_folder(address, &mut ids);
        let folders = contents.into_iter().flat_map(|contents| contents.folders.iter().cloned()).collect();
        (folders, ids)
    }

    /// In the order of its collection; else sessions newest first, and the rest by title.
    fn order_folder(&self, address: &str, ids: &mut [EntryId]) {
        use crate::config::Order;
        let document = |id: &EntryId| &self.community.entry(*id).document;
        let path = self.folder_path(address).unwrap_or_default();
        let order = self
            .config
            .collections
            .iter()
            .rev()
            .filter(|collection| collection.holds(path))
            .find_map(|collection| collection.order);
        let usual = if ids.iter().any(|id| document(id).kind == Kind::Session) { Order::Newest } else { Order::Title };
        ids.sort_by_cached_key(|id| (crate::derive::by_title(&document(id).title), *id));
        match order.unwrap_or(usual) {
            Order::Title => {}
            Order::Newest => ids.sort_by_key(|id| std::cmp::Reverse(document(id).date)),
            Order::Oldest => ids.sort_by_key(|id| document(id).date),
            Order::Weight => ids.sort_by_key(|id| document(id).common.weight.unwrap_or(i64::MAX)),
        }
    }
}
