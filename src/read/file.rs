//! One file is opened: its text, or the hash and the dimensions of what is copied; or a finding that says why not.

use super::{reason, unreadable};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::path::SitePath;
use crate::source::{Asset, AssetContent, MAX_DOCUMENT, Source, dimensions, hash};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3Default;

/// So many bytes of an asset are enough to find its dimensions.
const HEAD: usize = 256 * 1024;

/// A file on the disk and its path in the site.
pub(super) struct Found {
    pub(super) path: SitePath,
    pub(super) file: Arc<Path>,
}

/// Reads a text of `size` bytes; what cannot be one is a document that nobody can read.
pub(super) fn document(found: &Found, size: u64) -> (Option<Source>, Option<Diagnostic>) {
    match text(found, size) {
        Ok(text) => (Some(Source { path: found.path.clone(), text: text.into(), is_readable: true }), None),
        Err(finding) => (Some(Source { path: found.path.clone(), text: "".into(), is_readable: false }), Some(finding)),
    }
}

fn text(found: &Found, size: u64) -> Result<String, Diagnostic> {
    if size > MAX_DOCUMENT {
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

/// Measures what is copied, however large it is.
pub(super) fn asset(found: &Found, _size: u64) -> (Option<Asset>, Option<Diagnostic>) {
    match measure(&found.file) {
        Ok((hash, dimensions)) => {
            let content = AssetContent::File(found.file.to_path_buf());
            (Some(Asset { path: found.path.clone(), content, hash, dimensions }), None)
        }
        Err(error) => (None, Some(unreadable(&found.path, &reason(&error)))),
    }
}

/// The hash of a file, and its dimensions if it is an image. Large files pass through in pieces.
pub(super) fn measure(path: &Path) -> io::Result<(u64, Option<(u32, u32)>)> {
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
