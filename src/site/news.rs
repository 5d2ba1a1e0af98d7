//! What is new, for the home page: what took place, was written, or changed, newest first.

use super::Site;
use super::cards::date_view;
use super::view::{CardView, DateView};
use crate::community::EntryId;
use crate::derive::{began, changed};
use serde::Serialize;

/// Something new.
#[derive(Clone, Debug, Serialize)]
pub struct NewsView {
    /// What it is.
    pub card: CardView,
    /// The day that makes it new.
    pub day: DateView,
    /// Whether it is somebody who joined, or something that changed after its own day.
    pub is_change: bool,
}

impl Site {
    /// The newest `n` entries, as far as they say when they were written, changed or joined.
    pub(super) fn newest(&self, n: usize) -> Vec<NewsView> {
        self.derived.recent.all().iter().take(n).filter_map(|id| self.one_news(*id)).collect()
    }

    fn one_news(&self, id: EntryId) -> Option<NewsView> {
        let entry = self.community.entry(id);
        let day = changed(entry)?;
        let is_change = began(entry).is_some_and(|began| began.date < day.date);
        Some(NewsView { card: self.card(id), day: date_view(day), is_change })
    }
}
