//! What `build` and `check` share: finding the site, reading it, today's date, printing what was found.

use super::args::{Format, Global, Scope};
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::compile::{self, Compilation, Options, judge};
use crate::config::{self, BaseUrl, Config, SETTINGS_FILE};
use crate::diagnostic::report::{self, Texts};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read;
use crate::source::SourceSet;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// One run over one site.
pub(super) struct Session<'a> {
    pub(super) root: PathBuf,
    pub(super) sources: SourceSet,
    pub(super) options: Options,
    scope: &'a Scope,
    terminal: &'a Terminal,
    /// Findings of reading.
    read_findings: Vec<Diagnostic>,
    config: Config,
}

impl<'a> Session<'a> {
    pub(super) fn open(scope: &'a Scope, global: &Global, terminal: &'a Terminal) -> Result<Self, Trouble> {
        let root = find_site(scope.choice.site.as_deref(), global)?;
        let started = Instant::now();
        let outcome = read::site(&root, global.config.as_deref())?;
        terminal.took("read", started);
        let config = outcome.value.settings.as_ref().map_or_else(Config::default, |source| config::parse(source).value);
        let today = today(scope.choice.today, &config)?;
        let options =
            Options { today, audience: scope.choice.audience.clone(), drafts: scope.choice.drafts, base_url: None };
        Ok(Session { root, sources: outcome.value, options, scope, terminal, read_findings: outcome.findings, config })
    }

    pub(super) fn base_url(&mut self, url: Option<&str>) -> Result<(), Trouble> {
        self.options.base_url = base_url(url)?;
        Ok(())
    }

    /// For the narrowest audience, with drafts.
    pub(super) fn see_everything(&mut self) {
        if self.options.audience.is_none() {
            self.options.audience = self.config.audiences.names().last().map(str::to_owned);
            self.options.drafts = true;
        }
    }

    /// Compiles, and adds what was found while reading.
    pub(super) fn compile(&mut self) -> Compilation {
        let started = Instant::now();
        let mut compilation = compile::once(&self.sources, &self.options);
        self.terminal.took("compile", started);
        compilation.findings.extend(judge(std::mem::take(&mut self.read_findings), &self.config));
        compilation.findings = judge(compilation.findings, &Config::default());
        compilation
    }

    /// Prints findings and tells how the run ended.
    pub(super) fn report(&self, findings: &[Diagnostic]) -> Ending {
        let findings = &self.config.findings_on_disk(findings.to_vec())[..];
        let shown: Vec<Diagnostic> = findings
            .iter()
            .filter(|finding| !self.terminal.is_quiet() || finding.severity == Severity::Error)
            .cloned()
            .collect();
        let texts = self.texts();
        match self.scope.format {
            Format::Human => {
                self.terminal.remark(&report::human(&shown, &texts, &prefix(&self.root), self.terminal.has_colour()))
            }
            Format::Json => self.terminal.answer(&report::json(findings, &texts)),
            Format::Github => {
                self.terminal.answer(&report::github(&shown, &texts, &self.place_in_repository()));
                add_to_step_summary(&report::summary_table(findings, &texts, &self.place_in_repository()));
            }
            Format::Sarif => self.terminal.answer(&report::sarif(findings, &texts, &self.place_in_repository())),
            Format::Gitlab => self.terminal.answer(&report::gitlab(findings, &texts, &self.place_in_repository())),
        }
        self.ending(findings)
    }

    fn ending(&self, findings: &[Diagnostic]) -> Ending {
        if findings.iter().any(|finding| is_about_settings(finding.code) && finding.severity == Severity::Error) {
            return Ending::BrokenSettings;
        }
        if self.fails(findings) { Ending::ContentErrors } else { Ending::Done }
    }

    /// Whether what was found fails the run: any error, and under `--strict` any warning.
    pub(super) fn fails(&self, findings: &[Diagnostic]) -> bool {
        let has = |severity: Severity| findings.iter().any(|finding| finding.severity == severity);
        has(Severity::Error) || (self.scope.strict && has(Severity::Warning))
    }

    fn texts(&self) -> Texts {
        let sources = &self.sources;
        let of_skin = sources.layouts.values().chain(sources.strings.values());
        let all = sources.settings.iter().chain(sources.documents.values());
        let all = all.chain(sources.transcripts.values()).chain(of_skin);
        Texts::new(all.map(|source| (self.config.on_disk(&source.path), source.text.clone())))
    }

    /// Folders that no output may replace.
    pub(super) fn source_folders(&self) -> Vec<PathBuf> {
        let content = Some(self.config.content.as_str()).filter(|folder| !folder.is_empty());
        content.into_iter().chain(["static", "skin", "archetypes"]).map(|folder| self.root.join(folder)).collect()
    }

    /// The way from the repository's root to the site's folder: hosts know no other paths.
    fn place_in_repository(&self) -> String {
        let root = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        let repository = root.ancestors().find(|folder| folder.join(".git").exists());
        let inside = repository.and_then(|repository| root.strip_prefix(repository).ok());
        let parts = inside.into_iter().flat_map(Path::components);
        parts.map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
    }
}

/// The way from where the person stands to the site's folder, with a slash at its end.
pub(super) fn prefix(root: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let root = root.strip_prefix(&here).unwrap_or(root);
    match root.to_string_lossy().trim_start_matches("./") {
        "" | "." => String::new(),
        root => format!("{}/", root.trim_end_matches('/')),
    }
}

fn is_about_settings(code: Code) -> bool {
    matches!(code, Code::UnknownSetting | Code::InvalidSetting | Code::SettingsSyntax)
}

/// Where the site is said to be published, if it is.
pub(super) fn base_url(url: Option<&str>) -> Result<Option<BaseUrl>, Trouble> {
    let parsed = |url| {
        let wrong = || Trouble(format!("`{url}` is not an address; write one such as https://example.org/guild/"));
        BaseUrl::parse(url).ok_or_else(wrong)
    };
    url.map(parsed).transpose()
}

/// The folder that was named, or the nearest one upwards with settings, as far as the repository's root.
pub(super) fn find_site(named: Option<&Path>, global: &Global) -> Result<PathBuf, Trouble> {
    let here = here(global)?;
    if let Some(named) = named {
        return existing(here.join(named), global);
    }
    match nearest_site(&here) {
        Some(site) => Ok(site),
        None => existing(here, global),
    }
}

/// The nearest folder upwards with settings, as far as the repository's root.
pub(super) fn nearest_site(here: &Path) -> Option<PathBuf> {
    let mut folder = Some(here);
    while let Some(candidate) = folder {
        if candidate.join(SETTINGS_FILE).is_file() {
            return Some(candidate.to_owned());
        }
        folder = if candidate.join(".git").exists() { None } else { candidate.parent() };
    }
    None
}

/// The folder that a command works in.
pub(super) fn here(global: &Global) -> Result<PathBuf, Trouble> {
    let here = std::env::current_dir().map_err(|error| format!("this folder cannot be read: {error}"))?;
    Ok(global.directory.as_ref().map_or(here.clone(), |directory| here.join(directory)))
}

fn existing(folder: PathBuf, global: &Global) -> Result<PathBuf, Trouble> {
    if !folder.is_dir() {
        return Err(Trouble(format!("there is no folder {}", folder.display())));
    }
    if global.config.is_none() && !folder.join(SETTINGS_FILE).is_file() {
        return Err(Trouble(format!(
            "{} holds no {SETTINGS_FILE}, so it is no site; `guildbook init` makes one of it, also of notes that are there",
            folder.display()
        )));
    }
    Ok(folder)
}

/// One date: what was asked for, else `SOURCE_DATE_EPOCH`, else the clock in the site's time zone.
pub(super) fn today(asked: Option<Date>, config: &Config) -> Result<Date, Trouble> {
    if let Some(date) = asked {
        return Ok(date);
    }
    if let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH") {
        let seconds: Option<i64> = epoch.to_str().and_then(|epoch| epoch.parse().ok());
        let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let moment = moment.ok_or_else(|| Trouble("SOURCE_DATE_EPOCH is not a number of seconds".into()))?;
        return Ok(moment.to_zoned(TimeZone::UTC).date());
    }
    let zone = TimeZone::get(&config.timezone).unwrap_or(TimeZone::UTC);
    Ok(Zoned::now().with_time_zone(zone).date())
}

/// The file that GitHub's runners show below a run.
fn add_to_step_summary(table: &str) {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY") else { return };
    if table.is_empty() {
        return;
    }
    if let Ok(mut file) = std::fs::OpenOptions::new().append(true).create(true).open(path) {
        let _ = file.write_all(table.as_bytes());
    }
}
