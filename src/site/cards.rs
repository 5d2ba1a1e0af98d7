//! The small parts that many views share: cards, names, what the page of an entry says of it, dates.

use super::about;
use super::lists::Relation;
use super::view::{CardView, DateView, EntryView, GroupView, HeadingView, LinkView, NameView, OwnView, PictureView};
use super::{Site, prose};
use crate::community::{Entry, EntryId, Link, Person, Target};
use crate::document::Moment;
use crate::document::own::{OwnContent, OwnValue};
use crate::document::role::Role;
use crate::kind::Kind;
use crate::path::Address;
use crate::slug::fold_name;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// So many of those who changed a page are named.
const N_CONTRIBUTORS: usize = 3;

impl Site {
    pub(super) fn card(&self, id: EntryId) -> CardView {
        CardView { summary: self.summary(id).unwrap_or_default().to_owned(), ..self.brief_card(id) }
    }

    /// What an entry is about, in a sentence or two: as written, else by its first words, or by what was talked about.
    pub fn summary(&self, id: EntryId) -> Option<&str> {
        let own = self.community.entry(id).document.summary.as_deref();
        self.derived.gists.get(&id).map_or(own, |gist| Some(gist.as_str()).filter(|gist| !gist.is_empty()))
    }

    /// A card with no more than title and day.
    pub(super) fn brief_card(&self, id: EntryId) -> CardView {
        let entry = self.community.entry(id);
        let document = &entry.document;
        CardView {
            title: document.title.clone(),
            path: entry.address.href(self.config.urls),
            kind: document.kind.name(),
            summary: String::new(),
            date: document.date.map(date_view),
            is_cancelled: document.is_cancelled(),
            is_upcoming: document.session().is_some() && !self.derived.held.contains(&id) && !document.is_cancelled(),
            face: self.face(id),
            thread: document.session().map(|_| self.thread(id)),
            about: None,
        }
    }

    /// A card that also tells what its kind has to tell.
    pub(super) fn told_card(&self, id: EntryId) -> CardView {
        CardView { about: about::about(self, id), ..self.card(id) }
    }

    pub(super) fn told_cards(&self, ids: &[EntryId]) -> Vec<CardView> {
        ids.iter().map(|id| self.told_card(*id)).collect()
    }

    pub(super) fn cards(&self, ids: &[EntryId]) -> Vec<CardView> {
        ids.iter().map(|id| self.card(*id)).collect()
    }

    /// Brief cards, for lists that say where else to look.
    pub(super) fn brief_cards(&self, ids: &[EntryId]) -> Vec<CardView> {
        ids.iter().map(|id| self.brief_card(*id)).collect()
    }

    /// Entries under titles, each title where it first occurs.
    pub(super) fn under_titles(
        &self,
        ids: &[EntryId],
        title: impl Fn(EntryId) -> String,
        card: impl Fn(EntryId) -> CardView,
    ) -> Vec<GroupView> {
        let mut groups: Vec<GroupView> = Vec::new();
        for id in ids {
            let title = title(*id);
            match groups.iter_mut().rfind(|group| group.title == title) {
                Some(group) => group.cards.push(card(*id)),
                None => groups.push(GroupView { id: Site::group_id(&title), title, cards: vec![card(*id)] }),
            }
        }
        groups
    }

    /// The names that an entry's front matter, and its notes, give in one role; each person once.
    pub fn names(&self, id: EntryId, role: Role) -> Vec<NameView> {
        let mut names: Vec<NameView> = self.community.links_as(id, role).map(|link| self.name(link)).collect();
        if !self.community.entry(id).document.notes.people.is_empty() {
            let mut seen = BTreeSet::new();
            names.retain(|name| seen.insert(name.path.clone().unwrap_or_else(|| fold_name(&name.name))));
        }
        names
    }

    /// An entry by its title.
    pub(super) fn name_of(&self, id: EntryId) -> NameView {
        let entry = self.community.entry(id);
        let path = Some(entry.address.href(self.config.urls));
        NameView { name: entry.document.title.clone(), path, url: None, face: self.face(id) }
    }

    pub(super) fn name(&self, link: &Link) -> NameView {
        let name = match &link.target {
            Target::Entry { id, .. } => self.community.entry(*id).document.title.clone(),
            Target::Asset(path) => path.file_name().to_owned(),
            _ => link.words.to_string(),
        };
        let url = match &link.target {
            Target::Outside(url) => Some(url.to_string()),
            _ => None,
        };
        let face = match &link.target {
            Target::Entry { id, .. } => self.face(*id),
            _ => None,
        };
        NameView { name, path: self.path_to(&link.target), url, face }
    }

    /// The first file that an entry names in one role, from the root.
    pub fn file(&self, id: EntryId, role: Role) -> Option<String> {
        self.community.links_as(id, role).find_map(|link| self.path_to(&link.target))
    }

    fn picture(&self, id: EntryId) -> Option<PictureView> {
        let picture = |link: &Link| {
            let path = self.path_to(&link.target)?;
            let size = match &link.target {
                Target::Asset(file) => self.community.assets.get(file).and_then(|asset| asset.dimensions),
                _ => None,
            };
            Some(PictureView { path, width: size.map(|size| size.0), height: size.map(|size| size.1) })
        };
        self.community.links_as(id, Role::Picture).find_map(picture)
    }

    /// What every entry has, for a page whose way to the root is `root`.
    pub(super) fn entry_view(&self, id: EntryId, root: &str) -> EntryView {
        let entry = self.community.entry(id);
        let document = &entry.document;
        let strings = self.strings_of(entry);
        let contributors = entry.past.as_ref().map_or(&[][..], |past| &past.contributors);
        let prose = prose::render(&prose::Surroundings { site: self, strings, root }, entry);
        let contents = prose.sections.into_iter().map(|section| HeadingView {
            level: section.level,
            title: section.title,
            id: section.id,
        });
        EntryView {
            kind: document.kind.name(),
            title: document.title.clone(),
            summary: document.common.summary.clone().unwrap_or_default(),
            date: document.date.map(date_view),
            updated: entry.updated().map(date_view),
            contributors: contributors.iter().take(N_CONTRIBUTORS).map(|person| self.contributor(person)).collect(),
            n_more_contributors: contributors.len().saturating_sub(N_CONTRIBUTORS),
            edit: self.edit_href(id),
            review_by: document.common.review_by.map(date_view),
            authors: self.names(id, Role::Author),
            owner: self.names(id, Role::Owner),
            themes: self.names(id, Role::Theme),
            tags: self.tags_of(entry),
            image: self.picture(id),
            source: self.source(id),
            html: prose.html,
            contents: contents.collect(),
            own: document.own.iter().filter_map(|value| self.own_view(id, value)).collect(),
            backlinks: self.brief_cards(&self.first_related(id, Relation::Mentions)),
            rests: self.rests(id),
        }
    }

    /// Somebody who changed a file: a member, or the name that they gave themselves.
    fn contributor(&self, person: &Person) -> NameView {
        person.members.first().map_or_else(|| NameView::words(&person.name), |member| self.name_of(*member))
    }

    /// Nothing where an entry names nobody in the field, or nobody that is shown.
    fn own_view(&self, id: EntryId, value: &OwnValue) -> Option<OwnView> {
        let field = &self.config.fields[value.field];
        let (values, date, is_so) = match &value.content {
            OwnContent::Texts(texts) => (texts.iter().map(NameView::words).collect(), None, None),
            OwnContent::Address(url) => (vec![NameView { url: Some(url.clone()), ..NameView::words(url) }], None, None),
            OwnContent::Names(role) => (self.names(id, *role), None, None),
            OwnContent::Date(moment) => (Vec::new(), Some(date_view(*moment)), None),
            OwnContent::Boolean(is_so) => (Vec::new(), None, Some(*is_so)),
        };
        let says_something = !values.is_empty() || date.is_some() || is_so.is_some();
        says_something.then(|| OwnView {
            name: field.name.value.clone(),
            title: field.title.clone(),
            values,
            date,
            is_so,
        })
    }

    /// The tags of an entry, each once, with their pages.
    pub fn tags_of(&self, entry: &Entry) -> Vec<LinkView> {
        let mut tags: Vec<LinkView> = Vec::new();
        for name in entry.document.common.tags.iter().flatten() {
            let Some(slug) = crate::slug::Slug::fold(name) else { continue };
            let path = Address::Entry(format!("tags/{slug}").into()).href(self.config.urls);
            if !tags.iter().any(|tag| tag.path == path) {
                tags.push(LinkView { title: name.trim().to_owned(), path });
            }
        }
        tags
    }

    pub(super) fn is_of_kind(&self, id: EntryId, kind: Kind) -> bool {
        self.community.entry(id).document.kind == kind
    }
}

pub(super) fn date_view(moment: Moment) -> DateView {
    day_view(moment.date)
}

pub(super) fn day_view(date: Date) -> DateView {
    DateView {
        iso: date.to_string(),
        day: date.day(),
        month: date.month(),
        year: date.year(),
        weekday: date.weekday().to_monday_one_offset(),
    }
}
