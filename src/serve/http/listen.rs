//! A port to listen at.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr, TcpListener};

/// So many ports are tried, from the usual one on.
const TRIES: u16 = 100;

/// Which port is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one and no other; with 0 the system picks one.
    Asked(u16),
    /// This one, or the next that is free.
    Usual(u16),
}

/// Why nothing can be served.
#[derive(Debug)]
pub struct CannotListen {
    /// Where it was tried.
    pub address: SocketAddr,
    /// What the system answered.
    pub error: io::Error,
}

/// Listens at an address of this machine. The listener knows which port it got.
pub fn bind(host: IpAddr, port: Port) -> Result<TcpListener, CannotListen> {
    match port {
        Port::Asked(port) => listen(host, port),
        Port::Usual(first) => next_free(host, first),
    }
}

fn listen(host: IpAddr, port: u16) -> Result<TcpListener, CannotListen> {
    let address = SocketAddr::new(host, port);
    TcpListener::bind(address).map_err(|error| CannotListen { address, error })
}

/// Tells, if none is free, what is wrong with the first.
fn next_free(host: IpAddr, first: u16) -> Result<TcpListener, CannotListen> {
    let trouble = match listen(host, first) {
        Err(trouble) if is_taken(&trouble.error) => trouble,
        result => return result,
    };
    let others = first.saturating_add(1)..=first.saturating_add(TRIES - 1);
    others.filter(|port| *port != first).find_map(|port| listen(host, port).ok()).ok_or(trouble)
}

/// Windows sets ports aside and then says that they are forbidden.
fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied)
}

impl fmt::Display for CannotListen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, error } = self;
        let (host, port) = (address.ip(), address.port());
        match error.kind() {
            ErrorKind::AddrInUse => write!(out, "port {port} of {host} is taken by another program"),
            ErrorKind::PermissionDenied => write!(out, "port {port} of {host} may not be used by this account"),
            ErrorKind::AddrNotAvailable => write!(out, "{host} is no address of this machine"),
            _ => write!(out, "cannot listen at {address}: {error}"),
        }
    }
}

impl Error for CannotListen {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn port_of(listener: &TcpListener) -> u16 {
        listener.local_addr().unwrap().port()
    }

    #[test]
    fn a_taken_port_is_an_error_if_it_was_asked_for_and_else_the_next_one_is_used() {
        let taken = bind(HERE, Port::Asked(0)).unwrap();
        let port = port_of(&taken);
        let error = bind(HERE, Port::Asked(port)).unwrap_err();
        assert_eq!(error.to_string(), format!("port {port} of 127.0.0.1 is taken by another program"));
        match bind(HERE, Port::Usual(port)) {
            Ok(next) => assert!(port_of(&next) > port),
            Err(error) => assert!(port > u16::MAX - TRIES, "{error}"),
        }
    }

    #[test]
    fn a_free_port_is_taken_itself_and_the_last_has_no_next_one() {
        let free = port_of(&bind(HERE, Port::Asked(0)).unwrap());
        if let Ok(listener) = bind(HERE, Port::Usual(free)) {
            assert!(port_of(&listener) >= free);
        }
        let _last = bind(HERE, Port::Asked(u16::MAX));
        assert_eq!(bind(HERE, Port::Usual(u16::MAX)).unwrap_err().address.port(), u16::MAX);
    }

    #[test]
    fn an_address_of_another_machine_is_told_as_such() {
        let error = bind("192.0.2.1".parse().unwrap(), Port::Usual(4000)).unwrap_err();
        assert_eq!(error.to_string(), "192.0.2.1 is no address of this machine");
    }
}
