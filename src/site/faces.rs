//! Faces: initials in a circle, in a colour that stays with the person.
//!
//! 1. The initials are the first letters of the first and the last word of the name.
//! 2. The hue follows from the member's address alone, so that it is the same in every list and every build.

use super::Site;
use super::view::FaceView;
use crate::community::{Community, EntryId};
use crate::derive::Derived;
use crate::document::Document;
use crate::document::kinds::Involvement;
use crate::document::role::Role;
use crate::kind::Kind;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many hues there are: the classes `f1` to `f6` of the style sheet.
const N_HUES: u64 = 6;

/// The face of every member. They are shown wherever a name is, so each is worked out once.
pub(super) fn all(community: &Community, derived: &Derived) -> BTreeMap<EntryId, FaceView> {
    let face = |id: &EntryId| {
        let document = &community.entry(*id).document;
        let is_core = is_core(document, &derived.incoming[id.0 as usize]);
        FaceView { initials: initials(&document.title), hue: hue(&document.slugs.own), is_core }
    };
    derived.of_kind(Kind::Member).iter().map(|id| (*id, face(id))).collect()
}

/// Whether a member carries the community, or keeps a theme.
fn is_core(document: &Document, incoming: &[(EntryId, Role)]) -> bool {
    let involvement = document.member().and_then(|member| member.involvement);
    involvement == Some(Involvement::Core) || incoming.iter().any(|(_, role)| *role == Role::Steward)
}

impl Site {
    /// The face of a member; nothing for what is no member.
    pub(super) fn face(&self, id: EntryId) -> Option<FaceView> {
        self.faces.get(&id).cloned()
    }
}

fn hue(slug: &str) -> u8 {
    (xxhash_rust::xxh3::xxh3_64(slug.as_bytes()) % N_HUES) as u8 + 1
}

/// At most two letters. Words without a letter, such as an emoji, have no part in it.
fn initials(name: &str) -> String {
    let letters: Vec<String> = name.split_whitespace().filter_map(initial).collect();
    match letters.as_slice() {
        [] => name.chars().take(1).collect(),
        [only] => only.clone(),
        // Letters that join would become one shape.
        [first, .., last] if joins(first) => format!("{first}\u{200c}{last}"),
        [first, .., last] => format!("{first}{last}"),
    }
}

/// The first letter of a word with the marks that belong to it, as a capital where its script has them.
fn initial(word: &str) -> Option<String> {
    let mut rest = word.nfc().skip_while(|c| !c.is_alphanumeric());
    let first = rest.next()?;
    let mut capital = first.to_uppercase();
    let capital = if capital.len() == 1 { capital.next().unwrap_or(first) } else { first };
    Some(std::iter::once(capital).chain(rest.take_while(|c| is_combining_mark(*c))).collect())
}

/// Arabic, Syriac, N'Ko and their neighbours are written in joined letters; elsewhere a mark may join two.
fn joins(letter: &str) -> bool {
    letter.chars().any(|c| matches!(c, '\u{600}'..='\u{86f}' | '\u{8a0}'..='\u{8ff}') || is_combining_mark(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_the_first_and_the_last_word() {
        let names =
            ["Ana", "élodie van der Berg", "A. (Bo)", "مريم العلوي", "山田太郎", "क्षितिज राव", "ßen O’Neill", "🌱"];
        let found = names.map(initials);
        assert_eq!(found, ["A", "ÉB", "AB", "م\u{200c}ا", "山", "क्\u{200c}रा", "ßO", "🌱"]);
    }

    #[test]
    fn a_hue_stays_with_the_person() {
        assert!((1..=6).contains(&hue("ana")));
        assert_eq!(hue("ana"), hue("ana"));
        let hues: std::collections::BTreeSet<u8> = ["ana", "bo", "cem", "dee", "eli", "fay", "gus"].map(hue).into();
        assert!(hues.len() > 2, "people can be told apart");
    }
}
