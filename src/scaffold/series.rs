//! When the next session of a series is, as far as its last ones tell.
//!
//! 1. The gaps between the last sessions are looked at; the one in the middle counts, so that a holiday does not.
//! 2. Gaps under 25 days are days or weeks. Longer ones are months: on the same weekday of the month where most
//!    sessions agree on one, else on the same day.
//! 3. From the last session on, steps are taken until today is reached.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// So many of the last sessions tell how often a series meets.
const N_LAST: usize = 7;

/// How often a series meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// Every so many days.
    Days(i32),
    /// Every so many months, on the first to fourth of a weekday, or on the last one (5).
    Weekday {
        /// Months from one to the next.
        months: i32,
        /// 1 to 4; 5 is the last.
        nth: i8,
        /// The day of the week.
        weekday: Weekday,
    },
    /// Every so many months, on the same day.
    MonthDay {
        /// Months from one to the next.
        months: i32,
        /// The day of the month.
        day: i8,
    },
}

/// How often sessions on these days took place. `None` if there are fewer than two days.
pub fn cadence(days: &[Date]) -> Option<Cadence> {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    let days = &days[days.len().saturating_sub(N_LAST)..];
    let mut gaps: Vec<i32> = days.windows(2).map(|pair| days_between(pair[0], pair[1])).collect();
    gaps.sort_unstable();
    let gap = *gaps.get(gaps.len() / 2)?;
    Some(if gap < 25 { Cadence::Days(whole_weeks(gap)) } else { monthly(days, gap) })
}

/// What is likely where one session is all there is: each month on the same weekday.
pub fn every_month(day: Date) -> Cadence {
    Cadence::Weekday { months: 1, nth: (day.day() - 1) / 7 + 1, weekday: day.weekday() }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.duration_until(to).as_hours() as i32 / 24
}

/// A day early or late is still weekly.
fn whole_weeks(gap: i32) -> i32 {
    match gap % 7 {
        1 if gap > 7 => gap - 1,
        6 => gap + 1,
        _ => gap,
    }
}

fn monthly(days: &[Date], gap: i32) -> Cadence {
    let months = ((f64::from(gap) / 30.44).round() as i32).max(1);
    let weekday = most(days.iter().map(|day| day.weekday().to_monday_one_offset()));
    let on_it: Vec<&Date> = days.iter().filter(|day| day.weekday().to_monday_one_offset() == weekday).collect();
    let last = *days.last().expect("a gap lies between two days");
    if on_it.len() * 2 <= days.len() {
        return Cadence::MonthDay { months, day: last.day() };
    }
    let is_last = on_it.iter().all(|day| day.day() + 7 > day.days_in_month());
    let nth = if is_last { 5 } else { most(on_it.iter().map(|day| (day.day() - 1) / 7 + 1)).min(5) };
    let weekday = Weekday::from_monday_one_offset(weekday).expect("it came from a weekday");
    Cadence::Weekday { months, nth, weekday }
}

/// The number that occurs most; the smallest of those that occur as often.
fn most(numbers: impl Iterator<Item = i8>) -> i8 {
    let mut counts = [0_u32; 32];
    numbers.for_each(|number| counts[number.clamp(0, 31) as usize] += 1);
    let best = counts.iter().max().copied().unwrap_or_default();
    counts.iter().position(|count| *count == best).unwrap_or_default() as i8
}

impl Cadence {
    /// The first day of the series after `last` that is not before `today`.
    pub fn next(self, last: Date, today: Date) -> Option<Date> {
        let mut day = self.after(last)?;
        while day < today {
            day = self.after(day)?;
        }
        Some(day)
    }

    fn after(self, day: Date) -> Option<Date> {
        match self {
            Cadence::Days(days) => day.checked_add(days.max(1).days()).ok(),
            Cadence::Weekday { months, nth, weekday } => {
                let month = day.first_of_month().checked_add(months.months()).ok()?;
                let nth = if nth >= 5 { -1 } else { nth };
                month.nth_weekday_of_month(nth, weekday).ok()
            }
            Cadence::MonthDay { months, day: wanted } => {
                let month = day.first_of_month().checked_add(months.months()).ok()?;
                Date::new(month.year(), month.month(), wanted.min(month.days_in_month())).ok()
            }
        }
    }

    /// In words: "every week", "on the second Tuesday of every month".
    pub fn words(self) -> String {
        let months = |months| match months {
            1 => "every month".to_owned(),
            n => format!("every {n} months"),
        };
        match self {
            Cadence::Days(1) => "every day".into(),
            Cadence::Days(7) => "every week".into(),
            Cadence::Days(14) => "every two weeks".into(),
            Cadence::Days(days) if days % 7 == 0 => format!("every {} weeks", days / 7),
            Cadence::Days(days) => format!("every {days} days"),
            Cadence::Weekday { months: n, nth, weekday } => {
                let nth = ["first", "second", "third", "fourth", "last"][(nth.clamp(1, 5) - 1) as usize];
                format!("{} on the {nth} {weekday:?}", months(n))
            }
            Cadence::MonthDay { months: n, day } => format!("{} on day {day}", months(n)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(days: &[&str], today: &str) -> (String, String) {
        let days: Vec<Date> = days.iter().map(|day| day.parse().expect("a day")).collect();
        let cadence = cadence(&days).expect("two days or more");
        let next = cadence.next(days[days.len() - 1], today.parse().expect("a day"));
        (next.expect("a next day").to_string(), cadence.words())
    }

    #[test]
    fn the_last_gaps_tell_the_next_day() {
        let is = |days: &[&str], date: &str, words: &str| {
            assert_eq!(next(days, "2026-01-01"), (date.to_owned(), words.to_owned()));
        };
        is(&["2026-03-03", "2026-03-10", "2026-03-24", "2026-03-31"], "2026-04-07", "every week");
        is(&["2026-03-03", "2026-03-17"], "2026-03-31", "every two weeks");
        is(&["2026-01-13", "2026-02-10", "2026-03-10"], "2026-04-14", "every month on the second Tuesday");
        is(&["2026-01-27", "2026-02-24", "2026-03-31"], "2026-04-28", "every month on the last Tuesday");
        is(&["2026-01-31", "2026-03-01", "2026-03-31"], "2026-04-30", "every month on day 31");
        is(&["2025-06-12", "2025-09-11", "2025-12-11"], "2026-03-12", "every 3 months on the second Thursday");
    }

    #[test]
    fn days_that_are_over_are_not_next() {
        assert_eq!(next(&["2025-03-03", "2025-03-10"], "2026-03-03").0, "2026-03-09");
    }

    #[test]
    fn one_day_tells_nothing() {
        assert_eq!(cadence(&[jiff::civil::date(2026, 3, 3)]), None);
    }
}
