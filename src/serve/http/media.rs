//! What a file is, by the ending of its name.

use mime_guess::mime::{APPLICATION_OCTET_STREAM, TEXT};

/// The media type of a file, with the encoding where it is a text. What has no known ending is only bytes, which
/// browsers keep and never run.
pub fn media_type(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match (name, ending.as_str()) {
        // The pages of a site say `type="application/atom+xml"` of it.
        ("feed.xml", _) => "application/atom+xml; charset=utf-8".to_owned(),
        (_, "mjs") => "text/javascript; charset=utf-8".to_owned(),
        _ => known(&ending),
    }
}

fn known(ending: &str) -> String {
    let media_type = mime_guess::from_ext(ending).first().unwrap_or(APPLICATION_OCTET_STREAM);
    match media_type.type_() {
        TEXT => format!("{}; charset=utf-8", media_type.essence_str()),
        _ => media_type.essence_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_site_are_known() {
        for (path, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a/style.css", "text/css; charset=utf-8"),
            ("a/search.js", "text/javascript; charset=utf-8"),
            ("a/search.mjs", "text/javascript; charset=utf-8"),
            ("calendar.ics", "text/calendar; charset=utf-8"),
            ("templates/agenda.md", "text/markdown; charset=utf-8"),
            ("llms.txt", "text/plain; charset=utf-8"),
            ("actions.csv", "text/csv; charset=utf-8"),
            ("talk.vtt", "text/vtt; charset=utf-8"),
            ("themes/a/feed.xml", "application/atom+xml; charset=utf-8"),
            ("sitemap.xml", "text/xml; charset=utf-8"),
            ("data.json", "application/json"),
            ("site.webmanifest", "application/manifest+json"),
            ("font.woff2", "font/woff2"),
            ("photo.AVIF", "image/avif"),
            ("photo.jpeg", "image/jpeg"),
            ("photo.webp", "image/webp"),
            ("logo.svg", "image/svg+xml"),
            ("icon.ico", "image/x-icon"),
            ("talk.mp4", "video/mp4"),
            ("talk.mp3", "audio/mpeg"),
            ("canvas.pdf", "application/pdf"),
            ("module.wasm", "application/wasm"),
        ] {
            assert_eq!(media_type(path), expected, "{path}");
        }
    }

    #[test]
    fn what_is_not_known_is_only_bytes() {
        for path in ["", "/", "_headers", "a.b/c", "x.", ".html/x", "notes.unheard-of", "a.html\r\nx: y", "x.\u{1F600}"]
        {
            assert_eq!(media_type(path), "application/octet-stream", "{path}");
        }
    }
}
