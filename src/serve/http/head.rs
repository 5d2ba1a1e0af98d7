//! The head of a request, from its bytes to a [`Request`] or a refusal.
//!
//! 1. The bytes are taken apart by httparse.
//! 2. What is in them is judged: first to whom it is addressed, because everything else is only for who may know us.

use super::fetch::Asker;
use super::hosts::Hosts;
use super::refusal::Refusal;
use super::{Request, target};
use httparse::{EMPTY_HEADER, Error, Status};

/// So many headers may a request have.
const MAX_HEADERS: usize = 100;

/// What was heard of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// How it wants to be answered, even where it is refused.
    pub manner: Manner,
    /// What it asks for.
    pub asked: Result<Request, Refusal>,
}

/// How an answer is to be given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Only the head of it.
    pub is_head: bool,
    /// Only the part that this value of `Range` names.
    pub range: Option<String>,
}

impl From<Refusal> for Heard {
    fn from(refusal: Refusal) -> Self {
        Self { manner: Manner::default(), asked: Err(refusal) }
    }
}

/// What a head says, if it is whole or can never be.
pub fn parse(bytes: &[u8], hosts: &Hosts) -> Option<Heard> {
    let mut headers = [EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(bytes) {
        Ok(Status::Complete(_)) => Some(Head(&request).heard(hosts)),
        Ok(Status::Partial) => None,
        Err(Error::TooManyHeaders) => Some(Refusal::TooLarge.into()),
        Err(_) => Some(Refusal::Malformed.into()),
    }
}

/// A head that is taken apart and not yet judged.
struct Head<'a>(&'a httparse::Request<'a, 'a>);

impl<'a> Head<'a> {
    fn heard(&self, hosts: &Hosts) -> Heard {
        Heard { manner: self.manner(), asked: self.asked(hosts) }
    }

    /// A range is for `GET`; with `If-Range` it would be for a version of the body, and bodies have none here.
    fn manner(&self) -> Manner {
        let is_head = self.0.method == Some("HEAD");
        let ranges = self.values("Range");
        let range = match ranges[..] {
            [range] if !is_head && self.values("If-Range").is_empty() => Some(range),
            _ => None,
        };
        Manner { is_head, range: range.and_then(|range| str::from_utf8(range).ok()).map(str::to_owned) }
    }

    fn asked(&self, hosts: &Hosts) -> Result<Request, Refusal> {
        let host = self.host(hosts)?;
        if !matches!(self.0.method, Some("GET" | "HEAD")) {
            return Err(Refusal::Method);
        }
        if self.has_body() {
            return Err(Refusal::Malformed);
        }
        let (path, query) = self.0.path.and_then(target::parse).ok_or(Refusal::Malformed)?;
        let asker = self.asker();
        let request = Request { path, query, is_from_here: asker.is_from_here(host) };
        if asker.may_ask(host) { Ok(request) } else { Err(Refusal::Foreign) }
    }

    /// The one value of `Host`, which is ours.
    fn host(&self, hosts: &Hosts) -> Result<&'a str, Refusal> {
        let [host] = self.values("Host")[..] else { return Err(Refusal::Malformed) };
        let host = str::from_utf8(host).map_err(|_| Refusal::Malformed)?;
        if hosts.is_ours(host) { Ok(host) } else { Err(Refusal::Misdirected) }
    }

    fn has_body(&self) -> bool {
        let is_nothing = |length: &&[u8]| !length.is_empty() && length.iter().all(|byte| *byte == b'0');
        !self.values("Transfer-Encoding").is_empty() || !self.values("Content-Length").iter().all(is_nothing)
    }

    fn asker(&self) -> Asker<'a> {
        Asker {
            origins: self.values("Origin"),
            sites: self.values("Sec-Fetch-Site"),
            modes: self.values("Sec-Fetch-Mode"),
            destinations: self.values("Sec-Fetch-Dest"),
        }
    }

    /// The value of each header of this name.
    fn values(&self, name: &str) -> Vec<&'a [u8]> {
        let named = self.0.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        named.map(|header| header.value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::http::hearing::Hearing;

    fn hosts() -> Hosts {
        Hosts::new("127.0.0.1:4000".parse().unwrap(), None)
    }

    /// What is heard of bytes that arrive in pieces of this size.
    fn hear(bytes: &[u8], size: usize) -> Option<Heard> {
        let mut hearing = Hearing::new(bytes.len());
        bytes.chunks(size).find_map(|piece| hearing.take(piece, &hosts()))
    }

    /// The head with these lines after the first, in one piece and in single bytes.
    fn lines(first: &str, headers: &[&str]) -> Heard {
        let lines: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let head = format!("{first}\r\n{lines}\r\n");
        let heard = hear(head.as_bytes(), head.len()).expect("the head is whole");
        assert_eq!(hear(head.as_bytes(), 1).as_ref(), Some(&heard), "{head}");
        heard
    }

    fn get(headers: &[&str]) -> Heard {
        lines("GET /a?b HTTP/1.1", &[&["Host: localhost:4000"], headers].concat())
    }

    #[test]
    fn a_request_is_its_path_and_query() {
        let asked = Ok(Request { path: "/a".into(), query: "b".into(), is_from_here: true });
        for heard in [
            get(&[]),
            get(&["Accept: */*", "X-Anything: \u{e9}", "Connection: keep-alive", "Content-Length: 0"]),
            lines("GET /a?b HTTP/1.0", &["host:localhost:4000"]),
            lines("\r\n\nGET /a?b HTTP/1.1", &["HOST: \t127.0.0.1:4000 "]),
        ] {
            assert_eq!(heard, Heard { manner: Manner::default(), asked: asked.clone() });
        }
        let bare = hear(b"GET /a?b HTTP/1.1\nHost: localhost:4000\n\n", 7).unwrap();
        assert_eq!(bare.asked, asked);
    }

    #[test]
    fn one_host_is_needed_and_it_is_ours() {
        for (headers, refusal) in [
            (&[][..], Refusal::Malformed),
            (&["Host: localhost:4000", "Host: localhost:4000"], Refusal::Malformed),
            (&["Host: localhost:4000", "host: evil.example"], Refusal::Malformed),
            (&["Host: evil.example"], Refusal::Misdirected),
            (&["Host: evil.example:4000", "Origin: http://evil.example:4000"], Refusal::Misdirected),
            (&["Host:"], Refusal::Misdirected),
            (&["Host: localhost:4000, localhost:4000"], Refusal::Misdirected),
            (&["X-Forwarded-Host: localhost:4000"], Refusal::Malformed),
        ] {
            for first in ["GET / HTTP/1.1", "GET / HTTP/1.0", "POST / HTTP/1.1", "GET http://localhost:4000/ HTTP/1.1"]
            {
                assert_eq!(lines(first, headers).asked, Err(refusal), "{first} {headers:?}");
            }
        }
    }

    #[test]
    fn nothing_but_reading_is_answered() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "get", "PROPFIND", "X"] {
            let first = format!("{method} / HTTP/1.1");
            assert_eq!(lines(&first, &["Host: localhost:4000"]).asked, Err(Refusal::Method), "{method}");
        }
        assert_eq!(lines("OPTIONS * HTTP/1.1", &["Host: localhost:4000"]).asked, Err(Refusal::Method));
    }

    #[test]
    fn a_body_is_not_taken() {
        for header in [
            "Content-Length: 1",
            "Content-Length: 00x",
            "Content-Length: -0",
            "Content-Length:",
            "Content-Length: 0, 5",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: identity",
        ] {
            assert_eq!(get(&[header]).asked, Err(Refusal::Malformed), "{header}");
        }
        assert_eq!(get(&["Content-Length: 0", "Content-Length: 5"]).asked, Err(Refusal::Malformed));
    }

    #[test]
    fn what_is_no_head_is_refused_as_soon_as_that_is_seen() {
        let host = "Host: localhost:4000\r\n";
        for head in [
            "\u{16}\u{3}\u{1}\u{2}",
            "GET  / HTTP/1.1\r\n",
            "GET /\r\n",
            "GET / HTTP/2.0\r\n",
            "GET / HTTP/1.1x\r\n",
            "GET / http/1.1\r\n",
            "PRI * HTTP/2.0\r\n",
            "GET /\0 HTTP/1.1\r\n",
            "GET /\u{7f} HTTP/1.1\r\n",
            " GET / HTTP/1.1\r\n",
            "GET / HTTP/1.1\rHost: localhost:4000\r\n\r\n",
            "GET / HTTP/1.1\r\n folded: x\r\n",
            "GET / HTTP/1.1\r\nName : x\r\n",
            "GET / HTTP/1.1\r\n: x\r\n",
            "GET / HTTP/1.1\r\nname\r\n",
            "GET / HTTP/1.1\r\nname: a\0b\r\n",
            "GET / HTTP/1.1\r\nname: a\r\n folded\r\n",
        ] {
            for ending in ["", "\r\n", &format!("{host}\r\n")] {
                let head = format!("{head}{ending}");
                assert_eq!(hear(head.as_bytes(), head.len()), Some(Refusal::Malformed.into()), "{head:?}");
            }
        }
        let heard = hear(b"GET /\xff HTTP/1.1\r\n", 100);
        assert_eq!(heard, Some(Refusal::Malformed.into()));
    }

    #[test]
    fn a_path_that_cannot_be_decoded_is_refused() {
        for target in ["http://localhost:4000/", "//\u{85}", "*", "/%", "/%00", "/%ff", "/#a", "localhost:4000"] {
            let heard = lines(&format!("GET {target} HTTP/1.1"), &["Host: localhost:4000"]);
            assert_eq!(heard.asked, Err(Refusal::Malformed), "{target}");
        }
    }

    #[test]
    fn a_page_of_another_site_is_refused_and_a_link_from_it_is_known_as_such() {
        let foreign = ["Origin: null", "Origin: http://evil.example", "Sec-Fetch-Site: cross-site"];
        for header in foreign {
            assert_eq!(get(&[header]).asked, Err(Refusal::Foreign), "{header}");
        }
        let link = get(&["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"]);
        assert!(!link.asked.unwrap().is_from_here);
        let own = get(&["Sec-Fetch-Site: same-origin", "Origin: http://localhost:4000"]);
        assert!(own.asked.unwrap().is_from_here);
    }

    #[test]
    fn a_range_is_for_get_alone_and_once_and_without_a_condition() {
        assert_eq!(get(&["Range: bytes=1-"]).manner.range.as_deref(), Some("bytes=1-"));
        assert_eq!(get(&["Range: bytes=1-", "Range: bytes=1-"]).manner.range, None);
        assert_eq!(get(&["Range: bytes=1-", "If-Range: \"x\""]).manner.range, None);
        let head = lines("HEAD / HTTP/1.1", &["Host: localhost:4000", "Range: bytes=1-"]);
        assert_eq!(head.manner, Manner { is_head: true, range: None });
    }

    #[test]
    fn a_refused_head_is_still_answered_as_a_head() {
        assert!(lines("HEAD / HTTP/1.1", &["Host: evil.example"]).manner.is_head);
    }

    #[test]
    fn there_are_as_many_headers_as_there_may_be_and_no_more() {
        let headers = |n| vec!["a: b"; n - 1];
        assert!(get(&headers(MAX_HEADERS)).asked.is_ok());
        assert_eq!(get(&headers(MAX_HEADERS + 1)).asked, Err(Refusal::TooLarge));
    }
}
