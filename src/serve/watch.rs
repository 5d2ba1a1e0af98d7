//! What tells that a file may have changed. The only module that names `notify`.
//!
//! 1. Exactly the folders that were looked into are watched, each by itself: not what is hidden in them, nor the output.
//! 2. Events of one change come in a burst; it is over once nothing came for a moment.
//! 3. Where a system cannot watch (a network drive, a limit that is reached), time takes the place of events.
//!
//! An event only says that it is worth looking again, and which files not to trust by their dates. What changed, the
//! reader finds out, so that one too many does no harm.

use crate::read::is_litter;
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// A burst is over when nothing came for so long: after a file was closed or put into its place, and after all else,
/// which more will follow.
const QUIET_AFTER_SAVE: Duration = Duration::from_millis(4);
const QUIET: Duration = Duration::from_millis(10);
/// So long a burst may last.
const BURST: Duration = Duration::from_millis(400);
/// How often files are looked at where nothing tells of changes.
const POLL: Duration = Duration::from_millis(500);

/// Watches the folders of a site.
pub struct Watch {
    /// None where files are looked at again and again.
    watcher: Option<RecommendedWatcher>,
    events: Receiver<notify::Result<Event>>,
    /// Kept, so that the channel stays open where nobody watches.
    _sender: Sender<notify::Result<Event>>,
    folders: BTreeSet<PathBuf>,
}

/// What happened while waiting.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Whether it is worth looking again.
    pub may_be: bool,
    /// Files that are to be opened, whatever their dates say.
    pub touched: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches nothing yet. With `polls` nothing ever is watched, but time passes. Also gives the reason, where the
    /// system cannot watch.
    pub fn new(polls: bool) -> (Watch, Option<String>) {
        let (sender, events) = channel();
        let watcher = (!polls).then(|| notify::recommended_watcher(sender.clone())).transpose();
        let (watcher, reason) = match watcher {
            Ok(watcher) => (watcher, None),
            Err(error) => (None, Some(reason(&error))),
        };
        (Watch { watcher, events, _sender: sender, folders: BTreeSet::new() }, reason)
    }

    /// Watches these folders and no others. Whether a folder is new, so that what came into it before may have been
    /// missed; or why it cannot be watched, and time is to pass from now on.
    pub fn follow(&mut self, folders: &BTreeSet<PathBuf>) -> Result<bool, String> {
        let Some(watcher) = &mut self.watcher else { return Ok(false) };
        for gone in self.folders.difference(folders) {
            // A folder that was removed took its watch with it.
            let _ = watcher.unwatch(gone);
        }
        let new: Vec<&PathBuf> = folders.difference(&self.folders).collect();
        for folder in &new {
            match watcher.watch(folder, RecursiveMode::NonRecursive) {
                Ok(()) => {}
                // It may be gone again already, which its own parent tells.
                Err(error) if is_missing(&error) => {}
                Err(error) => {
                    self.watcher = None;
                    return Err(reason(&error));
                }
            }
        }
        let is_new = !new.is_empty();
        self.folders.clone_from(folders);
        Ok(is_new)
    }

    /// Whether files are looked at again and again.
    pub fn polls(&self) -> bool {
        self.watcher.is_none()
    }

    /// Waits for changes, but not longer than `at_most`.
    pub fn wait(&mut self, at_most: Duration) -> Changes {
        if self.polls() {
            std::thread::sleep(POLL.min(at_most));
            return Changes { may_be: true, touched: BTreeSet::new() };
        }
        let mut changes = Changes::default();
        let mut until = Instant::now() + at_most;
        let mut burst: Option<Instant> = None;
        loop {
            match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(event) => {
                    let quiet = if is_save(&event) { QUIET_AFTER_SAVE } else { QUIET };
                    if self.take(event, &mut changes) {
                        let end = *burst.get_or_insert_with(|| Instant::now() + BURST);
                        until = end.min(Instant::now() + quiet);
                    }
                }
                Err(RecvTimeoutError::Timeout) => return changes,
                Err(RecvTimeoutError::Disconnected) => {
                    self.watcher = None;
                    return Changes { may_be: true, ..changes };
                }
            }
        }
    }

    /// Whether an event says that something may have changed.
    fn take(&mut self, event: notify::Result<Event>, changes: &mut Changes) -> bool {
        let Ok(event) = event else {
            // Events were lost; the reader finds out what they were about.
            changes.may_be = true;
            return true;
        };
        let is_of_interest = event.need_rescan()
            || (is_change(event.kind) && !event.paths.iter().all(|path| path.file_name().is_some_and(is_litter)));
        if is_of_interest {
            changes.may_be = true;
            for path in event.paths {
                self.forget(&path, event.kind);
                changes.touched.insert(path);
            }
        }
        is_of_interest
    }

    /// A folder that was moved, removed or made again is no longer the one that is watched under its name.
    fn forget(&mut self, path: &Path, kind: EventKind) {
        let is_elsewhere =
            matches!(kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        let Some(watcher) = self.watcher.as_mut().filter(|_| is_elsewhere) else { return };
        self.folders.retain(|folder| {
            let stays = !folder.starts_with(path);
            if !stays {
                let _ = watcher.unwatch(folder);
            }
            stays
        });
    }
}

/// Whether a file is now what it was to become.
fn is_save(event: &notify::Result<Event>) -> bool {
    let is_save = |kind| matches!(kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(_)));
    event.as_ref().is_ok_and(|event| is_save(event.kind))
}

/// Reading a file is an event, too, but no change.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system watches no more folders for this user".into(),
        ErrorKind::Io(error) => format!("the system cannot watch folders: {error}"),
        _ => format!("the system cannot watch folders: {error}"),
    }
}
