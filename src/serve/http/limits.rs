//! What the server allows a client.

use std::time::Duration;

/// How much, how many and how long. Tests make them small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// So many connections at once. One more closes the one that waits longest.
    pub connections: usize,
    /// So long is nobody closed for another.
    pub grace: Duration,
    /// So many bytes may a head have, with the line of the request.
    pub head: usize,
    /// So long may a head take to arrive.
    pub head_time: Duration,
    /// So long may a client take no byte of an answer.
    pub write_time: Duration,
    /// So long may an answer take to be sent.
    pub answer_time: Duration,
    /// So long is read, after the answer, what the client sent beyond its request: if bytes were left unread,
    /// the system would tell the client of a broken connection, which may then forget the answer.
    pub farewell: Duration,
    /// The stack of the thread that answers.
    pub stack: usize,
}

impl Limits {
    /// The limits of the preview.
    pub const USUAL: Self = Self {
        connections: 512,
        grace: Duration::from_millis(100),
        head: 16 * 1024,
        head_time: Duration::from_secs(10),
        write_time: Duration::from_secs(10),
        answer_time: Duration::from_secs(600),
        farewell: Duration::from_secs(1),
        // As much as a thread of a build has, because pages are made on it. Only what is used takes memory.
        stack: 2 * 1024 * 1024,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::USUAL
    }
}
