//! Times in a transcript that is written out in Markdown lead into the recording.
//!
//! 1. The page is one that a session names as its transcript, and the host of the session's recording can be asked for a
//!    moment.
//! 2. A time counts where a paragraph or an item begins with it: in brackets, or before the name of who speaks.
//! 3. Without brackets it may be the time of day. Then the first of them is hardly one of the first minutes.

use super::Surroundings;
use super::marks::Mark;
use crate::community::Entry;
use crate::document::markdown::{self, Piece, Reading};
use crate::document::role::Role;
use crate::document::transcript::{before_name, leading};
use crate::site::recording;
use pulldown_cmark::{Event, Tag};
use pulldown_cmark_escape::escape_html;

/// A transcript whose first time lies behind so many seconds tells the time of day.
const FIRST_MINUTES: u64 = 300;

/// A time as it stands in a text.
struct Moment {
    at: usize,
    length: usize,
    seconds: u64,
    is_bare: bool,
}

impl Surroundings<'_> {
    /// The times of an entry that lead into a recording, as marks.
    pub(super) fn moments(&self, entry: &Entry) -> Vec<Mark> {
        let Some(recording) = self.recording_of(entry) else { return Vec::new() };
        let mut moments = self.moments_in(entry);
        if moments.iter().find(|moment| moment.is_bare).is_some_and(|first| first.seconds > FIRST_MINUTES) {
            moments.retain(|moment| !moment.is_bare);
        }
        let mark = |moment: Moment| {
            let mut before = String::from("<a class=\"at\" href=\"");
            escape_html(&mut before, &recording::at(recording, moment.seconds)?)
                .expect("writing to a string cannot fail");
            before.push_str("\">");
            Some(Mark { at: moment.at..moment.at + moment.length, before, after: "</a>".into() })
        };
        moments.into_iter().filter_map(mark).collect()
    }

    /// The recording of the first session that names the entry as its transcript.
    fn recording_of(&self, entry: &Entry) -> Option<&str> {
        let incoming = self.site.derived.incoming[entry.id.0 as usize].iter();
        let sessions = incoming.filter(|(_, role)| *role == Role::Attachment);
        let recordings = sessions.filter_map(|(id, _)| {
            let session = self.site.community.entry(*id).document.session()?;
            Some(session.recording.as_ref()?.value.0.as_str())
        });
        recordings.into_iter().find(|recording| recording::at(recording, 0).is_some())
    }

    fn moments_in(&self, entry: &Entry) -> Vec<Moment> {
        let text = &entry.document.text;
        let prepared = entry.prepared();
        let mut moments = Vec::new();
        let mut begins = false;
        for (piece, at) in markdown::pieces(&prepared, Reading::of(&self.site.config.markdown)) {
            match piece {
                Piece::Event(Event::Start(Tag::Paragraph | Tag::Item)) => begins = true,
                Piece::Event(Event::Start(Tag::Strong | Tag::Emphasis)) => {}
                Piece::Event(Event::Text(_)) if begins => {
                    moments.extend(text.get(at.start..).and_then(|text| moment(text, at.start)));
                    begins = false;
                }
                _ => begins = false,
            }
        }
        moments
    }
}

fn moment(text: &str, at: usize) -> Option<Moment> {
    let bracketed = leading(text).map(|found| (found, false));
    let ((seconds, length), is_bare) = bracketed.or_else(|| Some((before_name(text)?, true)))?;
    Some(Moment { at, length, seconds, is_bare })
}
