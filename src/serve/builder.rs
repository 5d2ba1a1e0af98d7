//! The site, read and compiled again after each change.
//!
//! 1. What changed is read; where that is nothing, and the day is the same, nothing follows.
//! 2. The memoised compiler makes a compilation of it.
//! 3. Settings or layouts that cannot be used keep the last good compilation up, beside what was found.
#![expect(clippy::disallowed_methods, reason = "numbers begin at the clock")]

use super::snapshot::{Found, Snapshot};
use crate::compile::{Compilation, Compiler, Options, judge};
use crate::config::{BaseUrl, Config};
use crate::diagnostic::{Diagnostic, Severity};
use crate::read::{Reader, Reading};
use crate::site::Output;
use crate::source::SourceSet;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// What is previewed, and for whom.
pub struct Choice {
    /// The site's folder.
    pub root: Arc<Path>,
    /// The file of settings, where it is not `guildbook.yaml` in it.
    pub settings: Option<PathBuf>,
    /// Who the preview is for; everybody if nobody is named.
    pub audience: Option<String>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Where the site is published, in place of the setting.
    pub base_url: Option<BaseUrl>,
    /// The day it is, by the settings.
    pub today: Box<dyn Fn(&Config) -> Date + Send>,
}

/// Builds a site again and again.
pub struct Builder {
    choice: Choice,
    reader: Reader,
    compiler: Compiler,
    last: Option<Last>,
    /// The number of the next snapshot. It begins at the clock, so that no page takes this run for the one before.
    number: u64,
}

/// What the newest snapshot was made of.
struct Last {
    sources: Arc<SourceSet>,
    read_findings: Vec<Diagnostic>,
    config: Arc<Config>,
    today: Date,
    snapshot: Arc<Snapshot>,
}

impl Builder {
    /// Has built nothing yet.
    pub fn new(choice: Choice) -> Builder {
        let reader = Reader::new(&choice.root, choice.settings.as_deref());
        let number = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_millis() as u64);
        Builder { choice, reader, compiler: Compiler::default(), last: None, number }
    }

    /// Forgets what was half done; the newest snapshot stays the last good one.
    pub fn forget(&mut self) {
        self.reader = Reader::new(&self.choice.root, self.choice.settings.as_deref());
        self.compiler = Compiler::default();
    }

    /// Reads the site, and gives with it the folders that were looked into.
    pub fn read(&mut self, touched: &BTreeSet<PathBuf>) -> io::Result<Reading> {
        self.reader.read(touched)
    }

    /// Whether a day has passed for the site since it was built.
    pub fn is_another_day(&self) -> bool {
        self.last.as_ref().is_some_and(|last| (self.choice.today)(&last.config) != last.today)
    }

    /// Reads and builds only what is `touched`. `None` where more is to be read, or that would give what there is.
    pub fn build_touched(&mut self, touched: &BTreeSet<PathBuf>) -> Option<Arc<Snapshot>> {
        let reading = self.reader.read_touched(touched)?;
        self.build(reading)
    }

    /// Builds what was read. `None` where that would give what there is.
    pub fn build(&mut self, reading: Reading) -> Option<Arc<Snapshot>> {
        let config = reading.config;
        let today = (self.choice.today)(&config);
        let same = |last: &&Last| {
            last.today == today && *last.sources == reading.sources && last.read_findings == reading.findings
        };
        if self.last.as_ref().filter(same).is_some() {
            return None;
        }
        let sources = Arc::new(reading.sources);
        let mut compilation = self.compiler.compile(&sources, &self.options(today));
        let found = [std::mem::take(&mut compilation.findings), judge(reading.findings.clone(), &config)].concat();
        let snapshot = Arc::new(self.snapshot(compilation, found, &sources, &config));
        self.number += 1;
        let last = Last { sources, read_findings: reading.findings, config, today, snapshot: snapshot.clone() };
        // The last site may be large, and somebody waits for this one.
        let forgotten = self.last.replace(last);
        std::thread::spawn(move || drop(forgotten));
        Some(snapshot)
    }

    fn options(&self, today: Date) -> Options {
        let Choice { audience, drafts, base_url, .. } = &self.choice;
        Options { today, audience: audience.clone(), drafts: *drafts, base_url: base_url.clone() }
    }

    fn snapshot(
        &self,
        compilation: Compilation,
        mut findings: Vec<Diagnostic>,
        sources: &Arc<SourceSet>,
        config: &Config,
    ) -> Snapshot {
        let number = self.number;
        let before = self.last.as_ref().map(|last| &last.snapshot).filter(|snapshot| snapshot.pages.is_some());
        let in_layouts = match before {
            Some(before) if before.may_look_otherwise_with(sources) => of_layouts(&compilation),
            _ => Vec::new(),
        };
        let is_usable = compilation.site.is_some() && in_layouts.is_empty();
        findings.extend(in_layouts);
        let found = Found::of(judge(findings, &Config::default()), sources, config);
        match before {
            Some(before) if !is_usable => before.with_findings(number, found),
            _ => {
                let pages = compilation.site.is_some().then(|| Arc::new(compilation));
                Snapshot::new(number, pages, found, &self.choice.root, sources, before.map(|before| &**before))
            }
        }
    }
}

/// What is wrong in layouts shows when they are used: one page is rendered with each.
fn of_layouts(compilation: &Compilation) -> Vec<Diagnostic> {
    let outputs = compilation.site.iter().flat_map(|site| &site.outputs);
    let mut first = BTreeMap::new();
    for (path, output) in outputs {
        if let Output::Page(page) = output {
            first.entry(&page.layout).or_insert(path);
        }
    }
    let found = first.into_values().filter_map(|path| compilation.bytes(path)).flat_map(|outcome| outcome.findings);
    found.filter(|finding| finding.severity == Severity::Error).collect()
}
