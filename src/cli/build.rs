//! `guildbook build`

use super::args::{Build, Format, Global};
use super::session::Session;
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::compile::{Compilation, Content, judge};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, report};
use crate::kind::KINDS;
use crate::path::OutputPath;
use crate::site::{Output, Site};
use crate::source::AssetContent;
use crate::write::{self, Protected};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

pub(super) fn run(build: &Build, global: &Global, terminal: &Terminal) -> Result<Ending, Trouble> {
    let mut session = Session::open(&build.scope, global, terminal)?;
    session.base_url(build.base_url.as_deref())?;
    let compilation = session.compile();
    let mut findings = compilation.findings.clone();
    let Some(site) = &compilation.site else { return Ok(session.report(&findings)) };

    let output = build.output.clone().unwrap_or_else(|| session.root.join("public"));
    let started = Instant::now();
    let written = write(&compilation, &output, &session, build.keep_going, &mut findings, terminal)?;
    terminal.took("write", started);
    let ending = session.report(&findings);
    if written {
        let summary = summary(site, &findings, terminal.seconds());
        // What programs read is alone on its stream.
        match build.scope.format {
            Format::Human => terminal.done(&summary),
            _ => terminal.progressed(&summary),
        }
    } else {
        terminal.remark(&format!("Nothing was written: {}.\n", report::counts(&findings)));
    }
    Ok(ending)
}

/// Renders every output into the stage and, if nothing is wrong or what is wrong may be left out, publishes it.
fn write(
    compilation: &Compilation,
    output: &Path,
    session: &Session<'_>,
    keep_going: bool,
    findings: &mut Vec<Diagnostic>,
    terminal: &Terminal,
) -> Result<bool, Trouble> {
    let root = &session.root;
    let sources = session.source_folders();
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let stage = write::Output::open(output, &Protected { site: root.clone(), sources, home })?;
    let paths = compilation.outputs();
    let progress = terminal.progress(paths.len());
    let broken = Mutex::new(Vec::new());
    paths.par_iter().try_for_each(|path| {
        progress.step();
        stage_one(compilation, path, &stage, &broken)
    })?;
    progress.finish();
    findings.extend(broken.into_inner().unwrap_or_default());
    *findings = judge(std::mem::take(findings), &Config::default());
    if session.fails(findings) && !keep_going {
        return Ok(false);
    }
    let written = stage.commit()?;
    if let Some(left) = written.left_behind {
        terminal.remark(&format!("warning: the old site could not be removed; delete {}\n", left.display()));
    }
    Ok(true)
}

fn stage_one(
    compilation: &Compilation,
    path: &OutputPath,
    stage: &write::Output,
    broken: &Mutex<Vec<Diagnostic>>,
) -> Result<(), write::WriteError> {
    let Some(outcome) = compilation.bytes(path) else { return Ok(()) };
    if !outcome.findings.is_empty() {
        if let Ok(mut broken) = broken.lock() {
            broken.extend(outcome.findings);
        }
        return Ok(());
    }
    match outcome.value {
        Content::Bytes(bytes) => stage.stage(path, &bytes),
        Content::Asset(asset) => match &asset.content {
            AssetContent::File(file) => stage.stage_copy(path, file),
            AssetContent::Bytes(bytes) => stage.stage(path, bytes),
        },
    }
}

/// `Built 312 pages (40 sessions, 25 members, …) in 0.41 s: 2 warnings`
fn summary(site: &Site, findings: &[Diagnostic], seconds: f64) -> String {
    let kinds = KINDS.iter().map(|spec| (site.derived.of_kind(spec.kind).len(), spec)).filter(|(n, _)| *n > 0);
    let kinds: Vec<String> =
        kinds.map(|(n, spec)| format!("{n} {}", if n == 1 { spec.name } else { spec.plural })).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    let counts = report::counts(findings);
    let counts = if counts.is_empty() { String::new() } else { format!(": {counts}") };
    format!("Built {}{kinds} in {seconds:.2} s{counts}\n", pages(site))
}

/// `312 pages`
pub(super) fn pages(site: &Site) -> String {
    let is_shown = |output: &&Output| matches!(output, Output::Page(page) if page.is_shown());
    match site.outputs.values().filter(is_shown).count() {
        1 => "1 page".into(),
        n => format!("{n} pages"),
    }
}
