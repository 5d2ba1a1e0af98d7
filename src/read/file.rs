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
#[derive(Clone)]
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
    decoded(bytes).map_err(|before| not_utf8(&found.path, before.as_bytes()))
}

/// Bytes as text, or as much of them as is.
fn decoded(bytes: Vec<u8>) -> Result<String, String> {
    // UTF-16 without accents is UTF-8 with a NUL after every letter.
    let nul = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let text = String::from_utf8(bytes).map_err(|error| (error.utf8_error().valid_up_to(), error.into_bytes()));
    let (valid, mut bytes) = match text {
        Ok(text) if nul == text.len() => return Ok(text),
        Ok(text) => (nul, text.into_bytes()),
        Err((valid, bytes)) => (valid.min(nul), bytes),
    };
    bytes.truncate(valid);
    Err(String::from_utf8(bytes).unwrap_or_default())
}

/// Reads the text of an asset. Whether anybody asks for it is known later, so what is wrong with it is told then; that a
/// file cannot be opened is told of the asset.
pub(super) fn transcript(found: &Found, size: u64) -> (Option<Source>, Option<Diagnostic>) {
    let bytes = if size > MAX_DOCUMENT { None } else { fs::read(&found.file).ok() };
    let (text, is_readable) = match bytes.map(decoded) {
        Some(Ok(text)) => (text, true),
        Some(Err(before)) => (before, false),
        None => (String::new(), false),
    };
    (Some(Source { path: found.path.clone(), text: text.into(), is_readable }), None)
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
