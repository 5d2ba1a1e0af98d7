//! What comes in: every text, asset and setting of a site, as values.

use crate::path::SitePath;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// The largest Markdown file, or transcript, that is read, in bytes.
pub const MAX_DOCUMENT: u64 = 16 * 1024 * 1024;

/// A site as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceSet {
    /// `guildbook.yaml`, where there is one.
    pub settings: Option<Arc<Source>>,
    /// Markdown files below `content/`.
    pub documents: BTreeMap<SitePath, Arc<Source>>,
    /// Everything else below `content/`, and everything below `static/`.
    pub assets: BTreeMap<SitePath, Arc<Asset>>,
    /// The texts of those assets that are transcripts with times. One that is no text holds what of it is.
    pub transcripts: BTreeMap<SitePath, Arc<Source>>,
    /// Files below `content/` that are left out, which `read` has reported.
    pub left_out: BTreeSet<SitePath>,
    /// Layouts of the site's own `skin/layouts/`.
    pub layouts: BTreeMap<SitePath, Arc<Source>>,
    /// Words of the interface in the site's own `skin/strings/`.
    pub strings: BTreeMap<SitePath, Arc<Source>>,
    /// Files of the site's own `skin/static/`.
    pub skin_assets: BTreeMap<SitePath, Arc<Asset>>,
    /// What new documents start from: the site's own `archetypes/`.
    pub archetypes: BTreeMap<SitePath, Arc<Source>>,
    /// What the repository tells of the documents.
    pub history: Arc<History>,
}

impl SourceSet {
    /// The text file at a path, whatever it is for.
    pub fn text(&self, path: &SitePath) -> Option<&Arc<Source>> {
        let maps = [&self.documents, &self.transcripts, &self.layouts, &self.strings, &self.archetypes];
        let settings = self.settings.as_ref().filter(|settings| settings.path == *path);
        settings.or_else(|| maps.into_iter().find_map(|map| map.get(path)))
    }
}

/// Whether a file tells what was said in a recording, and when: WebVTT or SubRip.
pub fn is_timed_transcript(path: &SitePath) -> bool {
    matches!(path.extension().as_str(), "vtt" | "srt")
}

/// When files came and last changed, and who changed them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Everybody who changed a file.
    pub people: Vec<Contributor>,
    /// What is known of each file.
    pub files: BTreeMap<SitePath, FileHistory>,
}

/// The past of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileHistory {
    /// When it came, in seconds since 1970.
    pub created: i64,
    /// When it last changed.
    pub changed: i64,
    /// Who changed it, by their places among all people; who changed it last comes first.
    pub contributors: Vec<usize>,
}

/// Somebody who changed a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contributor {
    /// What they call themselves there.
    pub name: String,
    /// Their name on the code host, where it is known.
    pub login: Option<String>,
}

/// One text file. It is `Eq`, so that two `Arc`s of the same are compared by their addresses alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: SitePath,
    /// Its text; empty if it could not be read, which `read` has reported.
    pub text: Arc<str>,
    /// Whether the text could be read.
    pub is_readable: bool,
}

impl Source {
    /// A text that was read.
    pub fn new(path: &str, text: &str) -> Self {
        Source { path: SitePath::new(path), text: text.into(), is_readable: true }
    }
}

/// A file that is copied as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Where it is in the site.
    pub path: SitePath,
    /// What it holds.
    pub content: AssetContent,
    /// 64 bits of XXH3 over its bytes.
    pub hash: u64,
    /// Width and height in pixels, for images.
    pub dimensions: Option<(u32, u32)>,
}

/// Where an asset's bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssetContent {
    /// In a file on the disk.
    File(PathBuf),
    /// In memory (bundled skins, tests).
    Bytes(Arc<[u8]>),
}

impl Asset {
    /// An asset from bytes in memory.
    pub fn from_bytes(path: &str, bytes: &[u8]) -> Self {
        Asset {
            path: SitePath::new(path),
            content: AssetContent::Bytes(bytes.into()),
            hash: hash(bytes),
            dimensions: dimensions(bytes),
        }
    }
}

/// 64 bits of XXH3.
pub fn hash(bytes: &[u8]) -> u64 {
    xxhash_rust::xxh3::xxh3_64(bytes)
}

/// Width and height of an image, from the first bytes of its file.
pub fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}
