//! The registers of what came of sessions: actions and decisions, of all, of one theme, of one owner.
//!
//! 1. A register is a list of places in the table of actions, or in that of decisions, the newest session first.
//! 2. One that is too long for a page is split by the years of the sessions, as lists of entries are.

use super::split::{Group, MAX_LISTED, Part, split};
use super::{parts_view, roll};
use crate::community::EntryId;
use crate::derive::{Owner, Someone, State};
use crate::kind::Kind;
use crate::path::Address;
use crate::site::outcomes::{ActionView, DecisionView};
use crate::site::view::{CountView, Frame, LinkView, PartView};
use crate::site::{Page, Site};
use serde::Serialize;

/// What a register lists, and of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Register {
    /// What it lists.
    pub what: What,
    /// Whose it is.
    pub of: Of,
}

/// What a register lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Actions that somebody still has to do.
    Pending,
    /// Actions that are done or dropped.
    Past,
    /// Decisions.
    Decisions,
}

/// Whose a register is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// That of the whole community.
    All,
    /// What sessions about a theme, or a part of it, came to.
    Theme(EntryId),
    /// What one owner promised: the place in the list of owners.
    Owner(usize),
}

/// So many of a part that has a page of its own stand on the first page.
const N_FIRST: usize = 20;

impl Register {
    /// The register of the whole community that lives at this address.
    pub(in crate::site) fn home(name: &str) -> Register {
        Register { what: if name == "decisions" { What::Decisions } else { What::Pending }, of: Of::All }
    }

    /// Every register that a site has. Those of the whole community are there wherever there are sessions.
    pub(in crate::site) fn all(site: &Site) -> Vec<Register> {
        if site.derived.of_kind(Kind::Session).is_empty() {
            return Vec::new();
        }
        let themes = site.derived.of_kind(Kind::Theme).iter().map(|theme| Of::Theme(*theme));
        let owners = (0..site.derived.actions.owners.len()).map(Of::Owner);
        let some: Vec<Of> = themes.chain(owners).collect();
        let register = |what: What, of: Of| Register { what, of };
        let actions = some.iter().map(|of| register(What::Pending, *of)).filter(|one| one.has_actions(site));
        let decisions = some.iter().map(|of| register(What::Decisions, *of)).filter(|one| !one.items(site).is_empty());
        let mut all = vec![register(What::Pending, Of::All), register(What::Decisions, Of::All)];
        all.extend(actions.chain(decisions));
        let past =
            all.iter().map(|one| Register { what: What::Past, ..*one }).filter(|one| one.items(site).len() > N_FIRST);
        let past: Vec<Register> = past.collect();
        all.extend(past);
        all.sort();
        all.dedup();
        all
    }

    fn has_actions(self, site: &Site) -> bool {
        [What::Pending, What::Past].iter().any(|what| !Register { what: *what, ..self }.items(site).is_empty())
    }

    /// What is in it: places in the table of actions, or of decisions.
    pub(in crate::site) fn items(self, site: &Site) -> Vec<usize> {
        let (actions, decisions) = (&site.derived.actions, &site.derived.decisions);
        let sessions = |theme: &EntryId| site.derived.hubs[theme].sessions.iter();
        let is_wanted = |place: &usize| match (self.what, actions.all[*place].state) {
            (_, State::CarriedOn) => false,
            (What::Pending, state) => state.is_pending(),
            (_, state) => !state.is_pending(),
        };
        match (self.what, &self.of) {
            (What::Decisions, Of::All) => (0..decisions.all.len()).collect(),
            (What::Decisions, Of::Theme(theme)) => sessions(theme).flat_map(|id| decisions.places_of(*id)).collect(),
            (What::Decisions, Of::Owner(_)) => Vec::new(),
            (_, Of::All) => (0..actions.all.len()).filter(is_wanted).collect(),
            (_, Of::Theme(theme)) => sessions(theme).flat_map(|id| actions.places_of(*id)).filter(is_wanted).collect(),
            (_, Of::Owner(place)) => actions.owners[*place].actions.iter().copied().filter(is_wanted).collect(),
        }
    }

    /// The address of its first page.
    pub(in crate::site) fn address(self, site: &Site) -> Address {
        let base = if self.what == What::Decisions { "decisions" } else { "actions" };
        let own = match self.of {
            Of::All => base.to_owned(),
            Of::Theme(theme) => {
                let own = site.community.entry(theme).address.as_str();
                format!("{base}/theme/{}", own.strip_prefix("themes/").unwrap_or(own))
            }
            Of::Owner(place) => format!("{base}/by/{}", site.derived.actions.owners[place].slug),
        };
        match self.what {
            What::Past => Address::Entry(format!("{own}/done").into()),
            _ if self.of == Of::All => Address::Folder(own.into()),
            _ => Address::Entry(own.into()),
        }
    }

    /// What it is called.
    pub(super) fn title(self, site: &Site) -> String {
        let key = match self.what {
            What::Pending => "actions.title",
            What::Past => "actions.past",
            What::Decisions => "decisions.title",
        };
        let own = site.strings().say(key);
        match self.name(site) {
            Some(name) => roll::part_title(site, own, &name),
            None => own.to_owned(),
        }
    }

    /// Whose it is, in words.
    fn name(self, site: &Site) -> Option<String> {
        match self.of {
            Of::All => None,
            Of::Theme(theme) => Some(site.community.entry(theme).document.title.clone()),
            Of::Owner(place) => Some(owner_name(site, place)),
        }
    }

    fn group(self, site: &Site, place: usize) -> Group {
        let session = match self.what {
            What::Decisions => site.derived.decisions.all[place].session,
            What::Pending | What::Past => site.derived.actions.all[place].session,
        };
        Group::Year(site.community.entry(session).document.date.map(|moment| moment.date.year()))
    }

    /// Its parts, if it is too long for a page. Years lie below a word of their own, beside owners and themes.
    pub(super) fn split(self, site: &Site) -> Vec<Part<usize>> {
        let mut parts = split(&self.items(site), |place| self.group(site, place));
        for part in &mut parts {
            part.address = format!("year/{}", part.address);
        }
        parts
    }

    /// The page that this one is a part of.
    fn about(self, site: &Site) -> Option<LinkView> {
        let entry = |id: EntryId| {
            let entry = site.community.entry(id);
            LinkView { title: entry.document.title.clone(), path: entry.address.href(site.config.urls) }
        };
        match self.of {
            Of::Theme(theme) => Some(entry(theme)),
            Of::Owner(place) => match &site.derived.actions.owners[place].owner {
                Some(Owner::Person(Someone::Member(id))) => Some(entry(*id)),
                _ => None,
            },
            Of::All => None,
        }
    }
}

fn owner_name(site: &Site, place: usize) -> String {
    let owned = &site.derived.actions.owners[place];
    match &owned.owner {
        Some(owner) => site.owner_name(owner).name,
        None => site.strings().say("actions.nobody").to_owned(),
    }
}

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

impl Site {
    /// The page of a register, from the root.
    pub(in crate::site) fn register_path(&self, register: Register) -> String {
        register.address(self).href(self.config.urls)
    }
}
