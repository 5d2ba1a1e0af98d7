//! How the site looks: layouts and files, those of the site before those of the bundled skin.
//!
//! 1. The bundled skin is taken by its name from the program itself.
//! 2. Every file of the site's own `skin/` takes the place of the file of the same name.
//! 3. Files that are published get a name that changes with their content.
//! 4. The words of the interface are joined, language by language.
//! 5. The accent of the settings is added to the styles.

mod accent;
pub mod strings;

use crate::config::{Config, SETTINGS_FILE};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::path::SitePath;
use crate::source::{Asset, AssetContent, Source, SourceSet};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::Arc;
use strings::{Languages, Strings};

/// The skins that come with the program, in the folder `themes/`.
static BUNDLED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// A skin, ready for rendering.
#[derive(Clone, Debug, Default)]
pub struct Skin {
    /// Layouts by their names, which end in `.html`.
    pub layouts: BTreeMap<String, Arc<Source>>,
    /// For each file, by the name that layouts use, the file as it is published.
    files: BTreeMap<String, Arc<Asset>>,
    /// The words of the interface.
    pub languages: Languages,
}

impl Skin {
    /// Whether there is a layout with this name, without its ending.
    pub fn has_layout(&self, name: &str) -> bool {
        self.layouts.contains_key(&format!("{name}.html"))
    }

    /// The names of all layouts, without their endings.
    pub fn layout_names(&self) -> impl Iterator<Item = &str> {
        self.layouts.keys().filter_map(|name| name.strip_suffix(".html"))
    }

    /// The words of the interface for a page in `language`, of a site in another: its own language where the skin
    /// speaks it, else that of the site, else English.
    pub fn strings(&self, language: &str, site: &str) -> &Strings {
        let of = |tag| self.languages.find(tag);
        of(language)
            .or_else(|| of(site))
            .or_else(|| of(strings::GROUND))
            .expect("English is always among the languages")
    }

    /// Every file that is published.
    pub fn published(&self) -> impl Iterator<Item = &Arc<Asset>> {
        self.files.values()
    }

    /// For each file the name that layouts use and the path where it is published.
    pub fn file_paths(&self) -> BTreeMap<String, String> {
        self.files.iter().map(|(name, asset)| (name.clone(), asset.path.as_str().to_owned())).collect()
    }
}

/// Loads the skin that the settings name, with the site's own files over it.
pub fn load(config: &Config, sources: &SourceSet) -> Outcome<Skin> {
    let mut skin = Skin::default();
    let mut findings = Vec::new();
    let bundled = BUNDLED.get_dir(&config.skin.value);
    match bundled {
        Some(folder) => add_bundled(&mut skin, folder),
        None => {
            let names: Vec<&str> = BUNDLED.dirs().filter_map(|dir| dir.path().to_str()).collect();
            let message = format!("there is no skin `{}`", config.skin.value);
            let span = Span::new(&SitePath::new(SETTINGS_FILE), config.skin.at.clone());
            let finding = Diagnostic::new(Code::InvalidSetting, span, message);
            findings.push(finding.help(format!("write one of: {}", names.join(", "))));
        }
    }
    for (path, source) in &sources.layouts {
        let name = path.as_str().trim_start_matches("skin/layouts/");
        skin.layouts.insert(name.to_owned(), source.clone());
    }
    for (path, asset) in &sources.skin_assets {
        add_file(&mut skin, path.as_str().trim_start_matches("skin/static/"), asset);
    }
    findings.extend(bundled.and_then(|folder| set_accent(&mut skin, folder, config)).into_iter().flatten());
    let bundled = bundled.map(bundled_strings).unwrap_or_default();
    let languages = strings::join(bundled.iter().chain(sources.strings.values().map(AsRef::as_ref)));
    skin.languages = languages.drain_into(&mut findings);
    Outcome::new(skin, findings)
}

/// Adds the accent of the settings to the skin's own styles; a site that brings its own styles sets its own colours.
fn set_accent(skin: &mut Skin, folder: &Dir<'_>, config: &Config) -> Option<Vec<Diagnostic>> {
    let manifest = folder.get_file(folder.path().join("skin.yaml"))?.contents_utf8()?;
    let grounds = accent::grounds(manifest)?;
    let outcome = accent::css(config.accent.as_ref()?, &grounds);
    let AssetContent::Bytes(styles) = &skin.files.get(&grounds.file)?.content else { return None };
    let styles = [styles, outcome.value.as_bytes()].concat();
    add_file(skin, &grounds.file, &Asset::from_bytes(&grounds.file, &styles));
    Some(outcome.findings)
}

fn bundled_strings(folder: &Dir<'_>) -> Vec<Source> {
    let files = files_in(folder).into_iter().filter_map(|file| {
        let path = file.path().strip_prefix(folder.path()).ok()?.to_string_lossy().replace('\\', "/");
        path.starts_with("strings/").then_some((path, file.contents_utf8()?))
    });
    files.map(|(path, text)| Source::new(&format!("skin/{path}"), text)).collect()
}

fn add_bundled(skin: &mut Skin, folder: &Dir<'_>) {
    for file in files_in(folder) {
        let path = file.path().strip_prefix(folder.path()).unwrap_or(file.path()).to_string_lossy().replace('\\', "/");
        if let (Some(name), Some(text)) = (path.strip_prefix("layouts/"), file.contents_utf8()) {
            skin.layouts.insert(name.to_owned(), Arc::new(Source::new(&format!("skin/layouts/{name}"), text)));
        } else if let Some(name) = path.strip_prefix("static/") {
            add_file(skin, name, &Asset::from_bytes(name, file.contents()));
        }
    }
}

fn files_in<'a>(folder: &'a Dir<'a>) -> Vec<&'a include_dir::File<'a>> {
    let inner = folder.dirs().flat_map(files_in);
    folder.files().chain(inner).collect()
}

/// `style.css` is published as `assets/style.1a2b3c4d.css`, so that it can be kept for ever.
fn add_file(skin: &mut Skin, name: &str, asset: &Asset) {
    let hash = format!("{:08x}", asset.hash & 0xffff_ffff);
    let path = match name.rsplit_once('.') {
        Some((stem, end)) => format!("assets/{stem}.{hash}.{end}"),
        None => format!("assets/{name}.{hash}"),
    };
    skin.files.insert(name.to_owned(), Arc::new(Asset { path: SitePath::new(path), ..asset.clone() }));
}
