//! The bytes of a head, gathered until it is whole or cannot become so.

use super::head::{Heard, parse};
use super::hosts::Hosts;
use super::refusal::Refusal;

/// The bytes of a head while they arrive.
#[derive(Clone, Debug)]
pub struct Hearing {
    bytes: Vec<u8>,
    most: usize,
    next_look: usize,
}

impl Hearing {
    /// Nothing yet, and at most so many bytes.
    pub fn new(most: usize) -> Self {
        Self { bytes: Vec::new(), most, next_look: 0 }
    }

    /// Whether nothing has arrived.
    pub fn is_silence(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Takes what arrived, and gives what was heard once the head is whole or cannot become so.
    ///
    /// It is only looked at when a line is empty or there is twice as much as the last time, so that a head
    /// that arrives byte by byte does not cost the square of its length.
    pub fn take(&mut self, piece: &[u8], hosts: &Hosts) -> Option<Heard> {
        let known = self.bytes.len();
        self.bytes.extend_from_slice(if known == 0 { without_empty_lines(piece) } else { piece });
        let has_end = has_empty_line(&self.bytes[known.saturating_sub(2)..]);
        let is_full = self.bytes.len() > self.most;
        if !has_end && !is_full && self.bytes.len() < self.next_look {
            return None;
        }
        self.next_look = self.bytes.len() * 2;
        parse(&self.bytes[..self.bytes.len().min(self.most)], hosts).or_else(|| match (is_full, has_end) {
            (true, _) => Some(Refusal::TooLarge.into()),
            (false, true) => Some(Refusal::Malformed.into()),
            (false, false) => None,
        })
    }
}

/// Some clients end one request with an empty line too many, which is then before the next.
fn without_empty_lines(piece: &[u8]) -> &[u8] {
    let start = piece.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
    &piece[start.unwrap_or(piece.len())..]
}

fn has_empty_line(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair == b"\n\n") || bytes.windows(3).any(|three| three == b"\n\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    const MOST: usize = 1024;

    /// What is heard of bytes that arrive in pieces of this size.
    fn hear(bytes: &[u8], size: usize) -> Option<Heard> {
        let hosts = Hosts::new("127.0.0.1:4000".parse().unwrap(), None);
        let mut hearing = Hearing::new(MOST);
        bytes.chunks(size).find_map(|piece| hearing.take(piece, &hosts))
    }

    #[test]
    fn a_head_is_as_large_as_it_may_be_and_no_larger() {
        let head = |size: usize| {
            let start = "GET / HTTP/1.1\r\nHost: localhost:4000\r\nX: ";
            format!("{start}{}\r\n\r\n", "x".repeat(size - start.len() - 4))
        };
        for piece in [1, 7, MOST, 2 * MOST] {
            assert!(hear(head(MOST).as_bytes(), piece).unwrap().asked.is_ok(), "{piece}");
            assert_eq!(hear(head(MOST + 1).as_bytes(), piece), Some(Refusal::TooLarge.into()), "{piece}");
            assert_eq!(hear(&[b'a'; 2 * MOST], piece), Some(Refusal::TooLarge.into()), "{piece}");
        }
        // What follows the head does not count.
        let more = format!("{}{}", head(MOST), "x".repeat(MOST));
        assert!(hear(more.as_bytes(), more.len()).unwrap().asked.is_ok());
    }

    #[test]
    fn an_unfinished_head_is_waited_for() {
        let head = b"GET / HTTP/1.1\r\nHost: localhost:4000\r\n\r\n";
        for end in 0..head.len() {
            assert_eq!(hear(&head[..end], head.len()), None);
        }
        assert_eq!(hear(&b"\r\n".repeat(MOST), 3), None);
    }

    /// What heads are made of, and what they are not.
    const BITS: [&[u8]; 26] = [
        b"GET ",
        b"HEAD ",
        b"POST ",
        b"/",
        b"/%41",
        b"/%",
        b"?x",
        b" HTTP/1.1\r\n",
        b" HTTP/1.0\n",
        b"Host: localhost:4000\r\n",
        b"Host: evil.example\r\n",
        b"Origin: null\r\n",
        b"Sec-Fetch-Site: same-origin\r\n",
        b"Range: bytes=0-\r\n",
        b"Content-Length: 0\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"X: y\n",
        b" ",
        b"\r",
        b"\n",
        b"\r\n",
        b"\r\n\r\n",
        b":",
        b"\0",
        b"\xff",
        b"\xc3\xa9",
    ];

    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let bits = vec(select(&BITS[..]), 0..20).prop_map(|bits| bits.concat());
        let sound = (vec(select(&BITS[..]), 0..4), select(&["", "GET", "HEAD", "PUT"][..]), "[ -~]{0,9}").prop_map(
            |(bits, method, path)| {
                let start = format!("{method} /{path} HTTP/1.1\r\nHost: localhost:4000\r\n");
                [start.as_bytes(), &bits.concat(), b"\r\n"].concat()
            },
        );
        prop_oneof![vec(any::<u8>(), 0..200), bits, sound]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_a_clean_request_or_a_refusal_or_unfinished(bytes in bytes(), size in 1_usize..40) {
            if let Some(Ok(request)) = hear(&bytes, size).map(|heard| heard.asked) {
                prop_assert!(request.path.starts_with('/') && !request.path.contains(char::is_control));
                prop_assert!(!request.query.contains(char::is_control));
            }
        }

        #[test]
        fn how_bytes_are_cut_does_not_matter_to_what_is_answered(bytes in bytes(), size in 1_usize..40) {
            let (whole, pieces) = (hear(&bytes, bytes.len().max(1)), hear(&bytes, size));
            let answered = |heard: &Option<Heard>| heard.as_ref().is_some_and(|heard| heard.asked.is_ok());
            prop_assert_eq!(answered(&whole), answered(&pieces));
            if answered(&whole) {
                prop_assert_eq!(whole, pieces);
            }
        }

        #[test]
        fn whatever_is_larger_than_a_head_may_be_is_heard(bytes in vec(33_u8..=126, MOST + 1..2 * MOST), size in 1_usize..400) {
            prop_assert!(hear(&bytes, size).is_some());
        }
    }
}
