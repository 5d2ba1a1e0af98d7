//! What was settled, and what has replaced it since.
//!
//! 1. The decisions of all sessions that this build may see, those of the newest session first.
//! 2. Where one leads to what it replaces, or to what replaced it, both sides know.

use super::in_body::InBody;
use crate::community::{Community, EntryId, Link, Target};
use crate::document::notes;
use std::collections::BTreeMap;
use std::ops::Range;

/// Something that a session settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The session.
    pub session: EntryId,
    /// Its place among the decisions of the notes.
    pub place: usize,
    /// Its number among those of the session that this build shows, from 1.
    pub number: usize,
    /// What it replaces.
    pub replaces: Vec<Settled>,
    /// What replaced it.
    pub replaced_by: Vec<Settled>,
}

/// Where something is settled: a decision, or as much of it as a link tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Settled {
    /// The session, or whatever other entry.
    pub entry: EntryId,
    /// The place of the decision among all, where it can be told which.
    pub decision: Option<usize>,
}

/// The place of a decision, what it replaces, and what it was replaced by.
type Replaced = (usize, Vec<Settled>, Vec<Settled>);

/// All decisions.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// Each, those of the newest session first.
    pub all: Vec<Decision>,
    of: BTreeMap<EntryId, Range<usize>>,
}

impl Decisions {
    pub(super) fn of(community: &Community, newest_first: &[EntryId]) -> Decisions {
        let mut decisions = Decisions::default();
        for session in newest_first {
            decisions.add(community, *session);
        }
        let told: Vec<Replaced> =
            newest_first.iter().flat_map(|session| decisions.told_in(community, *session)).collect();
        for (place, replaces, replaced_by) in told {
            decisions.join(place, replaces, replaced_by);
        }
        decisions
    }

    fn add(&mut self, community: &Community, session: EntryId) {
        let entry = community.entry(session);
        let start = self.all.len();
        let shown = entry.document.notes.decisions.iter().enumerate().filter(|(_, own)| !entry.hides(own.at.start));
        let decision = |(number, (place, _)): (usize, (usize, &notes::Decision))| Decision {
            session,
            place,
            number: number + 1,
            replaces: Vec::new(),
            replaced_by: Vec::new(),
        };
        self.all.extend(shown.enumerate().map(decision));
        if self.all.len() > start {
            self.of.insert(session, start..self.all.len());
        }
    }

    /// What the notes of a session say that its decisions replace.
    fn told_in(&self, community: &Community, session: EntryId) -> Vec<Replaced> {
        let places = self.places_of(session);
        if places.is_empty() {
            return Vec::new();
        }
        let links = InBody::of(community, session);
        places.filter_map(|place| self.told(community, &links, place)).collect()
    }

    fn told(&self, community: &Community, links: &InBody<'_>, place: usize) -> Option<Replaced> {
        let told = self.all[place].told(community);
        if told.replaces.is_empty() && told.replaced_by.is_empty() {
            return None;
        }
        let settled = |starts: &[usize]| {
            let rows = starts.iter().filter_map(|start| links.at(*start));
            let others = rows.filter_map(|link| self.settled(community, link));
            others.filter(|other| other.decision != Some(place)).collect()
        };
        Some((place, settled(&told.replaces), settled(&told.replaced_by)))
    }

    /// The decision that a link leads to: the only one of its page, or the only one below the heading.
    fn settled(&self, community: &Community, link: &Link) -> Option<Settled> {
        let Target::Entry { id, anchor } = &link.target else { return None };
        let places = self.places_of(*id);
        let below = |anchor: &str| {
            let section = section(community, *id, anchor)?;
            let mut inside =
                places.clone().filter(|place| section.contains(&self.all[*place].told(community).at.start));
            inside.next().filter(|_| inside.next().is_none())
        };
        let only = (places.len() == 1).then_some(places.start);
        Some(Settled { entry: *id, decision: anchor.as_deref().and_then(below).or(only) })
    }

    fn join(&mut self, place: usize, replaces: Vec<Settled>, replaced_by: Vec<Settled>) {
        let own = Settled { entry: self.all[place].session, decision: Some(place) };
        let mut add = |place: Option<usize>, is_newer: bool, other: Settled| {
            let Some(decision) = place.map(|place| &mut self.all[place]) else { return };
            let list = if is_newer { &mut decision.replaced_by } else { &mut decision.replaces };
            if !list.contains(&other) {
                list.push(other);
            }
        };
        for other in replaces {
            add(Some(place), false, other);
            add(other.decision, true, own);
        }
        for other in replaced_by {
            add(Some(place), true, other);
            add(other.decision, false, own);
        }
    }

    /// The decisions of a session.
    pub fn of_session(&self, session: EntryId) -> &[Decision] {
        &self.all[self.places_of(session)]
    }

    /// Where they stand among all.
    pub fn places_of(&self, session: EntryId) -> Range<usize> {
        self.of.get(&session).cloned().unwrap_or_default()
    }
}

impl Decision {
    /// What the notes say.
    pub fn told<'a>(&self, community: &'a Community) -> &'a notes::Decision {
        &community.entry(self.session).document.notes.decisions[self.place]
    }
}

/// From a heading to the next of its level.
fn section(community: &Community, id: EntryId, anchor: &str) -> Option<Range<usize>> {
    let body = &community.entry(id).document.body;
    let place = body.headings.iter().position(|heading| heading.id == anchor)?;
    let (own, rest) = (&body.headings[place], &body.headings[place + 1..]);
    let end = rest.iter().find(|heading| heading.level <= own.level).map_or(body.at.end, |heading| heading.at.start);
    Some(own.at.start..end)
}
