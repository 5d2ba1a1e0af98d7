//! What is in the output folder before a build.
//!
//! 1. It is recognised: nothing, an empty folder, or a site of ours by its marker.
//! 2. The site is walked. What its marker does not list is foreign, and refused.
//! 3. What the marker lists and a plain file is there can be compared with and kept.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;

use super::disk::{Disk, Kind};
use super::error::{Unfit, WriteError};
use super::marker::{self, MARKER};
use super::place::Place;

/// How many foreign files a message names.
const N_NAMED: usize = 3;

/// What a folder is to guildbook.
#[derive(Debug)]
pub(super) enum Recognised {
    Nothing,
    Empty,
    /// A site; its marker lists these files.
    Ours(BTreeSet<String>),
    /// Something without a marker.
    NotOurs,
    /// Something with a marker that is none.
    Damaged,
}

/// The output before this build.
#[derive(Debug)]
pub(super) enum Previous {
    Nothing,
    Empty,
    Site(Site),
}

/// A site that guildbook wrote.
#[derive(Debug)]
pub(super) struct Site {
    /// All that the marker lists.
    pub listed: BTreeSet<String>,
    /// Those of them that are plain files in plain folders.
    present: BTreeSet<String>,
}

/// Tells what a folder is to guildbook. Reads its marker, but not what the marker lists.
pub(super) fn recognise(disk: &Disk, folder: &Path) -> Result<Recognised, WriteError> {
    if disk.kind(folder)? == Kind::Missing {
        return Ok(Recognised::Nothing);
    }
    let path = folder.join(MARKER);
    match disk.kind(&path)? {
        Kind::File => {}
        Kind::Missing if disk.entries(folder)?.is_empty() => return Ok(Recognised::Empty),
        Kind::Missing => return Ok(Recognised::NotOurs),
        Kind::Folder | Kind::Link | Kind::Special => return Ok(Recognised::Damaged),
    }
    let text = String::from_utf8(disk.read(&path)?).ok();
    let listed = text.and_then(|text| marker::parse(&text));
    Ok(listed.map_or(Recognised::Damaged, Recognised::Ours))
}

impl Previous {
    /// Refuses an output that guildbook did not make, by its marker alone.
    pub(super) fn glance(disk: &Disk, place: &Place) -> Result<(), WriteError> {
        match recognise(disk, &place.output)? {
            Recognised::NotOurs => Err(place.unfit(Unfit::NotOurs)),
            Recognised::Damaged => Err(place.unfit(Unfit::Damaged)),
            Recognised::Nothing | Recognised::Empty | Recognised::Ours(_) => Ok(()),
        }
    }

    /// Takes stock of the output, or says why it cannot be replaced.
    pub(super) fn find(disk: &Disk, place: &Place) -> Result<Self, WriteError> {
        match recognise(disk, &place.output)? {
            Recognised::Nothing => Ok(Self::Nothing),
            Recognised::Empty => Ok(Self::Empty),
            Recognised::Ours(listed) => Ok(Self::Site(Site::walk(disk, place, listed)?)),
            Recognised::NotOurs => Err(place.unfit(Unfit::NotOurs)),
            Recognised::Damaged => Err(place.unfit(Unfit::Damaged)),
        }
    }

    /// Whether there is a file of this name that guildbook wrote.
    pub(super) fn holds(&self, name: &str) -> bool {
        matches!(self, Self::Site(site) if site.present.contains(name))
    }
}

impl Site {
    fn walk(disk: &Disk, place: &Place, listed: BTreeSet<String>) -> Result<Self, WriteError> {
        let mut stock = Stock { disk, listed: &listed, present: BTreeSet::new(), foreign: Vec::new() };
        stock.take(&place.output, "")?;
        let (present, foreign) = (stock.present, stock.foreign);
        refuse_foreign(&place.shown, foreign)?;
        Ok(Self { listed, present })
    }
}

struct Stock<'a> {
    disk: &'a Disk,
    listed: &'a BTreeSet<String>,
    present: BTreeSet<String>,
    foreign: Vec<String>,
}

impl Stock<'_> {
    fn take(&mut self, folder: &Path, prefix: &str) -> Result<(), WriteError> {
        for (name, kind) in self.disk.entries(folder)? {
            match relative(prefix, &name) {
                Ok(path) if kind == Kind::Folder => self.take(&folder.join(name), &path)?,
                Ok(path) if path == MARKER => {}
                Ok(path) => self.file(path, kind),
                Err(unreadable) => self.foreign.push(unreadable),
            }
        }
        Ok(())
    }

    /// A listed name where a link is now is still ours to replace, but never looked through.
    fn file(&mut self, path: String, kind: Kind) {
        match self.listed.contains(&path) {
            false => self.foreign.push(path),
            true if kind == Kind::File => drop(self.present.insert(path)),
            true => {}
        }
    }
}

/// A path as markers list it; the error is the nearest readable one, which no marker lists.
pub(super) fn relative(prefix: &str, name: &OsString) -> Result<String, String> {
    let join = |name: &str| match prefix {
        "" => name.to_owned(),
        _ => format!("{prefix}/{name}"),
    };
    match name.to_str() {
        Some(name) => Ok(join(name)),
        None => Err(join(&name.to_string_lossy())),
    }
}

fn refuse_foreign(output: &Path, mut files: Vec<String>) -> Result<(), WriteError> {
    if files.is_empty() {
        return Ok(());
    }
    files.sort();
    let more = files.len().saturating_sub(N_NAMED);
    files.truncate(N_NAMED);
    let output = output.to_owned();
    Err(WriteError::Foreign { output, files, more })
}
