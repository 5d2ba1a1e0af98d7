//! The one filter for addresses that authors write, wherever they write them.

/// Schemes that may be linked; everything else loses its link.
pub const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "webcal"];

/// Whether an address may become a link: one of five schemes, or relative.
///
/// Judged as browsers read it: control characters and white space are dropped first, and the case of the
/// scheme does not matter. HTML entities must be decoded before.
pub fn is_safe(url: &str) -> bool {
    match scheme(url) {
        Some(scheme) => SCHEMES.contains(&scheme.as_str()),
        None => true,
    }
}

/// The scheme in lower case, if the address has one.
pub fn scheme(url: &str) -> Option<String> {
    let plain: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace() && !is_invisible(*c)).collect();
    let (scheme, _) = plain.split_once(':')?;
    let is_scheme = !scheme.contains(['/', '?', '#', '.'])
        || scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    is_scheme.then(|| scheme.to_lowercase())
}

/// Whether the address is a page of the web, and no way to write to somebody.
pub fn is_web(url: &str) -> bool {
    matches!(scheme(url).as_deref(), Some("http" | "https"))
}

/// Whether the address leads out of the site.
pub fn is_outside(url: &str) -> bool {
    scheme(url).is_some() || url.trim_start().starts_with("//") || url.trim_start().starts_with("\\\\")
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_schemes_pass_however_they_are_written() {
        for safe in ["https://a.org", "mailto:a@b.org", "TEL:123", "../a.md", "#x", "a/b:c", "?a:b", "webcal://x/y.ics"]
        {
            assert!(is_safe(safe), "{safe}");
        }
        for unsafe_one in [
            "javascript:alert(1)",
            "JaVaScript:x",
            "java\tscript:x",
            " \u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "\u{200b}javascript:x",
        ] {
            assert!(!is_safe(unsafe_one), "{unsafe_one:?}");
        }
    }
}
