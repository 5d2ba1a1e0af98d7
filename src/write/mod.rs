//! Output files become a folder, wholly or not at all.
//!
//! 1. The output folder is held against the folders that must stay, and must be missing, empty or
//!    made by guildbook: its marker lists what guildbook wrote. Anything else is refused.
//! 2. The output is locked against other builds. If another one has it, this one ends at once.
//! 3. What a killed build left behind is removed, or put back.
//! 4. Each file is compared with the one in the output. The first that differs brings the stage
//!    into being, a hidden folder beside the output; this and all that differ later go there.
//! 5. If nothing differs, nothing is touched. Else the unchanged files are hard-linked into the
//!    stage, the marker is written, and stage and output are exchanged.
//! 6. Of the old site, what its marker lists is removed.
//!
//! Until the exchange the old site is whole, whatever fails, and after it the new one is. Links
//! are never followed. Nothing here asks the environment or the clock.

mod clear;
mod disk;
mod error;
mod lock;
mod marker;
mod place;
mod previous;
mod publish;
mod stage;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::thread;

use self::disk::Kind;
use self::lock::Lock;
use self::marker::MARKER;
use self::place::Place;
use self::previous::Previous;
use self::stage::Stage;
use crate::path::OutputPath;

#[doc(hidden)]
pub use self::disk::Disk;
pub use self::error::{BadName, Unfit, WriteError};
pub use self::place::Protected;

/// An output folder with a build under way. Dropped without [`commit`](Output::commit), it leaves
/// the folder as it was.
#[derive(Debug)]
pub struct Output {
    disk: Disk,
    place: Place,
    previous: Previous,
    files: Mutex<BTreeMap<String, Mark>>,
    // Dropped in this order: no other build may begin while this one's stage is there.
    stage: Stage,
    _lock: Lock,
}

/// What a build did to the output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or hold something else than before.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files that are no longer there.
    pub removed: usize,
    /// A hidden folder with the rest of the old site, if it could not be removed. The new site is
    /// published all the same; the next build tries again.
    pub left_behind: Option<PathBuf>,
}

/// How far a file is. One that was begun and never got further did not reach the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Begun,
    Written,
    Unchanged,
}

impl Output {
    /// Opens the output folder for one build: refuses an unfit one, locks it, and cleans up after
    /// a killed build. The folder need not exist.
    pub fn open(output: &Path, protected: &Protected) -> Result<Self, WriteError> {
        Self::open_with(Disk::default(), output, protected)
    }

    /// The same on a disk that can fail.
    #[doc(hidden)]
    pub fn open_with(disk: Disk, output: &Path, protected: &Protected) -> Result<Self, WriteError> {
        let place = Place::find(&disk, output, protected)?;
        // Once before the lock, so that nothing is made beside a folder that is refused.
        Previous::glance(&disk, &place)?;
        let lock = Lock::take(&disk, &place)?;
        clear::leftovers(&disk, &place)?;
        Ok(Self {
            previous: Previous::find(&disk, &place)?,
            files: Mutex::default(),
            stage: Stage::new(&disk, place.stage.clone()),
            _lock: lock,
            disk,
            place,
        })
    }

    /// Stages a file that holds these bytes. May be called from many threads at once, once for
    /// each path.
    pub fn stage(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), WriteError> {
        self.put(path.as_str(), |old| self.disk.holds_bytes(old, bytes), |new| self.disk.write(new, bytes))
    }

    /// Stages a copy of a file, which is never in memory as a whole. Else as [`stage`](Self::stage).
    pub fn stage_copy(&self, path: &OutputPath, from: &Path) -> Result<(), WriteError> {
        self.put(
            path.as_str(),
            |old| self.disk.holds_file(old, self.plain_file(from)?),
            |new| self.disk.copy(self.plain_file(from)?, new),
        )
    }

    /// Publishes what was staged, and nothing else, in place of what the output holds. After an
    /// error the output is as it was. If what was staged is what the output holds, nothing in it
    /// is touched.
    pub fn commit(self) -> Result<Written, WriteError> {
        let files = std::mem::take(&mut *self.files());
        let mut written = self.count(&files)?;
        if self.is_up_to_date(&written) {
            return Ok(written);
        }
        self.complete(&files)?;
        let old = publish::publish(&self.disk, &self.place, &self.previous)?;
        self.stage.release();
        if let (Some(old), Previous::Site(site)) = (old, &self.previous) {
            let removed = clear::site(&self.disk, old, &site.listed);
            written.left_behind = removed.is_err().then(|| old.to_owned());
        }
        Ok(written)
    }

    fn put(
        &self,
        name: &str,
        is_in: impl FnOnce(&Path) -> Result<bool, WriteError>,
        write_to: impl FnOnce(&Path) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        self.begin(name)?;
        let mark = if self.previous.holds(name) && is_in(&self.place.output.join(name))? {
            Mark::Unchanged
        } else {
            write_to(&self.stage.room_for(name)?)?;
            Mark::Written
        };
        self.files().insert(name.to_owned(), mark);
        Ok(())
    }

    /// A pipe would never open, and a link may lead out of the site.
    fn plain_file<'a>(&self, from: &'a Path) -> Result<&'a Path, WriteError> {
        match self.disk.kind(from)? {
            Kind::File | Kind::Missing => Ok(from),
            Kind::Folder | Kind::Link | Kind::Special => {
                let path = from.to_owned();
                Err(WriteError::NotAFile { path })
            }
        }
    }

    /// A name that is refused counts as begun as well, so that a caller who overlooks the error
    /// cannot publish a site without it.
    fn begin(&self, name: &str) -> Result<(), WriteError> {
        let before = self.files().insert(name.to_owned(), Mark::Begun);
        let why = match before {
            Some(_) => BadName::Twice,
            None if marker::is_reserved(name) => BadName::Reserved,
            None if !marker::is_writable(name) => BadName::Unwritable,
            None => return Ok(()),
        };
        Err(WriteError::name(name, why))
    }

    fn count(&self, files: &BTreeMap<String, Mark>) -> Result<Written, WriteError> {
        let mut written = Written::default();
        for (name, mark) in files {
            match mark {
                Mark::Written => written.written += 1,
                Mark::Unchanged => written.unchanged += 1,
                Mark::Begun => return Err(self.incomplete(name)),
            }
        }
        if let Previous::Site(site) = &self.previous {
            let is_gone = |name: &&String| !files.contains_key(*name);
            written.removed = site.listed.iter().filter(is_gone).count();
        }
        Ok(written)
    }

    fn is_up_to_date(&self, written: &Written) -> bool {
        matches!(self.previous, Previous::Site(_)) && written.written == 0 && written.removed == 0
    }

    /// Adds to the stage what it lacks to be the whole new site.
    fn complete(&self, files: &BTreeMap<String, Mark>) -> Result<(), WriteError> {
        let unchanged = files.iter().filter(|(_, mark)| **mark == Mark::Unchanged);
        let unchanged: Vec<&str> = unchanged.map(|(name, _)| name.as_str()).collect();
        thread::scope(|scope| {
            let keep = |part| scope.spawn(move || self.keep(part));
            let kept: Vec<_> = unchanged.chunks(part_size(unchanged.len())).map(keep).collect();
            // Files may have been put into the output during the build.
            Previous::find(&self.disk, &self.place)?;
            let mut kept = kept.into_iter().map(|part| part.join());
            kept.try_for_each(|part| part.expect("keeping a file does not panic"))
        })?;
        let text = marker::print(files.keys().map(String::as_str));
        self.disk.write(&self.stage.room_for(MARKER)?, text.as_bytes())
    }

    fn keep(&self, names: &[&str]) -> Result<(), WriteError> {
        names.iter().try_for_each(|name| {
            let old = self.place.output.join(name);
            self.disk.keep(&old, &self.stage.room_for(name)?)
        })
    }

    fn incomplete(&self, name: &str) -> WriteError {
        let output = self.place.shown.clone();
        let name = name.to_owned();
        WriteError::Incomplete { output, name }
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Mark>> {
        let files = self.files.lock();
        files.expect("no thread panics while it marks a file")
    }
}

/// How many files a thread is worth starting for, or more if there are more than that for each.
fn part_size(n_files: usize) -> usize {
    let n_threads = thread::available_parallelism().map_or(1, usize::from);
    n_files.div_ceil(n_threads).max(256)
}
