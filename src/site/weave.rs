//! The weave: one stitch for each session, at its day, as tall as the room was full.
//!
//! 1. The days are laid on a scale of whole months, quarters, half years or years, whichever gives few enough marks.
//! 2. A session stands at its place in its month; its height is the number of people it names, beside the fullest.
//! 3. All coordinates are whole numbers, in a field of 1000 by 100.

use super::Site;
use crate::community::EntryId;
use crate::document::role::Role;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// So many stitches are drawn; older sessions are in the lists.
const N_STITCHES: usize = 120;
/// More than so many stitches are thin.
const N_WIDE: usize = 48;
/// So many marks the scale has at most.
const N_TICKS: i32 = 10;
/// Months between two marks.
const STEPS: [i32; 4] = [1, 3, 6, 12];
/// The foot of every stitch, and how far the shortest and the tallest rise from it.
const FOOT: u8 = 97;
const LOWEST: usize = 22;
const TALLEST: usize = 88;
/// How tall a session is whose people nobody wrote down, and one still to come.
const UNKNOWN: u8 = 36;
/// How tall they all are where nobody was written down in any.
const ALL_ALIKE: u8 = 66;
const SOON: u8 = 46;

/// Who counts as having been there.
const PRESENT: [Role; 6] = [Role::Attendee, Role::Guest, Role::Facilitator, Role::Presenter, Role::Host, Role::NotesBy];

/// Sessions as a drawing.
#[derive(Clone, Debug, Serialize)]
pub struct WeaveView {
    /// One for each session, newest first.
    pub stitches: Vec<StitchView>,
    /// The marks of its scale, at equal distances.
    pub ticks: Vec<TickView>,
    /// The series that have a colour in it.
    pub threads: Vec<ThreadView>,
    /// Whether sessions of no series, or of a smaller one, are in it beside others.
    pub has_others: bool,
    /// Whether some are still to come.
    pub has_soon: bool,
    /// How many there are, where older ones are left out.
    pub n_newest: Option<usize>,
    /// Whether there are so many that they must be thin.
    pub is_dense: bool,
    /// Whether heights say anything: it is known who came.
    pub is_counted: bool,
}

/// A session in the weave.
#[derive(Clone, Debug, Serialize)]
pub struct StitchView {
    /// Its day, of 1000.
    pub x: i32,
    /// Its upper end, of 100.
    pub y: u8,
    /// The colour of its series: 1 to 3, or 0.
    pub thread: u8,
    /// Whether it is still to come.
    pub is_soon: bool,
}

/// A mark of the scale.
#[derive(Clone, Debug, Serialize)]
pub struct TickView {
    /// Its year.
    pub year: i32,
    /// Its month; 1 where only the year matters.
    pub month: i32,
}

/// The colour of a series.
#[derive(Clone, Debug, Serialize)]
pub struct ThreadView {
    /// The series.
    pub title: String,
    /// 1 to 3.
    pub thread: u8,
}

impl Site {
    /// The weave of these sessions, which come newest first, on the scale of those in `scale`. Nothing if none of them
    /// has a day.
    pub(super) fn weave(&self, sessions: &[EntryId], scale: &[EntryId]) -> Option<WeaveView> {
        let newest = |ids: &[EntryId]| -> Vec<(EntryId, Date)> {
            ids.iter().filter_map(|id| Some((*id, self.day_of(*id)?))).take(N_STITCHES).collect()
        };
        let scale = Scale::over(newest(scale).iter().chain(&newest(sessions)).map(|(_, day)| *day))?;
        let dated = newest(sessions);
        let soon: BTreeSet<EntryId> = self.derived.upcoming.iter().copied().collect();
        let fullest = dated.iter().map(|(id, _)| self.n_present(*id)).max()?;
        let stitch = |(id, day): &(EntryId, Date)| StitchView {
            x: scale.place(*day),
            y: FOOT - if soon.contains(id) { SOON } else { height(self.n_present(*id), fullest) },
            thread: self.thread(*id),
            is_soon: soon.contains(id),
        };
        let stitches: Vec<StitchView> = dated.iter().map(stitch).collect();
        Some(WeaveView {
            ticks: scale.ticks(),
            threads: self.threads_in(&stitches),
            has_others: stitches.iter().any(|stitch| stitch.thread == 0),
            has_soon: stitches.iter().any(|stitch| stitch.is_soon),
            n_newest: (stitches.len() == N_STITCHES).then_some(N_STITCHES),
            is_dense: stitches.len() > N_WIDE,
            is_counted: fullest > 0,
            stitches,
        })
    }

    fn day_of(&self, id: EntryId) -> Option<Date> {
        self.community.entry(id).document.date.map(|moment| moment.date)
    }

    fn threads_in(&self, stitches: &[StitchView]) -> Vec<ThreadView> {
        let used: BTreeSet<u8> = stitches.iter().map(|stitch| stitch.thread).collect();
        let shown = self.threads().into_iter().filter(|(_, thread)| used.contains(thread));
        shown.map(|(title, thread)| ThreadView { title: title.to_owned(), thread }).collect()
    }

    /// How many people a session's front matter says were there, each once.
    pub(super) fn n_present(&self, id: EntryId) -> usize {
        let links = self.community.links_from(id).iter().filter(|link| PRESENT.contains(&link.role));
        let people: BTreeSet<String> =
            links.map(|link| self.path_to(&link.target).unwrap_or_else(|| link.words.to_string())).collect();
        people.len()
    }
}

fn height(n_present: usize, fullest: usize) -> u8 {
    match n_present {
        0 if fullest == 0 => ALL_ALIKE,
        0 => UNKNOWN,
        n => (LOWEST + (TALLEST - LOWEST) * n / fullest.max(1)) as u8,
    }
}

/// Months from the first mark on, in equal steps.
struct Scale {
    /// The first mark, in months since the year 0.
    start: i32,
    step: i32,
    n_steps: i32,
}

impl Scale {
    fn over(days: impl Iterator<Item = Date> + Clone) -> Option<Scale> {
        let months = days.map(month_of);
        let (first, last) = (months.clone().min()?, months.max()?);
        let covering = |step: i32| {
            let start = first.div_euclid(step) * step;
            Scale { start, step, n_steps: (last - start).div_euclid(step) + 1 }
        };
        let wide = |n: i32| 12 * n;
        let mut steps = STEPS.into_iter().chain((2..).map(wide));
        steps.find_map(|step| Some(covering(step)).filter(|scale| scale.n_steps <= N_TICKS))
    }

    fn place(&self, day: Date) -> i32 {
        let in_month = (i32::from(day.day()) - 1) * 1000 / i32::from(day.days_in_month());
        ((month_of(day) - self.start) * 1000 + in_month) / (self.step * self.n_steps)
    }

    fn ticks(&self) -> Vec<TickView> {
        let months = (0..self.n_steps).map(|n| self.start + n * self.step);
        months.map(|month| TickView { year: month.div_euclid(12), month: month.rem_euclid(12) + 1 }).collect()
    }
}

fn month_of(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_scale_has_few_marks_however_long_it_is() {
        let spans = [(2026, 1), (2026, 9), (2028, 1), (2031, 6), (2290, 12)];
        for (year, month) in spans {
            let scale = Scale::over([date(2026, 1, 5), date(year, month, 28)].into_iter()).expect("there are days");
            assert!((1..=N_TICKS).contains(&scale.n_steps), "{year}: {}", scale.n_steps);
            assert!(scale.place(date(2026, 1, 5)) >= 0 && scale.place(date(year, month, 28)) < 1000);
        }
    }

    #[test]
    fn heights_stay_inside_the_drawing() {
        assert!([(0, 0), (1, 1), (1, 500), (500, 500)].into_iter().all(|(n, of)| height(n, of) < FOOT));
    }
}
