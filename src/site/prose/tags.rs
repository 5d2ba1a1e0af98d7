//! The tags of CommonMark and GFM, one by one.

use super::{At, Collecting, Writer};
use crate::document::markdown;
use crate::site::{highlight, sanitise};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

/// The columns of the table that is open, and where in it we are.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Where the cell that is open begins in what is written, and where its content does.
    cell: (usize, usize),
}

impl Writer<'_> {
    pub(super) fn event(&mut self, event: Event<'_>, at: At) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.running_text(&text),
            Event::Code(code) => self.code_span(&code),
            Event::Html(html) => self.raw_html(&html, &at),
            Event::InlineHtml(html) => {
                self.has_raw_tag = true;
                self.raw_html(&html, &at);
            }
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.markup("<br>\n"),
            Event::Rule => self.markup("<hr>\n"),
            Event::TaskListMarker(is_done) => self.task(is_done),
            Event::InlineMath(latex) => self.math(&latex, false),
            Event::DisplayMath(latex) => self.math(&latex, true),
        }
    }

    fn code_span(&mut self, code: &str) {
        self.markup("<code>");
        self.text(code);
        self.markup("</code>");
    }

    /// A formula; one that cannot be read is shown as it is written.
    fn math(&mut self, latex: &str, is_display: bool) {
        match markdown::math::mathml(latex, is_display).map(|mathml| sanitise::math(&mathml)) {
            Ok(mathml) if matches!(self.collecting, Collecting::Nothing) => self.own(mathml, "span"),
            Ok(_) => self.text(latex),
            Err(_) => self.code_span(latex),
        }
    }

    fn task(&mut self, is_done: bool) {
        let (state, label) = if is_done { (" checked", "done") } else { ("", "to_do") };
        self.markup(&format!("<input type=\"checkbox\" disabled{state}"));
        self.attribute("aria-label", self.around.strings.say(label));
        self.markup("> ");
    }

    fn start(&mut self, tag: Tag<'_>, at: At) {
        if let Collecting::Picture { depth, .. } = &mut self.collecting {
            *depth += usize::from(matches!(tag, Tag::Image { .. }));
            return;
        }
        match tag {
            Tag::Paragraph => self.markup("<p>"),
            Tag::Heading { level, classes, .. } => self.open_heading(level as u8, &classes, &at),
            Tag::BlockQuote(Some(kind)) => self.open_alert(kind),
            Tag::BlockQuote(None) => {
                self.open_boxes.push("</blockquote>\n");
                self.markup("<blockquote>\n");
            }
            Tag::CodeBlock(kind) => self.open_code(&kind),
            Tag::List(Some(1)) => self.markup("<ol>\n"),
            Tag::List(Some(start)) => self.markup(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.markup("<ul>\n"),
            Tag::Item => self.markup("<li>"),
            Tag::FootnoteDefinition(name) => self.open_footnote(&name),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.column = 0;
                self.markup("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.markup("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            Tag::DefinitionList => self.markup("<dl>\n"),
            Tag::DefinitionListTitle => self.markup("<dt>"),
            Tag::DefinitionListDefinition => self.markup("<dd>"),
            Tag::Emphasis => self.markup("<em>"),
            Tag::Strong => self.markup("<strong>"),
            Tag::Strikethrough => self.markup("<del>"),
            Tag::Link { title, .. } => self.open_link(at.start, &title),
            Tag::Image { .. } if matches!(self.collecting, Collecting::Nothing) => {
                self.collecting = Collecting::Picture { at, alt: String::new(), depth: 0 };
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if let Collecting::Picture { at, alt, depth } = &mut self.collecting {
            match (tag, *depth) {
                (TagEnd::Image, 0) => {
                    let (at, alt) = (at.clone(), std::mem::take(alt));
                    self.collecting = Collecting::Nothing;
                    self.picture(&at, &alt);
                }
                (TagEnd::Image, _) => *depth -= 1,
                _ => {}
            }
            return;
        }
        self.has_raw_tag &= is_inline(tag);
        match tag {
            TagEnd::Paragraph => self.markup("</p>\n"),
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(_) => self.close_admonition(),
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::List(true) => self.markup("</ol>\n"),
            TagEnd::List(false) => self.markup("</ul>\n"),
            TagEnd::Item => self.markup("</li>\n"),
            TagEnd::FootnoteDefinition => self.close_footnote(),
            TagEnd::Table => self.markup("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.markup("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.markup("</tr>\n"),
            TagEnd::TableCell => {
                self.table.column += 1;
                self.close_cell();
            }
            TagEnd::DefinitionList => self.markup("</dl>\n"),
            TagEnd::DefinitionListTitle => self.markup("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.markup("</dd>\n"),
            TagEnd::Emphasis => self.markup("</em>"),
            TagEnd::Strong => self.markup("</strong>"),
            TagEnd::Strikethrough => self.markup("</del>"),
            TagEnd::Link => self.close_link(),
            _ => {}
        }
    }

    /// A wide table scrolls in a region of its own, which the keyboard can reach.
    fn open_table(&mut self, alignments: Vec<Alignment>) {
        let label = self.table_label();
        self.table.alignments = alignments;
        self.markup("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        self.attribute("aria-label", &label);
        self.markup("><table>");
    }

    /// The region is called after the heading that it stands under, and no two on a page are called the same.
    fn table_label(&mut self) -> String {
        let n = self.seen.tables.entry(self.place.to_owned()).or_default();
        *n += 1;
        let key = if *n == 1 { "table_of" } else { "table_of_again" };
        self.around.strings.say(key).replace("{n}", &n.to_string()).replace("{title}", self.place)
    }

    fn open_cell(&mut self) {
        self.table.cell.0 = self.out.len();
        self.markup(if self.table.in_head { "<th" } else { "<td" });
        match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => self.attribute("class", "left"),
            Some(Alignment::Center) => self.attribute("class", "center"),
            Some(Alignment::Right) => self.attribute("class", "right"),
            _ => {}
        }
        self.markup(">");
        self.table.cell.1 = self.out.len();
    }

    /// A cell in the head that says nothing heads nothing.
    fn close_cell(&mut self) {
        let (start, content) = self.table.cell;
        let is_empty = self.table.in_head && self.out.len() == content;
        if is_empty {
            self.out.replace_range(start..start + "<th".len(), "<td");
        }
        self.markup(if self.table.in_head && !is_empty { "</th>" } else { "</td>" });
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'_>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default().to_lowercase();
        self.collecting = Collecting::Code { language, code: String::new() };
    }

    fn close_code(&mut self) {
        let Collecting::Code { language, code } = std::mem::replace(&mut self.collecting, Collecting::Nothing) else {
            return;
        };
        self.markup("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.attribute("class", &format!("language-{language}"));
        }
        self.markup(">");
        let is_wanted = self.around.site.config.markdown.highlight && !language.is_empty();
        match is_wanted.then(|| highlight::html(&code, &language)).flatten() {
            Some(html) => self.markup(&html),
            None => self.text(&code),
        }
        self.markup("</code></pre>\n");
    }

    fn open_alert(&mut self, kind: BlockQuoteKind) {
        let kind = match kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        self.open_box(kind, &self.box_title(kind));
    }
}

/// Whether a tag stands in running text.
pub(super) fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}
