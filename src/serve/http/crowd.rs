//! Who is connected, and who goes where there are too many.
//!
//! Every connection has a seat, and is somewhere between asking and having its answer. Who comes where all seats are
//! taken gets the one of somebody who only says farewell, else of who has waited longest without asking anything,
//! else of who has been taking an answer longest. So thousands of idle connections keep nobody out. Nobody is sent
//! away who has only just come, and may have asked what was not read yet; nor while an answer is being worked out,
//! since that would not end the work.
//!
//! Where the system has fewer descriptors or threads than there may be connections, the seats become fewer, with
//! some to spare for the files of answers, until everybody has gone.
#![expect(clippy::disallowed_methods, reason = "how long somebody waits can only be told by the clock")]

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So many seats fewer than the system could bear.
const SPARE: usize = 8;

/// The seats never become fewer than this: what is short then is not short because of them.
const FEWEST: usize = 32;

/// How long to wait for who was sent away before somebody else is sent away, too.
const PATIENCE: Duration = Duration::from_millis(250);

/// How long to wait where nobody can be sent away yet.
const PAUSE: Duration = Duration::from_millis(10);

/// How far a connection is; who goes first comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It has its answer.
    Leaving,
    /// Its head is not yet whole.
    Asking,
    /// Its answer is being sent.
    Sending,
    /// Its answer is being worked out.
    Answering,
    /// It was sent away.
    Dismissed,
}

/// All connections.
#[derive(Debug)]
pub struct Crowd {
    members: Mutex<Members>,
    changed: Condvar,
}

#[derive(Debug)]
struct Members {
    most: usize,
    grace: Duration,
    seats: usize,
    next: u64,
    by_arrival: BTreeMap<u64, Member>,
}

#[derive(Debug)]
struct Member {
    stage: Stage,
    since: Instant,
    stream: Arc<TcpStream>,
}

/// The place of one connection; who drops it has left.
#[derive(Debug)]
pub struct Seat {
    crowd: Arc<Crowd>,
    arrival: u64,
}

impl Crowd {
    /// Nobody, and at most so many at once. Nobody goes for another before the time of grace is over.
    pub fn new(most: usize, grace: Duration) -> Self {
        let members = Members { most, grace, seats: most, next: 0, by_arrival: BTreeMap::new() };
        Self { members: Mutex::new(members), changed: Condvar::new() }
    }

    /// A seat for who just came. Others go for it, and it waits until one has gone.
    pub fn admit(self: &Arc<Self>, stream: Arc<TcpStream>) -> Seat {
        let mut members = self.lock();
        while members.by_arrival.len() >= members.seats {
            members = self.make_room(members);
        }
        let arrival = members.enter(stream);
        Seat { crowd: Arc::clone(self), arrival }
    }

    /// Makes do with less, because the system has nothing left for another connection.
    pub fn shrink(&self) {
        let mut members = self.lock();
        members.seats = members.seats.min(members.by_arrival.len().saturating_sub(SPARE).max(FEWEST));
        drop(self.make_room(members));
    }

    /// Sends somebody away, and waits until somebody has left or a moment has passed.
    fn make_room<'a>(&self, mut members: MutexGuard<'a, Members>) -> MutexGuard<'a, Members> {
        let moment = if members.dismiss_one() { PATIENCE } else { PAUSE };
        self.changed.wait_timeout(members, moment).unwrap_or_else(PoisonError::into_inner).0
    }

    /// A thread that panicked has left nothing half done here.
    fn lock(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Members {
    fn enter(&mut self, stream: Arc<TcpStream>) -> u64 {
        let arrival = self.next;
        self.next += 1;
        self.by_arrival.insert(arrival, Member { stage: Stage::Asking, since: Instant::now(), stream });
        arrival
    }

    fn leave(&mut self, arrival: u64) {
        self.by_arrival.remove(&arrival);
        if self.by_arrival.is_empty() {
            self.seats = self.most;
        }
    }

    /// Closes the connection of who should go first, if anybody can; its thread then ends by itself.
    fn dismiss_one(&mut self) -> bool {
        let grace = self.grace;
        let may_go = |member: &&mut Member| member.stage < Stage::Answering && member.since.elapsed() >= grace;
        let Some(member) = self.by_arrival.values_mut().filter(may_go).min_by_key(|member| member.stage) else {
            return false;
        };
        member.stage = Stage::Dismissed;
        // It may have closed the connection just now.
        let _ = member.stream.shutdown(Shutdown::Both);
        true
    }
}

impl Seat {
    /// Says how far the connection is, and hears whether it may go on: who was sent away may not.
    #[must_use]
    pub fn goes_on(&self, stage: Stage) -> bool {
        let mut members = self.crowd.lock();
        let member = members.by_arrival.get_mut(&self.arrival).filter(|member| member.stage != Stage::Dismissed);
        member.map(|member| (member.stage, member.since) = (stage, Instant::now())).is_some()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.crowd.lock().leave(self.arrival);
        self.crowd.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::net::TcpListener;
    use std::thread;

    /// Both ends of a connection: the server's, the client's.
    fn connection() -> (Arc<TcpStream>, TcpStream) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (Arc::new(listener.accept().unwrap().0), client)
    }

    /// So many seats at the given stages, with the client of each.
    fn crowd(stages: &[Stage]) -> (Arc<Crowd>, Vec<Seat>, Vec<TcpStream>) {
        let crowd = Arc::new(Crowd::new(stages.len(), Duration::ZERO));
        let (mut seats, mut clients) = (Vec::new(), Vec::new());
        for stage in stages {
            let (stream, client) = connection();
            let seat = crowd.admit(stream);
            assert!(seat.goes_on(*stage));
            seats.push(seat);
            clients.push(client);
        }
        (crowd, seats, clients)
    }

    /// Who goes when one more comes.
    fn who_goes(stages: &[Stage]) -> usize {
        let (crowd, mut seats, clients) = crowd(stages);
        assert!(crowd.lock().dismiss_one());
        let gone = seats.iter().zip(stages).position(|(seat, stage)| !seat.goes_on(*stage)).unwrap();
        assert_eq!((&clients[gone]).read(&mut [0]).unwrap(), 0, "its connection was closed");
        drop(seats.remove(gone));
        let (stream, _client) = connection();
        let _seat = crowd.admit(stream);
        gone
    }

    #[test]
    fn who_says_farewell_goes_first_then_who_waits_longest_then_who_takes_longest() {
        use Stage::{Answering, Asking, Leaving, Sending};
        assert_eq!(who_goes(&[Answering, Sending, Asking, Asking, Leaving]), 4);
        assert_eq!(who_goes(&[Answering, Sending, Asking, Asking]), 2);
        assert_eq!(who_goes(&[Answering, Sending, Sending]), 1);
    }

    #[test]
    fn who_has_just_come_stays() {
        let (crowd, seats, _clients) = crowd(&[Stage::Asking, Stage::Leaving]);
        crowd.lock().grace = Duration::from_secs(3600);
        assert!(!crowd.lock().dismiss_one());
        assert!(seats.iter().all(|seat| seat.goes_on(Stage::Asking)));
    }

    #[test]
    fn who_is_being_answered_is_waited_for() {
        let (crowd, mut seats, _clients) = crowd(&[Stage::Answering]);
        assert!(!crowd.lock().dismiss_one());
        let seat = seats.pop().unwrap();
        assert!(seat.goes_on(Stage::Answering), "it was not sent away");
        let newcomer = thread::spawn({
            let crowd = Arc::clone(&crowd);
            move || crowd.admit(connection().0)
        });
        drop(seat);
        newcomer.join().unwrap();
    }

    #[test]
    fn seats_become_fewer_and_are_all_there_again_when_everybody_has_gone() {
        let (crowd, seats, _clients) = crowd(&[Stage::Answering; FEWEST + SPARE + 2]);
        let most = seats.len();
        crowd.shrink();
        assert_eq!(crowd.lock().seats, most - SPARE);
        crowd.shrink();
        assert_eq!(crowd.lock().seats, most - SPARE);
        drop(seats);
        assert_eq!(crowd.lock().seats, most);
    }

    #[test]
    fn what_is_short_for_a_few_is_not_short_because_of_them() {
        let (crowd, seats, _clients) = crowd(&[Stage::Answering; 3]);
        crowd.lock().seats = 1000;
        crowd.shrink();
        assert_eq!(crowd.lock().seats, FEWEST);
        drop(seats);
    }
}
