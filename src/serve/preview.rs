//! The newest snapshot, which many read and one replaces.

use super::snapshot::Snapshot;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// What is served now.
#[derive(Default)]
pub struct Preview {
    newest: Mutex<Option<Arc<Snapshot>>>,
    published: Condvar,
}

impl Preview {
    /// Nothing to serve yet: who asks waits.
    pub fn new() -> Preview {
        Preview::default()
    }

    /// From now on this is served.
    pub fn publish(&self, snapshot: Arc<Snapshot>) {
        let last = self.newest.lock().unwrap_or_else(PoisonError::into_inner).replace(snapshot);
        self.published.notify_all();
        // Dropped here, where nobody waits for the lock.
        drop(last);
    }

    /// The newest snapshot; waits for the first one.
    pub fn newest(&self) -> Arc<Snapshot> {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &*newest {
                Some(snapshot) => return snapshot.clone(),
                None => newest = self.published.wait(newest).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    /// The number of the newest snapshot, once it is another than `number`, or when `at_most` has passed.
    pub fn wait_for_other_than(&self, number: u64, at_most: Duration) -> u64 {
        let is_same = |newest: &mut Option<Arc<Snapshot>>| newest.as_ref().is_none_or(|newest| newest.number == number);
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.published.wait_timeout_while(newest, at_most, is_same);
        let (newest, _) = waited.unwrap_or_else(PoisonError::into_inner);
        newest.as_ref().map_or(number, |newest| newest.number)
    }
}
