//! `guildbook schema WHAT`: what front matter or the settings may hold, for editors.
//!
//! Inside a site, the schema of a kind holds what the site adds: its own fields, names of fields, audiences.

use super::args::{Global, Schema};
use super::session::{here, nearest_site};
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::config::{self, Config};
use crate::diagnostic::report::{self, Texts};
use crate::document;
use crate::kind::Kind;
use crate::read;

/// What names the settings, beside the kinds.
pub(super) const CONFIG: &str = "config";

pub(super) fn run(schema: &Schema, global: &Global, terminal: &Terminal) -> Result<Ending, Trouble> {
    let json = match Kind::named(&schema.what) {
        None => config::schema(),
        Some(kind) => match settings(global, terminal)? {
            Settings::None => document::schema::of(kind, None),
            Settings::Sound(config) => document::schema::of(kind, Some(&config)),
            Settings::Broken => return Ok(Ending::BrokenSettings),
        },
    };
    terminal.answer(&format!("{json:#}\n"));
    Ok(Ending::Done)
}

enum Settings {
    None,
    Sound(Box<Config>),
    /// What is wrong in them was printed.
    Broken,
}

fn settings(global: &Global, terminal: &Terminal) -> Result<Settings, Trouble> {
    let here = here(global)?;
    if !here.is_dir() {
        return Err(Trouble(format!("there is no folder {}", here.display())));
    }
    let Some(root) = nearest_site(&here).or_else(|| global.config.is_some().then_some(here)) else {
        return Ok(Settings::None);
    };
    let source = read::settings(&root, global.config.as_deref())?;
    let mut outcome = config::parse(&source);
    outcome.findings.extend(document::own::check(&outcome.value));
    if outcome.findings.is_empty() {
        return Ok(Settings::Sound(Box::new(outcome.value)));
    }
    let texts = Texts::new([(source.path, source.text)]);
    terminal.remark(&report::human(&outcome.findings, &texts, "", terminal.has_colour()));
    Ok(Settings::Broken)
}
