//! What a request is about: a path and a query.

use percent_encoding::percent_decode_str;

/// The path of a target, decoded, and the query as it was sent. Nothing, if it does not begin with `/`, has a percent
/// sign without two digits, is not UTF-8 or holds control characters.
///
/// Whether `..` leads somewhere is for who answers: a path is only a name here.
pub fn parse(target: &str) -> Option<(String, String)> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let is_plain = |text: &str| !text.contains(char::is_control);
    let is_sound = path.starts_with('/') && !target.contains('#') && has_whole_escapes(path) && is_plain(query);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    (is_sound && is_plain(&path)).then(|| (path.into_owned(), query.to_owned()))
}

/// Whether two hexadecimal digits follow every percent sign.
fn has_whole_escapes(path: &str) -> bool {
    path.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    use proptest::prelude::*;

    #[test]
    fn a_path_is_decoded_once_and_a_query_never() {
        for (target, path, query) in [
            ("/", "/", ""),
            ("/a/b.html", "/a/b.html", ""),
            ("/s%C3%A9ance/?q=%C3%A9&x", "/séance/", "q=%C3%A9&x"),
            ("/séance/", "/séance/", ""),
            ("/a%2Fb%3Fc%23d", "/a/b?c#d", ""),
            ("/%2541", "/%41", ""),
            ("/a+b??", "/a+b", "?"),
            ("/../%2e%2E/etc", "/../../etc", ""),
            ("//evil.example/", "//evil.example/", ""),
            ("/?%zz%", "/", "%zz%"),
        ] {
            assert_eq!(parse(target), Some((path.to_owned(), query.to_owned())), "{target}");
        }
    }

    #[test]
    fn what_cannot_be_decoded_is_refused() {
        for target in [
            "",
            "*",
            "a",
            "?",
            "http://localhost:4000/",
            "localhost:4000",
            "/#a",
            "/?#",
            "/%",
            "/%4",
            "/%4g",
            "/%%34",
            "/%+1",
            "/%é",
            "/%00",
            "/%0a",
            "/%0D%0Ax:%20y",
            "/%7f",
            "/%C2%80",
            "/%ff",
            "/%C3",
            "/%c0%af",
            "/%ed%a0%80",
            "/\u{85}",
            "/?\u{85}",
        ] {
            assert_eq!(parse(target), None, "{target}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_target_gives_a_clean_path_or_nothing(target in prop_oneof![".{0,40}", "/[%0-9a-fA-F/?#]{0,20}"]) {
            if let Some((path, query)) = parse(&target) {
                prop_assert!(path.starts_with('/') && !path.contains(char::is_control));
                prop_assert!(target.ends_with(&query));
            }
        }

        #[test]
        fn an_encoded_path_reads_back(name in "\\PC{0,40}") {
            let target = format!("/{}?x", utf8_percent_encode(&name, NON_ALPHANUMERIC));
            prop_assert_eq!(parse(&target), Some((format!("/{name}"), "x".to_owned())));
        }
    }
}
