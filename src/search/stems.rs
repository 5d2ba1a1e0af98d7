//! What words have in common. The only module that names `rust_stemmers`.

use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;

/// A stemmer for each language that has one.
const LANGUAGES: [(&str, Algorithm); 20] = [
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nb", Algorithm::Norwegian),
    ("nl", Algorithm::Dutch),
    ("nn", Algorithm::Norwegian),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// Finds stems in one language.
pub struct Stems(Option<Stemmer>);

impl Stems {
    /// For the language of an index; where nobody knows its stems, every word is one.
    pub fn of(language: &str) -> Stems {
        let algorithm = LANGUAGES.iter().find(|(name, _)| *name == language).map(|(_, algorithm)| *algorithm);
        Stems(algorithm.map(Stemmer::create))
    }

    /// The stem of a word in lower case, with its marks. Only letters have one.
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        match &self.0 {
            Some(stemmer) if word.chars().all(char::is_alphabetic) => stemmer.stem(word),
            _ => Cow::Borrowed(word),
        }
    }
}
