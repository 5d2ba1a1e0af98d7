//! A site at one moment, as it is served. Nothing in it changes any more.
//!
//! Files that are copied are not in it: they may be large, and are read from the disk when somebody asks for them.

use crate::compile::{Compilation, Content};
use crate::config::{Config, Editor};
use crate::diagnostic::report::Texts;
use crate::diagnostic::{Diagnostic, Outcome};
use crate::path::{Address, OutputPath, SitePath};
use crate::site::{Output, Site, Subject};
use crate::source::SourceSet;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What is served until the next one is there.
pub struct Snapshot {
    /// Its number, larger than that of the one before.
    pub number: u64,
    /// The newest site whose settings and layouts could be used.
    pub pages: Option<Arc<Compilation>>,
    /// Whether that is from before the findings.
    pub is_old: bool,
    /// What was found in the newest files.
    pub found: Found,
    /// The site's folder.
    pub root: Arc<Path>,
    /// What the pages were made of.
    sources: Arc<SourceSet>,
    gone: Gone,
}

/// What was found, and what it takes to show it.
pub struct Found {
    /// The findings, with the paths that people see in their folders.
    pub findings: Vec<Diagnostic>,
    /// The texts that they point into.
    pub texts: Texts,
    /// The editor that they lead to.
    pub editor: Option<Editor>,
}

/// For each page that was there once, the file it was made of.
type Gone = Arc<BTreeMap<OutputPath, (SitePath, Arc<str>)>>;

/// What became of a page that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It has another address.
    Moved(Address),
    /// Its file is there, but is not shown: it has errors, or is not for this audience.
    Withheld(SitePath),
    /// Nobody knows, or its file is gone.
    Gone,
}

impl Found {
    /// Findings in files as they were read.
    pub fn of(findings: Vec<Diagnostic>, sources: &SourceSet, config: &Config) -> Found {
        let files = findings.iter().flat_map(|finding| {
            finding.span.iter().chain(finding.related.iter().map(|(span, _)| span)).map(|span| &span.file)
        });
        let texts = files.filter_map(|file| Some((config.on_disk(file), sources.text(file)?.text.clone())));
        let texts = Texts::new(texts.collect::<Vec<_>>());
        Found { findings: config.findings_on_disk(findings), texts, editor: config.serve.editor.clone() }
    }
}

impl Snapshot {
    /// A site that can be used, or none yet, and what was found on the way to it.
    pub fn new(
        number: u64,
        pages: Option<Arc<Compilation>>,
        found: Found,
        root: &Arc<Path>,
        sources: &Arc<SourceSet>,
        before: Option<&Snapshot>,
    ) -> Snapshot {
        let gone = before.map(|before| before.gone(pages.as_deref())).unwrap_or_default();
        Snapshot { number, pages, is_old: false, found, root: root.clone(), sources: sources.clone(), gone }
    }

    /// The same pages, and what was found since.
    pub fn with_findings(&self, number: u64, found: Found) -> Snapshot {
        let (pages, sources, gone) = (self.pages.clone(), self.sources.clone(), self.gone.clone());
        Snapshot { number, pages, is_old: true, found, root: self.root.clone(), sources, gone }
    }

    /// Whether layouts, or what they are given beside documents, are others than those of these pages.
    pub fn may_look_otherwise_with(&self, sources: &SourceSet) -> bool {
        let own = &self.sources;
        own.layouts != sources.layouts || own.strings != sources.strings || own.settings != sources.settings
    }

    /// The site, where there is one.
    pub fn site(&self) -> Option<&Site> {
        self.pages.as_ref()?.site.as_ref()
    }

    /// The path that the site lies under, with a slash at both ends.
    pub fn base(&self) -> &str {
        self.site().map_or("/", |site| site.config.base.path())
    }

    /// Whether there is such an output.
    pub fn has(&self, path: &OutputPath) -> bool {
        self.site().is_some_and(|site| site.outputs.contains_key(path))
    }

    /// Whether an output is a page.
    pub fn is_page(&self, path: &OutputPath) -> bool {
        self.site().is_some_and(|site| matches!(site.outputs.get(path), Some(Output::Page(_))))
    }

    /// What is in an output, and what was found while it was made.
    pub fn content(&self, path: &OutputPath) -> Option<Outcome<Content>> {
        self.pages.as_ref()?.bytes(path)
    }

    /// The file that a page is made of, as people see its path.
    pub fn source_of(&self, path: &OutputPath) -> Option<SitePath> {
        let site = self.site()?;
        Some(site.config.on_disk(source_of(site, site.outputs.get(path)?)?))
    }

    /// What became of a page that is not there.
    pub fn fate(&self, path: &OutputPath) -> Fate {
        let Some(((source, text), site)) = self.gone.get(path).zip(self.site()) else { return Fate::Gone };
        let address = |source: &SitePath| {
            let entry = site.community.entries.iter().find(|entry| entry.document.path == *source);
            entry.map(|entry| entry.address.clone())
        };
        let is_there = |path: &SitePath| self.sources.documents.contains_key(path);
        let renamed = || self.sources.documents.values().find(|other| other.text == *text && !text.trim().is_empty());
        match address(source) {
            Some(address) => Fate::Moved(address),
            None if is_there(source) => Fate::Withheld(site.config.on_disk(source)),
            None => renamed().and_then(|other| address(&other.path)).map_or(Fate::Gone, Fate::Moved),
        }
    }

    /// Pages that were once there and are not among `pages`.
    fn gone(&self, pages: Option<&Compilation>) -> Gone {
        let next = pages.and_then(|pages| pages.site.as_ref());
        let (Some(site), Some(next)) = (self.site(), next) else { return self.gone.clone() };
        let lost: Vec<_> = site.outputs.iter().filter(|(path, _)| !next.outputs.contains_key(path)).collect();
        let is_back = |path: &OutputPath| next.outputs.contains_key(path);
        if lost.is_empty() && !self.gone.keys().any(is_back) {
            return self.gone.clone();
        }
        let made_of = |(path, output): (&OutputPath, &Output)| {
            let source = source_of(site, output)?;
            let text = self.sources.documents.get(source)?.text.clone();
            Some((path.clone(), (source.clone(), text)))
        };
        let before =
            self.gone.iter().filter(|(path, _)| !is_back(path)).map(|(path, gone)| (path.clone(), gone.clone()));
        Arc::new(before.chain(lost.into_iter().filter_map(made_of)).collect())
    }
}

/// The file of the entry that a page shows, or of what was said.
fn source_of<'a>(site: &'a Site, output: &Output) -> Option<&'a SitePath> {
    match output {
        Output::Page(page) => match page.subject {
            Subject::Entry(id) => Some(&site.community.entry(id).document.path),
            Subject::Transcript(id) => site.said(id).map(|said| &said.path),
            _ => None,
        },
        _ => None,
    }
}
