//! What is new, for the home page: what took place, was written, or changed, newest first.

use super::Site;
use super::cards::date_view;
use super::view::{CardView, DateView};
use crate::community::EntryId;
use crate::document::Moment;
use serde::Serialize;
use std::cmp::Reverse;

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
    pub(super) fn news(&self, n: usize) -> Vec<NewsView> {
        let ids = self.community.entries.iter().filter(|entry| entry.introduces().is_none()).map(|entry| entry.id);
        let mut dated: Vec<(Moment, EntryId)> = ids.filter_map(|id| Some((self.changed(id)?, id))).collect();
        dated.sort_by_key(|(moment, id)| (Reverse(*moment), *id));
        dated.into_iter().take(n).map(|(moment, id)| self.one_news(moment, id)).collect()
    }

    fn one_news(&self, moment: Moment, id: EntryId) -> NewsView {
        let date = self.community.entry(id).document.date;
        NewsView {
            card: self.card(id),
            day: date_view(moment),
            is_change: date.is_some_and(|date| date.date < moment.date),
        }
    }

    /// The day that makes an entry new; nothing if it is still to come, or will not take place.
    fn changed(&self, id: EntryId) -> Option<Moment> {
        let document = &self.community.entry(id).document;
        let joined = || document.member().and_then(|member| member.joined);
        let moment = document.common.updated.or(document.date).or_else(joined)?;
        let is_past = moment.date <= self.derived.today;
        let took_place = document.session().is_none() || self.derived.held.contains(&id);
        (is_past && took_place).then_some(moment)
    }
}
