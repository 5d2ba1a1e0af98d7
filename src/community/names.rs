//! Everything an entry can be called.

use super::{Entry, EntryId};
use crate::kind::{KINDS, Kind};
use crate::slug::fold_name;
use std::collections::HashMap;

/// How exactly a name fits; the most exact wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The path of the file, or the end of it.
    Path,
    /// The slug or the file's stem.
    Slug,
    /// The title, the name, or a handle.
    Title,
    /// An alias, or the file's stem without its date.
    Alias,
}

/// An entry that a name fits.
struct Fit {
    rank: Rank,
    id: EntryId,
    kind: Kind,
    is_open: bool,
}

/// So many entries that a name fits are shown in a finding.
const N_SHOWN: usize = 3;

/// What a name refers to.
pub(super) enum Found {
    /// These entries, the most exact first, as far as the first that everybody sees; so many fit equally well.
    Entries { ids: Vec<EntryId>, n_best: usize },
    /// Only entries of kinds that the field does not take.
    OfAnotherKind(EntryId),
    /// Nobody.
    Nobody,
}

/// The index of names.
pub(super) struct Names {
    /// For each name what it fits, the most exact first.
    by_name: HashMap<String, Vec<Fit>>,
    /// For each kind the names to suggest, in order.
    suggestions: Vec<Vec<String>>,
}

impl Names {
    pub(super) fn of(entries: &[Entry]) -> Names {
        let mut names = Names { by_name: HashMap::new(), suggestions: vec![Vec::new(); KINDS.len()] };
        for entry in entries {
            names.enter(entry);
        }
        for fits in names.by_name.values_mut() {
            fits.sort_unstable_by_key(|fit| (fit.rank, fit.id));
        }
        names
    }

    fn enter(&mut self, entry: &Entry) {
        let document = &entry.document;
        let inside = document.path.in_content().unwrap_or_default();
        let path = inside.rsplit_once('.').map_or(inside, |(path, _)| path);
        let stem = document.path.stem();
        let own = &document.slugs.own;
        self.add(Rank::Path, path, entry);
        if !document.slugs.introduces_folder {
            self.add(Rank::Slug, own, entry);
            self.add(Rank::Slug, stem, entry);
            self.add(Rank::Alias, stem.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-'), entry);
        }
        self.add(Rank::Title, &document.title, entry);
        let handles = document.member().and_then(|member| member.handles.as_ref());
        for handle in handles.into_iter().flatten() {
            self.add(Rank::Title, handle.trim_start_matches('@'), entry);
        }
        for alias in document.common.aliases.iter().flatten().chain(document.other_words()) {
            self.add(Rank::Alias, alias, entry);
        }
        self.suggestions[document.kind as usize].extend([own.clone(), document.title.clone()]);
    }

    fn add(&mut self, rank: Rank, name: &str, entry: &Entry) {
        let key = fold_name(name);
        if key.is_empty() {
            return;
        }
        let fits = self.by_name.entry(key).or_default();
        // The names of one entry are entered one after the other.
        match fits.last_mut().filter(|last| last.id == entry.id) {
            Some(known) => known.rank = known.rank.min(rank),
            None => {
                fits.push(Fit { rank, id: entry.id, kind: entry.document.kind, is_open: entry.visibility.is_open() })
            }
        }
    }

    /// Looks a name up among the kinds `accepts`; no kinds means all.
    pub(super) fn find(&self, name: &str, accepts: &[Kind]) -> Found {
        let Some(all) = self.by_name.get(&fold_name(name.trim_end_matches(".md"))) else { return Found::Nobody };
        let fitting = || all.iter().filter(|fit| accepts.is_empty() || accepts.contains(&fit.kind));
        let Some(best) = fitting().next() else { return Found::OfAnotherKind(all[0].id) };
        let n_best = match accepts.is_empty() {
            true => all.partition_point(|fit| fit.rank == best.rank),
            false => fitting().take_while(|fit| fit.rank == best.rank).count(),
        };
        let n_needed = fitting().position(|fit| fit.is_open).map_or(usize::MAX, |place| place + 1);
        Found::Entries { ids: fitting().take(n_needed.max(N_SHOWN)).map(|fit| fit.id).collect(), n_best }
    }

    /// Whether the site has any entry of these kinds.
    pub(super) fn has_any(&self, kinds: &[Kind]) -> bool {
        kinds.iter().any(|kind| !self.suggestions[*kind as usize].is_empty())
    }

    /// Names that might have been meant.
    pub(super) fn suggestions<'a>(&'a self, kinds: &'a [Kind]) -> impl Iterator<Item = &'a str> {
        let wanted = move |spec: &&crate::kind::KindSpec| kinds.is_empty() || kinds.contains(&spec.kind);
        KINDS.iter().filter(wanted).flat_map(|spec| self.suggestions[spec.kind as usize].iter().map(String::as_str))
    }
}
