//! Days, times and lengths as people write them.

use super::days;
use jiff::civil::{Date, Time};

/// The longest length of time: a month.
pub const MAX_MINUTES: u32 = 60 * 24 * 31;

/// A day, and a time of day where one was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time, in the zone that the session or the site names.
    pub time: Option<Time>,
}

impl Moment {
    /// A day without a time.
    pub fn day(date: Date) -> Moment {
        Moment { date, time: None }
    }

    /// Reads `2026-03-05`, `2026-3-5`, `2026/03/05`, `2022-02-24 14:00:00 -0500`, `2022-02-24T14:00`.
    ///
    /// An offset is dropped: a fixed offset is often wrong by an hour in summer, and the zone is a setting.
    pub fn parse(text: &str) -> Option<Moment> {
        let text = text.trim();
        let (day, rest) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
        let date = day_of(day)?;
        let time = match rest.trim() {
            "" => None,
            rest => Some(time_of(rest.split([' ', '+', 'Z', '-']).next()?)?),
        };
        Some(Moment { date, time })
    }
}

fn day_of(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, ['-', '/', '.', '_']);
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut small = || parts.next().filter(|part| (1..=2).contains(&part.len()))?.parse().ok();
    let (month, day) = (small()?, small()?);
    Date::new(year, month, day).ok()
}

/// Reads `18:30`, `9:05:00`, and the number of minutes or seconds that YAML 1.1 made of them.
pub fn time_of(text: &str) -> Option<Time> {
    let mut parts = text.trim().split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let second = parts.next().map_or(Some(0), |second| second.split('.').next()?.parse().ok())?;
    Time::new(hour, minute, second, 0).ok()
}

/// Reads a length in minutes: `90`, `90 min`, `1h30`, `1 h`, `1:30`, `2 hours`.
pub fn minutes_of(text: &str) -> Option<u32> {
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let number = |text: &str| text.parse::<u32>().ok();
    let minutes = |text: &str| match text.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '.') {
        "" => Some(0),
        digits => number(digits),
    };
    let total = match plain.split_once(['h', ':']) {
        Some((hours, rest)) => number(hours)?
            .checked_mul(60)?
            .checked_add(minutes(rest.trim_start_matches(|c: char| c.is_ascii_lowercase()))?)?,
        None => minutes(&plain)?,
    };
    (1..=MAX_MINUTES).contains(&total).then_some(total)
}

/// The day that a file's path tells, and the bytes of the path that tell it.
///
/// Known: `2024-05-07…`, `…-2024-05-07`, `20240507` in the name; `2024/…-05-07`, `2024-05/may-07`, `2024-05/07` through folders; and
/// in words, as in `7-may-2024`, in the name or in that of the folder.
pub fn date_in_path(path: &str) -> Option<Date> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    date_in_words(stem)
        .or_else(|| date_from_folders(folders, stem))
        .or_else(|| days::day_in(stem).map(|day| day.date))
        .or_else(|| date_of_folder(folders))
}

/// The whole day that the name of a folder tells, by its path.
pub fn date_of_folder(path: &str) -> Option<Date> {
    let name = path.rsplit('/').next()?;
    date_in_words(name).or_else(|| days::day_in(name).map(|day| day.date))
}

/// `2024-05-07` at the start or the end of a name, or alone between other words.
fn date_in_words(stem: &str) -> Option<Date> {
    let words: Vec<&str> = stem.split(['-', '_', '.', ' ']).collect();
    let at = words.windows(3).position(|w| w[0].len() == 4 && is_number(w[0]) && is_number(w[1]) && is_number(w[2]));
    at.and_then(|at| day_of(&words[at..at + 3].join("-"))).or_else(|| words.iter().find_map(|word| date_in_row(word)))
}

/// `20240507`
fn date_in_row(word: &str) -> Option<Date> {
    let is_row = word.len() == 8 && is_number(word) && (word.starts_with("19") || word.starts_with("20"));
    is_row.then(|| day_of(&format!("{}-{}-{}", &word[..4], &word[4..6], &word[6..]))).flatten()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

fn date_from_folders(folders: &str, stem: &str) -> Option<Date> {
    let last = folders.rsplit('/').next()?;
    let words: Vec<&str> = stem.split(['-', '_', '.', ' ']).collect();
    let small = |word: &&str| is_number(word) && word.len() <= 2;
    match (last.split_once(['-', '_']), words.as_slice()) {
        (Some((year, _)), [.., name, day]) if year.len() == 4 && small(day) && days::month(name).is_some() => {
            day_of(&format!("{year}-{:02}-{day}", days::month(name)?))
        }
        (Some((year, month)), [.., day]) if year.len() == 4 && small(day) => day_of(&format!("{year}-{month}-{day}")),
        (None, [.., month, day]) if last.len() == 4 && is_number(last) && small(month) && small(day) => {
            day_of(&format!("{last}-{month}-{day}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_written() {
        let read = |text| Moment::parse(text).map(|m| (m.date.to_string(), m.time.map(|t| t.to_string())));
        assert_eq!(read("2022-02-24 14:00:00 -0500"), Some(("2022-02-24".into(), Some("14:00:00".into()))));
        assert_eq!(read("2022-02-24 9:05:00 -0500"), Some(("2022-02-24".into(), Some("09:05:00".into()))));
        assert_eq!(read("2022-02-24T09:05Z"), Some(("2022-02-24".into(), Some("09:05:00".into()))));
        assert_eq!(read("2019.03.22"), Some(("2019-03-22".into(), None)));
        assert_eq!(read("2026-02-30"), None);
        assert_eq!(read("soon"), None);
    }

    #[test]
    fn paths_tell_days() {
        let read = |path| date_in_path(path).map(|d| d.to_string());
        for path in [
            "2024-05-07.md",
            "a/2024-05-07-title.md",
            "slug-2024-05-07.md",
            "2024-05/may-07.md",
            "2024/slug-05-07.md",
            "2024-05-07/notes.md",
            "7-may-2024-title.md",
            "May 7th, 2024.md",
            "7 mai 2024/notes.md",
        ] {
            assert_eq!(read(path).as_deref(), Some("2024-05-07"), "{path}");
        }
        assert_eq!(read("release-1-2-3.md"), None);
        assert_eq!(read("2024-13-40.md"), None);
    }

    #[test]
    fn lengths_are_minutes() {
        for (text, minutes) in
            [("90", 90), ("90 min", 90), ("1h30", 90), ("1 h", 60), ("2 hours", 120), ("1:30", 90), ("1h30m", 90)]
        {
            assert_eq!(minutes_of(text), Some(minutes), "{text}");
        }
        assert_eq!(minutes_of("a while"), None);
        assert_eq!(minutes_of("99999999h"), None);
    }
}
