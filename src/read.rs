//! A folder becomes values: every text and asset of a site, or a finding for what cannot be one.
//!
//! 1. The settings are read, because they say which files to leave alone.
//! 2. The folder of the content, `static/` and `skin/` are walked without following links; nothing outside them is opened.
//! 3. Texts are checked to be UTF-8, assets are hashed and measured, many at a time.
//! 4. Where the settings name a repository, git tells when and by whom each document was changed (`history.rs`).
#![expect(clippy::disallowed_methods, reason = "reading the disk is what this module is for")]

mod history;
mod tree;

pub use tree::{MAX_FILES, Tree, tree};

use crate::config::{self, SETTINGS_FILE};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::path::{CONTENT, OUTPUT_MARKER, SitePath};
use crate::source::{Asset, AssetContent, MAX_DOCUMENT, Source, SourceSet, dimensions, hash};
use globset::GlobSet;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};
use xxhash_rust::xxh3::Xxh3Default;

/// So many bytes of an asset are enough to find its dimensions.
const HEAD: usize = 256 * 1024;

/// Reads a site. `settings` is the file of settings, where it is not `guildbook.yaml` in `root`.
pub fn site(root: &Path, settings: Option<&Path>) -> io::Result<Outcome<SourceSet>> {
    let mut findings = Vec::new();
    let settings = self::settings(root, settings)?;
    let config = config::parse(&settings).value;
    let mut sources = SourceSet { settings: Some(Arc::new(settings)), ..SourceSet::default() };
    let walk = |folder, ignore| Walk { root, folder, known_as: folder, ignore };
    let content = Walk { known_as: CONTENT, ..walk(&config.content, &config.ignore) }.files(&mut findings);
    let (without_ending, content): (Vec<Found>, Vec<Found>) =
        content.into_iter().partition(|found| !found.path.file_name().contains('.'));
    findings.extend(without_ending.iter().map(no_extension));
    // What was refused was reported, so links to it stay quiet.
    let refused = findings.iter().filter_map(|finding| finding.span.as_ref()).map(|span| span.file.clone());
    sources.left_out = refused.filter(|path| path.in_content().is_some()).collect();
    // Markdown is documents; all else is copied if something refers to it.
    let (documents, others): (Vec<Found>, Vec<Found>) =
        content.into_iter().partition(|found| matches!(found.path.extension().as_str(), "md" | "markdown"));
    let paths: Vec<(SitePath, SitePath)> =
        documents.iter().map(|found| (config.on_disk(&found.path), found.path.clone())).collect();
    // A site without `repository` may lie in one that tells of other work than its own.
    let repository = config.repository.as_ref().filter(|repository| repository.has_history);
    let (documents, history) = rayon::join(
        || read_all(documents, &mut findings, document),
        || repository.map(|repository| history::of(root, repository, &paths)),
    );
    sources.documents = documents;
    sources.history = history.map(|history| history.drain_into(&mut findings)).unwrap_or_default();
    sources.assets = read_all(others, &mut findings, asset);
    let nothing = GlobSet::empty();
    sources.assets.extend(read_all(walk("static", &nothing).files(&mut findings), &mut findings, asset));
    sources.layouts = read_all(walk("skin/layouts", &nothing).files(&mut findings), &mut findings, document);
    sources.strings = read_all(walk("skin/strings", &nothing).files(&mut findings), &mut findings, document);
    sources.skin_assets = read_all(walk("skin/static", &nothing).files(&mut findings), &mut findings, asset);
    sources.archetypes = read_all(walk("archetypes", &nothing).files(&mut findings), &mut findings, document);
    Ok(Outcome::new(sources, findings))
}

/// Reads the settings alone.
pub fn settings(root: &Path, settings: Option<&Path>) -> io::Result<Source> {
    let usual = root.join(SETTINGS_FILE);
    let path = settings.unwrap_or(&usual);
    let text = fs::read_to_string(path)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {}", path.display(), reason(&error))))?;
    Ok(Source::new(SETTINGS_FILE, &text))
}

/// Why the machine refused, without its numbers.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "you may not read it".into(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".into(),
        _ => error.to_string(),
    }
}

/// Folders and files of a site that are no content even where all of it is.
const APART: [&str; 6] = [SETTINGS_FILE, "static", "archetypes", "skin/layouts", "skin/strings", "skin/static"];

/// A file on the disk and its path in the site.
struct Found {
    path: SitePath,
    file: PathBuf,
    size: u64,
}

struct Walk<'a> {
    root: &'a Path,
    /// The folder on the disk, from the root; empty for the root itself.
    folder: &'a str,
    /// What the folder is called inside the program.
    known_as: &'a str,
    ignore: &'a GlobSet,
}

impl Walk<'_> {
    /// Every file below the folder in the order of their paths; what is no file is a finding.
    fn files(&self, findings: &mut Vec<Diagnostic>) -> Vec<Found> {
        let top = self.top();
        if fs::symlink_metadata(&top).is_err() {
            return Vec::new();
        }
        let walk = WalkDir::new(&top).follow_links(false).follow_root_links(false).sort_by_file_name();
        let mut files = Vec::new();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !self.is_passed_over(entry)) {
            match entry {
                Ok(entry) => files.extend(self.found(&entry, findings)),
                Err(error) => {
                    let path = error
                        .path()
                        .and_then(|path| self.site_path(path))
                        .unwrap_or_else(|| SitePath::new(self.known_as));
                    let reason = error.io_error().map_or_else(|| "it cannot be read".to_owned(), reason);
                    findings.push(unreadable(&path, &reason));
                }
            }
        }
        files
    }

    /// Litter of editors and repositories, folders that guildbook writes or reads otherwise, and what the settings ignore.
    fn is_passed_over(&self, entry: &DirEntry) -> bool {
        let inside = entry.path().strip_prefix(self.top()).unwrap_or(entry.path());
        is_litter(entry) || self.is_apart(inside) || self.ignore.is_match(inside) || is_output(entry)
    }

    fn top(&self) -> PathBuf {
        if self.folder.is_empty() { self.root.to_owned() } else { self.root.join(self.folder) }
    }

    /// Where the whole site is content, its settings, files and skin still are none.
    fn is_apart(&self, inside: &Path) -> bool {
        self.folder.is_empty() && APART.iter().any(|apart| inside == Path::new(apart))
    }

    fn found(&self, entry: &DirEntry, findings: &mut Vec<Diagnostic>) -> Option<Found> {
        let path = self.site_path(entry.path());
        let Some(path) = path else {
            let parent = entry
                .path()
                .parent()
                .and_then(|parent| self.site_path(parent))
                .unwrap_or_else(|| SitePath::new(self.known_as));
            findings.push(unreadable(&parent, "a file in it has a name that is not UTF-8, or has line breaks in it"));
            return None;
        };
        if entry.file_type().is_dir() {
            return None;
        }
        match kind_finding(&path, entry.file_type()) {
            Some(finding) => {
                findings.push(finding);
                None
            }
            None => {
                Some(Found { path, file: entry.path().to_owned(), size: entry.metadata().map_or(0, |data| data.len()) })
            }
        }
    }

    /// The path from the site's folder, if it can be written in one line of UTF-8.
    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let inside = path.strip_prefix(self.top()).ok()?.to_str()?;
        (!inside.contains(char::is_control)).then(|| {
            let inside = inside.replace('\\', "/");
            SitePath::new([self.known_as, &inside].join("/").trim_end_matches('/'))
        })
    }
}

/// Hidden files, and what editors leave behind.
fn is_litter(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with(['.', '#']) || name.ends_with('~') || name.ends_with(".bak") || name.ends_with(".swp")
}

/// A folder that guildbook wrote is never read, wherever it lies.
fn is_output(entry: &DirEntry) -> bool {
    entry.file_type().is_dir() && entry.path().join(OUTPUT_MARKER).is_file()
}

fn kind_finding(path: &SitePath, kind: FileType) -> Option<Diagnostic> {
    if kind.is_symlink() {
        let finding =
            Diagnostic::new(Code::SymbolicLink, Span::file(path), "this is a symbolic link, which is not followed");
        return Some(finding.help("copy here what it leads to, or leave it out with `ignore`"));
    }
    (!kind.is_file()).then(|| {
        Diagnostic::new(Code::SpecialFile, Span::file(path), "this is no ordinary file")
            .help("remove it, or leave it out with `ignore`")
    })
}

fn no_extension(found: &Found) -> Diagnostic {
    let finding = Diagnostic::new(Code::NoExtension, Span::file(&found.path), "a file without an ending is left out");
    finding.help(format!("call it `{}.md` if it is a document", found.path.file_name()))
}

/// Reads many files at once; a value stays even where a finding came with it.
fn read_all<T: Send>(
    files: Vec<Found>,
    findings: &mut Vec<Diagnostic>,
    read: impl Fn(&Found) -> (Option<T>, Option<Diagnostic>) + Sync,
) -> BTreeMap<SitePath, Arc<T>>
where
    Arc<T>: Send,
{
    let read: Vec<_> = files.into_par_iter().map(|found| (read(&found), found.path)).collect();
    let mut values = BTreeMap::new();
    for ((value, finding), path) in read {
        findings.extend(finding);
        values.extend(value.map(|value| (path, Arc::new(value))));
    }
    values
}

fn document(found: &Found) -> (Option<Source>, Option<Diagnostic>) {
    match text(found) {
        Ok(text) => (Some(Source { path: found.path.clone(), text: text.into(), is_readable: true }), None),
        Err(finding) => (Some(Source { path: found.path.clone(), text: "".into(), is_readable: false }), Some(finding)),
    }
}

fn text(found: &Found) -> Result<String, Diagnostic> {
    if found.size > MAX_DOCUMENT {
        let message = format!("the file is larger than {} MiB", MAX_DOCUMENT / 1024 / 1024);
        return Err(
            Diagnostic::new(Code::FileTooLarge, Span::file(&found.path), message).help("split it into several files")
        );
    }
    let bytes = fs::read(&found.file).map_err(|error| unreadable(&found.path, &reason(&error)))?;
    // UTF-16 without accents is UTF-8 with a NUL after every letter.
    let nul = bytes.iter().position(|byte| *byte == 0);
    String::from_utf8(bytes)
        .map_err(|error| (error.utf8_error().valid_up_to(), error.into_bytes()))
        .and_then(|text| match nul {
            Some(at) => Err((at, text.into_bytes())),
            None => Ok(text),
        })
        .map_err(|(at, bytes)| not_utf8(&found.path, &bytes[..at]))
}

fn not_utf8(path: &SitePath, before: &[u8]) -> Diagnostic {
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    Diagnostic::new(Code::NotUtf8, Span::file(path), format!("line {line} is not UTF-8 text"))
        .help("save the file as UTF-8")
}

fn unreadable(path: &SitePath, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, Span::file(path), format!("this cannot be read: {reason}"))
        .help("mend it, or leave it out with `ignore`")
}

fn asset(found: &Found) -> (Option<Asset>, Option<Diagnostic>) {
    match measure(&found.file) {
        Ok((hash, dimensions)) => (
            Some(Asset { path: found.path.clone(), content: AssetContent::File(found.file.clone()), hash, dimensions }),
            None,
        ),
        Err(error) => (None, Some(unreadable(&found.path, &reason(&error)))),
    }
}

/// The hash of a file, and its dimensions if it is an image. Large files pass through in pieces.
fn measure(path: &Path) -> io::Result<(u64, Option<(u32, u32)>)> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; HEAD];
    let mut n_read = fill(&mut file, &mut buffer)?;
    let dimensions = dimensions(&buffer[..n_read]);
    if n_read < HEAD {
        return Ok((hash(&buffer[..n_read]), dimensions));
    }
    let mut hasher = Xxh3Default::new();
    while n_read > 0 {
        hasher.update(&buffer[..n_read]);
        n_read = fill(&mut file, &mut buffer)?;
    }
    Ok((hasher.digest(), dimensions))
}

fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut n_read = 0;
    while n_read < buffer.len() {
        match file.read(&mut buffer[n_read..])? {
            0 => break,
            n => n_read += n,
        }
    }
    Ok(n_read)
}

/// SHIM
pub struct Reader {
    root: PathBuf,
    settings: Option<PathBuf>,
}
/// SHIM
pub struct Reading {
    /// a
    pub sources: SourceSet,
    /// b
    pub findings: Vec<Diagnostic>,
    /// c
    pub folders: std::collections::BTreeSet<PathBuf>,
}
impl Reader {
    /// a
    pub fn new(root: &Path, settings: Option<&Path>) -> Self {
        Reader { root: root.into(), settings: settings.map(Into::into) }
    }
    /// a
    pub fn read(&mut self, _: &std::collections::BTreeSet<PathBuf>) -> io::Result<Reading> {
        let o = site(&self.root, self.settings.as_deref())?;
        let folders = o
            .value
            .documents
            .keys()
            .map(|p| self.root.join(p.folder()))
            .chain([self.root.clone(), self.root.join("content"), self.root.join("skin/layouts")])
            .filter(|f| f.is_dir())
            .collect();
        Ok(Reading { sources: o.value, findings: o.findings, folders })
    }
}
