//! What is wrong with a body, or worth knowing about it.
//!
//! Messages are the same for every place, so that a tree full of them is told once, with a count.

use super::fields::Reference;
use super::kinds::{CommonFields, Fields};
use super::role::Role;
use super::{Body, Document, body, content, markdown, moment, notes};
use crate::config::{Config, RawHtml};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::path::SitePath;
use crate::source::Source;
use std::ops::Range;

/// What keeps a body from being read as it was meant.
pub(super) fn of_body(path: &SitePath, body: &Body, config: &Config) -> Vec<Diagnostic> {
    let deep = body.too_deep.iter().map(|at| {
        let message = format!("lists and quotes are nested more than {} deep", markdown::MAX_NESTING);
        Diagnostic::new(Code::NestingLimit, Span::new(path, at.clone()), message).help("write fewer levels")
    });
    let sanitised = body.too_much_html.iter().filter(|_| config.markdown.html == RawHtml::Sanitise);
    let much = sanitised.map(|at| {
        let message = format!("the file holds more than {} tags of raw HTML", body::MAX_TAGS);
        Diagnostic::new(Code::NestingLimit, Span::new(path, at.clone()), message)
            .help("write it in Markdown, or in several files")
    });
    let open = body.blocks.iter().filter(|block| !block.is_closed).map(|block| {
        let span = Span::new(path, block.at.start..block.audience.at.end);
        Diagnostic::new(Code::UnclosedBlock, span, "this audience block is never closed")
            .help("end it with a line `:::`")
    });
    let astray =
        body.fences.iter().filter(|fence| markdown::resembles_audience(&fence.value, config.audiences.names())).map(
            |fence| {
                let finding = Diagnostic::new(
                    Code::UnclearPrivacyField,
                    Span::new(path, fence.at.clone()),
                    "this looks like an audience block, but it is none",
                );
                finding.help("write `::: audience members` outside of quotes and boxes, and `:::` where the block ends")
            },
        );
    deep.chain(much).chain(open).chain(astray).collect()
}

/// What of a body some readers get less from than others.
pub(super) fn of_content(source: &Source, body: &Body, language: &str) -> Vec<Diagnostic> {
    let content = &body.content;
    let new = |code, at: &Range<usize>, message: &str, help: &str| {
        // A block ends with its line.
        let end = at.start + source.text[at.clone()].trim_end().len();
        Diagnostic::new(code, Span::new(&source.path, at.start..end), message).help(help)
    };
    let pictures = content.silent_pictures.iter().map(|at| {
        let help = "say in a few words what it shows, as in `![Ana turns the heap](heap.jpg)`";
        new(Code::MissingAlt, at, "this picture has no words for those who cannot see it", help)
    });
    let links = content.vague_links.iter().filter(|link| content::is_vague(link.value, language)).map(|link| {
        let help = "link the words that name what is there, as in `[the opening circle](circle.md)`";
        new(Code::VagueLink, &link.at, "the words of this link do not say where it leads", help)
    });
    let jumps = content.jumps.iter().map(|at| {
        let help = "use one `#` more than the heading that it belongs to";
        new(Code::HeadingJump, at, "this heading leaves out a level", help)
    });
    let tables = content.headless_tables.iter().map(|at| {
        let help = "name each column, so that its cells can be told apart without seeing them";
        new(Code::HeadlessTable, at, "the head of this table is empty", help)
    });
    let math = content.wrong_math.iter().map(|wrong| {
        let message = format!("this formula cannot be read: {}", wrong.value);
        let help = "mend it, or write `\\$` where a dollar is meant";
        new(Code::WrongMath, &wrong.at, &message, help)
    });
    pictures.chain(links).chain(jumps).chain(tables).chain(math).collect()
}

/// A recording is nothing for those who cannot hear it, or have no time for it.
pub(super) fn of_recording(path: &SitePath, fields: &Fields, references: &[Reference]) -> Option<Diagnostic> {
    let Fields::Session(session) = fields else { return None };
    let recording = session.recording.as_ref()?;
    let has_transcript = references.iter().any(|reference| reference.role == Role::Attachment);
    (!has_transcript).then(|| {
        let span = Span::new(path, recording.at.clone());
        let help = format!(
            "put the captions of the recording into a file beside this one, and name it: `transcript: {}.vtt`",
            path.stem()
        );
        Diagnostic::new(Code::MissingTranscript, span, "the recording has no transcript").help(help)
    })
}

/// Days that notes name and that cannot be what was meant.
pub(super) fn of_notes(document: &Document, words: &notes::Vocabulary<'_>) -> Vec<Diagnostic> {
    let impossible = notes::impossible_days(&document.notes, &document.text, words).into_iter().map(|at| {
        let day = &document.text[at.clone()];
        let finding =
            Diagnostic::new(Code::ImpossibleDue, document.span(at.clone()), format!("there is no day `{day}`"));
        finding.help("write a day of the calendar, as in `by 2026-02-28`")
    });
    impossible.chain(contradicting_date(document)).collect()
}

/// The title of the notes and the name of their file are of different days.
fn contradicting_date(document: &Document) -> Option<Diagnostic> {
    let heading = document.title_heading.filter(|_| document.common.date.is_none())?;
    let heading = &document.body.headings[heading];
    let (at, told) = notes::first_day(&document.text[heading.at.clone()])?;
    let named = moment::date_in_path(document.path.in_content().unwrap_or_default()).filter(|named| *named != told)?;
    let span = document.span(heading.at.start + at.start..heading.at.start + at.end);
    let finding =
        Diagnostic::new(Code::ContradictingDate, span, format!("the title tells {told}, the name of the file {named}"));
    Some(finding.help("mend one of the two, or add `date:` to the front matter"))
}

/// The language that a document is written in.
pub(super) fn language<'a>(common: &'a CommonFields, config: &'a Config) -> &'a str {
    common.lang.as_deref().unwrap_or(&config.language)
}
