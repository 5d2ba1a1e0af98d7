//! Who may see an entry: the strictest of what its file, its folders and the settings say.

use crate::config::{Config, Ladder, Level};
use crate::diagnostic::{Code, Diagnostic, Spanned, did_you_mean};
use crate::document::{Document, is_index_file};
use crate::path::{SitePath, upwards};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Who may see an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Visibility {
    /// The widest audience that may see it.
    pub level: Level,
    /// Left out unless drafts are asked for.
    pub is_draft: bool,
    /// A member who is in no list of any build.
    pub is_unlisted: bool,
    /// Could not be read as it was meant; seen by nobody.
    pub is_broken: bool,
    /// Parts of the body, and the widest audience that may see each.
    pub blocks: Vec<(Range<usize>, Level)>,
}

impl Visibility {
    /// Whether everybody sees all builds of it.
    pub fn is_open(&self) -> bool {
        self.level == Level::default() && !self.is_draft && !self.is_unlisted && !self.is_broken
    }
}

/// For each folder's path the strictest level that the introductions in it name.
pub(super) type FolderLevels = BTreeMap<String, Level>;

/// An index that is left out may have meant to narrow its folder: nobody sees what is in it.
pub(super) fn of_folders(documents: &[Arc<Document>], left_out: &BTreeSet<SitePath>, ladder: &Ladder) -> FolderLevels {
    let mut levels = FolderLevels::new();
    let is_document = |path: &&SitePath| matches!(path.extension().as_str(), "md" | "markdown");
    for path in left_out.iter().filter(is_document).filter(|path| is_index_file(path)) {
        levels.insert(path.folder().to_owned(), Level::NOBODY);
    }
    for document in documents.iter().filter(|document| is_index_file(&document.path)) {
        let privacy = &document.privacy;
        let named = privacy.audiences.iter().map(|name| ladder.level(&name.value).unwrap_or(Level::NOBODY));
        let unclear = privacy.is_unclear.then_some(Level::NOBODY);
        if let Some(level) = named.chain(unclear).max() {
            let folder = levels.entry(document.path.folder().to_owned()).or_default();
            *folder = level.max(*folder);
        }
    }
    levels
}

/// For each asset of `content/` the widest audience that may have it: that of its folders.
pub(super) fn of_assets<'a>(
    assets: impl Iterator<Item = &'a SitePath>,
    folders: &FolderLevels,
    config: &Config,
) -> BTreeMap<SitePath, Level> {
    let level =
        |path: &SitePath| levels_above(path.folder(), folders).max().max(config.folder_level(path.in_content()?));
    assets
        .filter_map(|path| Some((path.clone(), level(path)?)))
        .filter(|(_, level)| *level > Level::default())
        .collect()
}

pub(super) fn of(
    document: &Document,
    folders: &FolderLevels,
    ladder: &Ladder,
    findings: &mut Vec<Diagnostic>,
) -> Visibility {
    let n_before = findings.len();
    let mut level_of = |name: &Spanned<String>| {
        let level = ladder.level(&name.value);
        if level.is_none() {
            findings.push(unknown(document, name, ladder));
        }
        level.unwrap_or(Level::NOBODY)
    };
    let own = document.privacy.audiences.iter().map(&mut level_of).max().unwrap_or_default();
    let blocks = document.body.blocks.iter().map(|block| (block.at.clone(), level_of(&block.audience))).collect();
    let inherited = levels_above(document.path.folder(), folders).max().unwrap_or_default();
    Visibility {
        level: own.max(inherited),
        is_draft: document.privacy.is_draft,
        is_unlisted: document.privacy.is_unlisted,
        is_broken: document.is_broken || findings.len() > n_before,
        blocks,
    }
}

fn levels_above<'a>(folder: &'a str, folders: &'a FolderLevels) -> impl Iterator<Item = Level> + 'a {
    upwards(folder).filter_map(|folder| folders.get(folder).copied())
}

fn unknown(document: &Document, name: &Spanned<String>, ladder: &Ladder) -> Diagnostic {
    let names: Vec<&str> = ladder.names().collect();
    let help = did_you_mean(&name.value, names.iter().copied())
        .unwrap_or_else(|| format!("write one of: {}", names.join(", ")));
    let message = match name.value.is_empty() {
        true => "no audience is named here".to_owned(),
        false => format!("there is no audience `{}`", name.value),
    };
    Diagnostic::new(Code::UnclearAudience, document.span(name.at.clone()), message).help(help)
}
