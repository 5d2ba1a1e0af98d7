//! The head of an answer, and which part of the body follows it.
//!
//! What protects the reader is said here, once, for whatever is answered; an answer cannot take it back.

use super::Answer;
use super::head::Manner;
use super::range::{Part, part};
use std::fmt::Write;
use std::ops::Range;

/// What is said with every answer: nothing is kept or guessed, and no other site may show or read it.
const ALWAYS: [(&str, &str); 4] = [
    ("Connection", "close"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-cache"),
];

/// What only the server says, because it follows from the body.
const OWN: [&str; 5] = ["Content-Type", "Content-Length", "Content-Range", "Accept-Ranges", "Transfer-Encoding"];

/// Headers that would let other sites read what is served begin so; no answer has any.
const SHARING: &str = "access-control-";

/// The head of an answer whose body has so many bytes, and those of them that follow it.
pub fn response(answer: &Answer, length: u64, manner: &Manner) -> (Vec<u8>, Range<u64>) {
    let part = match &manner.range {
        Some(range) if answer.status == 200 => part(range, length),
        _ => Part::Whole,
    };
    let (status, sent) = match &part {
        Part::Whole => (answer.status, if has_body(answer.status) { 0..length } else { 0..0 }),
        Part::Slice(slice) => (206, slice.clone()),
        Part::Outside => (416, 0..0),
    };
    let head = head(status, answer, &measures(status, &part, &sent, length));
    (head, if manner.is_head { 0..0 } else { sent })
}

/// Whether anything may follow an answer of this status.
fn has_body(status: u16) -> bool {
    !matches!(status, 100..=199 | 204 | 304)
}

/// The headers about how much there is.
fn measures(status: u16, part: &Part, sent: &Range<u64>, length: u64) -> Vec<(&'static str, String)> {
    let mut measures = Vec::new();
    if has_body(status) {
        measures.push(("Content-Length", (sent.end - sent.start).to_string()));
    }
    if matches!(status, 200 | 206 | 416) {
        measures.push(("Accept-Ranges", "bytes".to_owned()));
    }
    match part {
        Part::Whole => {}
        Part::Slice(slice) => {
            measures.push(("Content-Range", format!("bytes {}-{}/{length}", slice.start, slice.end - 1)))
        }
        Part::Outside => measures.push(("Content-Range", format!("bytes */{length}"))),
    }
    measures
}

fn head(status: u16, answer: &Answer, measures: &[(&str, String)]) -> Vec<u8> {
    let mut head = String::new();
    let mut line = |name: &str, value: &str| write!(head, "{name}: {value}\r\n").expect("a text takes everything");
    line("Content-Type", if is_value(&answer.media_type) { &answer.media_type } else { "application/octet-stream" });
    for (name, value) in measures {
        line(name, value);
    }
    for (name, value) in ALWAYS {
        line(name, value);
    }
    for (name, value) in answer.headers.iter().filter(|(name, value)| is_further(name) && is_value(value)) {
        line(name, value);
    }
    format!("HTTP/1.1 {status} {}\r\n{head}\r\n", reason(status)).into_bytes()
}

/// Whether an answer may say this itself.
fn is_further(name: &str) -> bool {
    let is_token = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let said = ALWAYS.iter().map(|(name, _)| *name).chain(OWN).any(|own| own.eq_ignore_ascii_case(name));
    is_token && !said && !name.to_ascii_lowercase().starts_with(SHARING)
}

/// Whether a value can be nothing but a value: one line of ASCII.
fn is_value(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The words for a status, which nothing reads but people.
const fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        416 => "Range Not Satisfiable",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Body;
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn answer(status: u16, media_type: &str, headers: Vec<(&'static str, String)>) -> Answer {
        Answer { status, media_type: media_type.to_owned(), headers, body: Body::Bytes(Vec::new()) }
    }

    fn say(answer: &Answer, length: u64, manner: &Manner) -> (String, Range<u64>) {
        let (head, sent) = response(answer, length, manner);
        (String::from_utf8(head).unwrap(), sent)
    }

    fn range(value: &str) -> Manner {
        Manner { is_head: false, range: Some(value.to_owned()) }
    }

    const ALWAYS_SAID: &str = "Connection: close\r\nX-Content-Type-Options: nosniff\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nCache-Control: no-cache\r\n";

    #[test]
    fn an_answer_says_what_it_is_how_long_and_that_it_is_for_nobody_else() {
        let page = answer(200, "text/html; charset=utf-8", vec![("Referrer-Policy", "no-referrer".into())]);
        let (head, sent) = say(&page, 10, &Manner::default());
        let expected = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 10\r\nAccept-Ranges: bytes\r\n\
             {ALWAYS_SAID}Referrer-Policy: no-referrer\r\n\r\n"
        );
        assert_eq!((head.as_str(), sent), (expected.as_str(), 0..10));
        let only_head = Manner { is_head: true, range: None };
        assert_eq!(say(&page, 10, &only_head), (expected, 0..0));
    }

    #[test]
    fn a_part_says_which() {
        let page = answer(200, "text/plain", Vec::new());
        let (head, sent) = say(&page, 10, &range("bytes=2-4"));
        assert!(head.starts_with("HTTP/1.1 206 Partial Content\r\n"), "{head}");
        assert!(
            head.contains("\r\nContent-Length: 3\r\n") && head.contains("\r\nContent-Range: bytes 2-4/10\r\n"),
            "{head}"
        );
        assert_eq!(sent, 2..5);
        let (head, sent) = say(&page, 10, &range("bytes=10-"));
        assert!(head.starts_with("HTTP/1.1 416 Range Not Satisfiable\r\n"), "{head}");
        assert!(
            head.contains("\r\nContent-Length: 0\r\n") && head.contains("\r\nContent-Range: bytes */10\r\n"),
            "{head}"
        );
        assert_eq!(sent, 0..0);
    }

    #[test]
    fn only_what_is_found_has_parts() {
        for status in [301, 404, 500] {
            let (head, sent) = say(&answer(status, "text/plain", Vec::new()), 10, &range("bytes=2-4"));
            assert!(head.starts_with(&format!("HTTP/1.1 {status} ")) && !head.contains("ange"), "{head}");
            assert_eq!(sent, 0..10);
        }
    }

    #[test]
    fn where_nothing_may_follow_nothing_does() {
        for status in [204, 304] {
            let (head, sent) = say(&answer(status, "text/plain", Vec::new()), 10, &Manner::default());
            assert!(!head.contains("Content-Length"), "{head}");
            assert_eq!(sent, 0..0);
        }
    }

    #[test]
    fn an_answer_cannot_unsay_what_the_server_says() {
        for name in [
            "Access-Control-Allow-Origin",
            "access-control-expose-headers",
            "content-length",
            "CONNECTION",
            "Transfer-Encoding",
            "Cross-Origin-Resource-Policy",
            "Cache-Control",
            "Bad Name",
            "Bad:Name",
            "Bad\r\nName",
            "",
        ] {
            let (head, _) = say(&answer(200, "text/plain", vec![(name, "unsaid".into())]), 0, &Manner::default());
            assert!(!head.contains("unsaid"), "{head}");
        }
    }

    #[test]
    fn a_value_that_is_more_than_a_value_is_left_out() {
        for value in ["a\r\nX: y", "a\nb", "a\rb", "a\0", "a\u{7f}", "\u{e9}", "a\tb", ""] {
            let (head, _) = say(&answer(200, value, vec![("Location", value.into())]), 0, &Manner::default());
            let expected = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 0\r\n\
                 Accept-Ranges: bytes\r\n";
            assert_eq!(head, format!("{expected}{ALWAYS_SAID}\r\n"), "{value:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_head_is_one_head_with_what_is_always_said(
            status in any::<u16>(),
            media_type in ".{0,20}",
            values in vec((select(&["Location", "Refresh", "Set-Cookie", "Access-Control-Allow-Origin", "Connection"][..]), ".{0,20}"), 0..4),
            length in any::<u64>(),
            asked in prop_oneof![Just(None), "bytes=[0-9]{0,3}-[0-9]{0,3}".prop_map(Some)],
            is_head in any::<bool>(),
        ) {
            let (head, sent) = say(&answer(status, &media_type, values), length, &Manner { is_head, range: asked });
            let (lines, rest) = head.split_once("\r\n\r\n").unwrap();
            prop_assert!(rest.is_empty() && sent.start <= sent.end && sent.end <= length);
            prop_assert!(ALWAYS_SAID.lines().all(|said| lines.lines().filter(|line| *line == said).count() == 1));
            prop_assert!(!lines.to_lowercase().contains("access-control"));
            for line in lines.split("\r\n").skip(1) {
                let (name, value) = line.split_once(": ").unwrap();
                prop_assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && is_value(value));
            }
        }
    }
}
