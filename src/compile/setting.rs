//! What everything is compiled with: settings, skin and layouts, and who it is for.

use super::Options;
use crate::audience::Viewer;
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic, Outcome};
use crate::document;
use crate::kind::Kind;
use crate::path::SitePath;
use crate::render::{self, Renderer};
use crate::skin::{self, Skin};
use crate::source::{Asset, Source, SourceSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything a compile needs beside the documents.
#[derive(Clone)]
pub(super) struct Setting {
    pub(super) config: Arc<Config>,
    pub(super) skin: Arc<Skin>,
    pub(super) renderer: Option<Arc<Renderer>>,
    pub(super) viewer: Option<Viewer>,
    pub(super) findings: Vec<Diagnostic>,
}

/// What a [`Setting`] is made of.
#[derive(PartialEq)]
pub(super) struct Basis {
    pub(super) settings: Option<Arc<Source>>,
    texts: [BTreeMap<SitePath, Arc<Source>>; 3],
    skin_assets: BTreeMap<SitePath, Arc<Asset>>,
    options: Options,
}

impl Basis {
    pub(super) fn of(sources: &SourceSet, options: &Options) -> Basis {
        Basis {
            settings: sources.settings.clone(),
            texts: [&sources.layouts, &sources.strings, &sources.archetypes].map(Clone::clone),
            skin_assets: sources.skin_assets.clone(),
            options: options.clone(),
        }
    }
}

impl Setting {
    pub(super) fn of(sources: &SourceSet, options: &Options) -> Setting {
        let mut findings = Vec::new();
        let mut config = settings(sources).drain_into(&mut findings);
        findings.extend(document::own::check(&config));
        let skin = skin::load(&config, sources).drain_into(&mut findings);
        let renderer = render::compile(&skin).drain_into(&mut findings);
        config.base = options.base_url.clone().unwrap_or(config.base);
        config.archetypes = archetypes(sources);
        let viewer = viewer(&config, options, &mut findings);
        let (config, skin, renderer) = (Arc::new(config), Arc::new(skin), renderer.map(Arc::new));
        Setting { config, skin, renderer, viewer, findings }
    }
}

fn settings(sources: &SourceSet) -> Outcome<Config> {
    sources
        .settings
        .as_ref()
        .map_or_else(|| Outcome::new(Config::default(), Vec::new()), |source| config::parse(source))
}

/// What new documents start from, by their kind: `archetypes/session.md`.
fn archetypes(sources: &SourceSet) -> BTreeMap<Kind, Arc<str>> {
    let kind = |source: &Source| Kind::named(source.path.as_str().strip_prefix("archetypes/")?.strip_suffix(".md")?);
    let readable = sources.archetypes.values().filter(|source| source.is_readable);
    readable.filter_map(|source| Some((kind(source)?, source.text.clone()))).collect()
}

/// An audience that nobody knows must not become everybody.
fn viewer(config: &Config, options: &Options, findings: &mut Vec<Diagnostic>) -> Option<Viewer> {
    let name = options.audience.as_deref().unwrap_or("public");
    let level = config.audiences.level(name);
    if level.is_none() {
        let names: Vec<&str> = config.audiences.names().collect();
        let finding = Diagnostic::without_place(Code::InvalidSetting, format!("there is no audience `{name}`"));
        findings.push(finding.help(format!("use one of: {}", names.join(", "))));
    }
    level.map(|level| Viewer { level, sees_drafts: options.drafts })
}
