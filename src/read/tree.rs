//! A folder that need not be a site: what is in it, without following links or looking into hidden folders.

use super::walk::{is_litter, is_output};
use crate::path::SitePath;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// A folder with more files than this is no folder of notes.
pub const MAX_FILES: usize = 100_000;
/// So much of a text is read: its front matter and its first heading.
const HEAD: u64 = 64 * 1024;

/// Folders that programs fill.
const PROGRAMS: [&str; 9] =
    ["node_modules", "bower_components", "venv", "__pycache__", "_site", "_build", "_includes", "_layouts", "_sass"];

/// What a folder holds.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The beginning of each Markdown file, and of each file of `texts` at the top.
    pub texts: BTreeMap<SitePath, String>,
    /// All other files.
    pub others: BTreeSet<SitePath>,
    /// Links and folders of programs, which were not looked into.
    pub passed_over: BTreeSet<SitePath>,
    /// Whether there were more files than [`MAX_FILES`], so that some are missing here.
    pub is_too_large: bool,
}

/// Looks at a folder. Of files at its top whose names are in `texts`, the text is read too.
pub fn tree(root: &Path, texts: &[&str]) -> io::Result<Tree> {
    let mut tree = Tree::default();
    let walk = WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter();
    let mut passed_over = Vec::new();
    let is_wanted = |entry: &DirEntry| entry.depth() == 0 || is_looked_into(entry, &mut passed_over);
    for (n, entry) in walk.filter_entry(is_wanted).enumerate() {
        if n > MAX_FILES {
            tree.is_too_large = true;
            break;
        }
        // What cannot be read is told when the site is built.
        let Ok(entry) = entry else { continue };
        let Some(path) = site_path(root, entry.path()).filter(|_| entry.file_type().is_file()) else { continue };
        let is_text = matches!(path.extension().as_str(), "md" | "markdown") || texts.contains(&path.as_str());
        match is_text.then(|| head(entry.path())).and_then(Result::ok) {
            Some(text) => drop(tree.texts.insert(path, text)),
            None => drop(tree.others.insert(path)),
        }
    }
    tree.passed_over = passed_over.iter().filter_map(|path| site_path(root, path)).collect();
    Ok(tree)
}

fn is_looked_into(entry: &DirEntry, passed_over: &mut Vec<std::path::PathBuf>) -> bool {
    let is_programs = entry.file_type().is_dir() && PROGRAMS.iter().any(|name| entry.file_name() == *name);
    let is_hidden = is_litter(entry.file_name()) || is_output(entry);
    if !is_hidden && (is_programs || entry.file_type().is_symlink()) {
        passed_over.push(entry.path().to_owned());
    }
    !is_hidden && !is_programs && !entry.file_type().is_symlink()
}

fn site_path(root: &Path, path: &Path) -> Option<SitePath> {
    let inside = path.strip_prefix(root).ok()?.to_str()?;
    (!inside.is_empty() && !inside.contains(char::is_control)).then(|| SitePath::new(inside.replace('\\', "/")))
}

fn head(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
