//! A page as a browser's tokeniser reads it: its tags and their attributes.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// An opening tag.
#[derive(Clone, Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

/// Every opening tag of a page.
pub fn tags(html: &str) -> Vec<Tag> {
    read(html).tags.into_inner()
}

fn read(html: &str) -> Sink {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink
}

/// What can be led to on a page.
pub fn anchors(tags: &[Tag]) -> BTreeSet<String> {
    let ids = tags.iter().filter_map(|tag| tag.attributes.get("id"));
    let names = tags.iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.attributes.get("name"));
    ids.chain(names).cloned().collect()
}

/// What a browser would have to mend: wrong letters between tags, elements that are not closed, or not in order.
pub fn faults(html: &str) -> Vec<String> {
    let sink = read(html);
    let mut faults = sink.errors.into_inner();
    let mut open: Vec<String> = Vec::new();
    for (name, is_end) in sink.order.into_inner() {
        match is_end {
            false => open.push(name),
            true if open.last() == Some(&name) => drop(open.pop()),
            true => faults.push(format!("</{name}> closes {:?}", open.last())),
        }
    }
    faults.extend(open.into_iter().map(|name| format!("<{name}> is never closed")));
    faults
}

/// Every heading of a page: its level and its text.
pub fn headings(html: &str) -> Vec<(u8, String)> {
    let mut headings = Vec::new();
    for level in 1..=6u8 {
        for (at, _) in html.match_indices(&format!("<h{level}")) {
            let rest = &html[at..];
            let inner = rest.split_once('>').map_or("", |(_, inner)| inner);
            let inner = inner.split(&format!("</h{level}>")).next().unwrap_or_default();
            headings.push((at, level, text(inner)));
        }
    }
    headings.sort_unstable();
    headings.into_iter().map(|(_, level, text)| (level, text)).collect()
}

/// What stands between tags.
fn text(html: &str) -> String {
    let outside = html.split('<').enumerate().map(|(place, part)| match place {
        0 => part,
        _ => part.split_once('>').map_or("", |(_, text)| text),
    });
    outside.collect::<String>().trim().to_owned()
}

/// Elements that have no end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

#[derive(Default)]
struct Sink {
    tags: RefCell<Vec<Tag>>,
    /// Each tag that opens or closes an element, in its order; `true` is an end.
    order: RefCell<Vec<(String, bool)>>,
    errors: RefCell<Vec<String>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::ParseError(error) = &token {
            self.errors.borrow_mut().push(error.to_string());
        }
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        if !tag.self_closing && !VOID.contains(&&*tag.name) {
            self.order.borrow_mut().push((tag.name.to_string(), tag.kind == TagKind::EndTag));
        }
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        let attributes =
            tag.attrs.iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        self.tags.borrow_mut().push(Tag { name: tag.name.to_string(), attributes: attributes.collect() });
        match raw_kind(&tag.name) {
            Some(kind) => TokenSinkResult::RawData(kind),
            None => TokenSinkResult::Continue,
        }
    }
}

/// Elements whose text is no markup.
fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "title" | "textarea" => Some(Rcdata),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(Rawtext),
        "script" => Some(ScriptData),
        _ => None,
    }
}
