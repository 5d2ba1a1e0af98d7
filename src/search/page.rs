//! What a page has to be found by: its names, its text in passages, what its front matter says, and where it is filed.
//!
//! E-mail addresses are left out of all of it.

use crate::community::{Entry, EntryId};
use crate::document::own::OwnContent;
use crate::document::role::Role;
use crate::document::{Document, Fields};
use crate::kind::Kind;
use crate::site::{Passage, Searchable, Share, Site};
use std::collections::BTreeSet;
use xxhash_rust::xxh3::Xxh3Default;

/// How many names a page has beside its title.
const MAX_NAMES: usize = 7;

/// What a result shows of a page before its text is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The entry.
    pub id: EntryId,
    /// The address from the root of the site.
    pub path: String,
    /// The title.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// Its day, if it has one: `2026-03-05`.
    pub date: String,
    /// A line that tells more; empty if there is nothing to tell.
    pub note: String,
}

/// A page before its words are looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// The title, then its other names.
    pub names: Vec<String>,
    /// What its author says that it is about; empty if nothing.
    pub summary: String,
    /// Its body.
    pub passages: Vec<Passage>,
    /// What its front matter says, in a row.
    pub facts: String,
}

/// What a result shows of a page.
pub fn card(site: &Site, page: &Searchable<'_>) -> Card {
    let document = &page.entry.document;
    Card {
        id: page.entry.id,
        path: page.address.href(site.config.urls),
        title: title(site, page),
        kind: document.kind,
        date: document.date.map(|moment| moment.date.to_string()).unwrap_or_default(),
        note: note(document),
    }
}

fn title(site: &Site, page: &Searchable<'_>) -> String {
    match page.share {
        Share::Own => without_mail(&page.entry.document.title),
        Share::Transcript => without_mail(&site.transcript_title(page.entry.id)),
    }
}

/// A line that tells more of an entry, in its author's words.
fn note(document: &Document) -> String {
    let words: Vec<&Option<String>> = match &document.fields {
        Fields::Member(fields) => vec![&fields.role, &fields.organisation],
        Fields::Session(fields) => vec![&fields.series, &fields.place],
        Fields::Resource(fields) => vec![&fields.format, &fields.by],
        Fields::Template(fields) => vec![&fields.version],
        _ => Vec::new(),
    };
    let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
    without_mail(&words.join(" · "))
}

/// What the words of a page are made of, as a hash: two with the same have the same [`Text`].
pub fn fingerprint(site: &Site, page: &Searchable<'_>) -> u128 {
    let mut hash = Xxh3Default::new();
    let add = |text: &str| {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    match page.share {
        Share::Own => print_own(site, page.entry, add),
        Share::Transcript => print_transcript(site, page, add),
    }
    hash.digest128()
}

fn print_transcript(site: &Site, page: &Searchable<'_>, mut add: impl FnMut(&str)) {
    add(&title(site, page));
    add(&format!("{:?}", site.said(page.entry.id).map(|said| said.print)));
    site.said_names(page.entry.id).iter().for_each(|name| add(name));
}

fn print_own(site: &Site, entry: &Entry, mut add: impl FnMut(&str)) {
    let document = &entry.document;
    add(document.path.as_str());
    // Of a file that holds many sessions only this one.
    let body = &document.body;
    std::iter::once(&body.at).chain(&body.borrowed).for_each(|at| add(&document.text[at.clone()]));
    add(&format!("{:?} {:?} {} {:?}", body.at, entry.hidden, site.uses_wikilinks(), site.config.markdown));
    site.shown_names(entry.id).for_each(&mut add);
    names(document).iter().for_each(|name| add(name));
    add(&facts(site, entry));
}

/// Everything that a page is found by.
pub fn text(site: &Site, page: &Searchable<'_>) -> Text {
    let entry = page.entry;
    let mut passages = match page.share {
        Share::Own => site.passages(entry.id),
        Share::Transcript => site.said_passages(entry.id),
    };
    for passage in &mut passages {
        passage.heading = without_mail(&passage.heading);
        passage.text = without_mail(&passage.text);
    }
    if page.share == Share::Transcript {
        return Text { names: vec![title(site, page)], passages, ..Text::default() };
    }
    let summary = entry.document.common.summary.as_deref().unwrap_or_default();
    Text { names: names(&entry.document), summary: without_mail(summary), passages, facts: facts(site, entry) }
}

/// The title, then other names, each once.
pub fn names(document: &Document) -> Vec<String> {
    let common = &document.common;
    let own = match &document.fields {
        Fields::Member(fields) => vec![&fields.handles],
        Fields::Term(fields) => vec![&fields.aka, &fields.formerly],
        _ => Vec::new(),
    };
    let aliases = common.aliases.iter().flatten().filter(|alias| crate::site::export::former_address(alias).is_none());
    let others = own.into_iter().chain([&common.search_terms]).flatten().flatten().chain(aliases);
    let mut names = vec![without_mail(&document.title)];
    for name in others.map(|name| without_mail(name)) {
        if names.len() <= MAX_NAMES && !name.trim().is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What front matter says in words of its own: names, tags, places.
fn facts(site: &Site, entry: &Entry) -> String {
    let mut seen = BTreeSet::new();
    let mut facts: Vec<String> = Vec::new();
    let mut add = |words: &str| {
        let words = without_mail(words.trim());
        if !words.is_empty() && seen.insert(words.clone()) {
            facts.push(words);
        }
    };
    fields(&entry.document).iter().for_each(|words| add(words));
    for link in site.community.links_from(entry.id).iter().filter(|link| is_told(link.role)) {
        add(link.target.entry().map_or(&*link.words, |id| &site.community.entry(id).document.title));
    }
    site.tags_of(entry).iter().for_each(|tag| add(&tag.title));
    for value in &entry.document.own {
        if let OwnContent::Texts(texts) = &value.content {
            texts.iter().for_each(|text| add(text));
        }
    }
    names(&entry.document).iter().skip(1).for_each(|name| add(name));
    facts.join(" · ")
}

/// Whether a page says whom or what its front matter names in this role.
fn is_told(role: Role) -> bool {
    role.is_field() && !matches!(role, Role::Picture | Role::Attachment)
}

/// What the fields of a kind say in words.
fn fields(document: &Document) -> Vec<&str> {
    let texts: Vec<&Option<String>> = match &document.fields {
        Fields::Session(fields) => vec![&fields.series, &fields.place, &fields.why, &fields.access],
        Fields::Member(fields) => {
            vec![&fields.role, &fields.organisation, &fields.sector, &fields.location, &fields.pronouns]
        }
        Fields::Template(fields) => vec![&fields.version, &fields.licence],
        Fields::Story(fields) => vec![&fields.why, &fields.effort],
        Fields::Resource(fields) => vec![&fields.by, &fields.format],
        Fields::Group(fields) => vec![&fields.cadence],
        Fields::Theme(_) | Fields::Question(_) | Fields::Term(_) | Fields::Page(_) => Vec::new(),
    };
    let lists: Vec<&Option<Vec<String>>> = match &document.fields {
        Fields::Member(fields) => vec![&fields.languages, &fields.offers, &fields.asks],
        _ => Vec::new(),
    };
    let titles = document.member().into_iter().flat_map(|member| member.links.iter().flatten());
    let texts = texts.into_iter().flatten().chain(lists.into_iter().flatten().flatten());
    texts.chain(titles.map(|link| &link.title)).map(String::as_str).collect()
}

/// A text without the e-mail addresses in it.
pub fn without_mail(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['@', '＠']) {
        let start = rest[..at].rfind(|c| !is_of_mail(c)).map_or(0, |before| before + width(rest, before));
        let after = at + width(rest, at);
        let host = &rest[after..];
        let end = host.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.')).unwrap_or(host.len());
        let host = host[..end].trim_end_matches(['.', '-']);
        let is_mail = start < at && host.trim_matches('.').contains('.');
        out.push_str(&rest[..if is_mail { start } else { after }]);
        rest = if is_mail { without_second_space(&out, &rest[after + host.len()..]) } else { &rest[after..] };
    }
    out + rest
}

/// Where something was taken out between two spaces, one is left.
fn without_second_space<'r>(before: &str, rest: &'r str) -> &'r str {
    let needs_none = before.is_empty() || before.ends_with([' ', '\n']);
    rest.strip_prefix(' ').filter(|_| needs_none).unwrap_or(rest)
}

fn is_of_mail(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

/// How many bytes the letter at `at` has.
fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_to_write_to_are_not_kept() {
        for (text, kept) in [
            ("write to ana.lima+x@mail.example.org.", "write to ."),
            ("a@b.c d＠e.f", ""),
            ("from a@b.c to d@e.f too", "from to too"),
            ("@ana and @scope/package", "@ana and @scope/package"),
            ("root@localhost", "root@localhost"),
            ("x@@y.z", "x@@y.z"),
            ("müller@büro.example", ""),
            ("<mailto:a@b.example>", "<mailto:>"),
            ("a@b.c@d.e", "@d.e"),
        ] {
            assert_eq!(without_mail(text), kept, "{text}");
        }
    }
}
