//! Folders that are one session each: an index that tells of the meeting, and whatever else was written for it beside.
//!
//! 1. A folder of sessions is one session if it has an index and its name gives a day: `sessions/2019-05-06/README.md`.
//! 2. So is one below a folder of sessions whose index gives the day in its front matter, unless it is called after a
//!    year or holds files with days of their own: that is a folder of sessions, and the day is that of its introduction.
//! 3. The index is the session; the other files in the folder, and in those below, are pages.
//!
//! All this comes before any file is parsed, because it decides what the files are. A file that not everybody sees decides
//! nothing about those that everybody sees: neither an index that is a draft, nor the name of a file that says who may
//! read it. (An index for fewer people narrows its whole folder.)

use super::fields::names_privacy;
use super::rules::{self, Rules, is_index_file};
use super::{Moment, front_matter, moment};
use crate::config::Config;
use crate::kind::Kind;
use crate::path::{SitePath, upwards};
use crate::source::Source;
use crate::yaml::{Node, Pair, fold_key};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a file is by the folder it lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// What the rules for its folder say.
    #[default]
    Usual,
    /// The session that its folder is.
    IsSession,
    /// A page that belongs to the session that its folder, or one above, is.
    InSession,
}

/// Every folder that is one session, by its path, and the index that it is.
#[derive(Debug, Default)]
pub struct SessionFolders(BTreeMap<String, Index>);

#[derive(Debug)]
struct Index {
    path: SitePath,
    /// Whether what lies beside it belongs to it.
    has_pages: bool,
}

impl SessionFolders {
    /// Those of all Markdown files of a site.
    pub fn of(sources: &BTreeMap<SitePath, Arc<Source>>, config: &Config) -> SessionFolders {
        let mut folders: BTreeMap<String, Index> = BTreeMap::new();
        for (path, source) in sources.iter().filter(|(path, _)| is_index_file(path)) {
            let is_better = || folders.get(path.folder()).is_none_or(|other| rank(path) < rank(&other.path));
            if is_session(path, source, sources, config) && is_better() {
                let has_pages = !has_key(source, config, |key| matches!(key, "draft" | "published"));
                folders.insert(path.folder().to_owned(), Index { path: path.clone(), has_pages });
            }
        }
        SessionFolders(folders)
    }

    /// What a file is by its folder.
    pub fn standing(&self, path: &SitePath) -> Standing {
        let mut above = upwards(path.folder()).filter_map(|folder| self.0.get(folder));
        match above.next().filter(|_| !self.0.is_empty()) {
            Some(index) if index.path == *path => Standing::IsSession,
            Some(index) if index.has_pages => Standing::InSession,
            _ => Standing::Usual,
        }
    }
}

/// `index` comes before `_index`, and that before `README`.
fn rank(path: &SitePath) -> usize {
    ["index", "_index"].iter().position(|name| path.stem().eq_ignore_ascii_case(name)).unwrap_or(2)
}

fn is_session(path: &SitePath, source: &Source, sources: &BTreeMap<SitePath, Arc<Source>>, config: &Config) -> bool {
    let holds_sessions = |path: &str| rules::kind_of(path, config) == Kind::Session;
    let folder = path.folder_in_content();
    if folder.is_empty() || !holds_sessions(path.in_content().unwrap_or_default()) {
        return false;
    }
    let parent = folder.rsplit_once('/').map(|(parent, _)| parent);
    let is_below = || parent.is_some_and(|parent| holds_sessions(&format!("{parent}/README.md")));
    let by_front_matter = || {
        let is_named = folder.rsplit('/').next().is_some_and(|name| name.contains(|c: char| c.is_alphabetic()));
        is_named && is_below() && written_day(source).is_some_and(|day| has_no_other_days(path, day, sources, config))
    };
    moment::date_of_folder(folder).is_some() || by_front_matter()
}

fn written_day(source: &Source) -> Option<Date> {
    let front = front_matter::split(&source.text).front_matter?.ok()?;
    let date = front.pairs().iter().find(|pair| fold_key(&pair.key) == "date")?;
    Moment::parse(Node::text(&date.node)?).map(|moment| moment.date)
}

/// Whether no file of the folder gives another day by its name.
fn has_no_other_days(index: &SitePath, day: Date, sources: &BTreeMap<SitePath, Arc<Source>>, config: &Config) -> bool {
    let inside = format!("{}/", index.folder());
    let files =
        sources.range(SitePath::new(inside.as_str())..).take_while(|(path, _)| path.as_str().starts_with(&inside));
    let is_another = |path: &SitePath| moment::date_of_folder(path.stem()).is_some_and(|other| other != day);
    let mut others = files.filter(|(path, _)| is_another(path)).map(|(_, source)| source);
    others.all(|source| has_key(source, config, names_privacy))
}

/// Whether the front matter of a file has such a field, by our name of it; also where it cannot be read.
fn has_key(source: &Source, config: &Config, is_such: fn(&str) -> bool) -> bool {
    let Some(front) = front_matter::split(&source.text).front_matter else { return !source.is_readable };
    let Ok(front) = front else { return true };
    let renamed = Rules::of(&source.path, config, Standing::Usual).fields;
    let name = |pair: &Pair| {
        let written = fold_key(&pair.key);
        renamed.get(&written).cloned().unwrap_or(written)
    };
    front.pairs().iter().any(|pair| is_such(&name(pair)))
}
