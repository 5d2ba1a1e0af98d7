//! A small server for one machine: a request in, an answer out, and the connection is closed.
//!
//! 1. A port is taken ([`bind`]).
//! 2. Each connection gets a thread and a seat; where there are too many, the one that waits longest without asking
//!    anything goes (`crowd.rs`).
//! 3. What it sends is read until the head is whole, within a time and a size (`connection.rs`, `hearing.rs`), and
//!    becomes a [`Request`] or a refusal (`head.rs`): one `Host`, which must be ours ([`Hosts`]), only `GET` and `HEAD`, no body
//!    (`refusal.rs`), a path that can be decoded (`target.rs`), and no page of another site that asks (`fetch.rs`).
//! 4. A function answers. What it gives becomes a head (`response.rs`) and that part of the body that was asked for
//!    (`range.rs`), and is sent within a time.
//!
//! It knows nothing of sites. Nothing of a request ever gets into a head, there is no header for other sites to read
//! what is served, and no second request on a connection: browsers hold connections open, which would keep others out.

mod connection;
mod crowd;
mod fetch;
mod head;
mod hearing;
mod hosts;
mod limits;
mod listen;
mod media;
mod range;
mod refusal;
mod response;
mod target;

pub use hosts::Hosts;
pub use limits::Limits;
pub use listen::{CannotListen, Port, bind};
pub use media::media_type;

use crowd::Crowd;
use std::fs::File;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// What somebody asks for, once it is known to be well formed and to come from where it may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The path, with its percent signs decoded; it begins with `/` and holds no control character.
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
    /// Further headers. No value holds anything of the request; what the server says itself is not said again.
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

/// What answers. It is called by many threads at once, may take its time, and a panic costs one answer.
pub type Answering = dyn Fn(&Request) -> Answer + Send + Sync;

/// What every connection needs.
struct Server {
    hosts: Hosts,
    limits: Limits,
    answering: Arc<Answering>,
    crowd: Arc<Crowd>,
}

/// Answers whoever connects, for as long as the program runs: nothing that a client does ends it.
pub fn run(listener: &TcpListener, hosts: Hosts, limits: Limits, answering: Arc<Answering>) -> ! {
    let crowd = Arc::new(Crowd::new(limits.connections, limits.grace));
    let server = Arc::new(Server { hosts, limits, answering, crowd });
    loop {
        match listener.accept() {
            Ok((stream, _)) => seat(&server, &Arc::new(stream)),
            Err(error) if is_about_one_client(&error) => {}
            // Most likely the system has no descriptor left, and every connection holds one.
            Err(_) => server.crowd.shrink(),
        }
    }
}

fn is_about_one_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionReset | Interrupted)
}

/// Gives a connection a thread; where the system has none left, others go for it, or else it is closed.
fn seat(server: &Arc<Server>, stream: &Arc<TcpStream>) {
    const TRIES: usize = 3;
    for _ in 0..TRIES {
        match attend(server, stream) {
            Ok(_) => return,
            Err(_) => server.crowd.shrink(),
        }
    }
}

fn attend(server: &Arc<Server>, stream: &Arc<TcpStream>) -> io::Result<JoinHandle<()>> {
    let seat = server.crowd.admit(Arc::clone(stream));
    let (server, stream) = (Arc::clone(server), Arc::clone(stream));
    let thread = thread::Builder::new().stack_size(server.limits.stack);
    thread.spawn(move || connection::attend(&server, seat, stream))
}
