//! The new tree while it is made: a hidden folder beside the output.
//!
//! It comes into being with the first file put in it. Until it is released, dropping it removes it.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

use super::clear;
use super::disk::Disk;
use super::error::WriteError;

/// Filled from many threads at once.
#[derive(Debug)]
pub(super) struct Stage {
    disk: Disk,
    root: PathBuf,
    /// The folders made, by their paths in the stage; `""` is the stage itself.
    folders: Mutex<HashSet<Box<str>>>,
}

impl Stage {
    /// A stage that does not exist yet.
    pub(super) fn new(disk: &Disk, root: PathBuf) -> Self {
        Self { disk: disk.clone(), root, folders: Mutex::default() }
    }

    /// Where the file of this name goes. The folder it lies in is there.
    pub(super) fn room_for(&self, name: &str) -> Result<PathBuf, WriteError> {
        self.make(parent(name).unwrap_or_default())?;
        Ok(self.root.join(name))
    }

    /// Makes a folder unless it is known to be there. No lock is held while the disk works, so
    /// two threads may make the same one at once.
    fn make(&self, folder: &str) -> Result<(), WriteError> {
        if self.folders().contains(folder) {
            return Ok(());
        }
        if let Some(parent) = parent(folder) {
            self.make(parent)?;
        }
        self.disk.make_folder_once(&self.root.join(folder))?;
        self.folders().insert(folder.into());
        Ok(())
    }

    /// From now on the folder is not this stage's to remove.
    pub(super) fn release(&self) {
        self.folders().clear();
    }

    fn folders(&self) -> MutexGuard<'_, HashSet<Box<str>>> {
        let made = self.folders.lock();
        made.expect("no thread panics while it notes a folder")
    }
}

/// The folder around a path in the stage; the stage itself has none.
fn parent(path: &str) -> Option<&str> {
    match path.rsplit_once('/') {
        Some((parent, _)) => Some(parent),
        None if path.is_empty() => None,
        None => Some(""),
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.folders().is_empty() {
            // What cannot be removed now, the next build removes or reports.
            let _ = clear::everything(&self.disk, &self.root);
        }
    }
}
