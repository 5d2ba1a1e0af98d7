//! Which values of the header `Host` are ours.
//!
//! A page of another site can have its own name point to this machine and then read what is served here as its own
//! (DNS rebinding). Its browser still sends that name, so a name is ours only where the site's owner said so. An
//! address cannot be made to point elsewhere.

use std::net::{IpAddr, SocketAddr};

/// The port of addresses that name none.
const USUAL_PORT: u16 = 80;

/// The names and addresses under which the server may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts {
    /// Where the server listens; all addresses of the machine if it is unspecified.
    bound: SocketAddr,
    /// What was given as `--host`, as far as it is a name.
    name: Option<String>,
}

impl Hosts {
    /// For a server that listens there, and was told so in these words.
    pub fn new(bound: SocketAddr, asked: Option<&str>) -> Self {
        Self { bound, name: asked.filter(|name| address(name).is_none()).map(str::to_ascii_lowercase) }
    }

    /// Whether the value of `Host` is one of ours: `localhost`, an address that never leaves the machine, and
    /// what the server was told to listen at, each with the port.
    pub fn is_ours(&self, host: &str) -> bool {
        let Some((name, port)) = split(host) else { return false };
        port == self.bound.port()
            && address(name).map_or_else(|| self.is_name(name), |address| self.is_address(address))
    }

    fn is_name(&self, name: &str) -> bool {
        name.eq_ignore_ascii_case("localhost") || self.name.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(name))
    }

    fn is_address(&self, address: IpAddr) -> bool {
        let bound = self.bound.ip().to_canonical();
        address.is_loopback() || bound.is_unspecified() || address == bound
    }
}

/// The name or address, and the port. An empty port is no port.
fn split(host: &str) -> Option<(&str, u16)> {
    let end = host.rfind(']').map_or(0, |at| at + 1);
    let Some(colon) = host[end..].find(':') else { return Some((host, USUAL_PORT)) };
    let (name, port) = (&host[..end + colon], &host[end + colon + 1..]);
    let is_number = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| port.parse().ok().map(|port| (name, port))).flatten()
}

/// An address as it stands in `Host`: of version 6 in brackets.
fn address(name: &str) -> Option<IpAddr> {
    let address: IpAddr = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(inside) => IpAddr::V6(inside.parse().ok()?),
        None => IpAddr::V4(name.parse().ok()?),
    };
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hosts(bound: &str, asked: Option<&str>) -> Hosts {
        Hosts::new(bound.parse().unwrap(), asked)
    }

    fn check(hosts: &Hosts, ours: &[&str], foreign: &[&str]) {
        for host in ours {
            assert!(hosts.is_ours(host), "{host} is ours: {hosts:?}");
        }
        for host in foreign {
            assert!(!hosts.is_ours(host), "{host:?} is foreign: {hosts:?}");
        }
    }

    const FOREIGN: [&str; 24] = [
        "",
        ":4000",
        "localhost",
        "localhost:",
        "localhost:80",
        "localhost:+4000",
        "localhost: 4000",
        "localhost:4000:4000",
        "localhost:04000x",
        "localhost:69536",
        "localhost.:4000",
        "a.localhost:4000",
        "localhost.evil.example:4000",
        "evil.example:4000",
        "127.0.0.1.nip.io:4000",
        "127.1:4000",
        "2130706433:4000",
        "0x7f.0.0.1:4000",
        "::1:4000",
        "[::1:4000",
        "[::1]4000",
        "[localhost]:4000",
        "user@localhost:4000",
        "localhost:4000, evil.example",
    ];

    #[test]
    fn on_this_machine_alone_only_its_own_names_count() {
        let ours = ["localhost:4000", "LocalHost:4000", "127.0.0.1:4000", "127.9.8.7:4000", "[::1]:4000"];
        for bound in ["127.0.0.1:4000", "[::1]:4000"] {
            check(&hosts(bound, None), &ours, &FOREIGN);
            check(&hosts(bound, None), &[], &["192.168.1.5:4000", "0.0.0.0:4000", "[2001:db8::1]:4000"]);
        }
    }

    #[test]
    fn on_another_address_that_one_counts_too() {
        let four = hosts("192.168.1.5:4000", Some("192.168.1.5"));
        check(&four, &["192.168.1.5:4000", "[::ffff:192.168.1.5]:4000", "localhost:4000"], &FOREIGN);
        check(&four, &[], &["192.168.1.6:4000", "192.168.1.5:4001", "192.168.1.5"]);
        let named = hosts("192.168.1.5:4000", Some("Desk.local"));
        check(&named, &["desk.local:4000", "DESK.local:4000", "192.168.1.5:4000"], &["desk:4000", "desk.local"]);
        check(&hosts("[2001:db8::1]:4000", None), &["[2001:DB8:0::1]:4000"], &["[2001:db8::2]:4000"]);
    }

    #[test]
    fn on_all_addresses_any_address_counts_and_no_name_that_was_not_given() {
        for bound in ["0.0.0.0:4000", "[::]:4000"] {
            let ours = ["192.168.1.5:4000", "[2001:db8::1]:4000", "localhost:4000", "0.0.0.0:4000"];
            check(&hosts(bound, None), &ours, &FOREIGN);
            check(&hosts(bound, None), &[], &["desk.local:4000", "192.168.1.5:80"]);
        }
        check(&hosts("0.0.0.0:4000", Some("desk.local")), &["desk.local:4000"], &["table.local:4000"]);
    }

    #[test]
    fn the_port_of_the_web_needs_no_mention() {
        let usual = hosts("127.0.0.1:80", None);
        check(&usual, &["localhost", "localhost:80", "[::1]", "127.0.0.1"], &["localhost:4000", "evil.example", "::1"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_name_but_localhost_is_ours(name in "\\PC{0,20}", port in any::<u16>()) {
            let everywhere = Hosts::new(SocketAddr::new(IpAddr::from([0, 0, 0, 0]), port), None);
            let host = format!("{name}:{port}");
            let is_known = name.eq_ignore_ascii_case("localhost") || address(&name).is_some();
            prop_assert!(!everywhere.is_ours(&host) || is_known, "{}", host);
        }
    }
}
