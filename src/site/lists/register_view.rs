//! The pages of registers: how many there are, the first of them, and the ways on.

use super::register::{N_FIRST, Of, Register, What, owner_name};
use super::split::MAX_LISTED;
use super::{parts_view, roll};
use crate::community::EntryId;
use crate::derive::State;
use crate::kind::Kind;
use crate::site::outcomes::{ActionView, DecisionView};
use crate::site::view::{CountView, Frame, LinkView, PartView};
use crate::site::{Page, Site};
use serde::Serialize;

/// Actions.
#[derive(Clone, Debug, Serialize)]
pub struct ActionsView {
    /// The page.
    pub page: Frame,
    /// The theme or the member whose actions these are.
    pub about: Option<LinkView>,
    /// Whether the page is of a part of all actions.
    pub is_part: bool,
    /// Whether it is only of what is done or dropped.
    pub is_past: bool,
    /// Those whose day is past.
    pub late: Vec<ActionView>,
    /// Those that somebody still has to do.
    pub open: Vec<ActionView>,
    /// Those that are done or dropped, the newest first; where there are many, the first of them.
    pub past: Vec<ActionView>,
    /// How many of those that the page is of are late.
    pub n_late: usize,
    /// How many are open and not late.
    pub n_open: usize,
    /// How many are done or dropped.
    pub n_past: usize,
    /// The page of all that are done or dropped, where this one does not list them.
    pub past_path: Option<String>,
    /// The pages that a long list has.
    pub parts: Vec<PartView>,
    /// Those who have promised something, with how much of it they still have to do.
    pub owners: Vec<CountView>,
    /// Themes, with how much is still to be done.
    pub themes: Vec<CountView>,
}

/// Decisions.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionsView {
    /// The page.
    pub page: Frame,
    /// The theme that they are about.
    pub about: Option<LinkView>,
    /// How many the page is of.
    pub count: usize,
    /// Each, the newest first; where there are many, the first of them.
    pub decisions: Vec<DecisionView>,
    /// The pages that a long list has.
    pub parts: Vec<PartView>,
    /// Themes, with how many decisions are about them.
    pub themes: Vec<CountView>,
}

/// The places that a page is of: a part of a register, or all of it.
fn places(site: &Site, register: Register, part: Option<usize>) -> Vec<usize> {
    match part {
        Some(part) => site.long.registers[&register][part].items.clone(),
        None => register.items(site),
    }
}

fn parts(site: &Site, register: Register, here: Option<usize>) -> Vec<PartView> {
    let parts = site.long.registers.get(&register).map_or(&[][..], Vec::as_slice);
    parts_view(site, &register.address(site), parts, here)
}

pub(super) fn actions(site: &Site, page: &Page, register: Register, part: Option<usize>) -> ActionsView {
    let past_of = Register { what: What::Past, ..register };
    let (is_past, is_whole) = (register.what == What::Past, register == Register::home("actions") && part.is_none());
    let pending = if is_past { Vec::new() } else { places(site, register, part) };
    let mut past = if is_past || part.is_none() { places(site, past_of, part) } else { Vec::new() };
    let is_late = |place: &usize| site.derived.actions.all[*place].state == State::Late;
    let (mut late, mut open): (Vec<usize>, Vec<usize>) = pending.into_iter().partition(is_late);
    let (n_late, n_open, n_past) = (late.len(), open.len(), past.len());
    let (is_long, has_more) = (is_long(site, register, part), !is_past && n_past > N_FIRST);
    if is_long {
        late.truncate(MAX_LISTED / 4);
        open.truncate(N_FIRST);
    }
    if is_long || has_more {
        past.truncate(N_FIRST);
    }
    ActionsView {
        about: register.about(site),
        is_part: !is_whole,
        is_past,
        late: site.action_views(late),
        open: site.action_views(open),
        past: site.action_views(past),
        n_late,
        n_open,
        n_past,
        past_path: has_more.then(|| past_of.address(site).href(site.config.urls)),
        parts: parts(site, register, part),
        owners: if is_whole { owners(site) } else { Vec::new() },
        themes: if is_whole { themes(site, What::Pending) } else { Vec::new() },
        page: site.frame(page, &title(site, register, part), ""),
    }
}

/// Whether a page is the first of a register that has others: of those, it shows what comes first.
fn is_long(site: &Site, register: Register, part: Option<usize>) -> bool {
    part.is_none() && site.long.registers.contains_key(&register)
}

pub(super) fn decisions(site: &Site, page: &Page, register: Register, part: Option<usize>) -> DecisionsView {
    let mut places = places(site, register, part);
    let count = places.len();
    if is_long(site, register, part) {
        places.truncate(N_FIRST);
    }
    let is_whole = register == Register::home("decisions") && part.is_none();
    DecisionsView {
        about: register.about(site),
        count,
        decisions: site.decision_views(places),
        parts: parts(site, register, part),
        themes: if is_whole { themes(site, What::Decisions) } else { Vec::new() },
        page: site.frame(page, &title(site, register, part), ""),
    }
}

/// What a page of a register is called.
pub(super) fn title(site: &Site, register: Register, part: Option<usize>) -> String {
    let own = register.title(site);
    match (part, site.long.registers.get(&register)) {
        (Some(part), Some(parts)) => roll::part_title(site, &own, &parts[part].title(site.strings())),
        _ => own,
    }
}

/// So many owners are named where the list of all actions is.
const N_OWNERS: usize = MAX_LISTED;

fn owners(site: &Site) -> Vec<CountView> {
    let count = |place: usize| {
        let register = Register { what: What::Pending, of: Of::Owner(place) };
        CountView {
            title: owner_name(site, place),
            path: register.address(site).href(site.config.urls),
            count: register.items(site).len(),
            kind: None,
        }
    };
    let mut owners: Vec<CountView> = (0..site.derived.actions.owners.len()).map(count).collect();
    owners.sort_by_key(|owner| std::cmp::Reverse(owner.count));
    owners.truncate(N_OWNERS);
    owners
}

fn themes(site: &Site, what: What) -> Vec<CountView> {
    let count = |theme: &EntryId| {
        let register = Register { what, of: Of::Theme(*theme) };
        let path = register.address(site).href(site.config.urls);
        let count = register.items(site).len();
        CountView { title: site.community.entry(*theme).document.title.clone(), path, count, kind: None }
    };
    let all = site.derived.of_kind(Kind::Theme).iter().map(count);
    all.filter(|theme| theme.count > 0).take(MAX_LISTED).collect()
}
