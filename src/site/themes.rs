//! Themes by how far they have come, and those worth showing first.

use super::Site;
use super::view::CardView;
use crate::community::EntryId;
use crate::document::Fields;
use crate::document::kinds::Stage;
use crate::kind::Kind;
use serde::Serialize;
use std::cmp::Reverse;

/// The lanes of the board, what is worked on first.
const LANES: [Option<Stage>; 5] =
    [Some(Stage::Active), Some(Stage::Exploring), Some(Stage::Proposed), None, Some(Stage::Dormant)];

/// Themes that have come equally far.
#[derive(Clone, Debug, Serialize)]
pub struct LaneView {
    /// How far, in a word; none for those that do not say.
    pub stage: Option<&'static str>,
    /// The themes.
    pub themes: Vec<CardView>,
}

impl Site {
    /// All themes by how far they have come; lanes without a theme are left out.
    pub(super) fn board(&self) -> Vec<LaneView> {
        let themes = self.derived.of_kind(Kind::Theme);
        let lane = |stage: Option<Stage>| {
            let own = themes.iter().filter(|id| self.stage(**id) == stage);
            LaneView { stage: stage.map(Stage::word), themes: self.told_cards(&own.copied().collect::<Vec<_>>()) }
        };
        LANES.into_iter().map(lane).filter(|lane| !lane.themes.is_empty()).collect()
    }

    fn stage(&self, id: EntryId) -> Option<Stage> {
        match &self.community.entry(id).document.fields {
            Fields::Theme(fields) => fields.stage,
            _ => None,
        }
    }

    /// Themes for the home page: featured ones first, then those where something happened last.
    pub(super) fn themes_to_show(&self, n: usize) -> Vec<CardView> {
        let mut ids = self.derived.of_kind(Kind::Theme).to_vec();
        ids.sort_by_key(|id| (!self.is_featured(*id), Reverse(self.derived.hubs[id].last)));
        ids.truncate(n);
        self.told_cards(&ids)
    }

    /// Whether an author wants it shown first.
    pub(super) fn is_featured(&self, id: EntryId) -> bool {
        self.community.entry(id).document.common.featured == Some(true)
    }
}
