//! The day by which: `(due 2026-04-30)`, `by 2026-04-30`, `by 3 May`.
//!
//! A day without a year is the first one on or after the session. "By Friday" is no day.

use super::Notes;
use super::words::{Sense, Vocabulary, words_of};
use jiff::civil::Date;
use std::ops::Range;

/// A day that is named as the one by which.
#[derive(Clone, Copy, Debug)]
pub(super) struct Due<'a> {
    /// The day; `None` if there is no such day.
    pub date: Option<Date>,
    /// The day as written.
    pub written: &'a str,
    /// The same with the word before it.
    pub whole: &'a str,
}

/// The first day that a text names as the one by which.
pub(super) fn find<'a>(text: &'a str, words: &Vocabulary<'_>, session: Option<Date>) -> Option<Due<'a>> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    words_of(text).find_map(|at| {
        let by = words.starts(&text[at..], Sense::By)?;
        let start =
            text[at + by..].find(|c: char| !matches!(c, ':' | ' ' | '\n' | '\u{a0}')).map(|gap| at + by + gap)?;
        let (date, length) = day(&text[start..], words, session)?;
        Some(Due { date, written: &text[start..start + length], whole: &text[at..start + length] })
    })
}

/// Days by which tasks are to be done that no calendar has: their bytes in the file.
pub(crate) fn impossible_days(notes: &Notes, file: &str, words: &Vocabulary<'_>) -> Vec<Range<usize>> {
    let day = |at: &Range<usize>| {
        let due =
            find(file.get(at.clone())?, words, None).filter(|due| due.date.is_none() && iso(due.written).is_some())?;
        let start = due.written.as_ptr() as usize - file.as_ptr() as usize;
        Some(start..start + due.written.len())
    };
    notes.tasks.iter().filter_map(|task| day(&task.at)).collect()
}

/// The first day in a text, written as `2026-04-30`, and its bytes there.
pub(crate) fn first_day(text: &str) -> Option<(Range<usize>, Date)> {
    words_of(text).find_map(|at| {
        let (date, length) = iso(&text[at..])?;
        Some((at..at + length, date?))
    })
}

/// The day that a text begins with, and its length; no day where it is none of the calendar.
pub(super) fn day(text: &str, words: &Vocabulary<'_>, session: Option<Date>) -> Option<(Option<Date>, usize)> {
    iso(text).or_else(|| dotted(text)).or_else(|| in_words(text, words, session))
}

/// `2026-04-30`
pub(super) fn iso(text: &str) -> Option<(Option<Date>, usize)> {
    let written = text.get(..10)?;
    let is_date =
        written.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    let is_whole = !text[10..].starts_with(|c: char| c.is_alphanumeric());
    (is_date && is_whole).then(|| (written.parse().ok(), 10))
}

/// `30.04.2026`
fn dotted(text: &str) -> Option<(Option<Date>, usize)> {
    let mut rest = text;
    let mut numbers = [0i16; 3];
    for (place, number) in numbers.iter_mut().enumerate() {
        let (value, length) = number_at(rest)?;
        *number = value;
        rest = &rest[length..];
        if place < 2 {
            rest = rest.strip_prefix('.')?.trim_start_matches(' ');
        }
    }
    let [day, month, year] = numbers;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    (year >= 1000).then_some((date, text.len() - rest.len()))
}

/// `3 May`, `3rd of May 2026`, `May 3, 2026`, `3. Mai`, `1er mai`, `3 de mayo de 2026`.
fn in_words(text: &str, words: &Vocabulary<'_>, session: Option<Date>) -> Option<(Option<Date>, usize)> {
    let article = text.strip_prefix("the ").or_else(|| text.strip_prefix("le ")).or_else(|| text.strip_prefix("el "));
    let text_at = article.map_or(0, |rest| text.len() - rest.len());
    let rest = &text[text_at..];
    let (day, month, length) = day_first(rest, words).or_else(|| month_first(rest, words))?;
    let after = &rest[length..];
    let gap = after.len() - after.trim_start_matches([',', ' ']).len();
    let gap = after[gap..]
        .strip_prefix("de ")
        .or_else(|| after[gap..].strip_prefix("del "))
        .map_or(gap, |rest| after.len() - rest.len());
    let year = number_at(&after[gap..]).filter(|(year, length)| *length == 4 && *year >= 1000);
    let (date, end) = match year {
        Some((year, digits)) => (Date::new(year, month, day).ok(), length + gap + digits),
        None => (Some(next(session?, month, day)?), length),
    };
    Some((date, text_at + end))
}

fn day_first(text: &str, words: &Vocabulary<'_>) -> Option<(i8, i8, usize)> {
    let (day, mut at) = number_at(text).filter(|(_, length)| *length <= 2)?;
    let suffix =
        ["st", "nd", "rd", "th", ".", "er", "º", "°"].into_iter().find(|suffix| text[at..].starts_with(suffix));
    at += suffix.map_or(0, str::len);
    for filler in [" ", "of ", "de ", "d'", "d’"] {
        at += if text[at..].starts_with(filler) { filler.len() } else { 0 };
    }
    let (month, length) = month(&text[at..], words)?;
    Some((i8::try_from(day).ok()?, month, at + length))
}

fn month_first(text: &str, words: &Vocabulary<'_>) -> Option<(i8, i8, usize)> {
    let (month, length) = month(text, words)?;
    let at = length + text[length..].len() - text[length..].trim_start_matches(['.', ' ']).len();
    let (day, digits) = number_at(text.get(at..)?).filter(|(_, digits)| *digits <= 2)?;
    let mut end = at + digits;
    let suffix = ["st", "nd", "rd", "th"].into_iter().find(|suffix| text[end..].starts_with(suffix));
    end += suffix.map_or(0, str::len);
    Some((i8::try_from(day).ok()?, month, end))
}

fn month(text: &str, words: &Vocabulary<'_>) -> Option<(i8, usize)> {
    words.at(text, |sense| match sense {
        Sense::Month(month) => Some(month as i8),
        _ => None,
    })
}

/// The first such day on or after the session.
fn next(session: Date, month: i8, day: i8) -> Option<Date> {
    let of = |year| Date::new(year, month, day).ok().filter(|date| *date >= session);
    of(session.year()).or_else(|| of(session.year().checked_add(1)?))
}

fn number_at(text: &str) -> Option<(i16, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, length))
}
