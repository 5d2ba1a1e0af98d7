//! What could be tidier: pages that nothing leads to, pages that nobody wrote, and pages that are hard to find.
//!
//! The report asks for this; no page shows it.

use super::{Derived, order, wanted};
use crate::audience::Visible;
use crate::community::{Community, Entry, EntryId};
use crate::document::role::Role;
use crate::kind::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// Something that could be tidier.
#[derive(Clone, Debug, PartialEq)]
pub struct Untidy {
    /// What it is.
    pub what: What,
    /// The title of the page, or the name of one that nobody wrote.
    pub title: String,
    /// Where: the page itself, pages with one title, or those that link to what nobody wrote.
    pub entries: Vec<EntryId>,
}

/// What can be untidy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Nothing links to it, and it is in no theme.
    Orphan,
    /// Somebody links to it, and nobody wrote it.
    Wanted,
    /// It has neither tags nor themes.
    Untagged,
    /// It has no summary, and no first paragraph to take one from.
    WithoutSummary,
    /// Several have the same title.
    SameTitle,
    /// Several have nearly the same title.
    LikeTitle,
}

/// Everything that can be untidy, in the order of reports.
pub const WHATS: [What; 6] =
    [What::Orphan, What::Wanted, What::Untagged, What::WithoutSummary, What::SameTitle, What::LikeTitle];

impl What {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            What::Orphan => "orphan",
            What::Wanted => "wanted",
            What::Untagged => "untagged",
            What::WithoutSummary => "without-summary",
            What::SameTitle => "same-title",
            What::LikeTitle => "like-title",
        }
    }

    /// What it means, as a heading.
    pub fn meaning(self) -> &'static str {
        match self {
            What::Orphan => "Nothing links to it, and it is in no theme",
            What::Wanted => "Linked to, but nobody wrote it",
            What::Untagged => "Has neither tags nor themes",
            What::WithoutSummary => "Has nothing that a list could say about it",
            What::SameTitle => "Has the title of another",
            What::LikeTitle => "Has nearly the title of another",
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            What::Orphan => "name a theme under `themes`, or link to it from a page that people read",
            What::Wanted => "write it, or mend the link",
            What::Untagged => "name what it is about under `themes` or `tags`",
            What::WithoutSummary => "write one sentence under `summary`",
            What::SameTitle => "join them, or give each a title of its own",
            What::LikeTitle => "see whether they are about the same; if so, join them",
        }
    }
}

/// Everything that could be tidier, in the order of [`WHATS`], each by title.
pub fn all(community: &Visible<Community>, derived: &Derived, wikilinks_count: bool) -> Vec<Untidy> {
    let listed: Vec<&Entry> =
        derived.by_name.iter().map(|id| community.entry(*id)).filter(|entry| !entry.is_introduction()).collect();
    // Where there are no themes, the list of sessions is the way to each of them.
    let has_themes = !derived.of_kind(Kind::Theme).is_empty();
    let is_lost = |entry: &Entry| has_themes || entry.document.kind != Kind::Session;
    // Where nobody sorts by themes or tags, nothing lacks them.
    let sorts = !derived.tags.is_empty() || has_themes;
    let of = |what, is: &dyn Fn(&Entry) -> bool| -> Vec<Untidy> {
        listed.iter().filter(|entry| is(entry)).map(|entry| one(what, entry)).collect()
    };
    let wanted = wanted::all(community, derived, wikilinks_count).into_iter();
    let wanted = wanted.map(|wanted| Untidy { what: What::Wanted, title: wanted.name, entries: wanted.by });
    [
        of(What::Orphan, &|entry| is_lost(entry) && is_orphan(community, derived, entry)),
        wanted.collect(),
        of(What::Untagged, &|entry| sorts && is_untagged(community, entry)),
        of(What::WithoutSummary, &|entry| entry.document.kind != Kind::Member && entry.document.summary.is_none()),
        same_titles(&listed),
        like_titles(&listed),
    ]
    .concat()
}

fn one(what: What, entry: &Entry) -> Untidy {
    Untidy { what, title: entry.document.title.clone(), entries: vec![entry.id] }
}

/// Whether nothing refers to an entry, and it is in no theme.
fn is_orphan(community: &Community, derived: &Derived, entry: &Entry) -> bool {
    let in_theme = [Role::Theme, Role::Parent, Role::Expertise];
    let is_in_theme = in_theme.iter().any(|role| super::hub::entries_as(community, entry.id, *role).next().is_some());
    !is_in_theme && derived.backlinks(entry.id).is_empty()
}

fn is_untagged(community: &Community, entry: &Entry) -> bool {
    let is_meant_to = !matches!(entry.document.kind, Kind::Theme | Kind::Member | Kind::Group | Kind::Term);
    let has_tags = entry.document.common.tags.as_ref().is_some_and(|tags| !tags.is_empty());
    is_meant_to && !has_tags && community.links_as(entry.id, Role::Theme).next().is_none()
}

/// Of one kind with one title. Sessions of a series often share a title; only those of one day are doubles.
fn same_titles(listed: &[&Entry]) -> Vec<Untidy> {
    let mut alike: BTreeMap<(String, Kind, Option<crate::document::Moment>), Vec<&Entry>> = BTreeMap::new();
    for entry in listed {
        let document = &entry.document;
        let day = document.date.filter(|_| document.kind == Kind::Session);
        alike.entry((document.sort_key.clone(), document.kind, day)).or_default().push(entry);
    }
    let alike = alike.into_values().filter(|entries| entries.len() > 1);
    alike.map(|entries| several(What::SameTitle, &entries)).collect()
}

/// Entries that belong together, in the order of their files, by the title of the first or, if it differs, of each.
fn several(what: What, entries: &[&Entry]) -> Untidy {
    let mut entries = entries.to_vec();
    entries.sort_by_key(|entry| entry.id);
    let titles: Vec<&str> = entries.iter().map(|entry| entry.document.title.as_str()).collect();
    let title = if what == What::LikeTitle { titles.join(" / ") } else { titles[0].to_owned() };
    Untidy { what, title, entries: entries.iter().map(|entry| entry.id).collect() }
}

/// So many titles after one are compared with it; comparing each with each would take too long.
const N_COMPARED: usize = 3;
/// Shorter titles differ by a letter and mean something else.
const MIN_LETTERS: usize = 6;
/// Of longer titles so many letters are compared.
const MAX_LETTERS: usize = 120;

/// Of one kind with titles that differ by a letter or so. Titles alike from the start or from the end stand near each
/// other when they are sorted from there, so only near ones are compared.
fn like_titles(listed: &[&Entry]) -> Vec<Untidy> {
    let title = |entry: &Entry| -> Vec<char> { entry.document.sort_key.chars().take(MAX_LETTERS).collect() };
    let is_compared = |entry: &&&Entry| entry.document.kind != Kind::Session;
    let mut titled: Vec<(Kind, Vec<char>, &Entry)> =
        listed.iter().filter(is_compared).map(|entry| (entry.document.kind, title(entry), *entry)).collect();
    let mut found: BTreeSet<(EntryId, EntryId)> = BTreeSet::new();
    for _ in ["from the start", "from the end"] {
        titled.sort_by(|a, b| (a.0, &a.1, a.2.id).cmp(&(b.0, &b.1, b.2.id)));
        for (at, (kind, title, entry)) in titled.iter().enumerate() {
            let near = titled[at + 1..].iter().take(N_COMPARED).take_while(|(other, ..)| other == kind);
            let alike = near.filter(|(_, other, _)| are_alike(title, other));
            found.extend(alike.map(|(.., other)| (entry.id.min(other.id), entry.id.max(other.id))));
        }
        titled.iter_mut().for_each(|(_, title, _)| title.reverse());
    }
    let by_id: BTreeMap<EntryId, &Entry> = listed.iter().map(|entry| (entry.id, *entry)).collect();
    let mut pairs: Vec<Untidy> = found.iter().map(|(a, b)| several(What::LikeTitle, &[by_id[a], by_id[b]])).collect();
    pairs.sort_by_cached_key(|pair| (order::by_title(&pair.title), pair.entries.clone()));
    pairs
}

/// Titles that count something differ by their numbers on purpose.
fn are_alike(a: &[char], b: &[char]) -> bool {
    let digits = |title: &[char]| title.iter().filter(|c| c.is_numeric()).copied().collect::<Vec<_>>();
    let longer = a.len().max(b.len());
    let n_allowed = 1 + longer / 15;
    let may_be = a != b && longer >= MIN_LETTERS && a.len().abs_diff(b.len()) <= n_allowed && digits(a) == digits(b);
    may_be && strsim::generic_levenshtein(&Letters(a), &Letters(b)) <= n_allowed
}

/// Letters that can be compared from their start again and again.
struct Letters<'a>(&'a [char]);

impl<'b> IntoIterator for &'b Letters<'_> {
    type Item = char;
    type IntoIter = std::iter::Copied<std::slice::Iter<'b, char>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().copied()
    }
}
