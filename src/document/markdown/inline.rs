//! `[[links]]`, `@mentions` and bare addresses in running text.
//!
//! Neighbouring texts that stand in the source exactly as they read are joined first, so that an address with
//! `_` in it is one address. An escape such as `\@` ends a run, which is how it keeps its meaning; but in a table
//! `\|` is how a bar is written, in a link too. Lines of raw HTML that follow each other become one piece, because a tag
//! may run over several.

use super::marks::may_lead_somewhere;
use super::prepare::Prepared;
use super::{Piece, Ranged};
use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::collections::VecDeque;
use std::ops::Range;

pub(super) struct Inline<'a, I> {
    prepared: &'a Prepared<'a>,
    source: &'a str,
    events: I,
    wikilinks: bool,
    /// Inside links, pictures and code, text is only text.
    n_closed: usize,
    in_table: bool,
    ahead: Option<Ranged<Event<'a>>>,
    ready: VecDeque<Ranged<Piece<'a>>>,
}

impl<'a, I: Iterator<Item = Ranged<Event<'a>>>> Inline<'a, I> {
    pub(super) fn new(prepared: &'a Prepared<'a>, events: I, wikilinks: bool) -> Self {
        let source = &prepared.text;
        Inline {
            prepared,
            source,
            events,
            wikilinks,
            n_closed: 0,
            in_table: false,
            ahead: None,
            ready: VecDeque::new(),
        }
    }

    fn next_event(&mut self) -> Option<Ranged<Event<'a>>> {
        self.ahead.take().or_else(|| self.events.next())
    }

    /// Joins the texts that follow without a gap.
    fn run(&mut self, first: Range<usize>) -> Range<usize> {
        let mut run = first;
        loop {
            match self.events.next() {
                Some((Event::Text(text), at))
                    if self.follows(run.end, at.start) && is_verbatim(self.source, &text, &at) =>
                {
                    run.end = at.end
                }
                other => {
                    self.ahead = other;
                    return run;
                }
            }
        }
    }

    /// Whether nothing lies between two texts, or only the escape of a bar in a table.
    fn follows(&self, end: usize, start: usize) -> bool {
        let is_bar = || self.in_table && self.source.get(end..start + 1) == Some("\\|");
        end == start || is_bar()
    }

    /// The lines of raw HTML that follow.
    fn html(&mut self, first: Range<usize>) -> Range<usize> {
        let mut html = first;
        loop {
            match self.next_event() {
                Some((Event::Html(_), at))
                    if at.start == html.end && self.prepared.runs_straight(html.start..at.end) =>
                {
                    html.end = at.end
                }
                other => {
                    self.ahead = other;
                    return html;
                }
            }
        }
    }

    /// What a run of text holds: the first piece at once, the others are ready.
    fn scan(&mut self, run: Range<usize>) -> Option<Ranged<Piece<'a>>> {
        let text = &self.source[run.clone()];
        if !self.in_table && !may_lead_somewhere(text) {
            return Some((Piece::Event(Event::Text(CowStr::Borrowed(text))), run));
        }
        let mut found = Vec::new();
        if self.wikilinks && text.contains("[[") {
            wikilinks(self.source, &run, &mut found);
        }
        if text.contains("://") || text.contains("www.") {
            addresses(text, &mut found);
        }
        if text.contains('@') {
            mentions(self.source, &run, &mut found);
        }
        self.emit(run, found);
        self.ready.pop_front()
    }

    /// What was found first wins; what overlaps it stays text.
    fn emit(&mut self, run: Range<usize>, mut found: Vec<Ranged<Piece<'a>>>) {
        found.sort_by_key(|(_, at)| (at.start, usize::MAX - at.end));
        let mut done = run.start;
        for (piece, at) in found {
            let at = run.start + at.start..run.start + at.end;
            if at.start < done {
                continue;
            }
            self.text(done..at.start);
            done = at.end;
            self.ready.push_back((piece, at));
        }
        self.text(done..run.end);
    }

    fn text(&mut self, at: Range<usize>) {
        let mut start = at.start;
        while let Some(escape) = self.source[start..at.end].find("\\|").filter(|_| self.in_table) {
            self.plain(start..start + escape);
            start += escape + 1;
        }
        self.plain(start..at.end);
    }

    fn plain(&mut self, at: Range<usize>) {
        if !at.is_empty() {
            let text = CowStr::Borrowed(&self.source[at.clone()]);
            self.ready.push_back((Piece::Event(Event::Text(text)), at));
        }
    }
}

impl<'a, I: Iterator<Item = Ranged<Event<'a>>>> Iterator for Inline<'a, I> {
    type Item = Ranged<Piece<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(piece) = self.ready.pop_front() {
            return Some(piece);
        }
        let (event, at) = self.next_event()?;
        match &event {
            Event::Start(Tag::Table(_)) => self.in_table = true,
            Event::End(TagEnd::Table) => self.in_table = false,
            // `$10-$20` are two prices.
            Event::InlineMath(_) if self.source[at.end..].starts_with(|c: char| c.is_ascii_digit()) => {
                return Some((Piece::Event(Event::Text(CowStr::Borrowed(&self.source[at.clone()]))), at));
            }
            Event::Start(tag) if closes_text(tag) => self.n_closed += 1,
            Event::End(tag) if opens_text(tag) => self.n_closed = self.n_closed.saturating_sub(1),
            Event::Text(text) if self.n_closed == 0 && is_verbatim(self.source, text, &at) => {
                let run = self.run(at);
                return self.scan(run);
            }
            Event::Html(_) => {
                let html = self.html(at.clone());
                let event = if html == at { event } else { Event::Html(self.source[html.clone()].into()) };
                return Some((Piece::Event(event), html));
            }
            _ => {}
        }
        Some((Piece::Event(event), at))
    }
}

fn is_verbatim(source: &str, text: &str, at: &Range<usize>) -> bool {
    source.get(at.clone()) == Some(text)
}

fn closes_text(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
}

fn opens_text(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock)
}

/// `[[target]]`, `[[target|label]]`; an exclamation mark before it is swallowed with it.
fn wikilinks<'a>(source: &'a str, run: &Range<usize>, found: &mut Vec<Ranged<Piece<'a>>>) {
    let text = &source[run.clone()];
    let mut at = 0;
    while let Some(open) = text[at..].find("[[").map(|open| at + open) {
        let Some(close) = text[open..].find("]]").map(|close| open + close) else { return };
        let inside = &text[open + 2..close];
        at = close + 2;
        let (target, label) = inside.split_once('|').unwrap_or((inside, inside));
        let target = target.strip_suffix('\\').filter(|_| inside.contains('|')).unwrap_or(target);
        // `[[ -f x ]]` is a test of a shell, and `\[[x]]` is not meant as a link.
        let is_spaced = inside.starts_with(' ') || source[..run.start + open].ends_with('\\');
        let is_link =
            !is_spaced && !target.trim().is_empty() && !label.trim().is_empty() && !inside.contains(['[', ']', '\n']);
        if is_link {
            let is_shown = text[..open].ends_with('!') && !source[..run.start + open - 1].ends_with('\\');
            let (target, label, has_label) = (target.trim(), label.trim(), inside.contains('|'));
            found.push((Piece::Wikilink { target, label, has_label, is_shown }, open - usize::from(is_shown)..at));
        }
    }
}

fn addresses<'a>(text: &'a str, found: &mut Vec<Ranged<Piece<'a>>>) {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    for link in finder.links(text) {
        let written = link.as_str();
        let is_web = ["http://", "https://", "www."].iter().any(|start| starts_with(written, start));
        if is_web {
            found.push((Piece::BareUrl(written), link.start()..link.end()));
        }
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// `@handle`, but not `user@host` and not `@scope/package`.
fn mentions<'a>(source: &'a str, run: &Range<usize>, found: &mut Vec<Ranged<Piece<'a>>>) {
    let text = &source[run.clone()];
    for (at, _) in text.match_indices('@') {
        let before = source[..run.start + at].chars().next_back();
        let handle = handle(&text[at + 1..]);
        let after = text[at + 1 + handle.len()..].chars().next();
        let is_free = before.is_none_or(|c| !c.is_alphanumeric() && !"./_@`\\".contains(c));
        if is_free && !handle.is_empty() && !matches!(after, Some('/' | '@')) {
            found.push((Piece::Mention(handle), at..at + 1 + handle.len()));
        }
    }
}

fn handle(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len());
    text[..end].trim_end_matches(['-', '_'])
}
