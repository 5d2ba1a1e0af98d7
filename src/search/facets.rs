//! Facets: what pages can be sorted out by, each with the pages of every value.

use super::format::{call, gaps, hash, in_order, json, number};
use super::page::{Card, without_mail};
use crate::community::EntryId;
use crate::document::role::Role;
use crate::kind::Kind;
use crate::site::Site;
use crate::slug::Slug;
use serde_json::{Value, json as value};
use std::collections::{BTreeMap, BTreeSet};

/// The key of a value, which filters use, and what readers are shown.
type Pair = (String, String);

/// What gives the values of a page.
type Values = fn(&Site, &Card) -> Vec<Pair>;

/// The names of the facets, and what gives a page's values.
const FACETS: [(&str, Values); 6] = [
    ("kind", kind),
    ("theme", |site, card| entries(site, card, Kind::Theme)),
    ("member", |site, card| entries(site, card, Kind::Member)),
    ("organisation", organisations),
    ("year", year),
    ("tag", tags),
];

/// The values of one page: the key that filters use, and what readers are shown.
pub fn values(site: &Site, card: &Card, facet: &str) -> Vec<Pair> {
    FACETS.iter().filter(|(name, _)| *name == facet).flat_map(|(_, values)| values(site, card)).collect()
}

/// The files, and what the manifest tells of them.
pub fn of(language: &str, site: &Site, cards: &[Card]) -> (Vec<(String, Vec<u8>)>, Value) {
    let mut files = Vec::new();
    let mut told: Vec<Value> = Vec::new();
    for (name, values) in FACETS {
        let mut pages: BTreeMap<String, (String, BTreeSet<u32>)> = BTreeMap::new();
        for (page, card) in (0..).zip(cards) {
            for (key, title) in values(site, card) {
                pages.entry(key).or_insert((title, BTreeSet::new())).1.insert(page);
            }
        }
        if pages.is_empty() {
            continue;
        }
        let mut pages: Vec<(String, (String, BTreeSet<u32>))> = pages.into_iter().collect();
        pages.sort_by(|one, other| in_order(&one.0, &other.0));
        let n_values = pages.len();
        let content = file(language, name, pages);
        let hash = hash([content.as_slice()]);
        files.push((format!("f{name}-{hash}.js"), content));
        told.push(value!([name, n_values, hash]));
    }
    (files, told.into())
}

fn file(language: &str, name: &str, pages: Vec<(String, (String, BTreeSet<u32>))>) -> Vec<u8> {
    let mut lists = String::new();
    let mut values = Vec::new();
    for (key, (title, pages)) in pages {
        number(&mut lists, pages.len() as u32);
        gaps(&mut lists, pages);
        values.push([key, title]);
    }
    call(&format!("{language}/f{name}"), &[json(&values), json(&lists)])
}

fn kind(site: &Site, card: &Card) -> Vec<Pair> {
    vec![(card.kind.name().into(), site.index_title(card.kind))]
}

fn year(_: &Site, card: &Card) -> Vec<Pair> {
    let year = card.date.split('-').next().filter(|year| !year.is_empty());
    year.map(|year| (year.to_owned(), year.to_owned())).into_iter().collect()
}

fn tags(site: &Site, card: &Card) -> Vec<Pair> {
    let tags = site.community.entry(card.id).document.common.tags.iter().flatten();
    tags.filter_map(|name| Some((Slug::fold(name)?.to_string(), without_mail(name.trim())))).collect()
}

/// The entries that a page names in its front matter, but for those that could not come, and its own.
fn named(site: &Site, card: &Card) -> BTreeSet<EntryId> {
    let links = site.community.links_from(card.id).iter();
    let links = links.filter(|link| link.role.is_field() && link.role != Role::Regret);
    links.filter_map(|link| link.target.entry()).chain([card.id]).collect()
}

/// Those of a kind.
fn entries(site: &Site, card: &Card, kind: Kind) -> Vec<Pair> {
    let documents = named(site, card).into_iter().map(|id| &site.community.entry(id).document);
    documents
        .filter(|document| document.kind == kind)
        .map(|document| (document.slugs.own.clone(), without_mail(&document.title)))
        .collect()
}

/// The organisation of a member, and on other pages those of the members that their front matter names.
fn organisations(site: &Site, card: &Card) -> Vec<Pair> {
    let members = named(site, card).into_iter().filter_map(|id| site.community.entry(id).document.member());
    let names = members.filter_map(|member| member.organisation.as_deref()).map(|name| without_mail(name.trim()));
    let names: BTreeSet<String> = names.filter(|name| !name.is_empty()).collect();
    names.into_iter().map(|name| (name.clone(), name)).collect()
}
