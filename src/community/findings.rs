//! What fits nothing, in the words of the person who wrote it.

use super::names::Names;
use super::paths::Paths;
use super::{Entry, EntryId};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::document::role::Role;
use crate::path::SitePath;
use std::collections::HashMap;
use std::ops::Range;

/// The most names for which a suggestion is sought: each costs a look at all names.
const MAX_SUGGESTIONS: usize = 200;
/// So many headings of a page are looked at for a suggestion.
const MAX_HEADINGS: usize = 1_000;

/// A reference or link that does not lead where it should.
pub(super) struct Unresolved {
    pub(super) entry: EntryId,
    pub(super) role: Role,
    pub(super) at: Range<usize>,
    pub(super) problem: Problem,
}

pub(super) enum Problem {
    Unknown { name: String },
    OfAnotherKind { name: String, id: EntryId },
    Ambiguous { name: String, ids: Vec<EntryId>, n: usize },
    NoFile { path: String },
    OutsideContent,
    NotAnImage { id: EntryId },
    NoAnchor { anchor: String, page: EntryId },
    Case { written: String },
    Unsafe { url: String },
}

impl Problem {
    /// The name or path of a page that nobody wrote. A file that lies elsewhere was written.
    pub(super) fn wanted(&self, role: Role, paths: &Paths<'_>) -> Option<&str> {
        let is_elsewhere = |path: &str| [path, &format!("{path}.md")].iter().any(|path| paths.moved_to(path).is_some());
        match self {
            _ if role.is_picture() || role.is_file() => None,
            Problem::Unknown { name } => Some(name).filter(|name| paths.find(name).is_none()),
            Problem::NoFile { path } => Some(path).filter(|path| may_be_page(path) && !is_elsewhere(path)),
            _ => None,
        }
        .map(String::as_str)
    }
}

fn may_be_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_none_or(|(_, end)| matches!(end, "md" | "markdown" | "html" | "htm"))
}

pub(super) fn report<'a>(
    unresolved: impl Iterator<Item = &'a Unresolved>,
    entries: &[Entry],
    names: &Names<'_>,
    paths: &Paths<'_>,
    config: &Config,
    wikilinks_count: bool,
) -> Vec<Diagnostic> {
    let mut report = Report { entries, names, paths, config, suggested: HashMap::new() };
    let is_meant = |one: &&Unresolved| wikilinks_count || !one.role.is_wikilink();
    unresolved.filter(is_meant).map(|one| report.finding(one)).collect()
}

struct Report<'a> {
    entries: &'a [Entry],
    names: &'a Names<'a>,
    paths: &'a Paths<'a>,
    config: &'a Config,
    suggested: HashMap<(Role, String), Option<String>>,
}

impl Report<'_> {
    fn finding(&mut self, one: &Unresolved) -> Diagnostic {
        let document = &self.entries[one.entry.0 as usize].document;
        let span = document.span(one.at.clone());
        let new = |code, message: String| Diagnostic::new(code, span.clone(), message);
        match &one.problem {
            Problem::Unknown { name } if one.role.is_wikilink() => {
                new(Code::BrokenWikilink, format!("no page is called `{name}`")).help(
                    self.suggest(one.role, name).unwrap_or_else(|| "add such a page, or leave out the brackets".into()),
                )
            }
            Problem::Unknown { name } => {
                let code = one.role.unknown().expect("a role without a finding has no unknown names");
                let (kind, folder) = match one.role.accepts() {
                    [kind] => (kind.name(), kind.spec().folder),
                    _ => ("page", ""),
                };
                let path = [folder, &crate::slug::fold_name(name)].join("/");
                let file = SitePath::new(format!("content/{}.md", path.trim_start_matches('/')));
                let help = self
                    .suggest(one.role, name)
                    .unwrap_or_else(|| format!("add the file `{}`", self.config.on_disk(&file)));
                new(code, format!("no {kind} is called `{name}`")).help(help)
            }
            Problem::OfAnotherKind { name, id } => {
                let kind = self.entries[id.0 as usize].document.kind;
                new(Code::WrongKind, format!("`{name}` is a {kind}"))
                    .help(format!("name a {} here", one.role.accepts()[0]))
            }
            Problem::Ambiguous { name, ids, n } => {
                self.ambiguous(new(Code::AmbiguousName, format!("`{name}` fits {n} documents")), ids)
            }
            Problem::NoFile { path } if one.role.is_picture() => {
                new(Code::MissingImage, format!("there is no picture `{path}`"))
                    .help(self.moved(path).unwrap_or_else(|| "add the picture, or leave it out".into()))
            }
            Problem::NoFile { path } => {
                new(Code::BrokenLink, format!("there is no file `{path}`")).help(self.mend(path))
            }
            Problem::OutsideContent => {
                new(Code::BrokenLink, format!("this leads out of {}", self.config.content_folder()))
                    .help("link to the address of the file on its code host")
            }
            Problem::NotAnImage { id } => {
                let path = self.config.on_disk(&self.entries[id.0 as usize].document.path);
                new(Code::MissingImage, format!("`{path}` is a page and no picture")).help(if one.role.is_field() {
                    "name a file such as `photo.jpg`"
                } else {
                    "leave out the `!` to link to it"
                })
            }
            Problem::NoAnchor { anchor, page } => self.no_anchor(new, anchor, *page),
            Problem::Case { written } => new(Code::LinkCase, format!("the file is called `{written}`"))
                .help("write its capital letters as they are"),
            Problem::Unsafe { url } => new(
                Code::UnsafeLink,
                format!("`{}` is not an address that can be linked", crate::url::scheme(url).unwrap_or_default() + ":"),
            )
            .help(unsafe_help(url)),
        }
    }

    fn suggest(&mut self, role: Role, name: &str) -> Option<String> {
        let n_sought = self.suggested.len();
        let names = self.names;
        let seek = || match n_sought < MAX_SUGGESTIONS {
            true => did_you_mean(name, names.suggestions(role.accepts())),
            false => None,
        };
        self.suggested.entry((role, name.to_owned())).or_insert_with(seek).clone()
    }

    fn ambiguous(&self, finding: Diagnostic, ids: &[EntryId]) -> Diagnostic {
        let path = |id: &EntryId| &self.entries[id.0 as usize].document.path;
        let inside = path(&ids[0]).in_content().unwrap_or_default();
        let finding = finding.help(format!("write the path, such as `{}`", inside.trim_end_matches(".md")));
        ids.iter()
            .take(3)
            .fold(finding, |finding, id| finding.related(crate::diagnostic::Span::file(path(id)), "this one fits"))
    }

    fn no_anchor(&mut self, new: impl Fn(Code, String) -> Diagnostic, anchor: &str, page: EntryId) -> Diagnostic {
        let document = &self.entries[page.0 as usize].document;
        let n_sought = self.suggested.len();
        let ids = document.body.headings.iter().take(MAX_HEADINGS).map(|heading| heading.id.as_str());
        let seek = || (n_sought < MAX_SUGGESTIONS).then(|| did_you_mean(anchor, ids)).flatten();
        let suggested =
            self.suggested.entry((Role::Link, format!("{}#{anchor}", document.path))).or_insert_with(seek).clone();
        let help = suggested.unwrap_or_else(|| "name the heading in lower case, with `-` for spaces".to_owned());
        new(Code::BrokenAnchor, format!("`{}` has no heading `#{anchor}`", document.path.file_name())).help(help)
    }

    fn moved(&self, path: &str) -> Option<String> {
        self.paths.moved_to(path).map(|place| format!("there is one at `{place}`"))
    }

    fn misspelt(&mut self, path: &str) -> Option<String> {
        let n_sought = self.suggested.len();
        let paths = self.paths;
        let seek = || {
            (n_sought < MAX_SUGGESTIONS)
                .then(|| paths.like(path))
                .flatten()
                .map(|near| format!("did you mean `{near}`?"))
        };
        self.suggested.entry((Role::Link, path.to_owned())).or_insert_with(seek).clone()
    }

    /// What most likely went wrong with a path.
    fn mend(&mut self, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.contains('@') {
            return "write `mailto:` before an e-mail address".into();
        }
        if name.starts_with("www.") || looks_like_host(path) {
            return "write `https://` before the address".into();
        }
        if PLACEHOLDERS.contains(&name.to_lowercase().as_str()) {
            return "write the address that was meant to stand here".into();
        }
        if name.contains(['"', '\u{201c}']) {
            return "leave a space between the path and its title in quotes".into();
        }
        self.moved(path)
            .or_else(|| self.misspelt(path))
            .unwrap_or_else(|| "write the path from this file's folder, or leave out the link".into())
    }
}

/// What people leave in a link to be filled in later.
const PLACEHOLDERS: [&str; 8] = ["todo", "tbd", "tba", "url", "link", "xxx", "insert-link-here", "..."];

fn looks_like_host(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    [".com", ".org", ".net", ".io", ".dev", ".gov", ".edu", ".uk", ".de"].iter().any(|end| first.ends_with(end))
}

fn unsafe_help(url: &str) -> &'static str {
    match crate::url::scheme(url).as_deref() {
        Some("hhttps" | "htpps" | "httpss" | "htttps" | "ttps") => "write `https:`",
        Some(scheme) if scheme.contains("](") => "keep only the address between the round brackets",
        Some("hhttp" | "htp" | "htttp" | "ttp") => "write `http:`",
        _ => "use http, https, mailto, tel, webcal or a relative path",
    }
}
