//! Names that stand before what is said: `Ana Lima: Let us begin.`
//!
//! A colon is not always behind a name. It is one if most cues begin so, or if the same name comes again.

use super::Spoken;
use super::text::as_name;
use std::collections::HashMap;

/// A name before a colon has no more words, and no more bytes.
const MAX_WORDS: usize = 5;
const MAX_BYTES: usize = 80;

/// Takes names off the start of what is said. Who spoke last goes on where none stands.
pub(super) fn from_names(spoken: &mut [Spoken]) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let names: Vec<Option<(&str, &str)>> = spoken.iter().map(|one| name_before(&one.text)).collect();
    for (name, _) in names.iter().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let are_usual = 2 * names.iter().flatten().count() > names.len() && names.len() > 1;
    let is_name = |name: &str| are_usual || counts[name] > 1;
    let told = names.iter().map(|found| {
        let (name, said) = found.filter(|(name, _)| is_name(name))?;
        Some((as_name(name)?, said.to_owned()))
    });
    let told: Vec<Option<(String, String)>> = told.collect();
    let mut voice = None;
    for (one, told) in spoken.iter_mut().zip(told) {
        if let Some((name, said)) = told {
            (voice, one.text) = (Some(name), said);
        }
        one.voice.clone_from(&voice);
    }
}

/// What may be a name at the start of a text, and what is said behind it. Before it may stand what captions use to show
/// that another voice begins.
pub(super) fn name_before(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(['>', '-', '–', ' ']);
    let colon = text.bytes().take(MAX_BYTES).position(|byte| byte == b':')?;
    let (name, said) = (text[..colon].trim_end(), text[colon + 1..].strip_prefix(' ')?);
    let handle = name.strip_prefix('@');
    let is_first = |first: char| first.is_alphanumeric() && (handle.is_some() || !first.is_lowercase());
    let begins = handle.unwrap_or(name).starts_with(is_first);
    let is_plain = !name.contains(['!', '?', ';', '"', ',', '…', '<', '>']) && !ends_a_sentence(name);
    (begins && is_plain && name.split_whitespace().count() <= MAX_WORDS && !said.is_empty()).then_some((name, said))
}

/// `Dr. Lima` is a name, `That is it. Now` is none.
fn ends_a_sentence(name: &str) -> bool {
    name.split_whitespace().any(|word| word.ends_with('.') && word.chars().count() > 4)
}
