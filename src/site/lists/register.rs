//! The registers of what came of sessions: actions and decisions, of all, of one theme, of one owner.
//!
//! 1. A register is a list of places in the table of actions, or in that of decisions, the newest session first.
//! 2. One that is too long for a page is split by the years of the sessions, as lists of entries are.

use super::roll;
use super::split::{Group, Part, split};
use crate::community::EntryId;
use crate::derive::{Owner, Someone, State};
use crate::kind::Kind;
use crate::path::Address;
use crate::site::Site;
use crate::site::view::LinkView;

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
pub(super) const N_FIRST: usize = 20;

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
    pub(super) fn about(self, site: &Site) -> Option<LinkView> {
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

pub(super) fn owner_name(site: &Site, place: usize) -> String {
    let owned = &site.derived.actions.owners[place];
    match &owned.owner {
        Some(owner) => site.owner_name(owner).name,
        None => site.strings().say("actions.nobody").to_owned(),
    }
}

impl Site {
    /// The page of a register, from the root.
    pub(in crate::site) fn register_path(&self, register: Register) -> String {
        register.address(self).href(self.config.urls)
    }
}
