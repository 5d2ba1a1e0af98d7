//! Findings: one thing wrong or worth knowing about a site, with its place.
//!
//! Every stage returns an [`Outcome`]: a value and what was wrong. Positions are bytes of the file as it
//! was read; line and column are worked out when a finding is printed.

mod code;
pub mod report;

pub use code::{CODES, Code, Explanation};

use crate::path::SitePath;
use std::fmt;
use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site cannot be published like this.
    Error,
    /// Something is lost or will surprise; fails a run under `--strict`.
    Warning,
    /// Worth knowing; never fails a run.
    Advice,
}

impl Severity {
    /// `error`, `warning` or `advice`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A place: bytes `range` of a file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: SitePath,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The bytes `range` of `file`.
    pub fn new(file: &SitePath, range: Range<usize>) -> Self {
        Span { file: file.clone(), start: range.start, end: range.end }
    }

    /// A file as a whole.
    pub fn file(file: &SitePath) -> Self {
        Span::new(file, 0..0)
    }

    /// The bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A value with the bytes of its file that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub at: Range<usize>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// How much it matters, after the settings had their say.
    pub severity: Severity,
    /// What is wrong, in the words of the person who wrote the file.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
    /// Other places that belong to it, each with a word on why.
    pub related: Vec<(Span, String)>,
    /// One thing to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding with its code's usual severity.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic { span: Some(span), ..Diagnostic::without_place(code, message) }
    }

    /// A finding that belongs to no file.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            span: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Adds the one thing to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the one thing to do, where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, why: impl Into<String>) -> Self {
        self.related.push((span, why.into()));
        self
    }
}

/// What a stage gives: a value, and what was wrong on the way to it.
#[derive(Clone, Debug, Default)]
pub struct Outcome<T> {
    /// The value, as sound as the input allowed.
    pub value: T,
    /// What was found, in no particular order.
    pub findings: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value with findings.
    pub fn new(value: T, findings: Vec<Diagnostic>) -> Self {
        Outcome { value, findings }
    }

    /// Moves the findings to `all` and gives the value.
    pub fn drain_into(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.findings);
        self.value
    }
}

/// `did you mean …?` for the candidate nearest to `word`, if one is near enough.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, candidates).map(|near| format!("did you mean `{near}`?"))
}

/// The candidate nearest to `word`: at most a third of its letters may differ. Ties go to the first in order.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    let letters = word.chars().count();
    let limit = letters.div_ceil(3).min(4);
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(letters) <= limit)
        .map(|candidate| (strsim::osa_distance(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
