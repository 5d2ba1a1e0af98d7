//! The way to a moment of a recording, as far as its host has one.

use crate::url::scheme;

/// Files that browsers play by themselves, from any moment (Media Fragments, W3C).
const MEDIA: [&str; 12] = ["mp4", "m4v", "webm", "ogv", "mov", "mp3", "m4a", "ogg", "oga", "opus", "wav", "flac"];

/// Queries that name a moment already.
const MOMENTS: [&str; 3] = ["t", "start", "time_continue"];

/// How an address names a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// `#t=750`
    Fragment,
    /// `#t=750s`
    FragmentOfSeconds,
    /// `?t=750s`
    T,
    /// `?start=750s`
    Start,
}

/// An address in its parts.
struct Parts<'a> {
    /// All before the query.
    base: &'a str,
    query: Option<&'a str>,
}

/// The address of a recording from a moment on, in seconds; nothing where its host has no way to name one.
pub(super) fn at(recording: &str, seconds: u64) -> Option<String> {
    let whole = recording.split('#').next().unwrap_or_default();
    let (base, query) = whole.split_once('?').map_or((whole, None), |(base, query)| (base, Some(query)));
    let parts = Parts { base, query };
    Some(match parts.way()? {
        Way::Fragment => format!("{whole}#t={seconds}"),
        Way::FragmentOfSeconds => format!("{whole}#t={seconds}s"),
        Way::T => parts.with_query(&format!("t={seconds}s")),
        Way::Start => parts.with_query(&format!("start={seconds}s")),
    })
}

impl Parts<'_> {
    fn way(&self) -> Option<Way> {
        scheme(self.base).filter(|scheme| matches!(scheme.as_str(), "http" | "https"))?;
        let (host, path) = self.base.split_once("//")?.1.split_once('/')?;
        let host = host.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
        let host = host.trim_start_matches("www.").trim_start_matches("m.");
        let ending = path.rsplit('/').next()?.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let is_video = path.starts_with("w/") || path.starts_with("videos/watch/");
        match host {
            "youtube.com" => (path == "watch" || path.starts_with("live/")).then_some(Way::T),
            "youtu.be" => Some(Way::T),
            "vimeo.com" => Some(Way::FragmentOfSeconds),
            _ if ending.is_some_and(|ending| MEDIA.contains(&ending.as_str())) => Some(Way::Fragment),
            // PeerTube has no host of its own: its addresses are alike wherever it runs.
            _ => is_video.then_some(Way::Start),
        }
    }

    /// The address with one more part in its query, in the place of another moment.
    fn with_query(&self, moment: &str) -> String {
        let parts = self.query.into_iter().flat_map(|query| query.split('&'));
        let is_moment = |part: &&str| MOMENTS.contains(&part.split('=').next().unwrap_or_default());
        let kept = parts.filter(|part| !part.is_empty() && !is_moment(part));
        let query: Vec<&str> = kept.chain([moment]).collect();
        format!("{}?{}", self.base, query.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_names_a_moment_in_its_own_way() {
        for (recording, address) in [
            ("https://example.org/a/film.MP4", Some("https://example.org/a/film.MP4#t=750")),
            ("https://example.org/talk.opus?key=1#t=3", Some("https://example.org/talk.opus?key=1#t=750")),
            ("https://www.youtube.com/watch?v=x&t=9s&list=y", Some("https://www.youtube.com/watch?v=x&list=y&t=750s")),
            ("https://youtu.be/x#top", Some("https://youtu.be/x?t=750s")),
            ("https://vimeo.com/1#t=3s", Some("https://vimeo.com/1#t=750s")),
            ("https://tube.example.org/w/x?start=1m", Some("https://tube.example.org/w/x?start=750s")),
            ("https://tube.example.org/videos/watch/x", Some("https://tube.example.org/videos/watch/x?start=750s")),
            ("https://youtube.com.example.org/watch?v=x", None),
            ("https://example.org/recordings/x", None),
            ("https://example.org", None),
            ("mailto:a@b.mp4/x.mp4", None),
        ] {
            assert_eq!(at(recording, 750).as_deref(), address, "{recording}");
        }
    }
}
