//! The new tree takes the place of the old one.
//!
//! Where the system can exchange two folders, there is no instant without a whole site. Where it
//! cannot, the old site is set aside for the instant between two renames; a build killed right
//! there is mended by the next one, see [`clear::leftovers`](super::clear::leftovers).

use std::io;
use std::path::Path;

use super::disk::Disk;
use super::error::WriteError;
use super::place::Place;
use super::previous::Previous;

/// Puts the stage where the output is. Gives the name under which the old site is now, if there
/// was one. After an error, the output is the old one.
pub(super) fn publish<'a>(disk: &Disk, place: &'a Place, previous: &Previous) -> Result<Option<&'a Path>, WriteError> {
    let done = match previous {
        Previous::Nothing => disk.rename(&place.stage, &place.output).map(|()| None),
        Previous::Empty => over_empty(disk, place).map(|()| None),
        Previous::Site(_) => replace(disk, place).map(Some),
    };
    done.map_err(|error| explain(error, place))
}

/// A folder to which someone gave the right to be read by a web server keeps that right.
fn over_empty(disk: &Disk, place: &Place) -> Result<(), WriteError> {
    disk.open_like(&place.stage, &place.output)?;
    disk.rename_over_empty(&place.stage, &place.output)
}

fn replace<'a>(disk: &Disk, place: &'a Place) -> Result<&'a Path, WriteError> {
    disk.open_like(&place.stage, &place.output)?;
    if disk.exchange(&place.stage, &place.output)? {
        return Ok(&place.stage);
    }
    disk.rename(&place.output, &place.aside)?;
    if let Err(error) = disk.rename(&place.stage, &place.output) {
        // If this fails too, the next build does it.
        let _ = disk.rename(&place.aside, &place.output);
        return Err(error);
    }
    Ok(&place.aside)
}

fn explain(error: WriteError, place: &Place) -> WriteError {
    let apart = [io::ErrorKind::ResourceBusy, io::ErrorKind::CrossesDevices];
    match error {
        WriteError::Disk { reason, .. } if apart.contains(&reason.kind()) => {
            let output = place.shown.clone();
            WriteError::Mounted { output }
        }
        _ => error,
    }
}
