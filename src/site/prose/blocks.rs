//! Headings, boxes and footnotes: what is more than one tag.

use super::{At, Collecting, Section, Writer};
use crate::document::markdown::{Admonition, Fold};
use crate::site::capitalised;
use pulldown_cmark::CowStr;
use pulldown_cmark_escape::escape_html;
use std::collections::BTreeMap;

/// Footnotes are numbered as they are referred to, and printed at the end.
#[derive(Default)]
pub(super) struct Footnotes {
    /// For each name its number, and how often it is referred to.
    references: BTreeMap<String, (usize, usize)>,
    texts: BTreeMap<String, String>,
    /// For each definition that is open what was written before it, and its name.
    open: Vec<(String, String)>,
}

impl Footnotes {
    /// Whether we are inside one.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The number of a footnote, and how often it has been referred to.
    fn refer(&mut self, name: &str) -> (usize, usize) {
        let next = self.references.len() + 1;
        let (number, times) = self.references.entry(name.to_owned()).or_insert((next, 0));
        *times += 1;
        (*number, *times)
    }
}

impl Writer<'_> {
    pub(super) fn open_heading(&mut self, level: u8, classes: &[CowStr<'_>], at: &At) {
        let place = self.place_of_heading(at);
        let heading = place.and_then(|place| self.entry.document.body.headings.get(place));
        let Some(heading) = heading
            .filter(|heading| place.is_some_and(|place| self.entry.document.prints(place)) && !heading.text.is_empty())
        else {
            self.collecting = Collecting::Title;
            return;
        };
        let lowest = i16::from(self.floor + 1).min(6);
        let level = ((i16::from(level) + self.offset).clamp(lowest, 6) as u8).min(self.last_level + 1);
        (self.last_level, self.in_heading, self.place) = (level, true, &heading.text);
        self.sections.push(Section { level, title: heading.text.clone(), id: heading.id.clone() });
        let id = heading.id.clone();
        self.markup(&format!("<h{level}"));
        self.attribute("id", &id);
        let classes: Vec<&str> = classes.iter().map(AsRef::as_ref).filter(|class| class.starts_with("x-")).collect();
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        self.markup(">");
    }

    /// Headings come in the order in which the facts list them; those cut out are passed over.
    fn place_of_heading(&mut self, at: &At) -> Option<usize> {
        let headings = &self.entry.document.body.headings;
        while headings.get(self.n_headings).is_some_and(|heading| heading.at.start < at.start) {
            self.n_headings += 1;
        }
        headings.get(self.n_headings).filter(|heading| heading.at.start == at.start).map(|_| self.n_headings)
    }

    pub(super) fn close_heading(&mut self) {
        if matches!(self.collecting, Collecting::Title) {
            self.collecting = Collecting::Nothing;
            return;
        }
        self.in_heading = false;
        let level = self.last_level;
        self.markup(&format!("</h{level}>\n"));
    }

    pub(super) fn open_admonition(&mut self, admonition: &Admonition) {
        let title = admonition.title.clone().unwrap_or_else(|| self.box_title(&admonition.kind));
        match admonition.fold {
            Fold::None => self.open_box(&admonition.kind, &title),
            fold => self.open_fold(&admonition.kind, &title, fold),
        }
    }

    /// What a box of a kind is called where its author says nothing.
    pub(super) fn box_title(&self, kind: &str) -> String {
        let key = format!("boxes.{kind}");
        match self.around.strings.say(&key) {
            same if same == key => capitalised(kind),
            title => title.to_owned(),
        }
    }

    pub(super) fn open_box(&mut self, kind: &str, title: &str) {
        self.open_boxes.push("</div>\n");
        self.markup("<div");
        self.attribute("class", &format!("admonition admonition-{kind}"));
        self.markup(">");
        if !title.is_empty() {
            self.markup("<p class=\"admonition-title\">");
            self.text(title);
            self.markup("</p>\n");
        }
    }

    fn open_fold(&mut self, kind: &str, title: &str, fold: Fold) {
        self.open_boxes.push("</details>\n");
        self.markup("<details");
        self.attribute("class", &format!("admonition admonition-{kind}"));
        self.markup(if fold == Fold::Open { " open>" } else { ">" });
        self.markup("<summary>");
        self.text(if title.is_empty() { kind } else { title });
        self.markup("</summary>\n");
    }

    pub(super) fn close_admonition(&mut self) {
        let end = self.open_boxes.pop().unwrap_or_default();
        self.markup(end);
    }

    pub(super) fn footnote_reference(&mut self, name: &str) {
        if !matches!(self.collecting, Collecting::Nothing) {
            return;
        }
        let (number, times) = self.footnotes.refer(name);
        let again = if times > 1 { format!("-{times}") } else { String::new() };
        self.markup(&format!(
            "<sup class=\"footnote-ref\"><a href=\"#Gb-fn-{number}\" id=\"Gb-fnref-{number}{again}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    pub(super) fn open_footnote(&mut self, name: &str) {
        let before = std::mem::take(&mut self.out);
        self.footnotes.open.push((before, name.to_owned()));
    }

    pub(super) fn close_footnote(&mut self) {
        if let Some((before, name)) = self.footnotes.open.pop() {
            let text = std::mem::replace(&mut self.out, before);
            self.footnotes.texts.entry(name).or_insert(text);
        }
    }

    /// Only footnotes that something refers to are printed.
    pub(super) fn write_footnotes(&mut self) {
        let footnotes = std::mem::take(&mut self.footnotes);
        let numbered = |(name, text)| footnotes.references.get(name).map(|(number, _)| (*number, text));
        let mut used: Vec<(usize, &String)> = footnotes.texts.iter().filter_map(numbered).collect();
        used.sort();
        if used.is_empty() {
            return;
        }
        let (title, back_to) = (self.around.strings.say("footnotes"), self.around.strings.say("back_to_reference"));
        self.markup("<section class=\"footnotes\" role=\"doc-endnotes\"");
        self.attribute("aria-label", title);
        self.markup("><ol>\n");
        for (number, text) in used {
            let mut label = String::new();
            escape_html(&mut label, &back_to.replace("{n}", &number.to_string()))
                .expect("writing to a string cannot fail");
            let back = format!(
                "<a href=\"#Gb-fnref-{number}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"{label}\">\u{21a9}\u{fe0e}</a>"
            );
            let text = match text.trim_end().strip_suffix("</p>") {
                Some(start) => format!("{start} {back}</p>"),
                None => format!("{text}{back}"),
            };
            self.out.push_str(&format!("<li id=\"Gb-fn-{number}\" value=\"{number}\">{text}</li>\n"));
        }
        self.out.push_str("</ol></section>\n");
    }
}
