//! What is wrong with a transcript. None of it withholds anything: what could be read is shown.

use super::{Places, Transcript};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::path::SitePath;
use std::ops::Range;

/// What of a transcript could not be read as it was meant: for each sort of it the first place, with how many more.
pub fn findings(path: &SitePath, transcript: &Transcript) -> Vec<Diagnostic> {
    let faults = &transcript.faults;
    if let Some(last) = &faults.no_text_after {
        return vec![no_text(path, last.clone())];
    }
    let unreadable = times(path, &faults.unreadable, "this time cannot be read").map(|finding| {
        finding.help(match path.extension().as_str() {
            "srt" => "write `00:01:02,000 --> 00:01:05,000`",
            _ => "write `00:01:02.000 --> 00:01:05.000`",
        })
    });
    let backwards = times(path, &faults.backwards, "this time runs backwards")
        .map(|finding| finding.help("put what is said in its order, and the end of each after its start"));
    let empty = transcript.cues.is_empty().then(|| {
        Diagnostic::new(Code::EmptyTranscript, Span::file(path), "nothing is said in this transcript")
            .help("write times such as `00:01.000 --> 00:05.000` on a line, and what is said below it")
    });
    unreadable.into_iter().chain(backwards).chain(empty).collect()
}

fn times(path: &SitePath, places: &Places, what: &str) -> Option<Diagnostic> {
    let first = places.first.clone()?;
    let more = if places.n > 1 { format!(", one of {} such in this file", places.n) } else { String::new() };
    Some(Diagnostic::new(Code::WrongTime, Span::new(path, first), format!("{what}{more}")))
}

fn no_text(path: &SitePath, last: Range<usize>) -> Diagnostic {
    let message = "this transcript is not UTF-8 text, or larger than 16 MiB: it is offered as a file only";
    Diagnostic::new(Code::EmptyTranscript, Span::new(path, last), message).help("save the file as UTF-8")
}
