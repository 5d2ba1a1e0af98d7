//! What was read is kept, and a file is opened again only where it may have changed.
//!
//! 1. The stamp of a file is taken before it is opened: its size, its times and, where there is one, its number.
//! 2. A file with the stamp that it had is what it was, unless the stamp was too fresh to tell, or something names the
//!    file or a folder above it as touched.
//! 3. All others are opened, many at a time. One that holds what it held stays the same value, so that whoever compares
//!    values by their addresses sees that nothing changed.
//!
//! What came with a finding is tried again each time.

use super::file::Found;
use crate::diagnostic::Diagnostic;
use crate::path::SitePath;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The clocks of file systems tick: on Linux every 10 ms at the slowest, on HFS+ and ext3 every second, on FAT every two.
/// A file that changed within a tick before it was read may change again and keep its stamp. Two seconds are enough for
/// all, and cost no more than opening again what was saved just now.
const TICK: Duration = Duration::from_secs(2);

/// What tells that a file is as it was, without opening it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    /// When anything about the file changed, by a clock that nobody can set back for a file; and the file's number, which
    /// another that is put in its place does not have.
    changed: Option<SystemTime>,
    number: u64,
}

impl Stamp {
    fn of(file: &Path) -> Option<Stamp> {
        let data = fs::symlink_metadata(file).ok()?;
        let (changed, number) = change(&data);
        Some(Stamp { size: data.len(), modified: data.modified().ok(), changed, number })
    }

    /// Whether a change after `moment` would give the file another stamp.
    fn is_settled(&self, moment: SystemTime) -> bool {
        let is_old = |time: SystemTime| moment.duration_since(time).is_ok_and(|age| age > TICK);
        self.modified.is_some_and(is_old) && self.changed.is_none_or(is_old)
    }
}

#[cfg(unix)]
fn change(data: &Metadata) -> (Option<SystemTime>, u64) {
    use std::os::unix::fs::MetadataExt;
    let since = |seconds: u64| Some(Duration::new(seconds, u32::try_from(data.ctime_nsec()).ok()?));
    let since = u64::try_from(data.ctime()).ok().and_then(since);
    (since.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since)), data.ino())
}

#[cfg(not(unix))]
fn change(_: &Metadata) -> (Option<SystemTime>, u64) {
    (None, 0)
}

/// When a reading begins, and what may have changed whatever its stamp says.
pub(super) struct Look {
    moment: SystemTime,
    touched: HashSet<OsString>,
}

impl Look {
    /// A look at the files below `root`, which events may name by its `canonical` path.
    pub(super) fn new(moment: SystemTime, touched: &BTreeSet<PathBuf>, root: &Path, canonical: Option<&Path>) -> Look {
        let below = |path: &Path| {
            let inside = path.strip_prefix(root).ok().or_else(|| path.strip_prefix(canonical?).ok());
            inside.map_or_else(|| path.to_owned(), |inside| root.join(inside))
        };
        let plain = |path: &PathBuf| below(path).components().collect::<PathBuf>().into_os_string();
        Look { moment, touched: touched.iter().map(plain).collect() }
    }

    fn suspects(&self, file: &Path) -> bool {
        !self.touched.is_empty() && file.ancestors().any(|path| self.touched.contains(path.as_os_str()))
    }
}

/// Files that were read.
pub(super) struct Known<T>(HashMap<SitePath, File<T>>);

/// A file as it was read.
struct File<T> {
    on_disk: Arc<Path>,
    /// Its stamp, if that tells anything.
    stamp: Option<Stamp>,
    value: Arc<T>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Known(HashMap::new())
    }
}

/// What became of one file.
struct Read<T> {
    path: SitePath,
    value: Option<Arc<T>>,
    finding: Option<Diagnostic>,
    /// What is to be kept of it, if it was opened.
    file: Option<File<T>>,
}

impl<T: PartialEq + Send + Sync> Known<T> {
    /// Reads many files at once; a value stays even where a finding came with it.
    pub(super) fn read(
        &mut self,
        files: Vec<Found>,
        look: &Look,
        findings: &mut Vec<Diagnostic>,
        open: impl Fn(&Found, u64) -> (Option<T>, Option<Diagnostic>) + Sync,
    ) -> BTreeMap<SitePath, Arc<T>> {
        let read: Vec<Read<T>> = files.into_par_iter().map(|found| self.one(found, look, &open)).collect();
        let mut values = Vec::with_capacity(read.len());
        for one in read {
            findings.extend(one.finding);
            values.extend(one.value.map(|value| (one.path.clone(), value)));
            self.0.extend(one.file.map(|file| (one.path, file)));
        }
        let values: BTreeMap<SitePath, Arc<T>> = values.into_iter().collect();
        if self.0.len() > values.len() {
            self.0.retain(|path, _| values.contains_key(path));
        }
        values
    }

    fn one(&self, found: Found, look: &Look, open: impl Fn(&Found, u64) -> (Option<T>, Option<Diagnostic>)) -> Read<T> {
        let known = self.0.get(&found.path).filter(|known| known.on_disk.as_os_str() == found.file.as_os_str());
        let stamp = Stamp::of(&found.file);
        let same = known.filter(|known| stamp.is_some() && known.stamp == stamp && !look.suspects(&found.file));
        if let Some(same) = same {
            return Read { path: found.path, value: Some(same.value.clone()), finding: None, file: None };
        }
        let (value, finding) = open(&found, stamp.map_or(0, |stamp| stamp.size));
        let value = value.map(|value| match known {
            Some(known) if *known.value == value => known.value.clone(),
            _ => Arc::new(value),
        });
        let stamp = stamp.filter(|stamp| finding.is_none() && stamp.is_settled(look.moment));
        let file = value.clone().map(|value| File { on_disk: found.file, stamp, value });
        Read { path: found.path, value, finding, file }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A file that was changed a moment ago, in a folder of its own.
    struct Folder(tempfile::TempDir, Known<Vec<u8>>);

    impl Folder {
        fn new() -> Folder {
            let folder = Folder(tempfile::tempdir().expect("a folder"), Known::default());
            folder.write("one");
            folder
        }

        fn file(&self) -> PathBuf {
            self.0.path().join("a/x")
        }

        fn write(&self, text: &str) {
            fs::create_dir_all(self.0.path().join("a")).expect("a folder");
            fs::write(self.file(), text).expect("a file");
        }

        /// Reads the file so many seconds from now; what it holds, and how often it was opened.
        fn read(&mut self, later: u64, touched: &[&str]) -> (Arc<Vec<u8>>, usize) {
            let touched = touched.iter().map(|path| self.0.path().join(path)).collect();
            let moment = SystemTime::now() + Duration::from_secs(later);
            let look = Look::new(moment, &touched, self.0.path(), Some(Path::new("/real/site")));
            let found = Found { path: SitePath::new("content/x"), file: self.file().into() };
            let n_opened = AtomicUsize::new(0);
            let values = self.1.read(vec![found], &look, &mut Vec::new(), |found, _| {
                n_opened.fetch_add(1, Ordering::Relaxed);
                (fs::read(&found.file).ok(), None)
            });
            (values.into_values().next().expect("the file is there"), n_opened.into_inner())
        }
    }

    #[test]
    fn a_file_that_did_not_change_is_not_opened_again() {
        let mut folder = Folder::new();
        let (first, _) = folder.read(10, &[]);
        let (second, n_opened) = folder.read(10, &[]);
        assert!(Arc::ptr_eq(&first, &second) && n_opened == 0);
    }

    #[test]
    fn a_file_that_is_touched_or_in_a_touched_folder_is_opened_and_stays_what_it_was_if_it_holds_the_same() {
        let mut folder = Folder::new();
        let (first, _) = folder.read(10, &[]);
        // Events may name the folder by the way that leads to it without links.
        for touched in ["a/x", "a//x", "a", "a/", "", "/real/site/a/x", "/real/site"] {
            let (again, n_opened) = folder.read(10, &[touched]);
            assert!(Arc::ptr_eq(&first, &again) && n_opened == 1, "{touched}");
        }
        assert_eq!(folder.read(10, &["a/y", "b", "/real/a/x"]).1, 0);
    }

    #[test]
    fn a_file_that_changed_just_before_it_was_read_is_opened_again() {
        let mut folder = Folder::new();
        assert_eq!((folder.read(0, &[]).1, folder.read(0, &[]).1, folder.read(10, &[]).1), (1, 1, 1));
        assert_eq!(folder.read(10, &[]).1, 0);
    }

    #[test]
    fn a_file_with_another_size_or_in_the_place_of_another_is_opened() {
        let mut folder = Folder::new();
        folder.read(10, &[]);
        folder.write("three");
        assert_eq!(folder.read(10, &[]).0.as_slice(), b"three");
        let before = fs::metadata(folder.file()).expect("a file").modified().expect("a time");
        let other = folder.0.path().join("other");
        fs::write(&other, "other").expect("a file");
        fs::File::options().append(true).open(&other).and_then(|file| file.set_modified(before)).expect("a time");
        fs::rename(&other, folder.file()).expect("renamed");
        // Where files have no numbers, only events tell.
        let touched: &[&str] = if cfg!(unix) { &[] } else { &["a/x"] };
        assert_eq!(folder.read(10, touched).0.as_slice(), b"other");
    }
}
