//! One build at a time for each output.
//!
//! 1. The folders around the output are made.
//! 2. A file beside the output is opened and locked. If another build holds the lock, this one
//!    ends and says so: to wait would be silent, and for how long nobody knows.
//! 3. At the end the file is removed, then unlocked, and folders made for nothing go as well.
//!
//! The kernel releases the lock of a killed build. The file it leaves, empty and hidden, is taken
//! over by the next.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Kind};
use super::error::WriteError;
use super::place::Place;

/// Held from before the output is read until after it is written.
#[derive(Debug)]
pub(super) struct Lock {
    disk: Disk,
    path: PathBuf,
    file: Option<File>,
    /// Folders around the output that were not there before, outermost first.
    made: Vec<PathBuf>,
}

impl Lock {
    /// Takes the lock for this output.
    pub(super) fn take(disk: &Disk, place: &Place) -> Result<Self, WriteError> {
        let mut lock = Self { disk: disk.clone(), path: place.lock.clone(), file: None, made: Vec::new() };
        lock.make_folders(&place.parent)?;
        while lock.file.is_none() {
            lock.refuse_unfit()?;
            let Some(file) = disk.lock(&lock.path)? else {
                let output = place.shown.clone();
                return Err(WriteError::Busy { output });
            };
            lock.file = still_there(file);
        }
        Ok(lock)
    }

    fn make_folders(&mut self, folder: &Path) -> Result<(), WriteError> {
        if self.disk.kind(folder)? != Kind::Missing {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make_folders(parent)?;
        }
        self.disk.make_folder(folder)?;
        self.made.push(folder.to_owned());
        Ok(())
    }

    /// A link could make an opened file anywhere; a pipe would never open.
    fn refuse_unfit(&self) -> Result<(), WriteError> {
        match self.disk.kind(&self.path)? {
            Kind::Missing | Kind::File => Ok(()),
            Kind::Folder | Kind::Link | Kind::Special => {
                let path = self.path.clone();
                Err(WriteError::InTheWay { path })
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Elsewhere nothing tells whether a file that was just locked is the one others find,
        // so there it stays.
        if cfg!(unix) && self.file.is_some() {
            let _ = self.disk.remove_file(&self.path);
        }
        self.file = None;
        for folder in self.made.iter().rev() {
            let _ = self.disk.remove_folder(folder);
        }
    }
}

/// Nothing if the file was removed by the build that held it until now: another one may hold a
/// new file of that name.
#[cfg(unix)]
fn still_there(file: File) -> Option<File> {
    use std::os::unix::fs::MetadataExt;
    let has_a_name = file.metadata().is_ok_and(|found| found.nlink() > 0);
    has_a_name.then_some(file)
}

#[cfg(not(unix))]
fn still_there(file: File) -> Option<File> {
    Some(file)
}
