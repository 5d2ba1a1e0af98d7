//! What is said in a cue, without its markup.
//!
//! 1. Tags are taken off: those of WebVTT, of HTML, and what SubRip has in braces. `<v Name>` tells who speaks from there
//!    on, until `</v>`.
//! 2. Entities are decoded after that, so that `&lt;b&gt;` is text.

/// A name is no longer than so many letters.
const MAX_NAME: usize = 80;
/// No entity that is known is longer.
const MAX_ENTITY: usize = 8;

/// What one voice says.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) voice: Option<String>,
    pub(super) text: String,
}

/// A payload, cut where another voice begins.
pub(super) fn pieces(payload: &str) -> Vec<Piece> {
    let mut pieces = vec![Piece { voice: None, text: String::new() }];
    // Behind the last bracket none has to be sought.
    let (last_tag, last_brace) = (payload.rfind('>').unwrap_or(0), payload.rfind('}').unwrap_or(0));
    let mut rest = payload;
    while let Some(at) = rest.find(['<', '{']) {
        let begins = payload.len() - rest.len() + at;
        let (text, markup) = rest.split_at(at);
        push(&mut pieces, text);
        let last = if markup.starts_with('<') { last_tag } else { last_brace };
        let length = if begins < last { length_of_markup(markup) } else { None };
        if let Some(voice) = length.and_then(|length| voice_of(&markup[1..length - 1])) {
            pieces.push(Piece { voice, text: String::new() });
        }
        // A bracket that begins no markup is text.
        push(&mut pieces, &markup[..usize::from(length.is_none())]);
        rest = &markup[length.unwrap_or(1)..];
    }
    push(&mut pieces, rest);
    for piece in &mut pieces {
        piece.text = decoded(&piece.text);
    }
    pieces
}

fn push(pieces: &mut [Piece], text: &str) {
    if let Some(last) = pieces.last_mut() {
        last.text.push_str(text);
    }
}

/// How long the tag is that a text begins with, if it is one.
fn length_of_markup(text: &str) -> Option<usize> {
    let close = if text.starts_with('{') { '}' } else { '>' };
    let is_time = |tag: &str| tag.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    match text.chars().nth(1)? {
        '\\' if close == '}' => {}
        first if close == '>' && (first.is_ascii_alphabetic() || first == '/') => {}
        '0'..='9' if close == '>' => {
            let end = text.bytes().take(16).position(|byte| byte == b'>')?;
            return is_time(&text[1..end]).then_some(end + 1);
        }
        _ => return None,
    }
    text.find(close).map(|end| end + 1)
}

/// The voice that a tag begins, or ends; `None` for every other tag.
fn voice_of(tag: &str) -> Option<Option<String>> {
    if tag.trim_end() == "/v" {
        return Some(None);
    }
    let (name, annotation) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    (name.split('.').next() == Some("v")).then(|| as_name(annotation))
}

/// A name in one line, if it can be one.
pub(super) fn as_name(written: &str) -> Option<String> {
    let name = decoded(written).split_whitespace().collect::<Vec<_>>().join(" ");
    (name.contains(char::is_alphanumeric) && name.chars().count() <= MAX_NAME).then_some(name)
}

/// A text with its entities as letters; whatever is no letter at all is a space.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let entity = &rest[at..];
        let end = entity.bytes().take(MAX_ENTITY + 2).position(|byte| byte == b';');
        let letter = end.and_then(|end| Some((letter(&entity[1..end])?, end + 1)));
        let (letter, length) = letter.unwrap_or(('&', 1));
        out.push(letter);
        rest = &entity[length..];
    }
    out.push_str(rest);
    out.replace(|c: char| c.is_control() && c != '\n', " ")
}

fn letter(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(payload: &str) -> String {
        pieces(payload).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn markup_is_taken_off_and_text_stays() {
        for (written, read) in [
            ("<b>Turn</b> <c.yellow.bg_blue>it</c> <00:01.000>now", "Turn it now"),
            ("{\\an8}Up {here} {\\", "Up {here} {\\"),
            ("I <3 you > all, 2 < 3", "I <3 you > all, 2 < 3"),
            ("&lt;b&gt; &amp;amp; &#x41;&#66; &nosuch; &#0; &", "<b> &amp; AB &nosuch;   &"),
            ("<script>alert(1)</script>", "alert(1)"),
            ("<v Ana", "<v Ana"),
            ("<<<", "<<<"),
        ] {
            assert_eq!(text(written), read, "{written}");
        }
    }

    #[test]
    fn a_voice_speaks_until_another_does() {
        let voices = |payload| pieces(payload).into_iter().map(|piece| piece.voice).collect::<Vec<_>>();
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(voices("<v.x Ana &amp; Bo>Hi</v> there"), [None, name("Ana & Bo"), None]);
        assert_eq!(voices("<V Ana><video x><v>x"), [None, None]);
        assert_eq!(voices(&format!("<v {}>x", "a".repeat(90))), [None, None]);
    }
}
