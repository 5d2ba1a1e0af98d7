//! What a site or a file begins with: texts, worked out from what is there already. Nothing is written here.
//!
//! - [`starter`]: a small whole site, for an empty folder.
//! - [`existing`]: settings that fit a folder of notes which never heard of guildbook.
//! - [`recipe`]: files that make a code host check and publish the site.
//! - [`new`]: one document, from the archetype of its kind.
//!
//! The starter and the recipes are files beside this one, to be read and changed as what they are.

mod choice;
pub mod existing;
mod folders;
mod language;
pub mod new;
pub mod recipe;
pub mod series;
pub mod starter;
mod topics;

pub use choice::generator_files;

use crate::config::{self, SETTINGS_FILE};
use crate::path::SitePath;
use crate::skin::strings;
use std::collections::{BTreeMap, BTreeSet};

/// A folder as it was found: every file that is not hidden, with the beginning of those that tell something.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The beginning of each Markdown file.
    pub documents: BTreeMap<SitePath, String>,
    /// The settings of other generators at the top of the folder.
    pub generators: BTreeMap<SitePath, String>,
    /// Everything else that is a file.
    pub others: BTreeSet<SitePath>,
    /// Symbolic links, and folders of programs (`node_modules`), which were not looked into.
    pub passed_over: BTreeSet<SitePath>,
}

impl Tree {
    /// Whether it holds notes: Markdown beside the papers that most repositories have.
    pub fn holds_notes(&self) -> bool {
        self.documents.keys().any(|path| !choice::is_paper(path.as_str()))
    }
}

/// What is to be written, and what is to be said.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Files with their texts, none of which takes the place of one that is there.
    pub files: Vec<(SitePath, String)>,
    /// What was found and what will come of it, a line each.
    pub remarks: Vec<String>,
    /// The folder that notes of sessions go into.
    pub sessions: String,
}

/// What the settings of a new site may hold, for editors: a schema, and the line that leads them to it.
const SCHEMA: &str = ".guildbook/schemas/config.json";

impl Plan {
    /// Lets editors complete and check the settings, where the plan makes some.
    pub fn guide_editors(&mut self) {
        let Some((_, settings)) = self.files.iter_mut().find(|(path, _)| path.as_str() == SETTINGS_FILE) else {
            return;
        };
        settings.insert_str(0, &format!("# yaml-language-server: $schema={SCHEMA}\n"));
        self.files.push((SitePath::new(SCHEMA), format!("{:#}\n", config::schema())));
    }
}

/// Fills the places `{name}` of a text that is no front matter.
fn fill(text: &str, places: &[(&str, &str)]) -> String {
    strings::fill(text, |name| places.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).into()))
}
