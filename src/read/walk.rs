//! Which files a folder of the site holds: it is walked without following links, and nothing is opened.
//!
//! 1. The way from the site's folder is looked at, for a link on it would lead out of the site.
//! 2. What is hidden, litter, an output of guildbook, or ignored by the settings is passed over.
//! 3. What is no file is a finding; so is a name that cannot be written in one line of UTF-8.

use super::file::Found;
use super::{reason, unreadable};
use crate::config::SETTINGS_FILE;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::path::{OUTPUT_MARKER, SitePath};
use globset::GlobSet;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Folders and files of a site that are no content even where all of it is.
const APART: [&str; 6] = [SETTINGS_FILE, "static", "archetypes", "skin/layouts", "skin/strings", "skin/static"];

/// A folder that is to be walked.
pub(super) struct Walk<'a> {
    root: &'a Path,
    /// The folder on the disk, from the root; empty for the root itself.
    folder: &'a str,
    /// What the folder is called inside the program.
    known_as: &'a str,
    ignore: &'a GlobSet,
    /// The folder with the way to it.
    top: PathBuf,
}

/// What was seen on the way.
#[derive(Default)]
pub(super) struct Seen {
    /// What is no file, or cannot be one of the site.
    pub(super) findings: Vec<Diagnostic>,
    /// Every folder that was looked into.
    pub(super) folders: BTreeSet<PathBuf>,
}

impl<'a> Walk<'a> {
    pub(super) fn of(root: &'a Path, folder: &'a str, known_as: &'a str, ignore: &'a GlobSet) -> Self {
        let top = if folder.is_empty() { root.to_owned() } else { root.join(folder) };
        Walk { root, folder, known_as, ignore, top }
    }

    /// Every file below the folder in the order of their paths; what is no file is a finding.
    pub(super) fn files(&self, seen: &mut Seen) -> Vec<Found> {
        if !self.is_reached(seen) || fs::symlink_metadata(&self.top).is_err() {
            return Vec::new();
        }
        let walk = WalkDir::new(&self.top).follow_links(false).follow_root_links(false).sort_by_file_name();
        let mut files = Vec::new();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !self.is_passed_over(entry)) {
            match entry {
                Ok(entry) => files.extend(self.found(entry, seen)),
                Err(error) => {
                    error.path().map(|path| seen.folders.remove(path));
                    let path = error
                        .path()
                        .and_then(|path| self.site_path(path))
                        .unwrap_or_else(|| SitePath::new(self.known_as));
                    let reason = error.io_error().map_or_else(|| "it cannot be read".to_owned(), reason);
                    seen.findings.push(unreadable(&path, &reason));
                }
            }
        }
        files
    }

    /// Whether only folders lie on the way to it.
    fn is_reached(&self, seen: &mut Seen) -> bool {
        let mut way = self.root.to_owned();
        seen.folders.insert(way.clone());
        let parents = self.folder.rsplit_once('/').map_or("", |(parents, _)| parents);
        for part in parents.split('/').filter(|part| !part.is_empty()) {
            way.push(part);
            let Ok(data) = fs::symlink_metadata(&way) else { return false };
            if data.is_symlink() {
                let inside = way.strip_prefix(self.root).unwrap_or(&way).to_string_lossy().replace('\\', "/");
                seen.findings.extend(kind_finding(&SitePath::new(inside), data.file_type()));
                return false;
            }
            if data.is_dir() {
                seen.folders.insert(way.clone());
            }
        }
        true
    }

    /// Litter of editors and repositories, folders that guildbook writes or reads otherwise, and what the settings ignore.
    fn is_passed_over(&self, entry: &DirEntry) -> bool {
        is_litter(entry.file_name()) || self.is_left_alone(entry.path()) || is_output(entry)
    }

    /// What the settings ignore. Where the whole site is content, its settings, files and skin still are none.
    fn is_left_alone(&self, path: &Path) -> bool {
        let is_whole = self.folder.is_empty();
        if !is_whole && self.ignore.is_empty() {
            return false;
        }
        let inside = path.strip_prefix(&self.top).unwrap_or(path);
        self.ignore.is_match(inside) || (is_whole && APART.iter().any(|apart| inside == Path::new(apart)))
    }

    fn found(&self, entry: DirEntry, seen: &mut Seen) -> Option<Found> {
        let path = self.site_path(entry.path());
        let Some(path) = path else {
            let parent = entry
                .path()
                .parent()
                .and_then(|parent| self.site_path(parent))
                .unwrap_or_else(|| SitePath::new(self.known_as));
            let reason = "a file in it has a name that is not UTF-8, or has line breaks in it";
            seen.findings.push(unreadable(&parent, reason));
            return None;
        };
        if entry.file_type().is_dir() {
            seen.folders.insert(entry.into_path());
            return None;
        }
        match kind_finding(&path, entry.file_type()) {
            Some(finding) => {
                seen.findings.push(finding);
                None
            }
            None => Some(Found { path, file: entry.into_path().into() }),
        }
    }

    /// The path from the site's folder, if it can be written in one line of UTF-8.
    fn site_path(&self, path: &Path) -> Option<SitePath> {
        let inside = path.strip_prefix(&self.top).ok()?.to_str()?;
        (!inside.contains(char::is_control)).then(|| {
            let path = [self.known_as, "/", inside].concat();
            let path = if path.contains('\\') { path.replace('\\', "/") } else { path };
            SitePath::new(path.trim_end_matches('/'))
        })
    }
}

/// Hidden files, and what editors leave behind.
pub fn is_litter(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with(['.', '#']) || name.ends_with('~') || name.ends_with(".bak") || name.ends_with(".swp")
}

/// A folder that guildbook wrote is never read, wherever it lies.
pub(super) fn is_output(entry: &DirEntry) -> bool {
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

/// A file of the content that cannot be told to be a document.
pub(super) fn no_extension(found: &Found) -> Diagnostic {
    let finding = Diagnostic::new(Code::NoExtension, Span::file(&found.path), "a file without an ending is left out");
    finding.help(format!("call it `{}.md` if it is a document", found.path.file_name()))
}
