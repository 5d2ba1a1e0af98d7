//! Letters of a list by name: Latin ones without their accents, those of other scripts as they are.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name as lists by letter compare it: lower case, without accents, from its first letter or digit on.
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(name.len());
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        match plain(c) {
            Some(plain) => folded.push_str(&plain.to_lowercase()),
            None => folded.extend(c.to_lowercase()),
        }
    }
    let start = folded.find(char::is_alphanumeric).unwrap_or(folded.len());
    folded.split_off(start)
}

/// Latin letters that are no base with an accent (`ø`, `ß`), and the digits of all scripts.
fn plain(c: char) -> Option<&'static str> {
    let is_latin = matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    if is_latin || (!c.is_ascii() && c.is_numeric()) { deunicode::deunicode_char(c) } else { None }
}

/// The letter that a name stands under; `None` if it begins with a digit or has no letter.
pub fn letter(name: &str) -> Option<char> {
    first_letter(&fold(name))
}

/// The letter that a folded name stands under.
pub fn first_letter(folded: &str) -> Option<char> {
    let first = folded.chars().next().filter(|c| c.is_alphabetic())?;
    Some(first.to_uppercase().next().unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_and_other_scripts_keep_their_letters() {
        let letters = ["Été", "“Øre”", "ßharp", "жук", "中文", "9 lives", "", "٣", "…"].map(letter);
        let expected = [Some('E'), Some('O'), Some('S'), Some('Ж'), Some('中'), None, None, None, None];
        assert_eq!(letters, expected);
    }

    #[test]
    fn names_under_one_letter_stand_together() {
        let mut names = ["жук", "Zoo", "_x", "äpple", "Apfel", "9", "~a", "(b)", "Ёж", "", "Ёлка", "Еда"];
        names.sort_by_key(|name| fold(name));
        let mut letters: Vec<Option<char>> = names.iter().map(|name| letter(name)).collect();
        letters.dedup();
        let n = letters.len();
        letters.sort();
        letters.dedup();
        assert_eq!(letters.len(), n);
    }
}
