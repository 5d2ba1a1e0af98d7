//! Removing what guildbook wrote, and nothing else. Links are removed, never followed.

use std::collections::BTreeSet;
use std::path::Path;

use super::disk::{Disk, Kind};
use super::error::WriteError;
use super::marker::MARKER;
use super::place::Place;
use super::previous::{Recognised, recognise, relative};

/// Cleans up after a build that was killed, and puts the old site back if it was set aside.
pub(super) fn leftovers(disk: &Disk, place: &Place) -> Result<(), WriteError> {
    if is_folder(disk, &place.aside)? {
        match disk.kind(&place.output)? {
            Kind::Missing => disk.rename(&place.aside, &place.output)?,
            _ => aside(disk, &place.aside)?,
        }
    }
    if is_folder(disk, &place.stage)? {
        stage(disk, &place.stage)?;
    }
    Ok(())
}

/// Removes a site with a marker: the files it lists, then the folders left empty, the marker
/// last, so that being killed in between leaves a site with a marker. What is foreign stays, and
/// so do the marker and the folders around it; that is an error.
pub(super) fn site(disk: &Disk, folder: &Path, listed: &BTreeSet<String>) -> Result<(), WriteError> {
    if !listed_files(disk, folder, "", listed)? {
        return Err(in_the_way(folder));
    }
    disk.remove_file(&folder.join(MARKER))?;
    disk.remove_folder(folder)
}

/// Removes a folder and all that is in it. Only for a stage, all of which guildbook made.
pub(super) fn everything(disk: &Disk, folder: &Path) -> Result<(), WriteError> {
    for (name, kind) in disk.entries(folder)? {
        let path = folder.join(name);
        match kind {
            Kind::Folder => everything(disk, &path)?,
            _ => disk.remove_file(&path)?,
        }
    }
    disk.remove_folder(folder)
}

/// Under the stage's name lies either an old site, exchanged but not yet removed, or a stage.
/// A stage gets its marker last, so without one all of it is ours.
fn stage(disk: &Disk, folder: &Path) -> Result<(), WriteError> {
    match recognise(disk, folder)? {
        Recognised::Ours(listed) => site(disk, folder, &listed),
        _ => everything(disk, folder),
    }
}

fn aside(disk: &Disk, folder: &Path) -> Result<(), WriteError> {
    match recognise(disk, folder)? {
        Recognised::Ours(listed) => site(disk, folder, &listed),
        Recognised::Empty => disk.remove_folder(folder),
        _ => Err(in_the_way(folder)),
    }
}

/// Whether everything in the folder, the marker aside, was listed and is removed.
fn listed_files(disk: &Disk, folder: &Path, prefix: &str, listed: &BTreeSet<String>) -> Result<bool, WriteError> {
    let mut is_empty = true;
    for (name, kind) in disk.entries(folder)? {
        let path = folder.join(&name);
        is_empty &= match relative(prefix, &name) {
            Ok(name) if kind == Kind::Folder => {
                let is_empty = listed_files(disk, &path, &name, listed)?;
                remove_if(is_empty, || disk.remove_folder(&path))?
            }
            Ok(name) if name == MARKER => true,
            Ok(name) => remove_if(listed.contains(&name), || disk.remove_file(&path))?,
            Err(_) => false,
        };
    }
    Ok(is_empty)
}

fn remove_if(may_go: bool, remove: impl FnOnce() -> Result<(), WriteError>) -> Result<bool, WriteError> {
    if may_go {
        remove()?;
    }
    Ok(may_go)
}

fn is_folder(disk: &Disk, path: &Path) -> Result<bool, WriteError> {
    match disk.kind(path)? {
        Kind::Missing => Ok(false),
        Kind::Folder => Ok(true),
        Kind::File | Kind::Link | Kind::Special => Err(in_the_way(path)),
    }
}

fn in_the_way(path: &Path) -> WriteError {
    let path = path.to_owned();
    WriteError::InTheWay { path }
}
