//! What of a body does not reach every reader: pictures without words, links that do not say where they lead, tables
//! without a head, headings that leave out a level, formulas that cannot be read.
//!
//! A second reader of the pieces that [`body`](super::body) reads. It only notes places; the sentences are in
//! `findings`.

use super::markdown::{Piece, math};
use super::raw_html;
use crate::diagnostic::Spanned;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// Places that some readers get less from than others.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Pictures without alternative text.
    pub silent_pictures: Vec<Range<usize>>,
    /// Links whose words say nothing in some language, and those words.
    pub vague_links: Vec<Spanned<&'static str>>,
    /// Tables whose head is empty.
    pub headless_tables: Vec<Range<usize>>,
    /// Headings more than one level below the one before.
    pub jumps: Vec<Range<usize>>,
    /// Formulas that cannot be read, and why.
    pub wrong_math: Vec<Spanned<String>>,
}

/// For each language the words of links that do not say where they lead.
const VAGUE: [(&str, &[&str]); 4] = [
    ("en", &["here", "click here", "click", "this", "this link", "link", "this page", "read more", "more"]),
    ("de", &["hier", "hier klicken", "klick hier", "klicken sie hier", "dieser link", "link", "mehr", "weiterlesen"]),
    ("fr", &["ici", "cliquez ici", "ce lien", "lien", "plus", "en savoir plus", "lire la suite"]),
    ("es", &["aquí", "aqui", "haga clic aquí", "haz clic aquí", "este enlace", "enlace", "más", "leer más"]),
];

/// Whether the words of a link say nothing to readers of `language`.
pub fn is_vague(words: &str, language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or_default();
    VAGUE.iter().any(|(of, all)| of.eq_ignore_ascii_case(primary) && all.contains(&words))
}

/// The words as the table has them, if some language does.
fn vague(words: &str) -> Option<&'static str> {
    let plain = words.trim_matches(|c: char| !c.is_alphanumeric());
    if plain.len() > 32 {
        return None;
    }
    let plain = plain.to_lowercase();
    VAGUE.iter().flat_map(|(_, all)| all.iter()).find(|vague| **vague == plain).copied()
}

/// Whether browsers show a file of this name as a picture.
pub fn is_picture(path: &str) -> bool {
    const PICTURES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico"];
    path.rsplit_once('.').is_some_and(|(_, end)| PICTURES.iter().any(|picture| picture.eq_ignore_ascii_case(end)))
}

/// The alternative text of `![[picture.png|words]]`; `|300` and `|300x200` are sizes, which say nothing.
pub fn alternative(words: &str) -> &str {
    let is_size = words.split('x').all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if is_size { "" } else { words }
}

/// Reads the pieces of a body one after the other.
#[derive(Default)]
pub(super) struct Reader {
    found: Content,
    /// The words of the link that is open.
    link: Option<String>,
    /// Whether there were words in the picture, or the table's head, that is open.
    said: bool,
    in_head: bool,
    last_level: Option<u8>,
}

impl Reader {
    pub(super) fn finish(self) -> Content {
        self.found
    }

    pub(super) fn piece(&mut self, piece: &Piece<'_>, at: &Range<usize>) {
        match piece {
            Piece::Event(event) => self.event(event, at),
            Piece::Wikilink { target, label, has_label, is_shown } => {
                self.words(label);
                if *is_shown && is_picture(target) {
                    self.picture_says(if *has_label { label } else { "" }, at);
                } else if *has_label {
                    self.link_says(label, at);
                }
            }
            Piece::Transclusion { target, label } if is_picture(target) => {
                self.picture_says(if target == label { "" } else { label }, at);
            }
            Piece::Mention(words) | Piece::BareUrl(words) => self.words(words),
            Piece::Transclusion { .. } | Piece::AdmonitionStart(_) | Piece::AdmonitionEnd => {}
        }
    }

    fn event(&mut self, event: &Event<'_>, at: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(*tag, at),
            Event::Text(words) | Event::Code(words) => self.words(words),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                self.words(latex);
                let wrong = math::fault(latex).map(|value| Spanned { value, at: at.clone() });
                self.found.wrong_math.extend(wrong);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: &Range<usize>) {
        match tag {
            Tag::Link { .. } => self.link = Some(String::new()),
            Tag::Image { .. } => self.said = false,
            Tag::TableHead => (self.in_head, self.said) = (true, false),
            Tag::Heading { level, .. } => {
                let level = *level as u8;
                if self.last_level.replace(level).is_some_and(|last| level > last + 1) {
                    self.found.jumps.push(at.clone());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: &Range<usize>) {
        match tag {
            TagEnd::Link => {
                let words = self.link.take().unwrap_or_default();
                self.link_says(&words, at);
            }
            TagEnd::Image => {
                if !self.said {
                    self.found.silent_pictures.push(at.clone());
                }
                // A picture is something said, wherever it stands.
                self.said = true;
            }
            TagEnd::TableHead => {
                self.in_head = false;
                if !self.said {
                    self.found.headless_tables.push(at.clone());
                }
            }
            _ => {}
        }
    }

    fn picture_says(&mut self, words: &str, at: &Range<usize>) {
        if alternative(words).is_empty() {
            self.found.silent_pictures.push(at.clone());
        }
    }

    fn link_says(&mut self, words: &str, at: &Range<usize>) {
        let vague = vague(words).map(|value| Spanned { value, at: at.clone() });
        self.found.vague_links.extend(vague);
    }

    fn words(&mut self, words: &str) {
        self.said |= !words.trim().is_empty();
        if let Some(link) = &mut self.link {
            link.push_str(words);
        }
    }

    /// Raw HTML at `start`. An empty `alt` is how it says that a picture needs no words.
    pub(super) fn html(&mut self, html: &str, start: usize) {
        self.said |= !html.trim().is_empty() && self.in_head;
        if !html.contains(['i', 'I']) {
            return;
        }
        let is_silent =
            |tag: &raw_html::Tag| tag.name == "img" && !html[tag.at.clone()].to_ascii_lowercase().contains("alt");
        let silent = raw_html::tags(html).into_iter().filter(is_silent);
        self.found.silent_pictures.extend(silent.map(|tag| start + tag.at.start..start + tag.at.end));
    }
}
