//! What was said in a session, on a page of its own: each paragraph with the way to its moment in the recording.
//!
//! 1. Of the transcripts that a session names the first in which anything is said has a page, at the session's address
//!    and `transcript/`. A page that somebody wrote there takes its place.
//! 2. A voice is the member's link if it is a member's; a first name is that of the only one there who has it. A voice that
//!    must not be told is somebody, so that nothing is taken for what the voice before it said.
//! 3. Each paragraph has an anchor, called after its second.

use super::cards::date_view;
use super::view::{DateView, Frame, LinkView, NameView};
use super::{Page, Passage, Site, Subject, recording};
use crate::community::{Entry, EntryId, Person, Said};
use crate::derive::Someone;
use crate::document::role::Role;
use crate::document::transcript::{Paragraph, clock, paragraphs};
use crate::kind::Kind;
use crate::path::Address;
use crate::skin::strings;
use serde::Serialize;
use std::collections::BTreeMap;

/// What was said in a session.
#[derive(Clone, Debug, Serialize)]
pub struct TranscriptView {
    /// The page.
    pub page: Frame,
    /// The session.
    pub session: LinkView,
    /// Its day.
    pub date: Option<DateView>,
    /// The recording, where there is one.
    pub recording: Option<String>,
    /// Whether times lead to their moments in it.
    pub has_moments: bool,
    /// The files that the session names, as they were written; none where they must not be passed on.
    pub files: Vec<NameView>,
    /// Who speaks, each once.
    pub voices: Vec<NameView>,
    /// What was said.
    pub paragraphs: Vec<SaidView>,
}

/// What one voice said without a pause.
#[derive(Clone, Debug, Serialize)]
pub struct SaidView {
    /// Its anchor.
    pub id: String,
    /// When it was said: `12:30`.
    pub time: String,
    /// That moment in the recording; else the paragraph itself.
    pub href: String,
    /// Who said it, where another voice begins.
    pub voice: Option<NameView>,
    /// Whether another voice begins that is not told.
    pub is_somebody: bool,
    /// What was said.
    pub text: String,
}

/// A voice that begins.
enum Voice<'a> {
    /// The same as before, or there are none.
    Same,
    /// One that is not told.
    Somebody,
    /// A person.
    Named(&'a NameView),
}

/// Where the transcript of a session is to be.
pub(super) fn address(entry: &Entry) -> Address {
    Address::Entry(format!("{}/transcript", entry.address.as_str()).into())
}

impl Site {
    /// The transcript of an entry that has something to read.
    pub fn said(&self, id: EntryId) -> Option<&Said> {
        self.community.entry(id).said.iter().find(|said| !said.cues.is_empty())
    }

    /// The page with what was said in a session.
    pub fn transcript_page(&self, id: EntryId) -> Option<&Page> {
        let page = self.said(id).and_then(|_| self.page_at(address(self.community.entry(id)).as_str()))?;
        (page.subject == Subject::Transcript(id)).then_some(page)
    }

    /// What the page is called.
    pub fn transcript_title(&self, id: EntryId) -> String {
        let entry = self.community.entry(id);
        let title = self.strings_of(entry).say("transcripts.title");
        strings::fill(title, |place| (place == "title").then(|| entry.document.title.as_str().into()))
    }

    /// What a session shows of its transcripts: the way to the page, and files that have none.
    pub(super) fn transcripts_of(&self, id: EntryId) -> Vec<NameView> {
        let files = self.names(id, Role::Attachment);
        let Some(page) = self.transcript_page(id) else { return files };
        let words = self.strings_of(self.community.entry(id)).say("transcripts.read");
        let own = NameView { path: Some(page.address.href(self.config.urls)), ..NameView::words(words) };
        std::iter::once(own).chain(files.into_iter().filter(|file| !self.is_timed(id, file))).collect()
    }

    /// Whether a name is that of a transcript with times.
    fn is_timed(&self, id: EntryId, file: &NameView) -> bool {
        self.community.entry(id).said.iter().any(|said| said.path.file_name() == file.name)
    }

    /// Every paragraph with its anchor.
    fn anchored(said: &Said) -> Vec<(String, Paragraph)> {
        let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
        let anchor = |second: u64| {
            let n = seen.entry(second).and_modify(|n| *n += 1).or_insert(1);
            if *n == 1 { format!("t-{second}") } else { format!("t-{second}-{n}") }
        };
        let paragraphs = paragraphs(&said.cues);
        let anchors: Vec<String> = paragraphs.iter().map(|paragraph| paragraph.start / 1_000).map(anchor).collect();
        anchors.into_iter().zip(paragraphs).collect()
    }

    /// For each voice who it is, if that may be told.
    fn voices(&self, id: EntryId, said: &Said) -> Vec<Option<NameView>> {
        let there = self.derived.people.first_names(&self.community, id);
        let named = |person: &Person| {
            let first_named = || match there.only(&person.name) {
                Some(Someone::Member(id)) => Some(id),
                _ => None,
            };
            let member = person.members.first().copied().or_else(first_named);
            member
                .filter(|id| self.is_of_kind(*id, Kind::Member))
                .map_or_else(|| NameView::words(&person.name), |id| self.name_of(id))
        };
        said.voices.iter().map(|person| person.as_deref().map(named)).collect()
    }

    pub(super) fn transcript(&self, page: &Page, id: EntryId) -> TranscriptView {
        let entry = self.community.entry(id);
        let said = self.said(id).expect("pages are planned only for what was said");
        let voices = self.voices(id, said);
        let session = entry.document.session();
        let recording = session.and_then(|session| Some(session.recording.as_ref()?.value.0.clone()));
        let shown = |((anchor, paragraph), voice): ((String, Paragraph), Voice<'_>)| {
            let seconds = paragraph.start / 1_000;
            let moment = recording.as_ref().and_then(|recording| recording::at(recording, seconds));
            SaidView {
                href: moment.unwrap_or_else(|| format!("#{anchor}")),
                id: anchor,
                time: clock(seconds),
                is_somebody: matches!(voice, Voice::Somebody),
                voice: match voice {
                    Voice::Named(name) => Some(name.clone()),
                    _ => None,
                },
                text: paragraph.text,
            }
        };
        let paragraphs = Site::anchored(said);
        let begins = beginnings(&paragraphs, &voices);
        TranscriptView {
            page: self.frame_of(page, entry),
            session: LinkView { title: entry.document.title.clone(), path: entry.address.href(self.config.urls) },
            date: entry.document.date.map(date_view),
            has_moments: recording.as_ref().is_some_and(|recording| recording::at(recording, 0).is_some()),
            files: self.names(id, Role::Attachment).into_iter().filter(|file| self.is_timed(id, file)).collect(),
            paragraphs: paragraphs.into_iter().zip(begins).map(shown).collect(),
            voices: each_once(&voices),
            recording,
        }
    }

    fn frame_of(&self, page: &Page, entry: &Entry) -> Frame {
        let description = self.summary(entry.id).unwrap_or_default();
        let mut frame = self.frame(page, &self.transcript_title(entry.id), description);
        if let Some(language) = &entry.document.common.lang {
            frame.language.clone_from(language);
            frame.direction = strings::direction(language);
        }
        frame
    }

    /// What search finds of what was said: a passage for each paragraph, with the name of a voice where it begins.
    pub fn said_passages(&self, id: EntryId) -> Vec<Passage> {
        let Some(said) = self.said(id) else { return Vec::new() };
        let voices = self.voices(id, said);
        let paragraphs = Site::anchored(said);
        let begins = beginnings(&paragraphs, &voices);
        let passage = |((anchor, paragraph), voice): ((String, Paragraph), Voice<'_>)| {
            let text = match voice {
                Voice::Named(name) => format!("{}: {}", name.name, paragraph.text),
                _ => paragraph.text,
            };
            Passage { anchor, heading: String::new(), text }
        };
        paragraphs.into_iter().zip(begins).map(passage).collect()
    }

    /// The names that stand in what was said, beside its text.
    pub fn said_names(&self, id: EntryId) -> Vec<String> {
        let voices = self.said(id).map(|said| self.voices(id, said)).unwrap_or_default();
        voices.into_iter().map(|voice| voice.map_or_else(String::new, |voice| voice.name)).collect()
    }
}

/// For each paragraph the voice that begins there.
fn beginnings<'a>(paragraphs: &[(String, Paragraph)], voices: &'a [Option<NameView>]) -> Vec<Voice<'a>> {
    if voices.iter().all(Option::is_none) {
        return paragraphs.iter().map(|_| Voice::Same).collect();
    }
    let mut last = None;
    let begins = |(_, paragraph): &(String, Paragraph)| match last.replace(paragraph.voice) {
        Some(before) if before == paragraph.voice => Voice::Same,
        _ => paragraph.voice.and_then(|place| voices[place].as_ref()).map_or(Voice::Somebody, Voice::Named),
    };
    paragraphs.iter().map(begins).collect()
}

/// A member may be called in several ways.
fn each_once(voices: &[Option<NameView>]) -> Vec<NameView> {
    let mut seen = std::collections::BTreeSet::new();
    let told = voices.iter().flatten();
    told.filter(|voice| seen.insert((voice.path.clone(), voice.name.clone()))).cloned().collect()
}
