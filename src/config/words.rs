//! Words that a community's notes use: what headings and marks are called, for each language.

use super::reader::Reader;
use super::settings::{self, Setting};
use crate::schema::Shape;
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

/// Further words, by language: each with what it stands for.
pub type Words = BTreeMap<String, Vec<(Idea, String)>>;

type OfLanguage = Vec<(Idea, String)>;

/// Each idea with its name in the settings, words that could be added for it, and what it is.
macro_rules! ideas {
    ($($idea:ident $name:literal $example:literal: $doc:literal;)*) => {
        /// What a word in notes can stand for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Idea {
            $(#[doc = $doc] $idea,)*
        }

        /// What words can be added for.
        pub(super) const KEYS: &[Setting<OfLanguage>] = &[$(Setting {
            name: $name,
            doc: $doc,
            usual: "[]",
            example: $example,
            shape: || Shape::text().or_list(),
            read: |words, node, reader| add(words, Idea::$idea, node, reader),
        }),*];
    };
}

ideas! {
    Actions "actions" "[homework]": "What somebody has to do.";
    Review "review" "[last time]": "What became of the actions of an earlier session.";
    Decisions "decisions" "[we agree]": "What was settled.";
    Insights "insights" "[aha]": "What was learned.";
    Questions "questions" "[puzzles]": "What is not known.";
    Resources "resources" "[bookshelf]": "What to read.";
    Appreciations "appreciations" "[flowers]": "Who is thanked.";
    Reflection "reflection" "[looking back]": "How it went.";
    Attendance "attendance" "[around the table]": "Who came to the session.";
    Regrets "regrets" "[missed today]": "Who could not come.";
    Facilitator "facilitator" "[captain]": "Who led the session.";
    NotesBy "notes_by" "[pen]": "Who took the notes.";
    Presenter "presenter" "[on stage]": "Who showed something.";
    Host "host" "[kitchen]": "Who had it in their place.";
    Observer "observer" "[fly on the wall]": "Who looked on.";
    Guest "guest" "[visiting]": "Who came as a guest.";
    Done "done" "[sorted]": "That something is done.";
    Dropped "dropped" "[parked]": "That something will not be done.";
    Nothing "nothing" "[zilch]": "That there is nothing.";
    Everybody "everybody" "[the whole guild]": "Everybody who is there.";
}

fn add(words: &mut OfLanguage, idea: Idea, node: &Node, reader: &mut Reader) {
    for item in node.items() {
        match item.text().map(str::trim) {
            Some(word) if word.contains(char::is_alphanumeric) => words.push((idea, word.to_owned())),
            _ => reader.invalid(item, "this is not a word".into(), "write a word or a list of words"),
        }
    }
}

/// A map from languages to maps of [`KEYS`].
pub(super) fn read(node: &Node, reader: &mut Reader) -> Words {
    let mut words = Words::new();
    if !matches!(node.value, Value::Map(_)) {
        let message = format!("this is {}, not a map of languages", node.shape());
        reader.invalid(node, message, "write `{en: {actions: [homework]}}`");
    }
    for pair in node.pairs() {
        let Some(tag) = super::language(&pair.key) else {
            let node = Node { value: Value::Null, at: pair.key_at.clone() };
            let message = format!("`{}` is not a language", pair.key);
            reader.invalid(&node, message, "write a language tag such as `en` or `de`");
            continue;
        };
        let of_language = words.entry(primary(&tag)).or_default();
        settings::read(KEYS, of_language, &pair.node, reader);
    }
    words
}

/// `de` of `de-CH`.
pub fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}
