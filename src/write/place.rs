//! Where the output goes, and whether it may.
//!
//! 1. The path is made whole: its nearest existing ancestor is resolved, the rest appended.
//!    `~` and variables are names like any other.
//! 2. It is held against the folders that must stay.
//! 3. The hidden names beside it follow from its own.
//!
//! Nothing is changed here.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::disk::{Disk, Kind};
use super::error::{Unfit, WriteError};

/// The folders a build must never replace. They need not exist.
#[derive(Clone, Debug, Default)]
pub struct Protected {
    /// The folder of the site: the output may lie inside, but not be or hold it.
    pub site: PathBuf,
    /// What the site is made from: the output may not be, hold or lie inside any of these.
    pub sources: Vec<PathBuf>,
    /// The home folder of whoever builds, if there is one: the output may not be or hold it.
    pub home: Option<PathBuf>,
}

/// The output folder and the names beside it that a build uses.
#[derive(Debug)]
pub(super) struct Place {
    /// The output as it was asked for; this is what messages show.
    pub shown: PathBuf,
    /// The output, resolved.
    pub output: PathBuf,
    /// The folder it lies in. It need not exist.
    pub parent: PathBuf,
    /// Where the new tree is made, and where the old one is after an exchange.
    pub stage: PathBuf,
    /// Where the old tree is put if folders cannot be exchanged in one step.
    pub aside: PathBuf,
    /// The file that a build locks.
    pub lock: PathBuf,
}

impl Place {
    /// The place for this output, or why it is unfit.
    pub(super) fn find(disk: &Disk, output: &Path, protected: &Protected) -> Result<Self, WriteError> {
        let unfit = |why| WriteError::Unfit { output: output.to_owned(), why };
        if output.as_os_str().is_empty() {
            return Err(unfit(Unfit::Unnamed));
        }
        match disk.kind(&plain(output))? {
            Kind::Missing | Kind::Folder => {}
            Kind::Link => return Err(unfit(Unfit::Link)),
            Kind::File | Kind::Special => return Err(unfit(Unfit::File)),
        }
        let resolved = resolve(disk, output)?;
        let (Some(parent), Some(name)) = (resolved.parent(), resolved.file_name()) else {
            return Err(unfit(Unfit::Root));
        };
        if let Some(why) = conflict(disk, &resolved, protected)? {
            return Err(unfit(why));
        }
        Ok(Self {
            shown: output.to_owned(),
            parent: parent.to_owned(),
            stage: parent.join(beside(name, "stage")),
            aside: parent.join(beside(name, "aside")),
            lock: parent.join(beside(name, "lock")),
            output: resolved,
        })
    }

    /// This output is unfit.
    pub(super) fn unfit(&self, why: Unfit) -> WriteError {
        let output = self.shown.clone();
        WriteError::Unfit { output, why }
    }
}

fn beside(name: &OsStr, what: &str) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(".guildbook-");
    hidden.push(what);
    hidden
}

fn conflict(disk: &Disk, output: &Path, protected: &Protected) -> Result<Option<Unfit>, WriteError> {
    if let Some(home) = &protected.home
        && resolve(disk, home)?.starts_with(output)
    {
        return Ok(Some(Unfit::Home));
    }
    if resolve(disk, &protected.site)?.starts_with(output) {
        return Ok(Some(Unfit::Site));
    }
    for source in &protected.sources {
        let resolved = resolve(disk, source)?;
        if output == resolved {
            return Ok(Some(Unfit::Source));
        }
        if output.starts_with(&resolved) {
            return Ok(Some(Unfit::InsideSource(source.clone())));
        }
        if resolved.starts_with(output) {
            return Ok(Some(Unfit::AroundSource(source.clone())));
        }
    }
    Ok(None)
}

/// A path without links, `.` and `..`, even if its last parts do not exist yet.
fn resolve(disk: &Disk, path: &Path) -> Result<PathBuf, WriteError> {
    let path = plain(path);
    let mut existing = path.as_path();
    let mut missing = Vec::new();
    while disk.kind(existing)? == Kind::Missing {
        let (Some(parent), Some(name)) = (existing.parent(), existing.file_name()) else {
            let (output, why) = (path, Unfit::Unclear);
            return Err(WriteError::Unfit { output, why });
        };
        missing.push(name);
        existing = parent;
    }
    let mut resolved = disk.real_path(existing)?;
    resolved.extend(missing.into_iter().rev());
    Ok(resolved)
}

/// The same path with a beginning that exists, and without a slash at its end: with one, a link
/// would be followed where only looking was meant.
fn plain(path: &Path) -> PathBuf {
    Path::new(".").join(path).components().collect()
}
