//! Whether a text holds what is worth a closer look. Most do not, and every text is asked, so this has to be quick.
//! The only module that names `memchr`.

use memchr::{memchr3, memmem};

/// Whether one of these marks stands somewhere in a body.
pub(super) fn has_any(body: &str, marks: &[&str]) -> bool {
    marks.iter().any(|mark| memmem::find(body.as_bytes(), mark.as_bytes()).is_some())
}

/// Whether running text may hold a link, a mention or an address.
pub(super) fn may_lead_somewhere(text: &str) -> bool {
    memchr3(b'@', b'[', b':', text.as_bytes()).is_some() || text.contains("www.")
}
