//! What CommonMark does not know becomes what it does, line by line, with a map back to the file.
//!
//! 1. `!!! note "Title"` with an indented body becomes a quote; the place of the quote is remembered.
//! 2. `::: audience members` … `:::` loses its fences, or is cut out whole where it is hidden.
//! 3. Template code of other generators in link targets (`{{< ref "x" >}}`, `{% link x %}`) becomes the target.
//! 4. Where the body has definitions (`: meaning`), a colon that begins a line otherwise (`:::`, `:-)`) is escaped: the
//!    parser would take it for one.
//!
//! Fenced code is left alone. A body without any of these is borrowed as it is.

use super::MAX_NESTING;
use super::definitions::{has_definitions, stray_colon};
use super::marks::has_any;
use super::template_code::template_target;
use crate::diagnostic::Spanned;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// One of these is in every body that needs work.
const MARKS: [&str; 5] = ["!!! ", "??? ", "???+ ", ":::", "]({"];

/// A box with a kind and a title.
#[derive(Clone, Debug, PartialEq)]
pub struct Admonition {
    /// `note`, `tip`, `warning` …, in lower case.
    pub kind: String,
    /// Its title, if one was written; an empty title means none is wanted.
    pub title: Option<String>,
    /// `???` folds it; `???+` folds it open.
    pub fold: Fold,
}

/// Whether a box can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// It always shows its text.
    None,
    /// It is folded at first.
    Closed,
    /// It can be folded and is open at first.
    Open,
}

/// `::: audience members` … `:::`
#[derive(Clone, Debug, PartialEq)]
pub struct AudienceBlock {
    /// From the start of the opening fence to the end of the closing one, in the file.
    pub at: Range<usize>,
    /// The audience as written.
    pub audience: Spanned<String>,
    /// Whether its closing fence is there.
    pub is_closed: bool,
}

/// A body ready for the Markdown parser.
#[derive(Debug)]
pub struct Prepared<'a> {
    /// The text to parse.
    pub text: Cow<'a, str>,
    /// Where admonitions begin in that text.
    pub admonitions: BTreeMap<usize, Admonition>,
    /// The audience blocks of the body, hidden or not.
    pub blocks: Vec<AudienceBlock>,
    /// Whether a line of it begins as a definition does.
    pub has_definitions: bool,
    /// (place in the text, place in the file): from there on both run side by side.
    map: Vec<(usize, usize)>,
}

impl Prepared<'_> {
    /// Bytes of the prepared text as bytes of the file.
    pub fn in_file(&self, at: Range<usize>) -> Range<usize> {
        let start = self.place(at.start);
        start..self.place(at.end).max(start)
    }

    /// Whether the text stands in the file just as it stands here.
    pub(super) fn runs_straight(&self, at: Range<usize>) -> bool {
        self.in_file(at.clone()).len() == at.len()
    }

    fn place(&self, at: usize) -> usize {
        let next = self.map.partition_point(|(text, _)| *text <= at);
        let (text, file) = self.map[next - 1];
        let place = file + (at - text);
        // Text that was put in has no place of its own: it stands where the file goes on.
        self.map.get(next).map_or(place, |(_, file)| place.min(*file))
    }
}

/// Prepares the bytes `body` of a file. Blocks whose place is in `hidden` are cut out.
pub fn prepare<'a>(file: &'a str, body: Range<usize>, hidden: &[Range<usize>]) -> Prepared<'a> {
    prepare_with(file, body, hidden, &[])
}

/// The same, with definitions of links that stand elsewhere in the file.
pub fn prepare_with<'a>(
    file: &'a str,
    body: Range<usize>,
    hidden: &[Range<usize>],
    borrowed: &[Range<usize>],
) -> Prepared<'a> {
    let text = &file[body.clone()];
    let has_definitions = has_definitions(file, body.clone(), hidden);
    if !has_definitions && borrowed.is_empty() && !has_any(text, &MARKS) {
        return Prepared {
            text: Cow::Borrowed(text),
            admonitions: BTreeMap::new(),
            blocks: Vec::new(),
            has_definitions,
            map: vec![(0, body.start)],
        };
    }
    let mut work = Work::new(file, body, hidden);
    work.has_definitions = has_definitions;
    work.borrow(borrowed);
    work.run();
    let Work { out, admonitions, blocks, map, .. } = work;
    Prepared { text: Cow::Owned(out), admonitions, blocks, has_definitions, map }
}

struct Work<'a> {
    file: &'a str,
    body: Range<usize>,
    hidden: &'a [Range<usize>],
    at: usize,
    out: String,
    map: Vec<(usize, usize)>,
    admonitions: BTreeMap<usize, Admonition>,
    blocks: Vec<AudienceBlock>,
    has_definitions: bool,
    /// Whether a fence stands before: nothing on one side of it explains what is on the other.
    is_apart: bool,
    /// The indents of the admonitions that are open, outermost first.
    boxes: Vec<usize>,
    code: Option<CodeFence>,
    open_block: Option<(Range<usize>, Spanned<String>)>,
    /// How many `:::` blocks of other kinds are open inside it: their ends are not its end.
    n_inner: usize,
}

/// An open code fence: its character and its length.
#[derive(Clone, Copy)]
struct CodeFence(char, usize);

impl<'a> Work<'a> {
    fn new(file: &'a str, body: Range<usize>, hidden: &'a [Range<usize>]) -> Self {
        Work {
            file,
            at: body.start,
            out: String::with_capacity(body.len() + 64),
            map: vec![(0, body.start)],
            body,
            hidden,
            admonitions: BTreeMap::new(),
            blocks: Vec::new(),
            has_definitions: false,
            is_apart: false,
            boxes: Vec::new(),
            code: None,
            open_block: None,
            n_inner: 0,
        }
    }

    /// Above everything else, where no code can be open. They show nowhere, so they need no place in the file.
    fn borrow(&mut self, definitions: &[Range<usize>]) {
        for at in definitions {
            self.out.push_str(self.file[at.clone()].trim_end());
            self.out.push('\n');
        }
        if !definitions.is_empty() {
            self.out.push('\n');
            self.mark(self.body.start);
        }
    }

    fn run(&mut self) {
        while self.at < self.body.end {
            let end = self.file[self.at..self.body.end].find('\n').map_or(self.body.end, |end| self.at + end + 1);
            self.line(self.at..end);
            self.at = end;
        }
        if let Some((open, audience)) = self.open_block.take() {
            self.blocks.push(AudienceBlock { at: open.start..self.body.end, audience, is_closed: false });
        }
    }

    fn line(&mut self, at: Range<usize>) {
        if self.is_hidden(at.start) {
            if self.fence_of_block(&at) {
                self.leave_boxes(0);
                self.gap(at);
            }
            return;
        }
        let inside = self.enter_boxes(at.clone());
        let line = &self.file[inside.clone()];
        if self.toggles_code(line) || self.code.is_some() {
            self.copy(inside);
        } else if self.boxes.is_empty() && self.fence_of_block(&inside) {
            self.gap(inside);
        } else if let Some(admonition) =
            opening(line).filter(|_| self.boxes.len() <= MAX_NESTING && self.has_body(&inside))
        {
            self.open_box(inside, admonition);
        } else {
            self.copy_without_template_code(inside);
        }
    }

    /// An empty line stands where a fence was, so that the paragraphs around it stay apart.
    fn gap(&mut self, at: Range<usize>) {
        self.is_apart = true;
        self.mark(at.start);
        self.out.push('\n');
        self.mark(at.end);
    }

    fn is_hidden(&self, at: usize) -> bool {
        is_within(at, self.hidden)
    }

    /// Writes a quote mark for each open box that the line is in, and leaves those that it is not in.
    fn enter_boxes(&mut self, at: Range<usize>) -> Range<usize> {
        let line = &self.file[at.clone()];
        if line.trim().is_empty() {
            let marks = self.boxes.len();
            for _ in 0..marks {
                self.out.push('>');
            }
            self.mark(at.start);
            return at;
        }
        let (indent, _) = indent_of(line);
        let kept = self.boxes.iter().take_while(|boxed| indent >= **boxed + 4).count();
        self.leave_boxes(kept);
        let mut start = at.start;
        let mut column = 0;
        for boxed in self.boxes.clone() {
            // Four columns of indent become the mark of a quote.
            for _ in column..boxed {
                self.out.push(' ');
            }
            self.out.push_str("> ");
            start += bytes_of_columns(&self.file[start..at.end], boxed + 4 - column);
            column = boxed + 4;
        }
        self.mark(start);
        start..at.end
    }

    /// Keeps so many of the open boxes.
    fn leave_boxes(&mut self, kept: usize) {
        if kept < self.boxes.len() {
            self.boxes.truncate(kept);
            self.code = None;
            self.out.push('\n');
        }
    }

    fn toggles_code(&mut self, line: &str) -> bool {
        let trimmed = if self.code.is_none() { after_list_mark(line.trim_start()) } else { line.trim_start() };
        let Some(mark) = trimmed.chars().next().filter(|c| matches!(c, '`' | '~')) else { return false };
        let length = trimmed.chars().take_while(|c| *c == mark).count();
        match self.code {
            Some(CodeFence(open, n)) if open == mark && length >= n && trimmed[length..].trim().is_empty() => {
                self.code = None;
                true
            }
            // Backticks after backticks are code inside a line.
            None if length >= 3 && !(mark == '`' && trimmed[length..].contains('`')) => {
                self.code = Some(CodeFence(mark, length));
                true
            }
            _ => false,
        }
    }

    /// Notes the opening or closing fence of an audience block.
    fn fence_of_block(&mut self, at: &Range<usize>) -> bool {
        let line = self.file[at.clone()].trim();
        let words = line.trim_start_matches(':');
        if line.len() - words.len() < 3 {
            return false;
        }
        let words = words.trim();
        if words.is_empty() {
            return self.end_of_block(at);
        }
        let Some(name) =
            words.get(..8).filter(|word| word.eq_ignore_ascii_case("audience")).map(|word| words[word.len()..].trim())
        else {
            self.n_inner += usize::from(self.open_block.is_some());
            return false;
        };
        // Where no name is given, the whole line is what is wrong.
        let shown = if name.is_empty() { line } else { name };
        let start = shown.as_ptr() as usize - self.file.as_ptr() as usize;
        let audience = Spanned { value: name.to_owned(), at: start..start + shown.len() };
        self.n_inner = 0;
        if let Some((open, outer)) = self.open_block.replace((at.clone(), audience)) {
            self.blocks.push(AudienceBlock { at: open.start..at.start, audience: outer, is_closed: false });
        }
        true
    }

    /// A bare `:::` ends the innermost block.
    fn end_of_block(&mut self, at: &Range<usize>) -> bool {
        if self.n_inner > 0 {
            self.n_inner -= 1;
            return false;
        }
        let Some((open, audience)) = self.open_block.take() else { return false };
        self.blocks.push(AudienceBlock { at: open.start..at.end, audience, is_closed: true });
        true
    }

    /// An admonition is one only if an indented line follows.
    fn has_body(&self, at: &Range<usize>) -> bool {
        let (indent, _) = indent_of(&self.file[self.line_start(at.start)..at.end]);
        let next = self.file[at.end..self.body.end].lines().find(|line| !line.trim().is_empty());
        next.is_some_and(|line| indent_of(line).0 >= indent + 4)
    }

    fn line_start(&self, at: usize) -> usize {
        self.file[..at].rfind('\n').map_or(0, |end| end + 1).max(self.body.start)
    }

    fn open_box(&mut self, at: Range<usize>, admonition: Admonition) {
        let (indent, _) = indent_of(&self.file[self.line_start(at.start)..at.end]);
        let before = self.out.rfind('\n').map_or(0, |end| end + 1);
        let marks = self.out[before..].to_owned();
        // A quote begins after an empty line, so that it never continues the paragraph above.
        self.out.truncate(before);
        self.out.push_str(marks.trim_end());
        self.out.push('\n');
        self.out.push_str(&marks);
        let outer = self.boxes.last().map_or(0, |outer| outer + 4);
        self.out.push_str(&" ".repeat(indent.saturating_sub(outer).min(3)));
        self.admonitions.insert(self.out.len(), admonition);
        self.mark(at.start);
        self.out.push('>');
        self.out.push('\n');
        self.boxes.push(indent);
        self.mark(at.end);
    }

    fn copy_without_template_code(&mut self, at: Range<usize>) {
        let is_blank = self.file[at.clone()].trim().is_empty();
        let was_apart = self.is_apart;
        self.is_apart &= is_blank;
        let mut done = at.start;
        if let Some(colon) = stray_colon(&self.file[at.clone()], !was_apart).filter(|_| self.has_definitions) {
            done = at.start + colon;
            self.copy(at.start..done);
            self.out.push('\\');
            self.mark(done);
        }
        while let Some(found) = template_target(&self.file[done..at.end]) {
            let (from, target, to) = (done + found.at.start, found.target, done + found.at.end);
            self.copy(done..from);
            self.out.push_str(if found.is_from_root { "</" } else { "<" });
            self.mark(target.as_ptr() as usize - self.file.as_ptr() as usize);
            self.out.push_str(target);
            self.mark(to);
            self.out.push('>');
            self.mark(to);
            done = to;
        }
        self.copy(done..at.end);
    }

    fn copy(&mut self, at: Range<usize>) {
        self.mark(at.start);
        self.out.push_str(&self.file[at.clone()]);
        self.mark(at.end);
    }

    /// From here on, text and file run side by side again.
    fn mark(&mut self, file: usize) {
        let text = self.out.len();
        let (last_text, last_file) = self.map[self.map.len() - 1];
        if text - last_text == file.wrapping_sub(last_file) {
            return;
        }
        if last_text == text {
            self.map.pop();
        }
        self.map.push((text, file));
    }
}

/// Whether byte `at` is in one of `ranges`, which stand apart and in order, as audience blocks do.
pub fn is_within(at: usize, ranges: &[Range<usize>]) -> bool {
    let before = ranges.partition_point(|range| range.start <= at);
    ranges[..before].last().is_some_and(|range| range.contains(&at))
}

/// The columns of white space a line begins with, and their bytes. A tab goes to the next multiple of four.
pub(super) fn indent_of(line: &str) -> (usize, usize) {
    let mut columns = 0;
    for (at, c) in line.char_indices() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => return (columns, at),
        }
    }
    (columns, line.len())
}

fn bytes_of_columns(line: &str, columns: usize) -> usize {
    let mut seen = 0;
    for (at, c) in line.char_indices() {
        match c {
            _ if seen >= columns => return at,
            ' ' => seen += 1,
            '\t' => seen += 4,
            _ => return at,
        }
    }
    line.len()
}

/// What follows `-`, `*`, `+` or `1.`: code can begin on the first line of a list's item.
fn after_list_mark(line: &str) -> &str {
    let rest = line
        .strip_prefix(['-', '*', '+'])
        .or_else(|| line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')']));
    rest.filter(|rest| rest.starts_with([' ', '\t'])).map_or(line, str::trim_start)
}

/// Whether words after `::` look as if they began an audience block: one that `prepare` found is gone by then.
pub fn resembles_audience<'a>(words: &str, mut audiences: impl Iterator<Item = &'a str>) -> bool {
    let word =
        words.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default().to_lowercase();
    strsim::osa_distance(&word, "audience") <= 2 || audiences.any(|audience| audience.to_lowercase() == word)
}

/// `!!! note "Title"`, `??? note`, `???+ note`; a title alone makes a note.
fn opening(line: &str) -> Option<Admonition> {
    let line = line.trim();
    let marks = [("!!!", Fold::None), ("???+", Fold::Open), ("???", Fold::Closed)];
    let (rest, fold) =
        marks.into_iter().find_map(|(mark, fold)| Some((line.strip_prefix(mark)?.strip_prefix(' ')?, fold)))?;
    let (words, title) = match rest.split_once('"') {
        Some((words, title)) => (words, Some(title.strip_suffix('"')?.to_owned())),
        None => (rest, None),
    };
    let mut words = words.split_whitespace();
    let usual = title.as_ref().map(|_| "note");
    let kind = words.next().or(usual)?.to_lowercase();
    let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (is_word(&kind) && words.all(is_word)).then_some(Admonition { kind, title, fold })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admonition_becomes_a_quote_with_a_way_back() {
        let file = "A\n!!! tip \"Try\"\n    One *two*\n\n    - three\nB\n";
        let prepared = prepare(file, 0..file.len(), &[]);
        assert_eq!(prepared.text, "A\n\n>\n> One *two*\n>\n> - three\n\nB\n");
        let two = prepared.text.find("two").unwrap();
        assert_eq!(&file[prepared.in_file(two..two + 3)], "two");
        assert_eq!(prepared.admonitions.values().next().unwrap().title.as_deref(), Some("Try"));
    }

    #[test]
    fn code_and_prose_with_exclamation_marks_stay() {
        for file in ["```\n!!! note\n    x\n```\n", "!!! wow\nno body\n", "Hello!!! note\n    x\n"] {
            assert!(prepare(file, 0..file.len(), &[]).admonitions.is_empty(), "{file}");
        }
    }

    #[test]
    fn nested_admonitions_keep_their_places() {
        let file = "!!! note\n    A\n    ??? tip \"T\"\n        deep\n    B\n";
        let prepared = prepare(file, 0..file.len(), &[]);
        assert_eq!(prepared.admonitions.len(), 2);
        let deep = prepared.text.find("deep").unwrap();
        assert_eq!(&file[prepared.in_file(deep..deep + 4)], "deep");
    }

    #[test]
    fn hidden_blocks_are_cut_out_and_the_rest_keeps_its_place() {
        let file = "A\n::: audience members\nsecret\n:::\nB\n";
        let open = prepare(file, 0..file.len(), &[]);
        assert_eq!(open.text, "A\n\nsecret\n\nB\n");
        let hidden = open.blocks[0].at.clone();
        let cut = prepare(file, 0..file.len(), std::slice::from_ref(&hidden));
        assert_eq!(cut.text, "A\n\n\nB\n");
        assert_eq!(&file[cut.in_file(4..5)], "B");
    }

    #[test]
    fn template_code_in_targets_becomes_the_target() {
        for (file, target) in [
            ("[a]({{< ref \"x.md\" >}})", "x.md"),
            ("[a]({% link _posts/x.md %})", "/_posts/x.md"),
            ("[a]({{ site.baseurl }}/x/)", "/x/"),
            ("[a]({{ site.baseurl }}{% link x.md %})", "/x.md"),
        ] {
            let prepared = prepare(file, 0..file.len(), &[]);
            assert_eq!(prepared.text, format!("[a](<{target}>)"));
        }
    }
}
