//! A folder becomes values: every text and asset of a site, or a finding for what cannot be one.
//!
//! 1. The settings are read, because they say which files to leave alone.
//! 2. The folder of the content, `static/`, `skin/` and `archetypes/` are walked without following links; nothing outside
//!    them is opened (`walk.rs`).
//! 3. Texts are checked to be UTF-8, assets are hashed and measured, many at a time (`file.rs`). Of assets that are
//!    transcripts with times the text is read too. What was read before and has not changed since is not opened again
//!    (`known.rs`).
//! 4. Where the settings name a repository, git tells when and by whom each document was changed (`history.rs`).
//!
//! A [`Reader`] reads a site again and again, [`site`] once.
#![expect(clippy::disallowed_methods, reason = "reading the disk is what this module is for")]

mod file;
mod history;
mod known;
mod tree;
mod walk;

pub use tree::{MAX_FILES, Tree, tree};
pub use walk::is_litter;

use crate::config::{self, Config, SETTINGS_FILE};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::path::{CONTENT, SitePath};
use crate::source::{Asset, Source, SourceSet, is_timed_transcript};
use file::{Found, asset, document, transcript};
use globset::GlobSet;
use known::{Known, Look};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use walk::{Seen, Walk, no_extension};

/// Reads a site. `settings` is the file of settings, where it is not `guildbook.yaml` in `root`.
pub fn site(root: &Path, settings: Option<&Path>) -> io::Result<Outcome<SourceSet>> {
    let reading = Reader::new(root, settings).read(&BTreeSet::new())?;
    Ok(Outcome::new(reading.sources, reading.findings))
}

/// Reads a site again and again, and opens only files that changed.
///
/// Every reading walks the whole site, so that nothing depends on who tells what happened to it.
pub struct Reader {
    root: PathBuf,
    /// The root as events may name it.
    canonical: Option<PathBuf>,
    settings: Option<PathBuf>,
    config: Option<(Arc<Source>, Arc<Config>)>,
    documents: Known<Source>,
    history: history::Known,
    attachments: Known<Asset>,
    transcripts: Known<Source>,
    statics: Known<Asset>,
    layouts: Known<Source>,
    strings: Known<Source>,
    skin_assets: Known<Asset>,
    archetypes: Known<Source>,
    last: Option<Reading>,
}

/// A site as it was read.
#[derive(Clone)]
pub struct Reading {
    /// Its settings.
    pub config: Arc<Config>,
    /// Its texts and assets; what has not changed since the last reading is the same value.
    pub sources: SourceSet,
    /// What was found while reading.
    pub findings: Vec<Diagnostic>,
    /// Every folder that was looked into: what happens in no other can change the site.
    pub folders: BTreeSet<PathBuf>,
}

impl Reader {
    /// A reader of the site in `root`. `settings` is the file of settings, where it is not `guildbook.yaml` there.
    pub fn new(root: &Path, settings: Option<&Path>) -> Reader {
        Reader {
            root: root.components().collect(),
            canonical: root.canonicalize().ok(),
            settings: settings.map(Path::to_owned),
            config: None,
            documents: Known::default(),
            history: history::Known::default(),
            attachments: Known::default(),
            transcripts: Known::default(),
            statics: Known::default(),
            layouts: Known::default(),
            strings: Known::default(),
            skin_assets: Known::default(),
            archetypes: Known::default(),
            last: None,
        }
    }

    /// Reads the site. Files that are `touched`, or lie in a folder that is, are opened whatever their times say.
    pub fn read(&mut self, touched: &BTreeSet<PathBuf>) -> io::Result<Reading> {
        self.read_at(SystemTime::now(), touched)
    }

    /// The same when the clock says something else: long after files changed, their times can be trusted.
    pub fn read_at(&mut self, moment: SystemTime, touched: &BTreeSet<PathBuf>) -> io::Result<Reading> {
        let (settings, config) = self.settings()?;
        let look = Look::new(moment, touched, &self.root, self.canonical.as_deref());
        // A site without `repository` may lie in one that tells of other work than its own.
        let repository = config.repository.as_ref().filter(|repository| repository.has_history);
        let mut seen = Seen::default();
        seen.folders.extend(self.settings.as_deref().map(folder_of));
        let (content, checkout) = rayon::join(
            || Content::find(&self.root, &config, &mut seen),
            || repository.and_then(|_| history::checkout_at(&self.root)),
        );
        let mut sources = SourceSet { settings: Some(settings), left_out: content.left_out, ..SourceSet::default() };
        let paths: Vec<SitePath> = content.documents.iter().map(|found| found.path.clone()).collect();
        let (documents, history) = rayon::join(
            || self.documents.read(content.documents, &look, &mut seen.findings, document),
            || repository.map(|repository| self.history.of(&self.root, repository, checkout, &config, paths)),
        );
        sources.documents = documents;
        sources.history = history.map(|history| history.drain_into(&mut seen.findings)).unwrap_or_default();
        let timed: Vec<Found> =
            content.others.iter().filter(|found| is_timed_transcript(&found.path)).cloned().collect();
        sources.transcripts = self.transcripts.read(timed, &look, &mut seen.findings, transcript);
        sources.assets = self.attachments.read(content.others, &look, &mut seen.findings, asset);
        self.read_apart(&mut sources, &look, &mut seen);
        let reading = Reading { config, sources, findings: seen.findings, folders: seen.folders };
        self.last = Some(reading.clone());
        Ok(reading)
    }

    /// Opens what is `touched` and nothing else, where those are documents that were read before, or files that have
    /// gone again. `None` if anything else is among them: then the site is to be walked.
    ///
    /// A walk afterwards finds what nobody told of.
    pub fn read_touched(&mut self, touched: &BTreeSet<PathBuf>) -> Option<Reading> {
        let look = Look::new(SystemTime::now(), touched, &self.root, self.canonical.as_deref());
        let last = self.last.as_mut()?;
        let config = &self.config.as_ref()?.1;
        for path in touched {
            let inside = known::below(path, &self.root, self.canonical.as_deref())?;
            let inside = inside.strip_prefix(&config.content).ok()?.to_str()?.replace('\\', "/");
            let known_as = SitePath::new([CONTENT, "/", &inside].concat());
            match last.sources.documents.get_mut(&known_as) {
                Some(source) => *source = self.documents.again(&known_as, &look, document)?,
                None if fs::symlink_metadata(path).is_ok() => return None,
                None => {}
            }
        }
        Some(last.clone())
    }

    /// What lies outside the content.
    fn read_apart(&mut self, sources: &mut SourceSet, look: &Look, seen: &mut Seen) {
        let nothing = GlobSet::empty();
        let walk = |folder, seen: &mut Seen| Walk::of(&self.root, folder, folder, &nothing).files(seen);
        let files = walk("static", seen);
        sources.assets.append(&mut self.statics.read(files, look, &mut seen.findings, asset));
        let files = walk("skin/layouts", seen);
        sources.layouts = self.layouts.read(files, look, &mut seen.findings, document);
        let files = walk("skin/strings", seen);
        sources.strings = self.strings.read(files, look, &mut seen.findings, document);
        let files = walk("skin/static", seen);
        sources.skin_assets = self.skin_assets.read(files, look, &mut seen.findings, asset);
        let files = walk("archetypes", seen);
        sources.archetypes = self.archetypes.read(files, look, &mut seen.findings, document);
    }

    /// The settings, which are read each time, and what they mean.
    fn settings(&mut self) -> io::Result<(Arc<Source>, Arc<Config>)> {
        let source = settings(&self.root, self.settings.as_deref())?;
        if self.config.as_ref().is_none_or(|(known, _)| **known != source) {
            let config = config::parse(&source).value;
            self.config = Some((Arc::new(source), Arc::new(config)));
        }
        Ok(self.config.clone().expect("it was read a moment ago"))
    }
}

/// Reads the settings alone.
pub fn settings(root: &Path, settings: Option<&Path>) -> io::Result<Source> {
    let usual = root.join(SETTINGS_FILE);
    let path = settings.unwrap_or(&usual);
    let text = fs::read_to_string(path)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {}", path.display(), reason(&error))))?;
    Ok(Source::new(SETTINGS_FILE, &text))
}

/// The folder of a file, as it can be watched.
fn folder_of(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(file);
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.components().collect() }
}

/// The files of the content, before any is opened.
struct Content {
    documents: Vec<Found>,
    others: Vec<Found>,
    left_out: BTreeSet<SitePath>,
}

impl Content {
    fn find(root: &Path, config: &Config, seen: &mut Seen) -> Content {
        let files = Walk::of(root, &config.content, CONTENT, &config.ignore).files(seen);
        let (without_ending, files): (Vec<Found>, Vec<Found>) =
            files.into_iter().partition(|found| !found.path.file_name().contains('.'));
        seen.findings.extend(without_ending.iter().map(no_extension));
        // What was refused was reported, so links to it stay quiet.
        let refused = seen.findings.iter().filter_map(|finding| finding.span.as_ref()).map(|span| span.file.clone());
        let left_out = refused.filter(|path| path.in_content().is_some()).collect();
        // Markdown is documents; all else is copied if something refers to it.
        let (documents, others) =
            files.into_iter().partition(|found| matches!(found.path.extension().as_str(), "md" | "markdown"));
        Content { documents, others, left_out }
    }
}

/// Why the machine refused, without its numbers.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "you may not read it".into(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".into(),
        _ => error.to_string(),
    }
}

fn unreadable(path: &SitePath, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, Span::file(path), format!("this cannot be read: {reason}"))
        .help("mend it, or leave it out with `ignore`")
}
