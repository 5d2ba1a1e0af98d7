//! What a session talked about: the titles of its agenda.
//!
//! 1. Headings below which something is said, unless they say what that is (`sections`).
//! 2. Outer items with a link, and text or items below them.
//! 3. Other outer items with items below them, which may be titles as well.

use super::Topic;
use super::lines::Form;
use super::outline::Outline;
use super::sections::has_link;
use super::who::Known;
use crate::diagnostic::Spanned;
use crate::document::markdown::squeeze;

/// A title has so many letters at most.
const MAX_TITLE: usize = 80;

/// The titles of a sequence of lines, in order.
pub(super) fn read(outline: &Outline<'_>, known: &Known) -> Vec<Topic> {
    let is_nobody = |topic: &Topic| topic.is_sure || known.name(&topic.words.value).is_none();
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
            _ => below.items.extend(topic),
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
}

impl Below {
    /// Several items with links are an agenda, whatever its heading says; one belongs to the heading.
    fn add_to(self, topics: &mut Vec<Topic>) {
        let n_sure = self.items.iter().filter(|item| item.is_sure).count();
        match self.heading {
            Some(heading) if n_sure < 2 => {
                topics.push(heading);
                topics.extend(self.items.into_iter().filter(|item| !item.is_sure));
            }
            _ => topics.extend(self.items),
        }
    }
}

fn topic(outline: &Outline<'_>, place: usize) -> Option<Topic> {
    let line = outline.lines[place];
    let has_link = has_link(outline.all, line);
    let is_meant = match line.form {
        Form::Heading(_) => says_something(outline, place),
        Form::Item if line.depth == 1 && line.ticked.is_none() => is_talked_about(outline, place, has_link),
        _ => false,
    };
    let is_sure = has_link || line.form != Form::Item;
    let text = Some(outline.text(place)).filter(|text| is_meant && (is_sure || is_short(text)))?;
    Some(Topic { words: Spanned { value: title(text)?, at: outline.all.in_file(text) }, is_sure })
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
    is_title.then(|| shorten(&squeeze(text)))
}

/// `#620`, `[#620]`, `(org/repo#620)`.
fn is_number(word: &str) -> bool {
    let word = word.trim_matches(['[', ']', '(', ')', ',']);
    word.rsplit_once('#').is_some_and(|(_, digits)| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn shorten(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(MAX_TITLE) else { return text.to_owned() };
    let head = &text[..cut];
    format!("{} …", head.rsplit_once(' ').map_or(head, |(words, _)| words))
}
