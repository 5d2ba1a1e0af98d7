//! Mathematics: LaTeX in, MathML out. The only module that names `pulldown_latex`.
//!
//! 1. What could take for ever is refused: formulas that are too long or too deep, and commands that define others.
//! 2. The rest is parsed; the first thing wrong is told in a few words.
//!
//! The MathML is not yet safe: whoever publishes it filters it first.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Event, Parser, Storage, push_mathml};
use std::error::Error;

/// The longest formula, in bytes.
pub const MAX_FORMULA: usize = 4_096;
/// How deep the groups of a formula may nest.
pub const MAX_GROUPS: usize = 64;

/// Commands that make new ones, with which a short formula can become endless, and one that names letters by numbers.
const REFUSED: [&str; 7] = ["def", "let", "futurelet", "newcommand", "renewcommand", "providecommand", "char"];

/// The MathML of a formula, or what is wrong with it.
pub fn mathml(latex: &str, is_display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let events = events(latex, &storage)?;
    let display_mode = if is_display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter().map(Ok::<_, std::fmt::Error>), config)
        .map_err(|error| error.to_string())?;
    Ok(out)
}

/// What is wrong with a formula, if anything is.
pub fn fault(latex: &str) -> Option<String> {
    events(latex, &Storage::new()).err()
}

fn events<'a>(latex: &'a str, storage: &'a Storage) -> Result<Vec<Event<'a>>, String> {
    if latex.len() > MAX_FORMULA {
        return Err(format!("it is longer than {MAX_FORMULA} bytes"));
    }
    if groups(latex) > MAX_GROUPS {
        return Err(format!("its groups are more than {MAX_GROUPS} deep"));
    }
    if let Some(command) = commands(latex).find(|command| REFUSED.contains(command)) {
        return Err(format!("the command \\{command} is not read here"));
    }
    Parser::new(latex, storage).collect::<Result<_, _>>().map_err(|error| {
        let source = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        match source.lines().next().unwrap_or_default() {
            "unknown primitive command found" => "a command in it is not known".to_owned(),
            words => words.to_owned(),
        }
    })
}

/// How deep brackets and environments nest at most; `\sqrt\sqrt` nests without any.
fn groups(latex: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for (at, c) in latex.char_indices().filter(|(_, c)| matches!(c, '{' | '}' | '\\')) {
        let is = |names: &[&str]| c == '\\' && names.iter().any(|name| latex[at + 1..].starts_with(name));
        depth += usize::from(c == '{' || is(&["left", "begin", "sqrt"]));
        depth = depth.saturating_sub(usize::from(c == '}' || is(&["right", "end"])));
        deepest = deepest.max(depth);
    }
    deepest
}

/// The names of all commands, which are letters after a backslash.
fn commands(latex: &str) -> impl Iterator<Item = &str> {
    latex.split('\\').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        &rest[..end]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml_and_mistakes_are_told() {
        assert!(mathml("a^2", false).is_ok_and(|math| math.contains("<msup>")));
        for wrong in ["\\frac{1}{2", "\\nothing", "a_", "\\def\\a{\\a\\a}\\a", "\\char\u{301}"] {
            assert!(fault(wrong).is_some_and(|fault| !fault.is_empty()), "{wrong}");
        }
    }

    #[test]
    fn limits_hold_at_the_limit_and_one_past_it() {
        let nested = |n: usize| format!("{}a{}", "{".repeat(n), "}".repeat(n));
        assert_eq!((fault(&nested(MAX_GROUPS)), fault(&nested(MAX_GROUPS + 1)).is_some()), (None, true));
        let long = |n: usize| "a".repeat(n);
        assert_eq!((fault(&long(MAX_FORMULA)), fault(&long(MAX_FORMULA + 1)).is_some()), (None, true));
    }
}
