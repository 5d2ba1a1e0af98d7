//! Times of a recording, read and written.

use super::voices::name_before;

/// The longest row of digits that is a time.
const MAX_DIGITS: usize = 6;

/// When a cue begins and ends, in milliseconds: `00:01.000 --> 00:02.000`, and what may stand behind it.
pub(super) fn of_line(line: &str) -> Option<(u64, u64)> {
    let (start, end) = line.split_once("-->")?;
    let start = start.trim_start_matches('\u{feff}').trim();
    Some((milliseconds(start)?, milliseconds(end.split_whitespace().next()?)?))
}

/// `1:02:03.450`, `02:03,45`
fn milliseconds(written: &str) -> Option<u64> {
    let (whole, fraction) = written.split_once(['.', ',']).unwrap_or((written, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths = format!("{fraction:0<3}");
    Some(1_000 * seconds(whole)? + thousandths[..3].parse::<u64>().ok()?)
}

/// `1:02:03`, `62:03`
fn seconds(written: &str) -> Option<u64> {
    let parts: Option<Vec<u64>> = written.split(':').take(4).map(number).collect();
    match parts?[..] {
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => Some((60 * hours + minutes) * 60 + seconds),
        [minutes, seconds] if seconds < 60 => Some(60 * minutes + seconds),
        _ => None,
    }
}

fn number(digits: &str) -> Option<u64> {
    let is_number = (1..=MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// A moment of a recording as people write it: `12:30`, `1:02:03`.
pub fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// A time in brackets at the start of a text, in seconds, and how many bytes it takes: `[00:12:30]`, `(12:30)`.
pub fn leading(text: &str) -> Option<(u64, usize)> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let end = text.char_indices().take(16).find(|(_, letter)| *letter == close)?.0;
    let written = text[1..end].split(['.', ',']).next().unwrap_or_default();
    Some((seconds(written)?, end + 1))
}

/// A time at the start of a text before the name of who speaks, likewise: `12:30 Ana Lima: Let us begin.`
pub fn before_name(text: &str) -> Option<(u64, usize)> {
    let length = text.bytes().take(16).position(|byte| byte == b' ')?;
    let line = text.lines().next().unwrap_or_default();
    let said = line.get(length..)?.trim_start_matches([' ', '*', '_', '-', '–', '—']).replacen(":**", ": ", 1);
    let seconds = seconds(text.get(..length)?)?;
    name_before(&said).map(|_| (seconds, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_both_formats_write_them() {
        for (written, read) in [
            ("00:01.000 --> 00:02.500", Some((1_000, 2_500))),
            ("1:00:01,5 --> 100:00:02,50 X1:0 Y1:0", Some((3_601_500, 360_002_500))),
            ("62:03 --> 62:04", Some((3_723_000, 3_724_000))),
            ("00:00:61.000 --> 00:02.000", None),
            ("00:01.000 -->", None),
            ("1 --> 2", None),
            ("00:00:00:01 --> 00:02.000", None),
            ("-1:00.000 --> 00:02.000", None),
            ("9999999:00 --> 00:02.000", None),
            ("00:01.é --> 00:02.000", None),
        ] {
            assert_eq!(of_line(written), read, "{written}");
        }
    }

    #[test]
    fn a_time_in_brackets_leads_a_text() {
        assert_eq!(leading("[00:12:30] We begin"), Some((750, 10)));
        assert_eq!(leading("(12:30.250) We"), Some((750, 11)));
        assert_eq!(leading("[x] done"), None);
        assert_eq!(before_name("12:30 **Ana Lima:** We"), Some((750, 5)));
        assert_eq!(before_name("12:30 we began: late"), None);
        assert_eq!(leading("(12:30, as ever, we all began)"), None);
        assert_eq!(clock(750), "12:30");
        assert_eq!(clock(3_723), "1:02:03");
    }
}
