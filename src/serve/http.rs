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
