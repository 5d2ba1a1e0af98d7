//! A small server for one machine: a request in, an answer out, and the connection is closed.
//!
//! It knows nothing of sites; [`run`] is given a function that answers.

use std::fs::File;

/// What somebody asks for, once it is known to be well formed and to come from where it may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The path, with its percent signs decoded; it begins with `/`.
    pub path: String,
    /// What stands after `?`, as it was sent.
    pub query: String,
    /// Whether a page of this server asks, or no browser does: not a page of another site.
    pub is_from_here: bool,
}

/// What is answered. Ranges, `HEAD` and lengths are the server's concern.
#[derive(Debug)]
pub struct Answer {
    /// The status, such as 200.
    pub status: u16,
    /// The value of `Content-Type`.
    pub media_type: String,
    /// Further headers. No value holds anything of the request.
    pub headers: Vec<(&'static str, String)>,
    /// What follows them.
    pub body: Body,
}

/// What an answer holds.
#[derive(Debug)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A file, which is read while it is sent.
    File(File),
}

/// SHIM
pub enum Port {
    /// a
    Asked(u16),
    /// b
    Usual(u16),
}
/// SHIM
#[derive(Default)]
pub struct Limits;
/// SHIM
pub struct Hosts;
impl Hosts {
    /// x
    pub fn of(_: &str, _: std::net::SocketAddr) -> Hosts {
        Hosts
    }
}
/// SHIM
pub fn bind(host: &str, port: Port) -> std::io::Result<std::net::TcpListener> {
    match port {
        Port::Asked(p) | Port::Usual(p) => std::net::TcpListener::bind((host, p)),
    }
}
/// SHIM
pub fn media_type(path: &str) -> String {
    if path.ends_with("html") {
        "text/html; charset=utf-8"
    } else if path.ends_with("css") {
        "text/css"
    } else if path.ends_with("js") {
        "text/javascript"
    } else {
        "application/octet-stream"
    }
    .into()
}
/// SHIM
pub fn run(
    l: std::net::TcpListener,
    _: Hosts,
    _: Limits,
    answer: std::sync::Arc<dyn Fn(&Request) -> Answer + Send + Sync>,
) {
    use std::io::*;
    for s in l.incoming().flatten() {
        let answer = answer.clone();
        std::thread::spawn(move || {
            let mut s = s;
            let mut r = BufReader::new(s.try_clone().unwrap());
            let mut line = String::new();
            let _ = r.read_line(&mut line);
            let mut h = String::new();
            while r.read_line(&mut h).unwrap_or(0) > 2 {
                h.clear();
            }
            let t = line.split(' ').nth(1).unwrap_or("/");
            let (p, q) = t.split_once('?').unwrap_or((t, ""));
            let a = answer(&Request { path: p.into(), query: q.into(), is_from_here: true });
            let b = match a.body {
                Body::Bytes(b) => b,
                Body::File(mut f) => {
                    let mut b = Vec::new();
                    let _ = f.read_to_end(&mut b);
                    b
                }
            };
            let hs: String = a.headers.iter().map(|(n, v)| format!("{n}: {v}\r\n")).collect();
            let _ = write!(
                s,
                "HTTP/1.1 {} X\r\nContent-Type: {}\r\nContent-Length: {}\r\n{hs}Connection: close\r\n\r\n",
                a.status,
                a.media_type,
                b.len()
            );
            let _ = s.write_all(&b);
        });
    }
}
