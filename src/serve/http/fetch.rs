//! Which page asks, as far as its browser tells.
//!
//! A browser says with `Sec-Fetch-Site` how the page that asks is related to the one that answers, and with `Origin`
//! where it is from; pages cannot forge either. Programs that are no browsers send neither.

/// What a request says about who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asker<'a> {
    /// The value of each header `Origin`.
    pub origins: Vec<&'a [u8]>,
    /// The value of each `Sec-Fetch-Site`.
    pub sites: Vec<&'a [u8]>,
    /// The value of each `Sec-Fetch-Mode`.
    pub modes: Vec<&'a [u8]>,
    /// The value of each `Sec-Fetch-Dest`.
    pub destinations: Vec<&'a [u8]>,
}

impl Asker<'_> {
    /// Whether no page of another site had a part in the request.
    pub fn is_from_here(&self, host: &str) -> bool {
        self.has_our_origin(host) && self.sites.iter().all(|site| matches!(*site, b"same-origin" | b"none"))
    }

    /// Whether the request may be answered: it is from here, or somebody followed a link from elsewhere.
    pub fn may_ask(&self, host: &str) -> bool {
        self.is_from_here(host) || self.has_our_origin(host) && self.opens_a_page()
    }

    /// The origin is a page of this server, if it is told at all.
    fn has_our_origin(&self, host: &str) -> bool {
        let own = format!("http://{host}");
        self.origins.len() <= 1 && self.origins.iter().all(|origin| *origin == own.as_bytes())
    }

    /// The answer is to be a page in a tab of its own: who asked never sees it. A frame is not enough.
    fn opens_a_page(&self) -> bool {
        self.modes == [b"navigate"] && self.destinations == [b"document"]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "localhost:4000";

    fn asker<'a>(origin: &'a str, site: &'a str, mode: &'a str, destination: &'a str) -> Asker<'a> {
        let one = |value: &'a str| if value.is_empty() { Vec::new() } else { vec![value.as_bytes()] };
        Asker { origins: one(origin), sites: one(site), modes: one(mode), destinations: one(destination) }
    }

    #[test]
    fn pages_of_this_server_and_programs_are_from_here() {
        let own = "http://localhost:4000";
        for asker in [
            asker("", "", "", ""),
            asker(own, "", "", ""),
            asker(own, "same-origin", "cors", "empty"),
            asker("", "same-origin", "no-cors", "script"),
            asker("", "none", "navigate", "document"),
        ] {
            assert!(asker.is_from_here(HOST) && asker.may_ask(HOST), "{asker:?}");
        }
    }

    #[test]
    fn a_link_from_elsewhere_may_be_followed_into_a_tab() {
        for site in ["cross-site", "same-site"] {
            let asker = asker("", site, "navigate", "document");
            assert!(!asker.is_from_here(HOST) && asker.may_ask(HOST), "{asker:?}");
        }
    }

    #[test]
    fn other_sites_get_nothing_however_they_ask() {
        for site in ["cross-site", "same-site", "Same-Origin", "none, none", "x"] {
            for (mode, destination) in [
                ("cors", "empty"),
                ("no-cors", "script"),
                ("no-cors", "image"),
                ("navigate", "iframe"),
                ("navigate", "object"),
                ("navigate", ""),
                ("", "document"),
                ("", ""),
                ("websocket", "websocket"),
            ] {
                let asker = asker("", site, mode, destination);
                assert!(!asker.is_from_here(HOST) && !asker.may_ask(HOST), "{asker:?}");
            }
        }
    }

    #[test]
    fn a_foreign_origin_gets_nothing_even_where_a_link_would() {
        for origin in [
            "null",
            "http://evil.example",
            "https://localhost:4000",
            "http://localhost",
            "http://localhost:40000",
            "http://localhost:4000/",
            "http://localhost:4000.evil.example",
            "http://127.0.0.1:4000",
            "http://LOCALHOST:4000",
        ] {
            for (site, mode, destination) in [
                ("", "", ""),
                ("none", "navigate", "document"),
                ("cross-site", "navigate", "document"),
                ("same-origin", "cors", "empty"),
            ] {
                let asker = asker(origin, site, mode, destination);
                assert!(!asker.is_from_here(HOST) && !asker.may_ask(HOST), "{asker:?}");
            }
        }
    }

    #[test]
    fn what_is_said_twice_is_not_believed() {
        let own: &[u8] = b"http://localhost:4000";
        let twice = Asker { origins: vec![own, own], ..Asker::default() };
        assert!(!twice.may_ask(HOST));
        let both = Asker { sites: vec![b"same-origin", b"cross-site"], ..Asker::default() };
        assert!(!both.may_ask(HOST));
        let modes = Asker { modes: vec![b"navigate", b"navigate"], ..asker("", "cross-site", "", "document") };
        assert!(!modes.may_ask(HOST));
    }
}
