//! A page that lists entries and nothing else: a series, people by what they know, names from A to Z, and every further
//! page of a long list.

use super::split::Group;
use super::{Roll, parts_of};
use crate::community::EntryId;
use crate::derive::Person;
use crate::kind::Kind;
use crate::site::view::{CardView, Frame, GroupView, LinkView, PartView};
use crate::site::{Page, Site};
use serde::Serialize;
use std::collections::BTreeMap;

/// Entries under titles.
#[derive(Clone, Debug, Serialize)]
pub struct EntriesView {
    /// The page.
    pub page: Frame,
    /// The entry that the list belongs to, such as the theme that people know about.
    pub about: Option<LinkView>,
    /// The name of the kind of all that is listed; empty if there may be several.
    pub kind: &'static str,
    /// What the groups go by: `year` or `letter`; empty if there is only one group.
    pub grouping: &'static str,
    /// How many there are in the whole list.
    pub count: usize,
    /// The pages that a long list has.
    pub parts: Vec<PartView>,
    /// The entries; none on the first page of a long list by letter.
    pub groups: Vec<GroupView>,
    /// What to say if there are none.
    pub empty: String,
}

/// How many entries the first page of a long list by year shows.
pub(super) const N_NEWEST: usize = 20;

pub(super) fn entries(site: &Site, page: &Page, roll: &Roll, place: Option<usize>) -> EntriesView {
    let shown = Shown::of(site, roll, place);
    let title = match place {
        Some(place) => super::List::RollPart(roll.clone(), place).title(site),
        None => roll.title(site),
    };
    let link = |id: EntryId| {
        let entry = site.community.entry(id);
        LinkView { title: entry.document.title.clone(), path: entry.address.href(site.config.urls) }
    };
    EntriesView {
        about: match roll {
            Roll::KnowsAbout(id) | Roll::Of(id, _) => Some(link(*id)),
            _ => None,
        },
        kind: roll.kind().map_or("", Kind::name),
        grouping: shown.grouping,
        count: roll.count(site),
        parts: parts_of(site, roll, shown.place),
        groups: shown.groups,
        empty: empty(site, roll),
        page: site.frame(page, &title, ""),
    }
}

fn empty(site: &Site, roll: &Roll) -> String {
    match roll {
        Roll::KnowsAbout(theme) => {
            let title = &site.community.entry(*theme).document.title;
            site.strings().say("nobody_knows").replace("{theme}", title)
        }
        _ => site.strings().say("nothing_here").to_owned(),
    }
}

/// What one page of a list shows.
struct Shown {
    groups: Vec<GroupView>,
    grouping: &'static str,
    /// The part that is shown, if the list has parts.
    place: Option<usize>,
}

impl Shown {
    fn of(site: &Site, roll: &Roll, place: Option<usize>) -> Shown {
        let cards = Cards::of(site, roll);
        let one = |ids: &[EntryId]| site.under_titles(ids, |_| String::new(), |id| cards.card(id));
        let Some(parts) = site.long.entries.get(roll) else {
            let (groups, grouping) = grouped(&cards, &roll.ids(site));
            return Shown { groups, grouping, place: None };
        };
        // A list that goes on by number begins on its first page.
        let place = place.or_else(|| parts[0].address.is_empty().then_some(0));
        let groups = match place {
            Some(place) => one(&parts[place].items),
            None if roll.is_by_year() => one(&parts[0].items[..parts[0].items.len().min(N_NEWEST)]),
            None => Vec::new(),
        };
        Shown { groups, grouping: "", place }
    }
}

/// A list that fits on a page: by year or by letter, where it is in such an order.
fn grouped(cards: &Cards<'_>, ids: &[EntryId]) -> (Vec<GroupView>, &'static str) {
    let (site, roll) = (cards.site, cards.roll);
    let grouping = match roll {
        _ if roll.is_by_year() => "year",
        Roll::Everything | Roll::Of(..) if roll.kind().is_none() => "letter",
        _ => "",
    };
    let title = |id: EntryId| match (grouping, roll.group(site, id)) {
        ("", _) => String::new(),
        (_, group) => Group::title(group, site.strings()),
    };
    let groups = site.under_titles(ids, title, |id| cards.card(id));
    (groups, grouping)
}

/// Makes the cards of a list.
struct Cards<'a> {
    site: &'a Site,
    roll: &'a Roll,
    /// For each of those who know about a theme what ties them to it.
    people: BTreeMap<EntryId, &'a Person>,
}

impl<'a> Cards<'a> {
    fn of(site: &'a Site, roll: &'a Roll) -> Self {
        let people = match roll {
            Roll::KnowsAbout(theme) => {
                site.derived.hubs[theme].people.iter().map(|person| (person.id, person)).collect()
            }
            _ => BTreeMap::new(),
        };
        Cards { site, roll, people }
    }

    /// Where all are of one kind, a card tells what there is to know; where kinds are mixed, it says its kind.
    fn card(&self, id: EntryId) -> CardView {
        match self.roll {
            Roll::KnowsAbout(_) => self.site.person_card(self.people[&id]),
            Roll::Everything | Roll::Of(..) if self.roll.kind().is_none() => self.site.brief_card(id),
            Roll::Folder(_) | Roll::Tag(_) => self.site.card(id),
            _ => self.site.told_card(id),
        }
    }
}
