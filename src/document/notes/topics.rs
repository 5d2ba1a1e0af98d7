//! What a session talked about: the titles of its agenda.
//!
//! 1. Headings below which something is said, unless they say what that is (`sections`).
//! 2. Outer items with a link, with text or items below them or without.
//! 3. Other outer items with items below them, which may be titles as well.

use super::lines::Form;
use super::outline::Outline;
use super::sections::has_link;
use super::who::Known;
use super::{Certainty, Topic};
use crate::diagnostic::Spanned;
use crate::document::markdown::{cut_at_word, squeeze};

/// A title has so many letters at most.
const MAX_TITLE: usize = 80;

/// The titles of a sequence of lines, in order.
pub(super) fn read(outline: &Outline<'_>, known: &Known) -> Vec<Topic> {
    let is_nobody = |topic: &Topic| topic.certainty < Certainty::Likely || known.name(&topic.words.value).is_none();
    let mut topics = Vec::new();
    let mut below = Below::default();
    for (place, line) in outline.lines.iter().enumerate() {
        if let Form::Heading(_) = line.form {
            std::mem::take(&mut below).add_to(&mut topics);
        }
        let is_free = !outline.is_title(place) && outline.scope(place).is_none();
        let topic = Some(place).filter(|_| is_free).and_then(|place| topic(outline, place)).filter(is_nobody);
        match line.form {
            Form::Heading(_) => below.heading = topic,
            form => {
                below.has_text |= form == Form::Text && line.depth == 0;
                below.items.extend(topic);
            }
        }
    }
    below.add_to(&mut topics);
    topics
}

/// A heading, and the items below it.
#[derive(Default)]
struct Below {
    heading: Option<Topic>,
    items: Vec<Topic>,
    /// Whether something else stands below it.
    has_text: bool,
}

impl Below {
    /// Several items with links are an agenda, whatever its heading says; one belongs to the heading.
    fn add_to(self, topics: &mut Vec<Topic>) {
        let is_agenda = |item: &Topic| match item.certainty {
            Certainty::Told => true,
            Certainty::Listed => !self.has_text,
            Certainty::Likely => false,
        };
        let is_list = self.items.iter().filter(|item| is_agenda(item)).count() > 1;
        let heading = self.heading.filter(|_| !is_list);
        let belongs = |item: &Topic| heading.is_some() && item.certainty == Certainty::Told;
        let items: Vec<Topic> = self.items.into_iter().filter(|item| !belongs(item)).collect();
        topics.extend(heading.into_iter().chain(items));
    }
}

fn topic(outline: &Outline<'_>, place: usize) -> Option<Topic> {
    let text = outline.text(place).trim();
    let certainty = certainty(outline, place)?;
    let is_title = certainty < Certainty::Likely || is_short(text);
    let words = title(text).filter(|_| is_title)?;
    Some(Topic { words: Spanned { value: words, at: outline.all.in_file(text) }, certainty })
}

fn certainty(outline: &Outline<'_>, place: usize) -> Option<Certainty> {
    let line = outline.lines[place];
    let has_link = has_link(outline.all, line);
    match line.form {
        Form::Heading(_) => says_something(outline, place).then_some(Certainty::Told),
        Form::Item if line.depth != 1 || line.ticked.is_some() => None,
        Form::Item if is_talked_about(outline, place, has_link) => {
            Some(if has_link { Certainty::Told } else { Certainty::Likely })
        }
        Form::Item => has_link.then_some(Certainty::Listed),
        _ => None,
    }
}

/// Whether something stands right below a heading, or only what came of it does.
fn says_something(outline: &Outline<'_>, place: usize) -> bool {
    let is_text = |next: usize| !matches!(outline.lines[next].form, Form::Heading(_)) || outline.is_title(next);
    Some(place + 1).filter(|next| *next < outline.lines.len()).is_some_and(is_text)
}

/// Whether an item has others below it, or a paragraph where it has a link.
fn is_talked_about(outline: &Outline<'_>, place: usize, has_link: bool) -> bool {
    let next = outline.lines.get(place + 1);
    next.is_some_and(|next| next.depth > 1 || (has_link && next.depth == 0 && next.form == Form::Text))
}

/// Whether an item looks like a title: no sentence, and nothing that somebody says.
fn is_short(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= MAX_TITLE
        && !text.ends_with(['.', '!', '?', ';', ','])
        && !text.trim_end_matches(':').contains([':', '@'])
}

/// The first line without numbers of issues at its end; none where it is an address, or the name of a repository.
fn title(text: &str) -> Option<String> {
    let is_around = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | ':' | '-' | '–' | ',');
    let mut text = text.trim_matches(is_around).lines().next()?.trim_end_matches(is_around);
    while let Some((rest, _)) = text.rsplit_once(' ').filter(|(_, last)| is_number(last)) {
        text = rest.trim_end_matches(is_around);
    }
    let is_path = text.contains("://") || (text.contains('/') && !text.contains(' '));
    let is_title = !is_path && text.chars().filter(|c| c.is_alphabetic()).nth(2).is_some();
    is_title.then(|| cut_at_word(&squeeze(text), MAX_TITLE))
}

/// `#620`, `[#620]`, `(org/repo#620)`.
fn is_number(word: &str) -> bool {
    let word = word.trim_matches(['[', ']', '(', ')', ',']);
    word.rsplit_once('#').is_some_and(|(_, digits)| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
