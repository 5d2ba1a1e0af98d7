//! Makes lines of the pieces of a body: markup goes, and what it says of the text becomes spans.
//!
//! Comments and tags say nothing, save those that strike out or break a line; `<TODO FM: …>` is no tag to those who wrote it.

use super::lines::{Break, Chunk, Form, Line, Lines, Style};
use crate::document::markdown::Piece;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Makes lines of pieces.
pub(crate) struct LineReader<'a> {
    file: &'a str,
    out: Lines,
    /// The line that is open, and whether it has bytes of its own (a heading).
    open: Option<Line>,
    depth: usize,
    /// How many lists have begun that are in no other.
    n_lists: usize,
    /// Whether the next line is the first of an item.
    begins_item: bool,
    begins_term: bool,
    ticked: Option<bool>,
    is_behind_rule: bool,
    in_code: bool,
    in_picture: bool,
    row: Option<Form>,
    first_cell: usize,
    /// Spans that are not closed: where they begin, and what they are.
    styles: Vec<(usize, Style)>,
}

impl<'a> LineReader<'a> {
    pub(crate) fn new(file: &'a str) -> Self {
        LineReader {
            file,
            out: Lines::default(),
            open: None,
            depth: 0,
            n_lists: 0,
            begins_item: false,
            begins_term: false,
            ticked: None,
            is_behind_rule: false,
            in_code: false,
            in_picture: false,
            row: None,
            first_cell: 0,
            styles: Vec::new(),
        }
    }

    pub(crate) fn finish(mut self) -> Lines {
        self.close();
        // Spans were noted when they ended.
        self.out.styles.sort_by_key(|(at, _)| (at.start, at.end));
        self.out
    }

    pub(crate) fn piece(&mut self, piece: &Piece<'_>, at: &Range<usize>) {
        match piece {
            Piece::Event(event) => self.event(event, at),
            Piece::Wikilink { label, .. } | Piece::Transclusion { label, .. } => {
                self.styles.push((self.out.text.len(), Style::Link(at.start)));
                self.text(label, self.inside(at, label));
                self.end_style(|style| matches!(style, Style::Link(_)));
            }
            Piece::Mention(handle) => self.text(&format!("@{handle}"), at.clone()),
            Piece::BareUrl(written) => self.text(written, at.clone()),
            Piece::AdmonitionStart(_) => self.close(),
            Piece::AdmonitionEnd => self.close(),
        }
    }

    /// Where in `at` a text stands as it reads; all of it where it does not.
    fn inside(&self, at: &Range<usize>, text: &str) -> Range<usize> {
        let place = self.file.get(at.clone()).and_then(|whole| whole.rfind(text));
        place.map_or(at.clone(), |place| at.start + place..at.start + place + text.len())
    }

    fn event(&mut self, event: &Event<'_>, at: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.in_code => self.code(text, at),
            Event::Text(text) => self.text(text, at.clone()),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(text, self.inside(at, text))
            }
            Event::SoftBreak => self.line_break(Break::Soft, at),
            Event::HardBreak => self.line_break(Break::Hard, at),
            Event::TaskListMarker(is_done) => self.ticked = Some(*is_done),
            Event::Rule => self.is_behind_rule = self.depth == 0,
            Event::InlineHtml(html) => self.inline_html(html, at),
            Event::Html(html) => self.html(html, at),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: &Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.close();
                self.begin(Form::Heading(*level as u8), Break::Block, at);
            }
            Tag::Paragraph => self.close(),
            Tag::List(_) => {
                self.close();
                self.n_lists += usize::from(self.depth == 0);
                self.depth += 1;
            }
            Tag::Item => {
                self.close();
                (self.begins_item, self.ticked) = (true, None);
            }
            Tag::BlockQuote(_) => self.close(),
            Tag::DefinitionListTitle => {
                self.close();
                self.begins_term = true;
            }
            Tag::TableHead => self.begin_row(Form::Head, at),
            Tag::TableRow => self.begin_row(Form::Row, at),
            Tag::TableCell => self.begin_cell(),
            Tag::CodeBlock(_) => {
                self.close();
                self.in_code = true;
            }
            Tag::Strong => self.styles.push((self.out.text.len(), Style::Strong)),
            Tag::Strikethrough => self.styles.push((self.out.text.len(), Style::Struck)),
            Tag::Link { link_type: LinkType::Email, .. } => self.styles.push((self.out.text.len(), Style::Mail)),
            Tag::Link { dest_url, .. } => {
                let style = if dest_url.starts_with("mailto:") { Style::Mail } else { Style::Link(at.start) };
                self.styles.push((self.out.text.len(), style));
                self.out.targets.push((at.start, dest_url.to_string()));
            }
            Tag::Image { .. } => self.in_picture = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::DefinitionListTitle | TagEnd::Item => self.close(),
            TagEnd::List(_) => {
                self.close();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => self.close(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.close();
                self.row = None;
            }
            TagEnd::CodeBlock => {
                self.close();
                self.in_code = false;
            }
            TagEnd::Strong => self.end_style(|style| style == Style::Strong),
            TagEnd::Strikethrough => self.end_style(|style| style == Style::Struck),
            TagEnd::Link => self.end_style(|style| matches!(style, Style::Link(_) | Style::Mail)),
            TagEnd::Image => self.in_picture = false,
            _ => {}
        }
    }

    fn begin(&mut self, form: Form, after: Break, at: &Range<usize>) {
        let start = self.out.text.len();
        let cells = self.out.cells.len();
        self.open = Some(Line {
            form,
            depth: self.depth,
            list: self.n_lists,
            ticked: self.ticked.take(),
            after,
            is_behind_rule: std::mem::take(&mut self.is_behind_rule),
            is_lazy: false,
            text: start..start,
            cells: cells..cells,
            at: at.clone(),
        });
    }

    fn begin_row(&mut self, form: Form, at: &Range<usize>) {
        self.close();
        self.begin(form, Break::Block, &(at.start..at.start));
        self.row = Some(form);
    }

    fn begin_cell(&mut self) {
        if self.open.as_ref().is_some_and(|line| self.out.text.len() > line.text.start) {
            self.out.text.push('\t');
        }
        self.first_cell = self.out.text.len();
    }

    fn end_cell(&mut self) {
        self.out.cells.push(self.first_cell..self.out.text.len());
    }

    /// Adds text to the line that is open, or begins one with it.
    fn text(&mut self, text: &str, at: Range<usize>) {
        if self.in_picture || text.is_empty() {
            return;
        }
        if self.open.is_none() {
            let form = match (self.begins_item, self.begins_term) {
                (true, _) => Form::Item,
                (_, true) => Form::Term,
                _ => Form::Text,
            };
            (self.begins_item, self.begins_term) = (false, false);
            self.begin(form, Break::Block, &(at.start..at.start));
        }
        if let Some(line) = self.open.as_mut().filter(|line| line.text.start == self.out.text.len()) {
            line.is_lazy = self.file[..at.start].ends_with('\n');
        }
        let is_verbatim = self.file.get(at.clone()) == Some(text);
        self.out.chunks.push(Chunk { text: self.out.text.len(), file: at.clone(), is_verbatim });
        self.out.text.push_str(text);
        if let Some(line) = &mut self.open
            && !matches!(line.form, Form::Heading(_))
        {
            line.at.end = line.at.end.max(at.end);
        }
    }

    fn code(&mut self, text: &str, at: &Range<usize>) {
        let is_verbatim = self.file.get(at.clone()) == Some(text);
        for line in text.lines() {
            let start = at.start + (line.as_ptr() as usize - text.as_ptr() as usize);
            let place = if is_verbatim { start..start + line.len() } else { at.clone() };
            self.begin(Form::Code, Break::Block, &(place.start..place.start));
            self.text(line, place);
            self.close();
        }
    }

    fn line_break(&mut self, kind: Break, at: &Range<usize>) {
        // A heading and a cell are one line.
        if self.row.is_some() || matches!(&self.open, Some(line) if matches!(line.form, Form::Heading(_))) {
            self.out.text.push(' ');
            return;
        }
        if self.open.is_some() {
            self.close_line();
            self.begin(Form::Text, kind, &(at.end..at.end));
        }
    }

    /// Tags that say something: those that strike out or break a line, and what only looks like a tag.
    fn inline_html(&mut self, html: &str, at: &Range<usize>) {
        let name: String = html.chars().filter(|c| !matches!(c, '<' | '>' | ' ')).take(8).collect::<String>();
        match name.to_ascii_lowercase().trim_end_matches('/') {
            "br" => self.line_break(Break::Hard, at),
            "del" | "s" | "strike" => self.styles.push((self.out.text.len(), Style::Struck)),
            "/del" | "/s" | "/strike" => self.end_style(|style| style == Style::Struck),
            _ => self.mark(html, at.start),
        }
    }

    /// `<TODO FM: …>` is no tag to those who wrote it.
    fn mark(&mut self, html: &str, start: usize) {
        let Some(words) = html.trim().strip_prefix('<').and_then(|html| html.strip_suffix('>')) else { return };
        let name: &str = words.split([' ', ':', '(', '[']).next().unwrap_or_default();
        let is_mark = name.starts_with(|c: char| c.is_uppercase())
            && name.len() > 1
            && words.contains([':', ' '])
            && !words.contains(['=', '<', '>', '\n']);
        if is_mark {
            let at = start + (words.as_ptr() as usize - html.as_ptr() as usize);
            self.text(words, at..at + words.len());
        }
    }

    fn html(&mut self, html: &str, at: &Range<usize>) {
        self.close();
        let written = self.file.get(at.clone()).unwrap_or_default();
        if html == written && !html.contains("<!--") {
            for line in html.lines() {
                self.mark(line, at.start + (line.as_ptr() as usize - html.as_ptr() as usize));
                self.close();
            }
        }
    }

    fn end_style(&mut self, is_meant: impl Fn(Style) -> bool) {
        if let Some(place) = self.styles.iter().rposition(|(_, style)| is_meant(*style)) {
            let (start, style) = self.styles.remove(place);
            self.out.styles.push((start..self.out.text.len(), style));
        }
    }

    fn close(&mut self) {
        self.close_line();
        self.open = None;
    }

    /// Ends the line, and the spans in it; those that go on begin again in the next line.
    fn close_line(&mut self) {
        let Some(mut line) = self.open.take() else { return };
        line.text.end = self.out.text.len();
        line.cells.end = self.out.cells.len();
        for (start, style) in &mut self.styles {
            if *start < line.text.end {
                self.out.styles.push((*start..line.text.end, *style));
            }
            *start = line.text.end + 1;
        }
        self.out.text.push('\n');
        if !self.out.text[line.text.clone()].trim().is_empty() {
            self.out.lines.push(line);
        }
    }
}
