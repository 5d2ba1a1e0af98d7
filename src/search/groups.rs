//! Words that mean the same go together: forms of one stem, and what the site says is the same.
//!
//! 1. Every word that occurs is looked up by its form. Of several spellings of a form, the most frequent gives its stem.
//! 2. Forms with one stem are a group; synonyms join groups.
//! 3. Groups are sorted by their first form, and every word gets its group and its place there.
//! 4. The endings that forms of a group have are counted, for words that nobody wrote here.

use super::format::in_order;
use super::lexicon::{Entry, WordId};
use super::stems::Stems;
use super::units::Words;
use super::words::{Token, each, fold, is_of_run};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A group has at most so many forms, each of which is a bit of a number.
const MAX_FORMS: usize = 30;

/// How many pairs of endings are told to the client.
const N_ENDINGS: usize = 60;

/// What two forms have in common is at least so long, what is different at most.
const SHORTEST_COMMON: usize = 3;
const LONGEST_ENDING: usize = 5;

/// Where a word is: its group, and its form in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The group's number.
    pub group: u32,
    /// The form's number.
    pub form: u8,
}

/// All groups of an index.
pub struct Groups {
    /// The forms of each group, sorted; the groups are sorted by their first.
    pub forms: Vec<Vec<Box<str>>>,
    /// For each word its place, if it occurs.
    pub places: Vec<Option<Place>>,
}

/// Words that mean the same, in groups.
pub struct Synonyms {
    /// Those of one word each, folded.
    pub single: Vec<Vec<String>>,
    /// Those of which at least one is several words, folded, with spaces.
    pub several: Vec<Vec<String>>,
}

impl Synonyms {
    /// Sets of words or phrases as people write them.
    pub fn of<'a>(sets: impl Iterator<Item = Vec<&'a str>>) -> Synonyms {
        let mut synonyms = Synonyms { single: Vec::new(), several: Vec::new() };
        for set in sets {
            let mut set: Vec<String> = set.into_iter().map(phrase).filter(|phrase| !phrase.is_empty()).collect();
            set.sort();
            set.dedup();
            let is_single = set.iter().all(|phrase| !phrase.contains(' '));
            if set.len() > 1 {
                if is_single { &mut synonyms.single } else { &mut synonyms.several }.push(set);
            }
        }
        synonyms.several.sort();
        synonyms.several.dedup();
        synonyms
    }
}

/// The words of a text that make it up, folded.
fn phrase(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    each(text, 0, |Token { text, share, .. }| {
        if share.is_main() {
            words.push(fold(&text).into_owned());
        }
    });
    words.join(" ")
}

impl Groups {
    /// Groups the words of pages.
    pub fn of(pages: &[Arc<Words>], lexicon: &[Entry], stems: &Stems, synonyms: &[Vec<String>]) -> Groups {
        let counts = counts(pages, lexicon.len());
        let mut used: Vec<WordId> = (0..lexicon.len() as WordId).filter(|id| counts[*id as usize] > 0).collect();
        used.par_sort_unstable_by_key(|id| {
            let entry = &lexicon[*id as usize];
            (&entry.form, &entry.marked, *id)
        });
        let forms: Vec<&[WordId]> =
            used.chunk_by(|a, b| lexicon[*a as usize].form == lexicon[*b as usize].form).collect();
        let roots: Vec<String> = forms.par_iter().map(|ids| root(ids, &counts, lexicon, stems)).collect();
        let joined = joined(synonyms, stems);
        let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
        for (n, root) in roots.iter().enumerate() {
            groups.entry(joined.get(root).unwrap_or(root)).or_default().push(n);
        }
        numbered(groups.into_values(), &forms, lexicon)
    }

    /// Pairs of endings that forms of one group have, the commonest first.
    pub fn endings(&self) -> Vec<String> {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for forms in &self.forms {
            for (n, one) in forms.iter().enumerate() {
                for pair in forms[n + 1..].iter().filter_map(|other| endings(one, other)) {
                    *counts.entry(pair).or_default() += 1;
                }
            }
        }
        let mut pairs: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
        pairs.sort_by_key(|(pair, count)| (Reverse(*count), *pair));
        pairs.into_iter().take(N_ENDINGS).map(|((one, other), _)| format!("{one}/{other}")).collect()
    }
}

/// How often each word occurs.
fn counts(pages: &[Arc<Words>], n_words: usize) -> Vec<u32> {
    let mut counts = vec![0; n_words];
    for occurrence in pages.iter().flat_map(|page| &page.units).flat_map(|unit| &unit.words) {
        counts[occurrence.word as usize] += 1;
    }
    counts
}

/// The stem of a form: that of its most frequent spelling.
fn root(ids: &[WordId], counts: &[u32], lexicon: &[Entry], stems: &Stems) -> String {
    let mut spellings: BTreeMap<&str, u32> = BTreeMap::new();
    for id in ids {
        *spellings.entry(lexicon[*id as usize].spelling()).or_default() += counts[*id as usize];
    }
    let most = spellings.into_iter().min_by_key(|(spelling, count)| (Reverse(*count), *spelling));
    most.map(|(spelling, _)| stem(spelling, stems)).unwrap_or_default()
}

fn stem(spelling: &str, stems: &Stems) -> String {
    match spelling.starts_with(is_of_run) {
        true => spelling.to_owned(),
        false => fold(&stems.stem(spelling)).into_owned(),
    }
}

/// For each stem that means the same as others the one that stands for all.
fn joined(synonyms: &[Vec<String>], stems: &Stems) -> HashMap<String, String> {
    let mut joined: HashMap<String, String> = HashMap::new();
    for set in synonyms {
        let roots: Vec<String> = set.iter().map(|word| stem(word, stems)).collect();
        let known: Vec<String> = roots.iter().map(|root| joined.get(root).unwrap_or(root).clone()).collect();
        let Some(first) = known.iter().min().cloned() else { continue };
        joined.values_mut().filter(|root| known.contains(root)).for_each(|root| root.clone_from(&first));
        joined.extend(roots.into_iter().chain(known).map(|root| (root, first.clone())));
    }
    joined
}

/// Sorts groups and forms, and gives each word its place.
fn numbered(groups: impl Iterator<Item = Vec<usize>>, forms: &[&[WordId]], lexicon: &[Entry]) -> Groups {
    let text = |form: usize| &*lexicon[forms[form][0] as usize].form;
    let mut sorted: Vec<Vec<usize>> = Vec::new();
    for mut group in groups {
        group.sort_unstable_by(|one, other| in_order(text(*one), text(*other)));
        sorted.extend(group.chunks(MAX_FORMS).map(<[usize]>::to_vec));
    }
    sorted.par_sort_unstable_by(|one, other| in_order(text(one[0]), text(other[0])));
    let mut places = vec![None; lexicon.len()];
    for (group, members) in (0..).zip(&sorted) {
        for (form, member) in (0..).zip(members) {
            for id in forms[*member] {
                places[*id as usize] = Some(Place { group, form });
            }
        }
    }
    let forms = sorted.iter().map(|group| group.iter().map(|form| text(*form).into()).collect()).collect();
    Groups { forms, places }
}

/// How two forms end, where they begin in the same way.
fn endings<'a>(one: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    let common: usize =
        one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter.len_utf8()).sum();
    let (one_end, other_end) = (&one[common..], &other[common..]);
    let is_short = |ending: &str| ending.chars().count() <= LONGEST_ENDING && !ending.contains('/');
    let is_pair = one[..common].chars().count() >= SHORTEST_COMMON && is_short(one_end) && is_short(other_end);
    is_pair.then_some((one_end, other_end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::lexicon::Lexicon;
    use crate::search::page::Text;
    use crate::search::units;

    fn groups(texts: &[&str], language: &str, synonyms: &[&[&str]]) -> Groups {
        let lexicon = Lexicon::default();
        let page = |text: &&str| Arc::new(units::of(&Text { facts: (*text).into(), ..Text::default() }, &lexicon));
        let pages: Vec<_> = texts.iter().map(page).collect();
        let synonyms = Synonyms::of(synonyms.iter().map(|set| set.to_vec()));
        Groups::of(&pages, &lexicon.entries(), &Stems::of(language), &synonyms.single)
    }

    fn together(groups: &Groups) -> Vec<String> {
        groups.forms.iter().map(|forms| forms.join(" ")).collect()
    }

    #[test]
    fn forms_of_a_stem_are_together() {
        assert_eq!(
            together(&groups(&["Gardens garden gardening", "soil"], "en", &[])),
            ["garden gardening gardens", "soil"]
        );
        assert_eq!(
            together(&groups(&["información informaciones", "suelo"], "es", &[])),
            ["informacion informaciones", "suelo"]
        );
        assert_eq!(together(&groups(&["новый новая"], "ru", &[])), ["новая новыи"]);
        assert_eq!(together(&groups(&["garden gardens"], "xx", &[])), ["garden", "gardens"]);
    }

    #[test]
    fn synonyms_are_together() {
        let sets: [&[&str]; 2] = [&["k8s", "Kubernetes"], &["kube", "k8s"]];
        assert_eq!(together(&groups(&["k8s kubernetes kube heap"], "en", &sets)), ["heap", "k8s kube kubernetes"]);
        let sets = Synonyms::of([vec!["CI", "continuous integration"], vec!["same", "Same"]].into_iter());
        assert_eq!(
            (sets.single.len(), sets.several),
            (0, vec![vec!["ci".to_owned(), "continuous integration".into()]])
        );
    }

    #[test]
    fn endings_are_learned() {
        let groups = groups(&["garden gardens heap heaps mending mends planting plants"], "en", &[]);
        assert_eq!(groups.endings(), ["/s", "ing/s"]);
    }
}
