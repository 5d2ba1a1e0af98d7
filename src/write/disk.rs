//! Everything this module does to a disk, so that a test can make any of it fail.
//!
//! Each method is one step, or two where it makes a file and then fills it. Each says in its
//! error what was tried and where.

#![expect(clippy::disallowed_methods, reason = "all that write does to a disk is done here")]

use std::fs::{self, File, FileTimes, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::error::WriteError;

type Result<T> = std::result::Result<T, WriteError>;

/// How much of a file is in memory while it is compared.
const PIECE: usize = 64 * 1024;

/// The disk as it is, or, for tests, one that fails at a chosen step or can do less.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    fault: Option<Arc<Fault>>,
    without_exchange: bool,
    without_links: bool,
}

#[derive(Debug)]
struct Fault {
    at: usize,
    lasting: bool,
    steps: AtomicUsize,
}

/// What is at a path. Links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Missing,
    File,
    Folder,
    Link,
    /// A pipe, socket or device, which must not even be opened.
    Special,
}

impl Disk {
    /// A disk whose `n`-th step from 0 fails, and no other.
    pub fn failing_at(n: usize) -> Self {
        Self::with_fault(n, false)
    }

    /// A disk on which nothing succeeds from the `n`-th step on, as if the program were killed.
    pub fn dying_at(n: usize) -> Self {
        Self::with_fault(n, true)
    }

    /// The same disk, unable to exchange two folders in one step.
    #[must_use]
    pub fn without_exchange(self) -> Self {
        Self { without_exchange: true, ..self }
    }

    /// The same disk, unable to give a file a second name.
    #[must_use]
    pub fn without_links(self) -> Self {
        Self { without_links: true, ..self }
    }

    /// Whether the step that fails has been reached.
    pub fn has_failed(&self) -> bool {
        self.fault.as_ref().is_some_and(|fault| fault.steps.load(Ordering::Relaxed) > fault.at)
    }

    fn with_fault(at: usize, lasting: bool) -> Self {
        let steps = AtomicUsize::new(0);
        let fault = Some(Arc::new(Fault { at, lasting, steps }));
        Self { fault, ..Self::default() }
    }

    fn step(&self) -> io::Result<()> {
        let Some(fault) = &self.fault else {
            return Ok(());
        };
        let step = fault.steps.fetch_add(1, Ordering::Relaxed);
        if step == fault.at || (fault.lasting && step > fault.at) {
            return Err(io::Error::other("a test made it fail"));
        }
        Ok(())
    }

    fn attempt<T>(&self, attempt: &'static str, path: &Path, work: impl FnOnce() -> io::Result<T>) -> Result<T> {
        let done = self.step().and_then(|()| work());
        done.map_err(|reason| WriteError::disk(attempt, path, reason))
    }
}

/// Looking.
impl Disk {
    pub(super) fn kind(&self, path: &Path) -> Result<Kind> {
        self.attempt("look at", path, || match fs::symlink_metadata(path) {
            Ok(found) => Ok(kind_of(found.file_type())),
            Err(reason) if is_absent(&reason) => Ok(Kind::Missing),
            Err(reason) => Err(reason),
        })
    }

    pub(super) fn real_path(&self, path: &Path) -> Result<PathBuf> {
        self.attempt("find", path, || fs::canonicalize(path))
    }

    /// What a folder holds, in no order.
    pub(super) fn entries(&self, folder: &Path) -> Result<Vec<(std::ffi::OsString, Kind)>> {
        self.attempt("read the folder", folder, || {
            fs::read_dir(folder)?
                .map(|entry| {
                    let entry = entry?;
                    Ok((entry.file_name(), kind_of(entry.file_type()?)))
                })
                .collect()
        })
    }

    pub(super) fn read(&self, file: &Path) -> Result<Vec<u8>> {
        self.attempt("read", file, || fs::read(file))
    }

    pub(super) fn holds_bytes(&self, file: &Path, bytes: &[u8]) -> Result<bool> {
        self.attempt("read", file, || {
            let file = File::open(file)?;
            Ok(file.metadata()?.len() == bytes.len() as u64 && same(in_pieces(file), bytes)?)
        })
    }

    pub(super) fn holds_file(&self, file: &Path, other: &Path) -> Result<bool> {
        self.attempt("read", other, || {
            let (file, other) = (File::open(file)?, File::open(other)?);
            let same_length = file.metadata()?.len() == other.metadata()?.len();
            Ok(same_length && same(in_pieces(file), in_pieces(other))?)
        })
    }
}

/// Making.
impl Disk {
    pub(super) fn make_folder(&self, folder: &Path) -> Result<()> {
        self.attempt("make the folder", folder, || fs::create_dir(folder))
    }

    /// Makes a folder unless another thread just did. If a file is there instead, writing into
    /// the folder says so.
    pub(super) fn make_folder_once(&self, folder: &Path) -> Result<()> {
        self.attempt("make the folder", folder, || match fs::create_dir(folder) {
            Err(reason) if reason.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made,
        })
    }

    /// Makes a file that must not exist yet.
    pub(super) fn write(&self, file: &Path, bytes: &[u8]) -> Result<()> {
        self.fill(file, |made| made.write_all(bytes))
    }

    /// Copies what a file holds, but not who may read it: a note kept private on the author's
    /// machine must be readable once it is published.
    pub(super) fn copy(&self, from: &Path, file: &Path) -> Result<()> {
        let mut source = self.attempt("read", from, || File::open(from))?;
        self.fill(file, |made| io::copy(&mut source, made).map(drop))
    }

    /// Gives an unchanged file its name in the new tree: the same file where the disk can do
    /// that, else a copy that looks as old as the first.
    pub(super) fn keep(&self, old: &Path, new: &Path) -> Result<()> {
        self.link(old, new).or_else(|_| self.copy_looking_the_same(old, new))
    }

    fn link(&self, old: &Path, new: &Path) -> Result<()> {
        self.attempt("link", new, || match self.without_links {
            true => Err(io::ErrorKind::Unsupported.into()),
            false => fs::hard_link(old, new),
        })
    }

    fn copy_looking_the_same(&self, old: &Path, new: &Path) -> Result<()> {
        let mut source = self.attempt("read", old, || File::open(old))?;
        self.fill(new, |made| {
            io::copy(&mut source, made)?;
            let look = source.metadata()?;
            made.set_times(FileTimes::new().set_modified(look.modified()?))?;
            made.set_permissions(look.permissions())
        })
    }

    fn fill(&self, file: &Path, work: impl FnOnce(&mut File) -> io::Result<()>) -> Result<()> {
        let mut made = self.attempt("make", file, || File::create_new(file))?;
        self.attempt("write", file, || work(&mut made))
    }

    /// Lets a folder be entered by whoever may enter another.
    pub(super) fn open_like(&self, folder: &Path, model: &Path) -> Result<()> {
        self.attempt("open to readers", folder, || fs::set_permissions(folder, fs::metadata(model)?.permissions()))
    }

    /// Opens and locks a file, or nothing where another holds the lock.
    pub(super) fn lock(&self, file: &Path) -> Result<Option<File>> {
        let open = || File::options().create(true).append(true).open(file);
        let opened = self.attempt("make", file, open)?;
        self.attempt("lock", file, || match opened.try_lock() {
            Ok(()) => Ok(Some(opened)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(reason)) => Err(reason),
        })
    }
}

/// Moving and removing. Never through links.
impl Disk {
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        self.attempt("replace", to, || fs::rename(from, to))
    }

    /// Renames a folder to the name of an empty one.
    pub(super) fn rename_over_empty(&self, from: &Path, to: &Path) -> Result<()> {
        if !cfg!(unix) {
            self.remove_folder(to)?;
        }
        self.rename(from, to)
    }

    /// Exchanges two folders in one step. False: that is not possible here, nothing was done.
    pub(super) fn exchange(&self, a: &Path, b: &Path) -> Result<bool> {
        self.attempt("replace", b, || match self.without_exchange {
            true => Ok(false),
            false => exchange(a, b),
        })
    }

    pub(super) fn remove_file(&self, file: &Path) -> Result<()> {
        self.attempt("remove", file, || fs::remove_file(file))
    }

    pub(super) fn remove_folder(&self, folder: &Path) -> Result<()> {
        self.attempt("remove", folder, || fs::remove_dir(folder))
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    // What old kernels and some file systems answer.
    let unable = [Errno::NOSYS, Errno::INVAL, Errno::NOTSUP, Errno::OPNOTSUPP];
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(reason) if unable.contains(&reason) => Ok(false),
        Err(reason) => Err(reason.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

fn kind_of(found: fs::FileType) -> Kind {
    if found.is_symlink() {
        Kind::Link
    } else if found.is_dir() {
        Kind::Folder
    } else if found.is_file() {
        Kind::File
    } else {
        Kind::Special
    }
}

fn is_absent(reason: &io::Error) -> bool {
    let absent = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory];
    absent.contains(&reason.kind())
}

fn in_pieces(file: impl Read) -> impl BufRead {
    BufReader::with_capacity(PIECE, file)
}

fn same(mut a: impl BufRead, mut b: impl BufRead) -> io::Result<bool> {
    loop {
        let (left, right) = (a.fill_buf()?, b.fill_buf()?);
        let n = left.len().min(right.len());
        if n == 0 {
            return Ok(left.len() == right.len());
        }
        if left[..n] != right[..n] {
            return Ok(false);
        }
        a.consume(n);
        b.consume(n);
    }
}
