//! One connection, from its first byte to its last.
//!
//! 1. Bytes are read until the head is whole, too large or too slow.
//! 2. The function that answers is asked; if it panics, that costs this answer.
//! 3. The answer is sent, a file in pieces, as long as the client takes it.
//! 4. What the client sent beyond its request is read away for a moment, and the connection is closed.
#![expect(clippy::disallowed_methods, reason = "how long a client takes can only be told by the clock")]

use super::crowd::{Seat, Stage};
use super::head::{Heard, Manner};
use super::hearing::Hearing;
use super::limits::Limits;
use super::refusal::Refusal;
use super::response::response;
use super::{Answer, Body, Request, Server};
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::net::{Shutdown, TcpStream};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How much is read from a client at once.
const PIECE: usize = 4 * 1024;

/// How much of a file is in memory while it is sent.
const FILE_PIECE: usize = 64 * 1024;

/// Answers one connection. The stream is the last parameter, so that it is closed before the seat is free.
pub fn attend(server: &Server, seat: Seat, stream: Arc<TcpStream>) {
    // A client that has gone, or takes nothing, only loses its answer.
    let _ = converse(server, &seat, &stream);
}

fn converse(server: &Server, seat: &Seat, stream: &TcpStream) -> io::Result<()> {
    let Some(heard) = hear(server, stream)? else { return Ok(()) };
    if !seat.goes_on(Stage::Answering) {
        return Ok(());
    }
    let answer = heard.asked.and_then(|request| answer(server, &request)).unwrap_or_else(Refusal::answer);
    if seat.goes_on(Stage::Sending) {
        send(answer, &heard.manner, stream, &server.limits)?;
    }
    if seat.goes_on(Stage::Leaving) {
        take_leave(stream, server.limits.farewell)?;
    }
    Ok(())
}

/// What the client asks for; nothing, if it said nothing.
fn hear(server: &Server, stream: &TcpStream) -> io::Result<Option<Heard>> {
    let until = Instant::now() + server.limits.head_time;
    let mut hearing = Hearing::new(server.limits.head);
    let mut piece = [0; PIECE];
    loop {
        let heard = match read(stream, &mut piece, until) {
            Ok(0) => Some(Refusal::Malformed.into()),
            Ok(n) => hearing.take(&piece[..n], &server.hosts),
            Err(error) if is_late(&error) => Some(Refusal::TooSlow.into()),
            Err(error) => return Err(error),
        };
        if let Some(heard) = heard {
            return Ok((!hearing.is_silence()).then_some(heard));
        }
    }
}

fn answer(server: &Server, request: &Request) -> Result<Answer, Refusal> {
    // Nothing of ours is changed by the answering function, so nothing is left half done if it panics.
    catch_unwind(AssertUnwindSafe(|| (server.answering)(request))).map_err(|_| Refusal::Broken)
}

fn send(answer: Answer, manner: &Manner, stream: &TcpStream, limits: &Limits) -> io::Result<()> {
    let (answer, length) = measured(answer);
    let (head, part) = response(&answer, length, manner);
    let mut client = Client { stream, until: Instant::now() + limits.answer_time, patience: limits.write_time };
    // The last bytes are not to wait for the client to confirm those before.
    let _ = stream.set_nodelay(true);
    client.write_all(&head)?;
    match answer.body {
        _ if part.is_empty() => Ok(()),
        Body::Bytes(bytes) => client.write_all(&bytes[within(&part)]),
        Body::File(file) => send_file(&file, part, &mut client),
    }
}

/// The answer with the length of its body, or a refusal if that cannot be told.
fn measured(answer: Answer) -> (Answer, u64) {
    match answer.body.length() {
        Ok(length) => (answer, length),
        Err(_) => {
            let refusal = Refusal::Broken.answer();
            let length = refusal.body.length().unwrap_or_default();
            (refusal, length)
        }
    }
}

impl Body {
    fn length(&self) -> io::Result<u64> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.len() as u64),
            Self::File(file) => match file.metadata()? {
                found if found.is_file() => Ok(found.len()),
                _ => Err(ErrorKind::InvalidInput.into()),
            },
        }
    }
}

/// The part of a body in memory, which has no more bytes than memory has.
fn within(part: &Range<u64>) -> Range<usize> {
    let place = |at: u64| usize::try_from(at).expect("a part is within the body");
    place(part.start)..place(part.end)
}

/// Sends a part of a file. If the file became shorter, the answer ends early, and the client can tell.
fn send_file(mut file: &File, part: Range<u64>, client: &mut Client) -> io::Result<()> {
    file.seek(SeekFrom::Start(part.start))?;
    let mut piece = vec![0; FILE_PIECE];
    let mut left = file.take(part.end - part.start);
    while left.limit() > 0 {
        match left.read(&mut piece) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(n) => client.write_all(&piece[..n])?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Closes our side, and reads until the client closes its own.
fn take_leave(stream: &TcpStream, farewell: Duration) -> io::Result<()> {
    let until = Instant::now() + farewell;
    stream.shutdown(Shutdown::Write)?;
    let mut piece = [0; PIECE];
    while read(stream, &mut piece, until)? > 0 {}
    Ok(())
}

/// Reads what there is, and waits for it no longer than until then.
fn read(mut stream: &TcpStream, piece: &mut [u8], until: Instant) -> io::Result<usize> {
    loop {
        stream.set_read_timeout(Some(left(until)?))?;
        match stream.read(piece) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// The time that is left, or an error if none is.
fn left(until: Instant) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
}

/// Systems differ in what they call it.
fn is_late(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock)
}

/// A client that is to take an answer.
struct Client<'a> {
    stream: &'a TcpStream,
    until: Instant,
    patience: Duration,
}

impl Write for Client<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(left(self.until)?.min(self.patience)))?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::crowd::Crowd;
    use super::super::hosts::Hosts;
    use super::*;
    use std::net::TcpListener;
    use std::sync::mpsc::{Receiver, channel};
    use std::thread;

    const FOREVER: Duration = Duration::from_secs(60);
    const MOMENT: Duration = Duration::from_millis(50);
    const PATIENT: Limits = Limits { write_time: FOREVER, answer_time: FOREVER, farewell: FOREVER, ..Limits::USUAL };

    /// More than the system keeps for a client that does not read.
    const LARGE: usize = 64 * 1024 * 1024;

    /// A client that asked for so much, and what tells that the server is done with it.
    fn attended(limits: Limits, length: usize) -> (TcpStream, Receiver<()>) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let mut client = TcpStream::connect(address).unwrap();
        write!(client, "GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
        let stream = Arc::new(listener.accept().unwrap().0);
        let body = move || Body::Bytes(vec![0; length]);
        let answer =
            move |_: &Request| Answer { status: 200, media_type: String::new(), headers: Vec::new(), body: body() };
        let crowd = Arc::new(Crowd::new(1, FOREVER));
        let (hosts, answering) = (Hosts::new(address, None), Arc::new(answer));
        let server = Server { hosts, limits, answering, crowd };
        let seat = server.crowd.admit(Arc::clone(&stream));
        let (done, is_done) = channel();
        thread::spawn(move || {
            attend(&server, seat, stream);
            done.send(()).unwrap();
        });
        (client, is_done)
    }

    #[test]
    fn who_takes_nothing_is_left_after_a_while() {
        for limits in [Limits { write_time: MOMENT, ..PATIENT }, Limits { answer_time: MOMENT, ..PATIENT }] {
            let (_client, is_done) = attended(limits, LARGE);
            is_done.recv_timeout(FOREVER / 2).expect("the server goes on");
        }
    }

    #[test]
    fn who_takes_byte_after_byte_is_left_after_a_while() {
        let (mut client, is_done) = attended(Limits { answer_time: MOMENT, ..PATIENT }, LARGE);
        let start = Instant::now();
        while is_done.try_recv().is_err() {
            assert!(start.elapsed() < FOREVER / 2, "the server goes on");
            let _ = client.read(&mut [0]).expect("there is more to take");
        }
    }

    #[test]
    fn who_never_closes_the_connection_is_left_after_a_moment() {
        let (mut client, is_done) = attended(Limits { farewell: MOMENT, ..PATIENT }, 1);
        is_done.recv_timeout(FOREVER / 2).expect("the server goes on");
        assert!(client.read_to_end(&mut Vec::new()).unwrap() > 0);
    }
}
