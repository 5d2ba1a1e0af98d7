//! The preview's server, as a socket sees it: what it answers, what it refuses, and what does not bring it down.
//!
//! Clients wait far longer than any limit of the server, so a loaded machine makes these tests slow, not wrong.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests open files and measure time")]

use guildbook::serve::http::{Answer, Body, Hosts, Limits, Port, Request, bind, run};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A client gives up after this, and its test fails.
const FOREVER: Duration = Duration::from_secs(60);

/// A word that hostile requests hold and no answer may.
const MARK: &str = "x7reflected";

const TEXT: &[u8] = b"0123456789";

fn serve(limits: Limits, answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> SocketAddr {
    let listener = bind(IpAddr::V4(Ipv4Addr::LOCALHOST), Port::Asked(0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || run(&listener, Hosts::new(address, None), limits, Arc::new(answer)));
    address
}

/// A server that tells what it was asked, and hears out who is slow to send.
fn preview() -> SocketAddr {
    serve(Limits { farewell: FOREVER, ..Limits::USUAL }, told)
}

fn told(request: &Request) -> Answer {
    let Request { path, query, is_from_here } = request;
    text(format!("{path} {query} {is_from_here}"))
}

fn text(text: impl Into<Vec<u8>>) -> Answer {
    let media_type = "text/plain; charset=utf-8".to_owned();
    Answer { status: 200, media_type, headers: Vec::new(), body: Body::Bytes(text.into()) }
}

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(FOREVER)).unwrap();
    stream.set_write_timeout(Some(FOREVER)).unwrap();
    stream
}

/// Everything until the server closes the connection, which it does properly.
fn rest(mut stream: &TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the connection ends as it should");
    String::from_utf8(answer).unwrap()
}

/// What is answered to these bytes.
fn ask(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = connect(address);
    stream.write_all(bytes).unwrap();
    rest(&stream)
}

/// What is answered to a request with the right `Host` and these lines.
fn get(address: SocketAddr, path: &str, lines: &str) -> String {
    ask(address, format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{lines}\r\n").as_bytes())
}

fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest[..3].parse().ok()).unwrap_or_else(|| panic!("{answer:?}"))
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

/// Whether the head of an answer has this line.
fn says(answer: &str, line: &str) -> bool {
    answer.split_once("\r\n\r\n").unwrap().0.lines().any(|said| said == line)
}

/// Something that happens once and is waited for.
#[derive(Default)]
struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }

    fn pass(&self) {
        let closed = self.is_open.lock().unwrap();
        let (is_open, _) = self.opened.wait_timeout_while(closed, FOREVER, |is_open| !*is_open).unwrap();
        assert!(*is_open, "nobody opened");
    }
}

/// Until something is so.
fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < FOREVER, "never came to be: {what}");
        thread::yield_now();
    }
}

#[test]
fn a_request_is_answered_and_the_connection_closed() {
    let address = preview();
    let answer = get(address, "/s%C3%A9ance/?q=%20", "Connection: keep-alive\r\nCookie: a=b\r\n");
    let expected = "HTTP/1.1 200 OK\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\
        Content-Length: 20\r\n\
        Accept-Ranges: bytes\r\n\
        Connection: close\r\n\
        X-Content-Type-Options: nosniff\r\n\
        Cross-Origin-Resource-Policy: same-origin\r\n\
        Cache-Control: no-cache\r\n\
        \r\n\
        /séance/ q=%20 true";
    assert_eq!(answer, expected);
    assert_eq!(status(&ask(address, format!("GET / HTTP/1.0\r\nHost: {address}\r\n\r\n").as_bytes())), 200);
}

#[test]
fn only_who_asks_for_this_host_is_answered() {
    let address = preview();
    let port = address.port();
    for (lines, expected) in [
        (format!("Host: localhost:{port}\r\n"), 200),
        (format!("Host: LOCALHOST:{port}\r\n"), 200),
        (format!("Host: 127.0.0.1:{port}\r\n"), 200),
        (format!("Host: [::1]:{port}\r\n"), 200),
        (String::new(), 400),
        (format!("Host: localhost:{port}\r\nHost: localhost:{port}\r\n"), 400),
        (format!("Host: localhost:{port}\r\nhost: {MARK}\r\n"), 400),
        (format!("Host: {MARK}.example:{port}\r\n"), 421),
        (format!("Host: {MARK}.example\r\n"), 421),
        ("Host: localhost\r\n".to_owned(), 421),
        ("Host:\r\n".to_owned(), 421),
        (format!("Host: localhost:{}\r\n", port ^ 1), 421),
        (format!("Host: 192.168.1.5:{port}\r\n"), 421),
        (format!("Host: localhost.{MARK}:{port}\r\n"), 421),
        (format!("Host: localhost:{port}@{MARK}\r\n"), 421),
    ] {
        for version in ["1.0", "1.1"] {
            let answer = ask(address, format!("GET / HTTP/{version}\r\n{lines}\r\n").as_bytes());
            assert_eq!(status(&answer), expected, "{lines}");
            assert!(!answer.contains(MARK), "{answer}");
        }
    }
}

#[test]
fn other_sites_may_link_here_and_nothing_else() {
    let address = preview();
    let own = format!("http://{address}");
    let (link, frame) = ("navigate document", "navigate iframe");
    let (script, fetch, image) = ("no-cors script", "cors empty", "no-cors image");
    for (origin, site, how, expected) in [
        ("", "", "", "200 true"),
        (own.as_str(), "same-origin", fetch, "200 true"),
        ("", "same-origin", script, "200 true"),
        ("", "same-origin", frame, "200 true"),
        ("", "none", link, "200 true"),
        ("", "cross-site", link, "200 false"),
        ("", "same-site", link, "200 false"),
        ("", "cross-site", frame, "403"),
        ("", "cross-site", script, "403"),
        ("", "cross-site", fetch, "403"),
        ("", "cross-site", image, "403"),
        ("", "cross-site", "", "403"),
        ("", "same-site", frame, "403"),
        ("", "same-site", fetch, "403"),
        ("null", "", "", "403"),
        ("null", "cross-site", link, "403"),
        ("http://x7reflected.example", "", "", "403"),
        ("http://x7reflected.example", "cross-site", fetch, "403"),
        ("http://localhost", "same-site", fetch, "403"),
    ] {
        let mut lines = String::new();
        let (mode, destination) = how.split_once(' ').unwrap_or_default();
        let headers =
            [("Origin", origin), ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination)];
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            lines += &format!("{name}: {value}\r\n");
        }
        let answer = get(address, "/", &lines);
        let told = body(&answer).strip_prefix("/  ").unwrap_or_default();
        assert_eq!(format!("{} {told}", status(&answer)).trim_end(), expected, "{lines}");
        assert!(!answer.contains(MARK) && !answer.to_lowercase().contains("access-control"), "{answer}");
    }
}

#[test]
fn only_reading_is_answered() {
    let address = preview();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "get", MARK] {
        let head = format!("{method} / HTTP/1.1\r\nHost: {address}\r\nAccess-Control-Request-Method: GET\r\n\r\n");
        let answer = ask(address, head.as_bytes());
        assert_eq!(status(&answer), 405, "{method}");
        assert!(says(&answer, "Allow: GET, HEAD") && !answer.contains(MARK), "{answer}");
        assert!(!answer.to_lowercase().contains("access-control"), "{answer}");
    }
}

#[test]
fn a_refusal_is_seen_even_by_who_is_still_sending() {
    let address = preview();
    let large = "x".repeat(1024 * 1024);
    let length = large.len();
    for (head, expected) in [
        (format!("POST / HTTP/1.1\r\nHost: {address}\r\nContent-Length: {length}\r\n\r\n"), 405),
        (format!("GET / HTTP/1.1\r\nHost: {address}\r\nContent-Length: {length}\r\n\r\n"), 400),
        (format!("GET / HTTP/1.1\r\nHost: {address}\r\nTransfer-Encoding: chunked\r\n\r\n"), 400),
        (format!("GET / HTTP/1.1\r\nHost: {address}\r\nX: "), 431),
        ("GET /".to_owned(), 431),
        (String::new(), 431),
        ("\r\n\r\n \r\n".to_owned(), 400),
    ] {
        let answer = ask(address, format!("{head}{large}").as_bytes());
        assert_eq!(status(&answer), expected, "{head}");
    }
}

#[test]
fn what_is_no_request_is_refused_and_never_repeated() {
    let address = preview();
    let host = format!("Host: {address}\r\n\r\n");
    for head in [
        format!("{MARK}\r\n"),
        format!("GET /{MARK}\r\n"),
        format!("GET /{MARK} HTTP/2.0\r\n"),
        format!("GET  /{MARK} HTTP/1.1\r\n"),
        format!("GET /{MARK} HTTP/1.1 x\r\n"),
        format!("GET http://{address}/{MARK} HTTP/1.1\r\n"),
        format!("GET {MARK} HTTP/1.1\r\n"),
        format!("GET /{MARK}% HTTP/1.1\r\n"),
        format!("GET /{MARK}%zz HTTP/1.1\r\n"),
        format!("GET /{MARK}%00 HTTP/1.1\r\n"),
        format!("GET /{MARK}%0d%0aSet-Cookie:%20{MARK} HTTP/1.1\r\n"),
        format!("GET /{MARK}%ff HTTP/1.1\r\n"),
        format!("GET /{MARK}#a HTTP/1.1\r\n"),
        format!("GET / HTTP/1.1\r\n{MARK}\r\n"),
        format!("GET / HTTP/1.1\r\n{MARK} : x\r\n"),
        format!("GET / HTTP/1.1\r\nx: {MARK}\0\r\n"),
        format!("GET / HTTP/1.1\r\nx: a\r\n {MARK}\r\n"),
        format!("\u{16}\u{3}\u{1}{MARK}\r\n"),
    ] {
        let answer = ask(address, format!("{head}{host}").as_bytes());
        assert_eq!(status(&answer), 400, "{head:?}");
        assert!(!answer.contains(MARK) && says(&answer, "X-Content-Type-Options: nosniff"), "{answer}");
    }
}

#[test]
fn a_head_may_come_in_pieces_and_a_second_request_is_not_answered() {
    let n_asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&n_asked);
    let address = serve(Limits::USUAL, move |request| {
        counter.fetch_add(1, Ordering::SeqCst);
        told(request)
    });
    let head = format!("GET /pieces HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let mut stream = connect(address);
    stream.set_nodelay(true).unwrap();
    for byte in head.as_bytes() {
        stream.write_all(&[*byte]).unwrap();
    }
    assert_eq!(body(&rest(&stream)), "/pieces  true");
    let twice = ask(address, head.repeat(2).as_bytes());
    assert_eq!(twice.matches("HTTP/1.1 ").count(), 1, "{twice}");
    assert_eq!(n_asked.load(Ordering::SeqCst), 2);
}

#[test]
fn who_only_stops_sending_is_answered() {
    let address = preview();
    for (sent, expected) in [
        (format!("GET / HTTP/1.1\r\nHost: {address}\r\n\r\n"), Some(200)),
        (format!("GET / HTTP/1.1\r\nHost: {address}\r\n"), Some(400)),
        ("G".to_owned(), Some(400)),
        ("\r\n".to_owned(), None),
        (String::new(), None),
    ] {
        let mut stream = connect(address);
        stream.write_all(sent.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let answer = rest(&stream);
        assert_eq!((!answer.is_empty()).then(|| status(&answer)), expected, "{sent}");
    }
}

/// What is answered to somebody who begins a head and does not end it.
fn told_to_who_is_slow(address: SocketAddr, keep_sending: bool) -> String {
    let stream = connect(address);
    let sender = thread::spawn({
        let mut stream = stream.try_clone().unwrap();
        move || {
            while stream.write_all(b"x").is_ok() && keep_sending {
                thread::sleep(Duration::from_millis(5));
            }
        }
    });
    let answer = rest(&stream);
    let _ = stream.shutdown(Shutdown::Both);
    sender.join().unwrap();
    answer
}

#[test]
fn a_head_that_takes_too_long_ends_its_connection() {
    let address = serve(Limits { head_time: Duration::from_millis(100), ..Limits::USUAL }, told);
    assert_eq!(rest(&connect(address)), "", "who says nothing is told nothing");
    for keep_sending in [false, true] {
        // Where the machine is busy, a client may be so slow that it seems to have said nothing.
        let answer = (0..20).map(|_| told_to_who_is_slow(address, keep_sending)).find(|answer| !answer.is_empty());
        assert_eq!(answer.as_deref().map(status), Some(408));
    }
}

#[test]
fn head_is_get_without_the_body() {
    let address = serve(Limits::USUAL, |request| match request.path.as_str() {
        "/file" => Answer { body: Body::File(file(TEXT)), ..text("") },
        _ => text(TEXT),
    });
    for path in ["/file", "/bytes"] {
        let whole = get(address, path, "");
        assert_eq!(body(&whole), "0123456789");
        let head =
            ask(address, format!("HEAD {path} HTTP/1.1\r\nHost: {address}\r\nRange: bytes=1-2\r\n\r\n").as_bytes());
        assert_eq!(head, whole.strip_suffix("0123456789").unwrap());
    }
    let refused = ask(address, b"HEAD / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    assert_eq!((status(&refused), body(&refused)), (421, ""));
}

#[test]
fn a_part_of_a_body_can_be_asked_for() {
    let address = serve(Limits::USUAL, |request| match request.path.as_str() {
        "/file" => Answer { body: Body::File(file(TEXT)), ..text("") },
        "/missing" => Answer { status: 404, ..text(TEXT) },
        _ => text(TEXT),
    });
    for path in ["/file", "/bytes"] {
        for (lines, expected, content, range) in [
            ("Range: bytes=0-0", 206, "0", "bytes 0-0/10"),
            ("Range: bytes=2-4", 206, "234", "bytes 2-4/10"),
            ("Range: bytes=7-", 206, "789", "bytes 7-9/10"),
            ("Range: bytes=-3", 206, "789", "bytes 7-9/10"),
            ("Range: bytes=5-500", 206, "56789", "bytes 5-9/10"),
            ("Range: bytes=10-", 416, "", "bytes */10"),
            ("Range: bytes=-0", 416, "", "bytes */10"),
            ("Range: bytes=1-2,4-5", 200, "0123456789", ""),
            ("Range: bytes=4-2", 200, "0123456789", ""),
            ("Range: lines=1-2", 200, "0123456789", ""),
            ("Range: x7reflected", 200, "0123456789", ""),
            ("Range: bytes=1-2\r\nRange: bytes=1-2", 200, "0123456789", ""),
            ("Range: bytes=1-2\r\nIf-Range: \"x\"", 200, "0123456789", ""),
        ] {
            let answer = get(address, path, &format!("{lines}\r\n"));
            assert_eq!((status(&answer), body(&answer)), (expected, content), "{lines}");
            assert!(says(&answer, &format!("Content-Length: {}", content.len())), "{answer}");
            assert!(says(&answer, "Accept-Ranges: bytes") && !answer.contains(MARK), "{answer}");
            let said = answer.lines().find_map(|line| line.strip_prefix("Content-Range: "));
            assert_eq!(said.unwrap_or_default(), range, "{answer}");
        }
    }
    let missing = get(address, "/missing", "Range: bytes=2-4\r\n");
    assert_eq!((status(&missing), body(&missing)), (404, "0123456789"));
}

#[test]
fn a_file_is_sent_from_its_start_and_whole() {
    let content: Vec<u8> = (0..3_000_000_u32).map(|n| b'a' + (n % 23) as u8).collect();
    let served = file(&content);
    let address = serve(Limits::USUAL, move |_| {
        let mut again = served.try_clone().unwrap();
        again.seek(io::SeekFrom::Start(7)).unwrap();
        Answer { body: Body::File(again), ..text("") }
    });
    assert!(body(&get(address, "/", "")).as_bytes() == content);
    assert!(body(&get(address, "/", "Range: bytes=1000000-2999998\r\n")).as_bytes() == &content[1_000_000..2_999_999]);
}

#[test]
fn a_file_that_becomes_shorter_ends_the_answer() {
    const LENGTH: u64 = 256 * 1024 * 1024;
    let served = tempfile::tempfile().unwrap();
    served.set_len(LENGTH).unwrap();
    let handed_out = served.try_clone().unwrap();
    let address =
        serve(Limits::USUAL, move |_| Answer { body: Body::File(handed_out.try_clone().unwrap()), ..text("") });
    let mut stream = connect(address);
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
    stream.read_exact(&mut [0; 1000]).unwrap();
    served.set_len(0).unwrap();
    let n_read = io::copy(&mut stream, &mut io::sink()).unwrap_or_default();
    assert!(n_read < LENGTH, "the client can tell that something is missing");
    served.set_len(1).unwrap();
    assert_eq!(body(&get(address, "/", "")), "\0");
}

#[test]
fn what_is_no_file_is_not_sent() {
    let address = serve(Limits::USUAL, |_| Answer { body: Body::File(File::open(".").unwrap()), ..text("") });
    assert_eq!(status(&get(address, "/", "")), 500);
}

#[test]
fn an_answer_that_panics_costs_one_answer() {
    let address = serve(Limits::USUAL, |request| match request.path.as_str() {
        // Without the message that a real panic prints.
        "/panic" => std::panic::resume_unwind(Box::new(MARK)),
        _ => told(request),
    });
    for _ in 0..3 {
        let answer = get(address, "/panic", "");
        assert_eq!(status(&answer), 500);
        assert!(!answer.contains(MARK), "{answer}");
        assert_eq!(status(&get(address, "/", "")), 200);
    }
}

#[test]
fn who_connects_and_goes_does_no_harm() {
    let address = preview();
    for n in 0..300 {
        let mut stream = connect(address);
        match n % 3 {
            0 => {}
            1 => stream.write_all(b"GET / HTTP/1.1\r\n").unwrap(),
            _ => write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap(),
        }
    }
    assert_eq!(status(&get(address, "/", "")), 200);
}

/// Tests hold both ends of many connections.
#[cfg(unix)]
fn allow_many_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let enough = limit.maximum.unwrap_or(u64::MAX).min(8192);
    if limit.current.is_some_and(|current| current < enough) {
        setrlimit(Resource::Nofile, rustix::process::Rlimit { current: Some(enough), ..limit }).unwrap();
    }
}

#[cfg(not(unix))]
fn allow_many_files() {}

/// How long it takes to get a page, and the connection, which the client would like to keep.
fn time_of_page(address: SocketAddr) -> (Duration, TcpStream) {
    let start = Instant::now();
    let mut stream = connect(address);
    write!(stream, "GET /page HTTP/1.1\r\nHost: {address}\r\nConnection: keep-alive\r\n\r\n").unwrap();
    assert_eq!(body(&rest(&stream)), "/page  true");
    (start.elapsed(), stream)
}

/// How long the slowest of so many takes, all at once.
fn slowest(n: usize, address: SocketAddr) -> Duration {
    let clients: Vec<_> = (0..n).map(|_| thread::spawn(move || time_of_page(address))).collect();
    let pages: Vec<_> = clients.into_iter().map(|client| client.join().unwrap()).collect();
    pages.iter().map(|(time, _)| *time).max().unwrap()
}

#[test]
fn pages_come_at_once_beside_idle_slow_and_held_connections() {
    allow_many_files();
    let (gate, n_held) = (Arc::new(Gate::default()), Arc::new(AtomicUsize::new(0)));
    let (held, counter) = (Arc::clone(&gate), Arc::clone(&n_held));
    let address = serve(Limits::USUAL, move |request| {
        if request.path == "/held" {
            counter.fetch_add(1, Ordering::SeqCst);
            held.pass();
        }
        told(request)
    });
    let silent: Vec<TcpStream> = (0..200).map(|_| connect(address)).collect();
    let slow: Vec<TcpStream> = (0..100).map(|_| connect(address)).collect();
    slow.iter().for_each(|mut stream| stream.write_all(b"GET / HT").unwrap());
    let waiting: Vec<_> = (0..20).map(|_| thread::spawn(move || get(address, "/held", ""))).collect();
    wait_for("all are held", || n_held.load(Ordering::SeqCst) == 20);
    // A machine that does much else may need more than one attempt.
    let is_quick = (0..5).any(|_| slowest(50, address) < Duration::from_secs(1));
    assert!(is_quick, "each page comes within a second");
    for mut stream in &slow {
        write!(stream, "TP/1.1\r\nHost: {address}\r\n\r\n").unwrap_or_default();
    }
    gate.open();
    assert!(waiting.into_iter().all(|client| status(&client.join().unwrap()) == 200));
    drop(silent);
}

#[test]
fn more_connections_than_there_may_be_close_those_that_wait_longest() {
    let address = serve(Limits { connections: 8, head_time: FOREVER, ..Limits::USUAL }, told);
    let idle: Vec<TcpStream> = (0..100).map(|_| connect(address)).collect();
    for _ in 0..20 {
        assert_eq!(status(&get(address, "/", "")), 200);
    }
    for stream in &idle[..92] {
        assert_eq!(rest(stream), "", "it was closed for a later one");
    }
}

#[test]
fn who_is_being_answered_is_not_closed_for_another() {
    let (gate, n_held) = (Arc::new(Gate::default()), Arc::new(AtomicUsize::new(0)));
    let (held, counter) = (Arc::clone(&gate), Arc::clone(&n_held));
    let address = serve(Limits { connections: 2, grace: FOREVER, ..Limits::USUAL }, move |request| {
        counter.fetch_add(1, Ordering::SeqCst);
        held.pass();
        told(request)
    });
    let clients: Vec<_> = (0..6).map(|_| thread::spawn(move || get(address, "/", ""))).collect();
    wait_for("two are held", || n_held.load(Ordering::SeqCst) == 2);
    gate.open();
    assert!(clients.into_iter().all(|client| status(&client.join().unwrap()) == 200));
}

#[test]
fn who_takes_no_answer_is_closed_for_another() {
    let limits = Limits { connections: 2, write_time: FOREVER, ..Limits::USUAL };
    let address = serve(limits, |request| match request.path.as_str() {
        "/large" => text(vec![b'x'; 64 * 1024 * 1024]),
        _ => told(request),
    });
    let greedy: Vec<TcpStream> = (0..2).map(|_| connect(address)).collect();
    for mut stream in &greedy {
        write!(stream, "GET /large HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
        stream.read_exact(&mut [0; 100]).unwrap();
    }
    assert_eq!(status(&get(address, "/", "")), 200);
}

#[cfg(target_pointer_width = "64")]
#[test]
fn where_no_thread_can_be_made_connections_are_closed() {
    // No machine has so much room.
    let address = serve(Limits { stack: 1 << 47, ..Limits::USUAL }, told);
    for _ in 0..2 {
        assert_eq!(rest(&connect(address)), "");
    }
}

#[cfg(unix)]
mod with_few_descriptors {
    use super::*;
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use std::io::{BufRead, BufReader};
    use std::process::{Child, Command, Stdio};

    const NAME: &str = "with_few_descriptors::the_server_goes_on";
    const IS_SERVER: &str = "GUILDBOOK_TEST_SERVER";
    const ANNOUNCED: &str = "listens at ";

    /// A server in a process of its own; it ends with its test.
    struct Server(Child);

    impl Drop for Server {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    fn start() -> (Server, SocketAddr) {
        let mut program = Command::new(std::env::current_exe().unwrap());
        program.args([NAME, "--exact", "--nocapture"]).env(IS_SERVER, "1");
        let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let server = Server(child);
        let announced = output
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split_once(ANNOUNCED).map(|(_, address)| address.parse().unwrap()));
        (server, announced.expect("the server says where it is"))
    }

    /// Serves from files, with 64 descriptors, until the test closes the pipe.
    #[allow(clippy::print_stdout, reason = "the test reads the address")]
    fn be_the_server() {
        let limit = getrlimit(Resource::Nofile);
        setrlimit(Resource::Nofile, Rlimit { current: Some(64), ..limit }).unwrap();
        let limits = Limits { head_time: FOREVER, ..Limits::USUAL };
        let address = serve(limits, |_| match File::open(std::env::current_exe().unwrap()) {
            Ok(program) => Answer { body: Body::File(program), ..text("") },
            Err(_) => Answer { status: 503, ..text("") },
        });
        println!("{ANNOUNCED}{address}");
        io::copy(&mut io::stdin(), &mut io::sink()).unwrap();
    }

    #[test]
    fn the_server_goes_on() {
        if std::env::var_os(IS_SERVER).is_some() {
            return be_the_server();
        }
        allow_many_files();
        let (_server, address) = start();
        let mut idle = Vec::new();
        for _ in 0..3 {
            idle.extend((0..100).map(|_| connect(address)));
            for _ in 0..5 {
                let answer = get(address, "/", "Range: bytes=1-3\r\n");
                assert!(
                    answer.starts_with("HTTP/1.1 206 ") && body(&answer) == "ELF" || cfg!(not(target_os = "linux"))
                );
            }
        }
        drop(idle);
        assert_eq!(status(&get(address, "/", "Range: bytes=1-3\r\n")), 206);
    }
}
