//! The pure stages in a row: sources and options in, a site and its findings out.
//!
//! 1. Settings and skin are read like any other text; layouts are compiled.
//! 2. Every document and every transcript is parsed. What has not changed since the last run, of this
//!    and of the settings, is taken from it.
//! 3. Names are resolved over everything, then projected to what the audience may see. Only links that may lead elsewhere
//!    than in the last run are looked up again.
//! 4. What follows is derived, and every page planned.
//!
//! [`Compilation::bytes`] turns one output into bytes, when it is asked for.

mod setting;

use crate::audience::{self, Viewer};
use crate::community::{self, Community, Transcripts};
use crate::config::{self, BaseUrl, Config};
use crate::derive;
use crate::diagnostic::{Code, Diagnostic, Outcome, Severity, Span};
use crate::document::transcript::{self, Transcript};
use crate::document::{self, Document, SessionFolders, Standing};
use crate::exports;
use crate::path::{OutputPath, SitePath};
use crate::render::{Renderer, SharedView};
use crate::search;
use crate::site::{self, Output, Site};
use crate::source::{Asset, AssetContent, Source, SourceSet};
use jiff::civil::Date;
use rayon::prelude::*;
use setting::{Basis, Setting};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// What a build is asked for, beside the sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The day it is.
    pub today: Date,
    /// Who it is for; everybody if nobody is named.
    pub audience: Option<String>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Where the site is published, in place of the setting.
    pub base_url: Option<BaseUrl>,
}

impl Options {
    /// A public build on a day.
    pub fn on(today: Date) -> Self {
        Options { today, audience: None, drafts: false, base_url: None }
    }
}

/// Compiles again and again, and does again only what changed.
#[derive(Default)]
pub struct Compiler {
    setting: Option<(Basis, Setting)>,
    documents: HashMap<SitePath, Parsed>,
    transcripts: BTreeMap<SitePath, (Arc<Source>, Arc<Transcript>)>,
    resolved: community::Memory,
    projected: audience::Memory,
    words: Arc<search::Memory>,
}

struct Parsed {
    source: Arc<Source>,
    standing: Standing,
    documents: Vec<Arc<Document>>,
    findings: Vec<Diagnostic>,
}

/// A site, and everything that was found on the way to it.
pub struct Compilation {
    /// The site, unless its settings or layouts cannot be used.
    pub site: Option<Site>,
    /// Every finding, sorted by file and place, with the severities of the settings.
    pub findings: Vec<Diagnostic>,
    renderer: Option<(Arc<Renderer>, SharedView)>,
    config: Arc<Config>,
    words: Arc<search::Memory>,
    index: OnceLock<search::Files>,
}

/// What an output holds.
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A file that is copied.
    Asset(Arc<Asset>),
}

/// Compiles a site once.
pub fn once(sources: &SourceSet, options: &Options) -> Compilation {
    let mut compiler = Compiler::default();
    let compilation = compiler.compile(sources, options);
    // It remembers so many links that to forget them takes a while.
    rayon::spawn(move || drop(compiler));
    compilation
}

impl Compiler {
    /// Compiles a site.
    pub fn compile(&mut self, sources: &SourceSet, options: &Options) -> Compilation {
        let Setting { config, skin, renderer, viewer, mut findings } = self.setting(sources, options);
        let is_usable = !findings.iter().any(|finding| finding.severity == Severity::Error);
        let (Some(renderer), Some(viewer), true) = (renderer, viewer, is_usable) else {
            return self.compilation(None, findings, None, config);
        };
        let community = self.community(sources, &config, &mut findings);
        let withheld = withheld(&community, viewer);
        findings.retain(|finding| !is_elsewhere(finding, &withheld));
        let visible = audience::project(&community, viewer, &mut self.projected);
        findings.extend(self.of_transcripts(&visible));
        let derived = derive::derive(&visible, options.today);
        findings.extend(derive::reflection::findings(&visible, &derived));
        findings.extend(derive::unknown_owner::findings(&visible, &derived));
        let audience = options.audience.clone().filter(|_| viewer.level > Viewer::default().level);
        let site = site::plan(config.clone(), skin, visible, derived, audience);
        let site = site.drain_into(&mut findings);
        findings.extend(menu_findings(&site, &community));
        let shared = renderer.shared(&site.site_view());
        self.compilation(Some(site), findings, Some((renderer, shared)), config)
    }

    /// What everything is compiled with: that of the last run, if it is made of the same.
    fn setting(&mut self, sources: &SourceSet, options: &Options) -> Setting {
        let basis = Basis::of(sources, options);
        if let Some((known, setting)) = &self.setting {
            if *known == basis {
                return setting.clone();
            }
            if known.settings != basis.settings {
                self.documents.clear();
            }
        }
        let setting = Setting::of(sources, options);
        self.setting.insert((basis, setting)).1.clone()
    }

    fn community(&mut self, sources: &SourceSet, config: &Config, findings: &mut Vec<Diagnostic>) -> Community {
        let documents = self.documents(sources, config, findings);
        if documents.is_empty() {
            let finding = Diagnostic::without_place(
                Code::NoDocuments,
                format!("{} holds no Markdown file", config.content_folder()),
            );
            findings.push(finding.help(format!("add `{}`", config.on_disk(&SitePath::new("content/index.md")))));
        }
        let transcripts = self.transcripts(sources);
        community::resolve(documents, &transcripts, sources, config, &mut self.resolved).drain_into(findings)
    }

    /// Parses the transcripts that changed and forgets those that are gone.
    fn transcripts(&mut self, sources: &SourceSet) -> Transcripts {
        let read = |(path, source): (&SitePath, &Arc<Source>)| {
            let known = self.transcripts.get(path).filter(|(known, _)| known == source);
            let parsed = known.map_or_else(|| Arc::new(transcript::parse(source)), |(_, parsed)| parsed.clone());
            (path.clone(), (source.clone(), parsed))
        };
        self.transcripts = sources.transcripts.par_iter().map(read).collect();
        self.transcripts.iter().map(|(path, (_, parsed))| (path.clone(), parsed.clone())).collect()
    }

    /// What is wrong in the transcripts that somebody is shown.
    fn of_transcripts(&self, community: &Community) -> Vec<Diagnostic> {
        let shown: BTreeSet<&SitePath> =
            community.entries.iter().flat_map(|entry| &entry.said).map(|said| &said.path).collect();
        let parsed = shown.into_iter().filter_map(|path| Some((path, &self.transcripts.get(path)?.1)));
        parsed.flat_map(|(path, parsed)| transcript::findings(path, parsed)).collect()
    }

    fn compilation(
        &self,
        site: Option<Site>,
        findings: Vec<Diagnostic>,
        renderer: Option<(Arc<Renderer>, SharedView)>,
        config: Arc<Config>,
    ) -> Compilation {
        let findings = judge(findings, &config);
        Compilation { site, findings, renderer, config, words: self.words.clone(), index: OnceLock::new() }
    }

    /// Parses what changed and forgets what is gone.
    fn documents(
        &mut self,
        sources: &SourceSet,
        config: &Config,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Document>> {
        let folders = SessionFolders::of(&sources.documents, config);
        let all = sources.documents.values().map(|source| (source, folders.standing(&source.path)));
        let is_known = |(source, standing): &(&Arc<Source>, Standing)| {
            let known = self.documents.get(&source.path);
            known.is_some_and(|known| known.source == **source && known.standing == *standing)
        };
        let new: Vec<(&Arc<Source>, Standing)> = all.filter(|one| !is_known(one)).collect();
        let parsed: Vec<Parsed> =
            new.into_par_iter().map(|(source, standing)| parse(source, config, standing)).collect();
        self.documents.extend(parsed.into_iter().map(|parsed| (parsed.source.path.clone(), parsed)));
        if self.documents.len() > sources.documents.len() {
            self.documents.retain(|path, _| sources.documents.contains_key(path));
        }
        let parsed = sources.documents.keys().map(|path| &self.documents[path]);
        let mut documents = Vec::with_capacity(sources.documents.len());
        for parsed in parsed {
            findings.extend(parsed.findings.iter().cloned());
            documents.extend(parsed.documents.iter().cloned());
        }
        documents
    }
}

fn parse(source: &Arc<Source>, config: &Config, standing: Standing) -> Parsed {
    let outcome = document::parse_all(source, config, standing);
    let documents = outcome.value.into_iter().map(Arc::new).collect();
    Parsed { source: source.clone(), standing, documents, findings: outcome.findings }
}

/// Files that this audience may not see, though they could be read.
fn withheld(community: &Community, viewer: Viewer) -> BTreeSet<SitePath> {
    let is_withheld = |entry: &&community::Entry| !entry.visibility.is_broken && !viewer.may_see(entry);
    community.entries.iter().filter(is_withheld).map(|entry| entry.document.path.clone()).collect()
}

/// Entries of the menu that lead nowhere. One that leads to what this build may not see is left out in silence.
fn menu_findings(site: &Site, community: &Community) -> Vec<Diagnostic> {
    let is_hidden = |path: &str| {
        let is_page = community.entries.iter().any(|entry| entry.address.as_str() == path);
        is_page || community.folders.values().any(|folder| folder.as_str() == path)
    };
    let lost = site.config.navigation.iter().filter(|item| !site.leads_somewhere(&item.to));
    let lost = lost.filter(|item| !is_hidden(site::place_in_site(&item.to)));
    let finding = |item: &config::NavigationItem| {
        let span = Span::new(&SitePath::new(config::SETTINGS_FILE), item.at.clone());
        Diagnostic::new(Code::BrokenLink, span, format!("the menu leads to `{}`, where nothing is", item.to))
            .help("write the address of a page, such as `sessions/`")
    };
    lost.map(finding).collect()
}

/// What is wrong in a file that is not a part of this build does not stop it.
fn is_elsewhere(finding: &Diagnostic, withheld: &BTreeSet<SitePath>) -> bool {
    finding.span.as_ref().is_some_and(|span| withheld.contains(&span.file))
}

impl Compilation {
    /// The bytes of one output, or the file to copy. `None` if the site has no such output.
    pub fn bytes(&self, path: &OutputPath) -> Option<Outcome<Content>> {
        let site = self.site.as_ref()?;
        let (renderer, shared) = self.renderer.as_ref()?;
        let Some(output) = site.outputs.get(path) else {
            let file = self.index_file(path)?;
            return Some(Outcome::new(Content::Bytes(file.clone()), Vec::new()));
        };
        Some(match output {
            Output::Page(page) => {
                let language = site.interface_language(page);
                let rendered = renderer.page(&page.layout, language, shared, &site.view(page));
                Outcome::new(Content::Bytes(rendered.value), judge(rendered.findings, &self.config))
            }
            Output::Asset(asset) => Outcome::new(content(asset), Vec::new()),
            Output::Export(export) => Outcome::new(Content::Bytes(exports::bytes(site, export)), Vec::new()),
        })
    }

    /// Every output, in the order of the paths. The search index is made for that, because its files are called after
    /// what they hold.
    pub fn outputs(&self) -> Vec<&OutputPath> {
        let planned = self.site.iter().flat_map(|site| site.outputs.keys());
        let mut paths: Vec<&OutputPath> = planned.chain(self.index().keys()).collect();
        paths.sort();
        paths
    }

    /// The files of the search index, made when they are first asked for.
    pub fn index(&self) -> &search::Files {
        self.index.get_or_init(|| self.site.as_ref().map(|site| search::index(site, &self.words)).unwrap_or_default())
    }

    /// A file of the search index. Nothing else makes the index.
    fn index_file(&self, path: &OutputPath) -> Option<&Vec<u8>> {
        path.as_str().starts_with("search/").then(|| self.index().get(path))?
    }

    /// Whether something was found that keeps the site from being published.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

fn content(asset: &Arc<Asset>) -> Content {
    match &asset.content {
        AssetContent::Bytes(bytes) => Content::Bytes(bytes.to_vec()),
        AssetContent::File(_) => Content::Asset(asset.clone()),
    }
}

/// Applies the severities of the settings and sorts: by file, then place.
pub fn judge(findings: Vec<Diagnostic>, config: &Config) -> Vec<Diagnostic> {
    let severity = |finding: &Diagnostic| config.findings.get(&finding.code).copied().unwrap_or(Some(finding.severity));
    let judged =
        findings.into_iter().filter_map(|finding| Some(Diagnostic { severity: severity(&finding)?, ..finding }));
    let mut judged: Vec<Diagnostic> = judged.collect();
    judged.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    judged.dedup();
    judged
}

fn sort_key(finding: &Diagnostic) -> (Option<&Span>, Severity, Code, &str) {
    (finding.span.as_ref(), finding.severity, finding.code, &finding.message)
}
