//! The page that lists all entries of a kind.

use super::entries::N_NEWEST;
use super::split::Group;
use super::{Roll, Tally, has_code, introduction, parts_of};
use crate::community::EntryId;
use crate::kind::{Grouping, Kind};
use crate::site::themes::LaneView;
use crate::site::view::{CardView, EntryView, FacetView, Frame, GroupView, PartView, WeaveView};
use crate::site::{Page, Site};
use serde::Serialize;
use std::collections::BTreeSet;

/// All entries of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct IndexView {
    /// The page.
    pub page: Frame,
    /// The name of the kind: `session`.
    pub kind: &'static str,
    /// Its name for many: `sessions`.
    pub plural: &'static str,
    /// What the groups go by: `year` or `letter`; empty if there is only one group.
    pub grouping: &'static str,
    /// How many there are.
    pub count: usize,
    /// The text that introduces the folder.
    pub intro: Option<EntryView>,
    /// Where a new one is begun: a page of the code host.
    pub add: Option<String>,
    /// Sessions to come; empty for other kinds.
    pub upcoming: Vec<CardView>,
    /// The entries, by year, by letter, or all in one group without a title; of a long list by year the newest, of one
    /// by letter none.
    pub groups: Vec<GroupView>,
    /// The pages that a long list has.
    pub parts: Vec<PartView>,
    /// Other ways to the entries: by what people know, by series.
    pub facets: Vec<FacetView>,
    /// Sessions as a drawing; nothing for other kinds.
    pub weave: Option<WeaveView>,
    /// Themes by how far they have come; empty for other kinds, and for a list that is too long for a page.
    pub board: Vec<LaneView>,
}

pub(super) fn index(site: &Site, page: &Page, kind: Kind) -> IndexView {
    let spec = kind.spec();
    let roll = Roll::Kind(kind);
    let all = site.derived.of_kind(kind);
    let is_long = site.long.entries.contains_key(&roll);
    let mut frame = site.frame(page, &roll.title(site), "");
    frame.has_code = has_code(site, spec.folder);
    let upcoming: &[EntryId] = if kind == Kind::Session { &site.derived.upcoming } else { &[] };
    IndexView {
        kind: spec.name,
        plural: spec.plural,
        grouping: if is_long { "" } else { grouping_word(spec.grouping) },
        count: all.len(),
        intro: introduction(site, spec.folder, &frame.root),
        add: site.add_href(kind),
        upcoming: site.told_cards(if is_long { &upcoming[..upcoming.len().min(N_NEWEST)] } else { upcoming }),
        groups: groups(site, &roll, kind, upcoming, is_long),
        parts: parts_of(site, &roll, None),
        facets: facets(site, kind),
        weave: if kind == Kind::Session { site.weave(all, all) } else { None },
        board: if kind == Kind::Theme && !is_long { site.board() } else { Vec::new() },
        page: frame,
    }
}

/// What is not to come: all of it, or the newest.
fn groups(site: &Site, roll: &Roll, kind: Kind, upcoming: &[EntryId], is_long: bool) -> Vec<GroupView> {
    let is_upcoming: BTreeSet<EntryId> = upcoming.iter().copied().collect();
    let past = site.derived.of_kind(kind).iter().filter(|id| !is_upcoming.contains(id)).copied();
    let grouping = kind.spec().grouping;
    let title = |id: EntryId| match (is_long, grouping) {
        (true, _) | (_, Grouping::None) => String::new(),
        _ => Group::title(roll.group(site, id), site.strings()),
    };
    let n_shown = match (is_long, grouping) {
        (false, _) => usize::MAX,
        (true, Grouping::Year) => N_NEWEST,
        (true, _) => 0,
    };
    site.under_titles(&past.take(n_shown).collect::<Vec<_>>(), title, |id| site.told_card(id))
}

fn grouping_word(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::None => "",
        Grouping::Letter => "letter",
        Grouping::Year => "year",
    }
}

fn facets(site: &Site, kind: Kind) -> Vec<FacetView> {
    let tallies: &[Tally] = match kind {
        Kind::Member => &[Tally::Themes, Tally::Organisations, Tally::Locations],
        Kind::Session => &[Tally::Series],
        _ => &[],
    };
    tallies.iter().filter(|tally| tally.len(site) > 0).map(|tally| tally.facet(site)).collect()
}
