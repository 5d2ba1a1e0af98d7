//! The home page.

use super::{has_code, introduction};
use crate::community::EntryId;
use crate::kind::Kind;
use crate::site::view::{CardView, CountView, EntryView, Frame};
use crate::site::{Page, Site};
use serde::Serialize;

/// How many sessions the home page shows of each sort.
const N_ON_HOME: usize = 5;
/// How many themes it has to choose from.
const N_THEMES: usize = 12;

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The page.
    pub page: Frame,
    /// The text of `content/index.md`.
    pub intro: Option<EntryView>,
    /// The next sessions.
    pub upcoming: Vec<CardView>,
    /// The last sessions.
    pub recent: Vec<CardView>,
    /// The first themes; how many there are is among the counts.
    pub themes: Vec<CardView>,
    /// How many entries of each kind there are, with their index pages.
    pub counts: Vec<CountView>,
}

pub(super) fn home(site: &Site, page: &Page) -> HomeView {
    let mut frame = site.frame(page, &site.config.title, &site.config.description);
    let intro = introduction(site, "", &frame.root);
    frame.has_code = has_code(site, "");
    let upcoming = &site.derived.upcoming;
    let past = site.derived.of_kind(Kind::Session).iter().filter(|id| site.derived.held.contains(id)).take(N_ON_HOME);
    let past: Vec<EntryId> = past.copied().collect();
    let themes = site.derived.of_kind(Kind::Theme);
    HomeView {
        intro,
        upcoming: site.cards(&upcoming[..upcoming.len().min(N_ON_HOME)]),
        recent: site.cards(&past),
        themes: site.told_cards(&themes[..themes.len().min(N_THEMES)]),
        counts: site.counts(),
        page: frame,
    }
}
