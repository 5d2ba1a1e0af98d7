//! Days in the words of headings and file names: `2019-05-06`, `6 May 2019`, `Monday, May 6th, 2019`, `6. März 2020`.
//!
//! 1. The text is cut into words and numbers, each with its place.
//! 2. The first row of them that is a day is one: year, month and day with one sign between them, or the year behind the
//!    other two; or a month by its name in English, German, French or Spanish, with a day beside it and a year behind.
//!
//! Between points the day comes before the month (`06.05.2019`), as in all places that write so. `1/2/2019` is none, because
//! nobody knows which of the two is the month; `21/2/2019` and `2/21/2019` are. `1.2.2019`, `v2019.05.06` and `2019.5.6.1`
//! are none: version numbers look alike.

use jiff::civil::Date;
use std::ops::Range;

/// A day that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDay {
    /// The day; of several that go together, the first.
    pub date: Date,
    /// Where the text says so.
    pub at: Range<usize>,
    /// Whether the text says nothing else, but for the day of the week and the time.
    pub is_all: bool,
}

/// For each month its names in lower case, whole and cut short.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jän", "jänner", "janvier", "janv", "enero", "ene"],
    &["february", "feb", "februar", "février", "fevrier", "févr", "fév", "febrero"],
    &["march", "mar", "märz", "maerz", "mär", "mrz", "mars", "marzo"],
    &["april", "apr", "avril", "avr", "abril", "abr"],
    &["may", "mai", "mayo"],
    &["june", "jun", "juni", "juin", "junio"],
    &["july", "jul", "juli", "juillet", "juil", "julio"],
    &["august", "aug", "août", "aout", "agosto", "ago"],
    &["september", "sep", "sept", "septembre", "septiembre", "setiembre"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre"],
    &["november", "nov", "novembre", "noviembre"],
    &["december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic"],
];

/// Words that may stand beside a day that is all a heading says: days of the week, small words, what belongs to a time.
const BESIDE: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "miercoles",
    "jueves",
    "viernes",
    "sábado",
    "sabado",
    "domingo",
    "the",
    "on",
    "of",
    "den",
    "der",
    "am",
    "vom",
    "le",
    "du",
    "el",
    "de",
    "del",
    "at",
    "um",
    "uhr",
    "pm",
    "utc",
    "gmt",
    "cet",
    "cest",
    "est",
    "edt",
    "pst",
    "pdt",
    "bst",
];

/// The first day that a text names.
pub fn day_in(text: &str) -> Option<NamedDay> {
    let words = words(text);
    let found = (0..words.len()).find_map(|place| day_at(text, &words, place));
    let (date, place, n) = found?;
    let others = words[..place].iter().chain(&words[place + n..]);
    let is_all = others.into_iter().all(Word::stands_beside);
    Some(NamedDay { date, at: words[place].at.start..words[place + n - 1].at.end, is_all })
}

/// Whether a text names a year, a month or a quarter, and nothing else: `2019`, `May 2019`, `Q2`.
pub fn is_period(text: &str) -> bool {
    let is_quarter = |word: &Word<'_>| word.text.len() == 2 && word.text.starts_with(['Q', 'q']);
    let is_part = |word: &Word<'_>| word.month.is_some() || word.year().is_some() || is_quarter(word);
    let words = words(text);
    !words.is_empty() && words.iter().all(is_part)
}

/// A row of letters and digits.
struct Word<'a> {
    text: &'a str,
    at: Range<usize>,
    /// The number that it is, or that it begins with where letters follow as in `6th`, `1er`, `06T18`.
    number: Option<i16>,
    month: Option<i8>,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if c.is_alphanumeric() => start = Some(at),
            Some(begin) if !c.is_alphanumeric() => {
                words.push(Word::new(&text[begin..at], begin));
                start = None;
            }
            _ => {}
        }
    }
    words
}

impl<'a> Word<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number = text[..n_digits].parse().ok().filter(|_| n_digits <= 4 && may_follow(&text[n_digits..]));
        let month = if n_digits == 0 { month(text) } else { None };
        Word { text, at: start..start + text.len(), number, month }
    }

    /// A day of the month, as it stands beside a month's name.
    fn day(&self) -> Option<i8> {
        self.number.filter(|day| (1..=31).contains(day) && self.text.len() <= 4).and_then(|day| i8::try_from(day).ok())
    }

    /// A number of one or two digits.
    fn small(&self) -> Option<i8> {
        let is_small = self.text.bytes().take_while(u8::is_ascii_digit).count() <= 2;
        self.number.filter(|_| is_small).and_then(|number| i8::try_from(number).ok())
    }

    fn year(&self) -> Option<i16> {
        self.number.filter(|year| (1900..2200).contains(year) && self.text.len() == 4)
    }

    fn stands_beside(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit()) && self.text.len() <= 4
            || BESIDE.contains(&self.text.to_lowercase().as_str())
    }
}

/// What may follow a number without a blank: the ending of an ordinal, or a time.
fn may_follow(rest: &str) -> bool {
    let is_time = || rest.strip_prefix(['T', 't']).is_some_and(|time| time.bytes().all(|b| b.is_ascii_digit()));
    matches!(rest.to_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th" | "er" | "º") || is_time()
}

/// The month of that name.
pub(super) fn month(word: &str) -> Option<i8> {
    let folded = word.to_lowercase();
    let place = MONTHS.iter().position(|names| names.contains(&folded.as_str()))?;
    i8::try_from(place + 1).ok()
}

/// The day that begins at a word, and how many words it takes.
fn day_at(text: &str, words: &[Word<'_>], place: usize) -> Option<(Date, usize, usize)> {
    let rest = &words[place..];
    let numbers = || in_numbers(text, words, place).map(|date| (date, place, 3));
    numbers().or_else(|| day_first(text, rest).or_else(|| month_first(text, rest)).map(|(date, n)| (date, place, n)))
}

/// `2019-05-06`, `2019/5/6`, `2019.05.06`: one sign between them, and no further number behind it or before.
fn in_numbers(text: &str, words: &[Word<'_>], place: usize) -> Option<Date> {
    let [first, second, third, rest @ ..] = &words[place..] else { return None };
    let sign = &text[first.at.end..second.at.start];
    let is_sign = matches!(sign, "-" | "/" | "." | "_") && &text[second.at.end..third.at.start] == sign;
    let goes_on =
        |one: &Word<'_>, other: &Word<'_>| &text[one.at.end..other.at.start] == sign && sign != "-" && sign != "_";
    let is_longer = rest.first().is_some_and(|next| next.number.is_some() && goes_on(third, next))
        || place.checked_sub(1).is_some_and(|before| words[before].number.is_some() && goes_on(&words[before], first));
    let is_plain = second.text.bytes().all(|b| b.is_ascii_digit());
    let date = match first.year() {
        Some(year) => Date::new(year, second.small()?, third.small()?).ok(),
        None => year_last([first, second, third], sign),
    };
    date.filter(|_| is_sign && is_plain && !is_longer)
}

/// `21.05.2019`, and with other signs where only one of two can be the month: `21/5/2019`, `5/21/2019`.
fn year_last([first, second, year]: [&Word<'_>; 3], sign: &str) -> Option<Date> {
    let is_padded = first.text.len() == 2 && second.text.len() == 2;
    let (year, first, second) = (year.year()?, first.small()?, second.small()?);
    match (sign, first > 12, second > 12) {
        (".", _, false) if is_padded => Date::new(year, second, first).ok(),
        (_, true, false) => Date::new(year, second, first).ok(),
        (_, false, true) => Date::new(year, first, second).ok(),
        _ => None,
    }
}

/// `6 May 2019`, `6. Mai 2019`, `6 de mayo de 2019`, `6–8 May 2019`.
fn day_first(text: &str, rest: &[Word<'_>]) -> Option<(Date, usize)> {
    let day = rest.first()?.day()?;
    let n = 1 + n_more_days(text, rest);
    let n = n + n_small(rest.get(n..)?);
    let month = rest.get(n)?.month?;
    let n = n + 1 + n_small(rest.get(n + 1..)?);
    let year = rest.get(n)?.year()?;
    Some((Date::new(year, month, day).ok()?, n + 1)).filter(|_| are_near(text, &rest[..=n]))
}

/// `May 6, 2019`, `May 6th 2019`, `May 6–8, 2019`.
fn month_first(text: &str, rest: &[Word<'_>]) -> Option<(Date, usize)> {
    let month = rest.first()?.month?;
    let day = rest.get(1)?.day()?;
    let n = 2 + n_more_days(text, &rest[1..]);
    let year = rest.get(n)?.year()?;
    Some((Date::new(year, month, day).ok()?, n + 1)).filter(|_| are_near(text, &rest[..=n]))
}

/// Whether a day is the first of two that go together.
fn n_more_days(text: &str, rest: &[Word<'_>]) -> usize {
    let [first, second, ..] = rest else { return 0 };
    let between = text[first.at.end..second.at.start].trim().trim_start_matches('.');
    usize::from(second.day().is_some() && matches!(between.trim(), "-" | "–" | "—" | "/" | "&"))
}

fn n_small(rest: &[Word<'_>]) -> usize {
    usize::from(rest.first().is_some_and(|word| matches!(word.text.to_lowercase().as_str(), "of" | "de" | "del")))
}

/// Whether nothing but blanks, commas, full stops and what joins names of files stands between words.
fn are_near(text: &str, words: &[Word<'_>]) -> bool {
    let is_small =
        |gap: &str| gap.chars().all(|c| c.is_whitespace() || ",.-–—/&_".contains(c)) && gap.chars().count() <= 4;
    words.windows(2).all(|pair| is_small(&text[pair[0].at.end..pair[1].at.start]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<(String, bool)> {
        day_in(text).map(|day| (day.date.to_string(), day.is_all))
    }

    #[test]
    fn days_are_read_as_written() {
        for text in [
            "2019-05-06",
            "2019/05/06",
            "2019.05.06",
            "2019-5-6",
            "6 May 2019",
            "May 6, 2019",
            "May 6th 2019",
            "Monday, 6 May 2019",
            "Mon 6. May 2019",
            "6th of May, 2019",
            "6. Mai 2019",
            "Montag, den 6. Mai 2019",
            "lundi 6 mai 2019",
            "6 de mayo de 2019",
            "(2019-05-06)",
            "2019-05-06 18:00 UTC",
            "2019-05-06T18:00",
            "6–8 May 2019",
            "May 6-8, 2019",
        ] {
            assert_eq!(day(text), Some(("2019-05-06".into(), true)), "{text}");
        }
        assert_eq!(day("6. März 2020").unwrap().0, "2020-03-06");
        for text in ["21.05.2019", "21.5.2019", "21/5/2019", "5/21/2019", "05-21-2019"] {
            assert_eq!(day(text), Some(("2019-05-21".into(), true)), "{text}");
        }
        assert_eq!(day("06.05.2019").unwrap().0, "2019-05-06");
        assert_eq!(day("1er août 2020").unwrap().0, "2020-08-01");
        assert_eq!(day("3 de diciembre de 2020").unwrap().0, "2020-12-03");
    }

    #[test]
    fn what_stands_beside_a_day_is_told() {
        for text in ["Meeting 2019-05-06: compost", "2019-05-06 - compost", "May 6, 2019: compost", "Board, 6 May 2019"]
        {
            assert_eq!(day(text), Some(("2019-05-06".into(), false)), "{text}");
        }
        let text = "Meeting 2019-05-06: compost";
        assert_eq!(&text[day_in(text).unwrap().at], "2019-05-06");
    }

    #[test]
    fn periods_are_told_from_topics() {
        assert!(["2019", "May 2019", "Mai", "Q2 2019", "2018/2019"].iter().all(|text| is_period(text)));
        assert!(["Board", "May we", "2019 in short", "", "Group 3"].iter().all(|text| !is_period(text)));
    }

    #[test]
    fn what_only_looks_like_a_day_is_none() {
        for text in [
            "1.2.2019",
            "05/06/2019",
            "v2019.05.06",
            "2019.5.6.1",
            "1.2019.5.6",
            "2019-13-40",
            "2019-02-30",
            "May 2019",
            "6 May",
            "Room 6, mayhem 2019",
            "In May we had 6 of 2019",
            "2019-05",
            "12019-05-06",
            "",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
