//! XML by elements. The only module that names `quick_xml`.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// A document on its way to bytes.
pub(super) struct Xml(Writer<Vec<u8>>);

const WRITES: &str = "writing to memory cannot fail";

/// One document, whose outermost element is filled by `content`.
pub(super) fn document(name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 1));
    xml.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).expect(WRITES);
    xml.element(name, attributes, content);
    let mut bytes = xml.0.into_inner();
    bytes.push(b'\n');
    bytes
}

impl Xml {
    /// An element that holds others.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Xml)) {
        use quick_xml::events::{BytesEnd, BytesStart};
        let values: Vec<(&str, String)> = attributes.iter().map(|(name, value)| (*name, allowed(value))).collect();
        let values = values.iter().map(|(name, value)| (*name, value.as_str()));
        self.0.write_event(Event::Start(BytesStart::new(name).with_attributes(values))).expect(WRITES);
        content(self);
        self.0.write_event(Event::End(BytesEnd::new(name))).expect(WRITES);
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let values: Vec<(&str, String)> = attributes.iter().map(|(name, value)| (*name, allowed(value))).collect();
        let values = values.iter().map(|(name, value)| (*name, value.as_str()));
        self.0.create_element(name).with_attributes(values).write_empty().expect(WRITES);
    }

    /// An element that holds text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.0.create_element(name).write_text_content(BytesText::new(&allowed(text))).expect(WRITES);
    }
}

/// Text without the letters that XML forbids.
fn allowed(text: &str) -> String {
    let is_allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let text = "a < b & \"c\" > d ]]> \u{0}\u{b}\u{ffff}é";
        let bytes = document("x", &[("y", text)], |xml| {
            xml.text("z", text);
            xml.empty("w", &[("y", text)]);
        });
        let written = String::from_utf8(bytes).unwrap();
        assert!(!written.contains(['\u{0}', '\u{b}', '\u{ffff}']), "{written}");
        let mut reader = quick_xml::Reader::from_str(&written);
        let mut texts = String::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Text(text) => texts.push_str(&text.decode().unwrap()),
                Event::GeneralRef(name) => texts.push_str(&format!("&{};", name.decode().unwrap())),
                _ => {}
            }
        }
        assert_eq!(quick_xml::escape::unescape(&texts).unwrap().trim(), "a < b & \"c\" > d ]]> é");
    }
}
