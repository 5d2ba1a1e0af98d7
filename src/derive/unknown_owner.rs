//! Actions still to be done whose owner nobody can be: a handle that nobody has, a first name that several have.
//!
//! Somebody who is called by a name that fits nobody is a guest, or a group, and no mistake; so is every handle in a
//! community that tells no handles, neither of members nor of those who came.

use super::someone::There;
use super::{Action, Derived, Owner};
use crate::community::{Community, EntryId};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::notes::{Name, Who};
use crate::document::role::Role;
use crate::kind::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// An advice for each of them.
pub fn findings(community: &Community, derived: &Derived) -> Vec<Diagnostic> {
    let sessions = derived.of_kind(Kind::Session).iter();
    let unknown: Vec<Unknown<'_>> = sessions.flat_map(|session| of_session(community, derived, *session)).collect();
    let written: BTreeSet<&str> = unknown.iter().filter(|one| one.is_handle).map(|one| &*one.name.written).collect();
    let handles: Vec<&str> = if written.is_empty() { Vec::new() } else { handles(community, derived).collect() };
    let is_told = |one: &&Unknown<'_>| !one.is_handle || !handles.is_empty();
    let near = |written: &str| nearest(written, handles.iter().copied());
    let near: BTreeMap<&str, Option<&str>> = written.into_iter().map(|written| (written, near(written))).collect();
    unknown
        .iter()
        .filter(is_told)
        .map(|one| one.finding(community, near.get(&*one.name.written).copied().flatten()))
        .collect()
}

/// A name that means nobody.
struct Unknown<'a> {
    session: EntryId,
    name: &'a Name,
    /// Whether it is a handle; else several have the name.
    is_handle: bool,
}

impl Unknown<'_> {
    fn finding(&self, community: &Community, near: Option<&str>) -> Diagnostic {
        let written = &self.name.written;
        let (message, help) = match (self.is_handle, near) {
            (false, _) => (
                format!("several people who came are called `{written}`"),
                "write the whole name, or the handle".into(),
            ),
            (true, Some(near)) => (nobody_has(written), format!("did you mean `@{near}`?")),
            (true, None) => (nobody_has(written), "write the handle of somebody who came, or of a member".into()),
        };
        let span = community.entry(self.session).document.span(self.name.at.clone());
        Diagnostic::new(Code::UnknownOwner, span, message).help(help)
    }
}

fn nobody_has(handle: &str) -> String {
    format!("nobody has the handle `@{handle}`")
}

fn of_session<'a>(community: &'a Community, derived: &Derived, session: EntryId) -> Vec<Unknown<'a>> {
    let is_called = |owner: &Owner| matches!(owner, Owner::Called(_));
    let is_doubtful = |action: &&Action| action.state.is_pending() && action.owners.iter().any(is_called);
    let mut actions = derived.actions.of_session(session).iter().filter(is_doubtful).peekable();
    if actions.peek().is_none() {
        return Vec::new();
    }
    let there = There::of(community, &derived.people, session, Role::Promise);
    let names = actions.flat_map(|action| &action.told(community).owners);
    let unknown = names.filter(|name| there.row(name).is_some_and(|row| there.meant(name, row).is_none()));
    let is_told = |name: &Name| name.who == Who::Handle || there.first_names().is_shared(&name.written);
    let unknown = unknown.filter(|name| is_told(name));
    unknown.map(|name| Unknown { session, name, is_handle: name.who == Who::Handle }).collect()
}

/// The handles of members and guests, in their order.
fn handles<'a>(community: &'a Community, derived: &'a Derived) -> impl Iterator<Item = &'a str> {
    let members = derived.of_kind(Kind::Member).iter().map(|id| &community.entry(*id).document);
    let written = members.clone().filter_map(|document| document.member()?.handles.as_ref()).flatten();
    let names = members.map(|document| document.slugs.own.as_str());
    let guests = derived.people.guests.iter().filter_map(|guest| guest.handle.as_deref());
    names.chain(written.map(String::as_str)).chain(guests)
}
