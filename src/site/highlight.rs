//! Code as HTML with a handful of classes. The only module that names `syntect` and `two_face`.
//!
//! TextMate scopes are mapped to nine classes (`hl-k` keyword, `hl-s` string, …), so that a skin has nine colours
//! to choose and not nine hundred.

use pulldown_cmark_escape::escape_html;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;
use syntect::parsing::{ParseState, Scope, ScopeStackOp, SyntaxReference, SyntaxSet};

/// Larger blocks are shown plain, because regular expressions over them can take seconds.
const MAX_CODE: usize = 128 * 1024;
/// Longer lines are shown plain.
const MAX_LINE: usize = 2_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Scope prefixes and their classes; the first that fits counts.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let rows = [
        ("comment", "hl-c"),
        ("punctuation.definition.comment", "hl-c"),
        ("string", "hl-s"),
        ("punctuation.definition.string", "hl-s"),
        ("constant.character", "hl-s"),
        ("constant", "hl-n"),
        ("keyword.operator", "hl-o"),
        ("keyword", "hl-k"),
        ("storage", "hl-k"),
        ("entity.name.function", "hl-f"),
        ("support.function", "hl-f"),
        ("variable.function", "hl-f"),
        ("entity.name.tag", "hl-k"),
        ("entity.other.attribute-name", "hl-a"),
        ("entity.name", "hl-t"),
        ("support.type.property-name", "hl-a"),
        ("support", "hl-t"),
        ("meta.mapping.key", "hl-a"),
        ("markup.heading", "hl-t"),
        ("markup.inserted", "hl-i"),
        ("markup.deleted", "hl-d"),
    ];
    rows.into_iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class))).collect()
});

/// Highlights `code`. `None` if the language is unknown, or the block is too large.
pub fn html(code: &str, language: &str) -> Option<String> {
    let syntax = syntax(language)?;
    if code.len() > MAX_CODE || code.lines().any(|line| line.len() > MAX_LINE) {
        return None;
    }
    let mut writer = Writer { out: String::with_capacity(code.len() * 2), stack: Vec::new(), open: None };
    let mut state = ParseState::new(syntax);
    for line in code.split_inclusive('\n') {
        let ops = LINES.with_borrow_mut(|lines| lines.parse(&mut state, line))?;
        writer.line(line, &ops);
    }
    Some(writer.finish())
}

thread_local! {
    static LINES: RefCell<Lines> = RefCell::default();
}

/// So many lines are remembered by each thread.
const MAX_LINES: usize = 10_000;

type Ops = Rc<[(usize, ScopeStackOp)]>;

/// Lines that were parsed before. Code repeats itself (`}`, `import`, the same command on ten pages), and matching
/// regular expressions is most of what a build with much code does.
#[derive(Default)]
struct Lines {
    known: HashMap<String, Vec<(ParseState, Ops, ParseState)>>,
}

impl Lines {
    /// What the parser makes of a line in a state, which moves on. `None` if the syntax has a rule that cannot be used.
    fn parse(&mut self, state: &mut ParseState, line: &str) -> Option<Ops> {
        if let Some((_, ops, after)) =
            self.known.get(line).and_then(|known| known.iter().find(|(before, _, _)| before == state))
        {
            *state = after.clone();
            return Some(ops.clone());
        }
        let before = state.clone();
        let ops: Ops = state.parse_line(line, &SYNTAXES).ok()?.into();
        if self.known.len() >= MAX_LINES {
            self.known.clear();
        }
        self.known.entry(line.to_owned()).or_default().push((before, ops.clone(), state.clone()));
        Some(ops)
    }
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let plain = matches!(language, "text" | "txt" | "plain" | "plaintext" | "none" | "mermaid");
    SYNTAXES.find_syntax_by_token(language).filter(|_| !plain)
}

struct Writer {
    out: String,
    /// The class of each open scope.
    stack: Vec<Option<&'static str>>,
    /// The class of the span that is open.
    open: Option<&'static str>,
}

impl Writer {
    fn line(&mut self, line: &str, ops: &[(usize, ScopeStackOp)]) {
        let mut done = 0;
        for (at, op) in ops {
            self.text(&line[done..*at]);
            done = *at;
            self.apply(op);
        }
        self.text(&line[done..]);
    }

    fn apply(&mut self, op: &ScopeStackOp) {
        match op {
            ScopeStackOp::Push(scope) => self.stack.push(class_of(*scope)),
            ScopeStackOp::Pop(n) => self.stack.truncate(self.stack.len().saturating_sub(*n)),
            // Clearing hides scopes for a while; the classes below would only change within one token.
            ScopeStackOp::Clear(_) | ScopeStackOp::Restore | ScopeStackOp::Noop => {}
        }
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let class = if text.trim().is_empty() { self.open } else { self.stack.iter().rev().find_map(|class| *class) };
        self.switch(class);
        escape_html(&mut self.out, text).expect("writing to a string cannot fail");
    }

    fn switch(&mut self, class: Option<&'static str>) {
        if class == self.open {
            return;
        }
        if self.open.is_some() {
            self.out.push_str("</span>");
        }
        if let Some(class) = class {
            self.out.push_str("<span class=\"");
            self.out.push_str(class);
            self.out.push_str("\">");
        }
        self.open = class;
    }

    fn finish(mut self) -> String {
        self.switch(None);
        self.out
    }
}

fn class_of(scope: Scope) -> Option<&'static str> {
    CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_gets_classes_and_stays_text() {
        let html = html("fn main() { let x = \"<b>\"; }\n", "rust").unwrap();
        assert!(html.contains("<span class=\"hl-k\">fn"), "{html}");
        assert!(html.contains("&lt;b&gt;") && !html.contains("<b>"), "{html}");
    }

    #[test]
    fn unknown_languages_and_large_blocks_are_left_alone() {
        assert_eq!(html("x", "no-such-language"), None);
        assert!(html(&"x\n".repeat(MAX_CODE / 2), "rust").is_some());
        assert_eq!(html(&"x\n".repeat(MAX_CODE / 2 + 1), "rust"), None);
    }
}
