//! In which language notes are written. The only module that names `whatlang`, which knows languages by their letters.
//!
//! 1. The beginnings of some documents are put together, without what is no prose.
//! 2. Only a language that is sure, and is not English, is told.

use crate::path::SitePath;
use std::collections::BTreeMap;
use whatlang::Lang;

/// So many documents are looked at, and so many letters of each.
const N_DOCUMENTS: usize = 40;
const N_LETTERS: usize = 2_000;

/// The language of documents as settings name it: `de`.
pub(super) fn of(documents: &BTreeMap<SitePath, String>) -> Option<&'static str> {
    let step = documents.len().div_ceil(N_DOCUMENTS).max(1);
    let text: String = documents.values().step_by(step).map(|text| prose(text)).collect();
    let found = whatlang::detect(&text).filter(whatlang::Info::is_reliable)?;
    tag(found.lang())
}

/// The words of a text: lines that are no front matter, code, tables, or addresses.
fn prose(text: &str) -> String {
    let is_prose = |line: &&str| !line.contains("://") && !line.starts_with(['|', '`', '<', '{']) && line.contains(' ');
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).map_or(text, |(_, body)| body);
    let lines: Vec<&str> = body.lines().filter(is_prose).collect();
    lines.join("\n").chars().take(N_LETTERS).chain(['\n']).collect()
}

fn tag(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Ara => "ar",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Hun => "hu",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Nob => "no",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&'static str> {
        of(&BTreeMap::from([(SitePath::new("a.md"), text.to_owned())]))
    }

    #[test]
    fn only_a_sure_language_other_than_english_is_told() {
        let german = "# Protokoll\n\nWir haben über den Garten gesprochen und beschlossen, dass die Geräte im Schuppen bleiben.\n\nAna kauft nächste Woche neue Erde, weil die alte nicht mehr reicht.\n";
        let english = "# Notes\n\nWe talked about the garden, and decided that the tools stay in the shed.\n\nAna will buy new soil next week, because the old one is not enough any more.\n";
        assert_eq!(found(german), Some("de"));
        assert_eq!(found(english), None);
        assert_eq!(found("# x\n\n- a\n"), None);
        assert_eq!(found(""), None);
    }
}
