//! Who is called what: the index of all names of all entries.

use super::{Entry, EntryId};
use crate::document::names::HowExactly;
use crate::kind::{KINDS, Kind};
use crate::slug::fold_name;
use std::collections::HashMap;

/// An entry that a name fits.
struct Fit {
    how: HowExactly,
    id: EntryId,
    kind: Kind,
    is_open: bool,
}

/// So many entries that a name fits are shown in a finding.
const N_SHOWN: usize = 3;

/// What a name refers to.
pub(super) enum Found {
    /// These entries, the most exact first, as far as the first that everybody sees, and a few of those that fit equally
    /// well; so many do.
    Entries { ids: Vec<EntryId>, n_best: usize },
    /// Only entries of kinds that the field does not take.
    OfAnotherKind(EntryId),
    /// Nobody.
    Nobody,
}

/// The index of names.
pub(super) struct Names<'a> {
    /// For each name what it fits, the most exact first.
    by_name: HashMap<&'a str, Vec<Fit>>,
    /// For each kind the names to suggest, in order.
    suggestions: Vec<Vec<&'a str>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(entries: &'a [Entry]) -> Self {
        let by_name = HashMap::with_capacity(entries.len() * 3);
        let mut names = Names { by_name, suggestions: vec![Vec::new(); KINDS.len()] };
        for entry in entries {
            names.enter(entry);
        }
        for fits in names.by_name.values_mut() {
            fits.sort_unstable_by_key(|fit| (fit.how, fit.id));
        }
        names
    }

    fn enter(&mut self, entry: &'a Entry) {
        let document = &*entry.document;
        for (how, name) in &document.names {
            let fit = Fit { how: *how, id: entry.id, kind: document.kind, is_open: entry.visibility.is_open() };
            self.by_name.entry(name).or_default().push(fit);
        }
        self.suggestions[document.kind as usize].extend([document.slugs.own.as_str(), &document.title]);
    }

    /// Looks a name up among the kinds `accepts`; no kinds means all.
    pub(super) fn find(&self, name: &str, accepts: &[Kind]) -> Found {
        self.find_folded(&folded(name), accepts)
    }

    /// The same for a name that is [`folded`].
    pub(super) fn find_folded(&self, name: &str, accepts: &[Kind]) -> Found {
        let Some(all) = self.by_name.get(name) else { return Found::Nobody };
        let is_accepted = |fit: &Fit| accepts.is_empty() || accepts.contains(&fit.kind);
        let fitting = || all.iter().filter(|fit| is_accepted(fit));
        let Some(best) = fitting().next() else { return Found::OfAnotherKind(all[0].id) };
        // The names of many entries end alike; what fits less exactly than the best is not gone through.
        let as_exact = &all[..all.partition_point(|fit| fit.how <= best.how)];
        let n_best = as_exact.iter().filter(|fit| fit.how == best.how && is_accepted(fit)).count();
        let n_shown = n_best.min(N_SHOWN);
        let n_needed = fitting().position(|fit| fit.is_open).map_or(usize::MAX, |place| place + 1);
        Found::Entries { ids: fitting().take(n_needed.max(n_shown)).map(|fit| fit.id).collect(), n_best }
    }

    /// Whether the site has any entry of these kinds.
    pub(super) fn has_any(&self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| !self.suggestions[*kind as usize].is_empty())
    }

    /// Names that might have been meant.
    pub(super) fn suggestions(&self, kinds: &[Kind]) -> impl Iterator<Item = &str> {
        let wanted = move |spec: &&crate::kind::KindSpec| kinds.is_empty() || kinds.contains(&spec.kind);
        KINDS.iter().filter(wanted).flat_map(|spec| self.suggestions[spec.kind as usize].iter().copied())
    }
}

/// A name as it is looked up.
pub(super) fn folded(name: &str) -> String {
    fold_name(name.trim_end_matches(".md"))
}
