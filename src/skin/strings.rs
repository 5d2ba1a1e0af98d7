//! The words of the interface: one file for each language, `strings/en.yaml`.
//!
//! 1. English is the ground: what another language does not have stands in English.
//! 2. The skin's own file of a language comes next, then that of the site, key by key.
//! 3. A text may hold places to fill (`{n}`), and one form for each plural of its language.
//!
//! The only module that names `intl_pluralrules`, which knows how languages count.

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::source::Source;
use crate::yaml::{self, Node, Value};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The language that every other one falls back to.
pub const GROUND: &str = "en";

/// The words of the interface in one language.
#[derive(Clone)]
pub struct Strings {
    /// The language, as in HTML's `lang`.
    pub language: Arc<str>,
    texts: Texts,
    calendar: Calendar,
    plurals: Arc<PluralRules>,
}

/// How days are written. They are on every page, so their words are looked up once.
#[derive(Clone, Default)]
struct Calendar {
    /// `{day} {month} {year}`
    date: String,
    months: Vec<String>,
    /// Monday is the first.
    weekdays: Vec<String>,
}

type Texts = BTreeMap<String, Text>;

/// What stands behind one key.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    List(Vec<String>),
    /// More keys, or the forms of a text by plural category: `one`, `other` …
    Group(Texts),
}

impl fmt::Debug for Strings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Strings").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Strings {
    fn new(language: &str, texts: Texts) -> Self {
        let calendar = Calendar::of(&texts);
        Strings { language: language.into(), texts, calendar, plurals: Arc::new(rules_of(language)) }
    }

    /// The text behind a key; the key itself where there is none. `kinds.session` is a key in a group.
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        match self.text(key) {
            Some(Text::Plain(text)) => text,
            _ => key,
        }
    }

    /// The text behind a key in the form for `n` things, with `{n}` filled in.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = match self.text(key) {
            Some(Text::Group(forms)) => forms.get(self.form_for(n)).or(forms.get("other")),
            text => text,
        };
        match form {
            Some(Text::Plain(text)) => fill(text, |place| (place == "n").then(|| n.to_string().into())),
            _ => format!("{n} {key}"),
        }
    }

    fn form_for(&self, n: usize) -> &'static str {
        match self.plurals.select(n) {
            Ok(PluralCategory::ZERO) => "zero",
            Ok(PluralCategory::ONE) => "one",
            Ok(PluralCategory::TWO) => "two",
            Ok(PluralCategory::FEW) => "few",
            Ok(PluralCategory::MANY) => "many",
            _ => "other",
        }
    }

    /// A day in words: `7 October 2026`.
    pub fn day(&self, date: Date) -> String {
        let Calendar { date: pattern, months, weekdays } = &self.calendar;
        fill(pattern, |place| match place {
            "day" => Some(date.day().to_string().into()),
            "month" => months.get(date.month() as usize - 1).map(Cow::from),
            "year" => Some(date.year().to_string().into()),
            "weekday" => weekdays.get(date.weekday().to_monday_zero_offset() as usize).map(Cow::from),
            _ => None,
        })
    }

    fn text(&self, key: &str) -> Option<&Text> {
        match key.split_once('.') {
            None => self.texts.get(key),
            Some((group, key)) => match self.texts.get(group)? {
                Text::Group(texts) => texts.get(key),
                _ => None,
            },
        }
    }

    /// Everything, for layouts: `{{ t.next_session }}`.
    pub fn all(&self) -> impl Serialize + use<> {
        let mut texts = self.texts.clone();
        texts.insert("language".into(), Text::Plain(self.language.to_string()));
        texts.insert("direction".into(), Text::Plain(direction(&self.language).into()));
        texts
    }
}

impl Calendar {
    fn of(texts: &Texts) -> Calendar {
        let list = |key: &str| match texts.get(key) {
            Some(Text::List(items)) => items.clone(),
            _ => Vec::new(),
        };
        let date = match texts.get("date") {
            Some(Text::Plain(pattern)) => pattern.clone(),
            _ => String::new(),
        };
        Calendar { date, months: list("months"), weekdays: list("weekdays") }
    }
}

/// A text with its places, such as `{n}`, filled in. A place for which there is nothing stays as it is.
pub fn fill<'a>(text: &str, of_place: impl Fn(&str) -> Option<Cow<'a, str>>) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let found = from.split_once('}').and_then(|(place, after)| Some((of_place(place)?, after)));
        match found {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = from;
            }
        }
    }
    filled + rest
}

/// `rtl` for languages that are written from right to left, else `ltr`.
pub fn direction(language: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 12] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];
    let mut parts = language.split('-').map(str::to_lowercase);
    let primary = parts.next().unwrap_or_default();
    // A script says more than the language: Azeri is written in Latin and in Arabic.
    match parts.find(|part| part.len() == 4).as_deref() {
        Some("arab" | "hebr" | "thaa" | "syrc" | "nkoo") => "rtl",
        Some(_) => "ltr",
        None if RIGHT_TO_LEFT.contains(&primary.as_str()) => "rtl",
        None => "ltr",
    }
}

fn rules_of(language: &str) -> PluralRules {
    let rules = |tag: &str| {
        let primary: unic_langid::LanguageIdentifier = tag.split('-').next()?.parse().ok()?;
        PluralRules::create(primary, PluralRuleType::CARDINAL).ok()
    };
    rules(language).or_else(|| rules(GROUND)).expect("the rules of English are a part of the package")
}

/// The languages of a skin.
#[derive(Clone, Debug, Default)]
pub struct Languages(BTreeMap<String, Strings>);

impl Languages {
    /// The strings for a language tag: its own, else those of its first part. `None` if the skin has neither.
    pub fn find(&self, tag: &str) -> Option<&Strings> {
        let tag = tag.to_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        self.0.get(&tag).or_else(|| self.0.get(primary))
    }

    /// Every language.
    pub fn iter(&self) -> impl Iterator<Item = &Strings> {
        self.0.values()
    }
}

/// Joins files of strings; of two for the same language the later one wins, key by key.
pub fn join<'a>(files: impl Iterator<Item = &'a Source>) -> Outcome<Languages> {
    let mut findings = Vec::new();
    let mut texts: BTreeMap<String, Texts> = BTreeMap::new();
    for file in files {
        let own = read(file, &mut findings);
        merge(texts.entry(file.path.stem().to_lowercase()).or_default(), own);
    }
    let ground = texts.entry(GROUND.to_owned()).or_default().clone();
    let complete = |(language, own): (String, Texts)| {
        let mut all = ground.clone();
        merge(&mut all, own);
        (language.clone(), Strings::new(&language, all))
    };
    Outcome::new(Languages(texts.into_iter().map(complete).collect()), findings)
}

fn merge(into: &mut Texts, own: Texts) {
    for (key, text) in own {
        match (into.get_mut(&key), text) {
            // The forms of a text are taken as they are: languages have different ones.
            (Some(Text::Group(known)), Text::Group(own)) if !own.contains_key("other") => merge(known, own),
            (_, text) => drop(into.insert(key, text)),
        }
    }
}

fn read(file: &Source, findings: &mut Vec<Diagnostic>) -> Texts {
    match yaml::parse(&file.text, 0) {
        Ok(root) => group(&root, file, findings),
        Err(error) => {
            let span = Span::new(&file.path, error.at);
            findings.push(
                Diagnostic::new(Code::SettingsSyntax, span, error.message)
                    .help("write one line such as `next_session: Next session` for each text"),
            );
            Texts::new()
        }
    }
}

fn group(node: &Node, file: &Source, findings: &mut Vec<Diagnostic>) -> Texts {
    let pairs = node.pairs().iter();
    pairs.filter_map(|pair| Some((pair.key.clone(), text(&pair.node, file, findings)?))).collect()
}

fn text(node: &Node, file: &Source, findings: &mut Vec<Diagnostic>) -> Option<Text> {
    match &node.value {
        Value::Scalar { text, .. } => Some(Text::Plain(text.clone())),
        Value::List(items) => {
            Some(Text::List(items.iter().map(|item| item.text().unwrap_or_default().into()).collect()))
        }
        Value::Map(_) => Some(Text::Group(group(node, file, findings))),
        Value::Null => {
            let finding =
                Diagnostic::new(Code::InvalidSetting, Span::new(&file.path, node.at.clone()), "there is no text here");
            findings.push(finding.help("write the text, or leave the line out to have it in English"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(files: &[(&str, &str)]) -> Languages {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
        join(sources.iter()).value
    }

    #[test]
    fn every_language_counts_in_its_own_way_and_falls_back_to_english() {
        let all = languages(&[
            ("strings/en.yaml", "menu: Menu\npages: {one: '{n} page', other: '{n} pages'}"),
            ("strings/ar.yaml", "pages: {two: صفحتان, few: '{n} صفحات', other: '{n} صفحة'}"),
        ]);
        let arabic = all.find("ar-EG").expect("Arabic is there");
        assert_eq!([2, 5, 100].map(|n| arabic.count("pages", n)), ["صفحتان", "5 صفحات", "100 صفحة"]);
        assert_eq!(arabic.say("menu"), "Menu");
        assert_eq!(all.find("en").map(|english| english.count("pages", 1)).as_deref(), Some("1 page"));
    }

    #[test]
    fn a_script_decides_the_direction_before_the_language_does() {
        assert_eq!(["ar", "az-Arab", "ar-Latn", "en"].map(direction), ["rtl", "rtl", "ltr", "ltr"]);
    }
}
