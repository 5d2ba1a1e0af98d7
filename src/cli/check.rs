//! `guildbook check`

use super::args::{Check, Format, Global};
use super::session::Session;
use super::terminal::Terminal;
use super::{Ending, Trouble, explain_config};
use crate::compile::{Compilation, judge};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, report};
use crate::path::OutputPath;
use clap::ArgMatches;
use rayon::prelude::*;

pub(super) fn run(check: &Check, global: &Global, terminal: &Terminal, given: &ArgMatches) -> Result<Ending, Trouble> {
    if check.explain_config {
        return explain_config::run(check, global, terminal, given);
    }
    let mut session = Session::open(&check.scope, global, terminal)?;
    // Everything is looked at: what the narrowest audience sees, drafts with it.
    session.see_everything();
    let compilation = session.compile();
    let findings = judge([compilation.findings.clone(), force(&compilation)].concat(), &Config::default());
    let ending = session.report(&findings);
    if check.scope.format == Format::Human {
        let counts = report::counts(&findings);
        let n = session.sources.documents.len();
        let files = if n == 1 { "1 file".to_owned() } else { format!("{n} files") };
        terminal.done(&format!(
            "Checked {files} in {:.2} s: {}\n",
            terminal.seconds(),
            if counts.is_empty() { "no finding" } else { &counts }
        ));
    }
    Ok(ending)
}

/// What is wrong shows only when every page is made.
fn force(compilation: &Compilation) -> Vec<Diagnostic> {
    let Some(site) = &compilation.site else { return Vec::new() };
    let paths: Vec<&OutputPath> = site.outputs.keys().collect();
    paths.par_iter().filter_map(|path| compilation.bytes(path)).flat_map_iter(|outcome| outcome.findings).collect()
}
