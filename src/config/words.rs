//! Words that a community's notes use: what headings and marks are called, for each language.

use super::reader::Reader;
use super::settings::{self, Setting};
use crate::schema::Shape;
use crate::yaml::{Node, Value};
use std::collections::BTreeMap;

/// What a word in notes can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Idea {
    /// What somebody has to do.
    Actions,
    /// What became of the actions of an earlier session.
    Review,
    /// What was settled.
    Decisions,
    /// What was learned.
    Insights,
    /// What is not known.
    Questions,
    /// What to read.
    Resources,
    /// Who is thanked.
    Appreciations,
    /// What is thought of it later.
    Reflection,
    /// Who came.
    Attendance,
    /// Who could not come.
    Regrets,
    /// Who led the session.
    Facilitator,
    /// Who took the notes.
    NotesBy,
    /// Who showed something.
    Presenter,
    /// Who had it in their place.
    Host,
    /// Who looked on.
    Observer,
    /// Who came as a guest.
    Guest,
    /// That something is done.
    Done,
    /// That something will not be done.
    Dropped,
    /// That there is nothing.
    Nothing,
    /// Everybody.
    Everybody,
}

/// Further words, by language: each with what it stands for.
pub type Words = BTreeMap<String, Vec<(Idea, String)>>;

type OfLanguage = Vec<(Idea, String)>;

/// A row of [`KEYS`].
const fn row(
    name: &'static str,
    doc: &'static str,
    example: &'static str,
    read: fn(&mut OfLanguage, &Node, &mut Reader),
) -> Setting<OfLanguage> {
    Setting { name, doc, usual: "[]", example, shape: || Shape::text().or_list(), read }
}

/// What words can be added for.
pub(super) const KEYS: [Setting<OfLanguage>; 20] = [
    row("actions", "What somebody has to do.", "[homework]", |words, node, reader| {
        add(words, Idea::Actions, node, reader)
    }),
    row("review", "What became of earlier actions.", "[last time]", |words, node, reader| {
        add(words, Idea::Review, node, reader)
    }),
    row("decisions", "What was settled.", "[we agree]", |words, node, reader| {
        add(words, Idea::Decisions, node, reader)
    }),
    row("insights", "What was learned.", "[aha]", |words, node, reader| add(words, Idea::Insights, node, reader)),
    row("questions", "What is not known.", "[puzzles]", |words, node, reader| {
        add(words, Idea::Questions, node, reader)
    }),
    row("resources", "What to read.", "[bookshelf]", |words, node, reader| add(words, Idea::Resources, node, reader)),
    row("appreciations", "Who is thanked.", "[flowers]", |words, node, reader| {
        add(words, Idea::Appreciations, node, reader)
    }),
    row("reflection", "How it went.", "[looking back]", |words, node, reader| {
        add(words, Idea::Reflection, node, reader)
    }),
    row("attendance", "Who came to the session.", "[around the table]", |words, node, reader| {
        add(words, Idea::Attendance, node, reader)
    }),
    row("regrets", "Who could not come.", "[missed today]", |words, node, reader| {
        add(words, Idea::Regrets, node, reader)
    }),
    row("facilitator", "Who led the session.", "[captain]", |words, node, reader| {
        add(words, Idea::Facilitator, node, reader)
    }),
    row("notes_by", "Who took the notes.", "[pen]", |words, node, reader| add(words, Idea::NotesBy, node, reader)),
    row("presenter", "Who showed something.", "[on stage]", |words, node, reader| {
        add(words, Idea::Presenter, node, reader)
    }),
    row("host", "Who had it in their place.", "[kitchen]", |words, node, reader| add(words, Idea::Host, node, reader)),
    row("observer", "Who looked on.", "[fly on the wall]", |words, node, reader| {
        add(words, Idea::Observer, node, reader)
    }),
    row("guest", "Who came as a guest.", "[visiting]", |words, node, reader| add(words, Idea::Guest, node, reader)),
    row("done", "That something is done.", "[sorted]", |words, node, reader| add(words, Idea::Done, node, reader)),
    row("dropped", "That something will not be done.", "[parked]", |words, node, reader| {
        add(words, Idea::Dropped, node, reader)
    }),
    row("nothing", "That there is nothing.", "[zilch]", |words, node, reader| add(words, Idea::Nothing, node, reader)),
    row("everybody", "Everybody who is there.", "[the whole guild]", |words, node, reader| {
        add(words, Idea::Everybody, node, reader)
    }),
];

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
        settings::read(&KEYS, of_language, &pair.node, reader);
    }
    words
}

/// `de` of `de-CH`.
pub fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}
