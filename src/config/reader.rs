//! Reads single settings; what does not fit is a finding and leaves the value as it was.

use super::settings::{Setting, colour};
use super::{Accent, Collection, Colour, Feeds, Ladder, NavigationItem, unknown_key};
use crate::diagnostic::{CODES, Code, Diagnostic, Severity, Span, Spanned, did_you_mean};
use crate::path::SitePath;
use crate::schema::Shape;
use crate::yaml::{Node, Pair, Value};
use std::collections::BTreeMap;

type TurnOn = fn(&mut Feeds);

/// What has a feed, and how it is turned on.
pub(super) const FEEDS: [(&str, TurnOn); 3] = [
    ("site", |feeds| feeds.site = true),
    ("themes", |feeds| feeds.themes = true),
    ("members", |feeds| feeds.members = true),
];

/// How much a finding can matter, the most first.
pub(super) const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("advice", Some(Severity::Advice)),
    ("off", None),
];

/// The keys of an entry of the menu.
pub(super) const NAVIGATION: [Setting<[Option<String>; 2]>; 2] = [
    Setting {
        name: "title",
        doc: "What the menu says.",
        usual: "",
        example: "Sessions",
        shape: Shape::text,
        read: |item, node, _| item[0] = node.text().map(str::to_owned),
    },
    Setting {
        name: "to",
        doc: "Where it leads: an address of the site, or of elsewhere.",
        usual: "",
        example: "sessions/",
        shape: Shape::text,
        read: |item, node, _| item[1] = node.text().map(str::to_owned),
    },
];

/// The keys of a colour for light and for dark grounds.
pub(super) const ACCENT: [Setting<[Option<Spanned<Colour>>; 2]>; 2] = [
    Setting {
        name: "light",
        doc: "The colour on light grounds.",
        usual: "",
        example: "\"#8f2d1a\"",
        shape: colour,
        read: |colours, node, reader| colours[0] = reader.colour(node),
    },
    Setting {
        name: "dark",
        doc: "The colour on dark grounds. Without it one is mixed.",
        usual: "",
        example: "\"#f4a68f\"",
        shape: colour,
        read: |colours, node, reader| colours[1] = reader.colour(node),
    },
];

pub(super) struct Reader<'a> {
    pub(super) path: &'a SitePath,
    pub(super) findings: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(path: &'a SitePath) -> Self {
        Reader { path, findings: Vec::new() }
    }

    pub(super) fn invalid(&mut self, node: &Node, message: String, help: impl Into<String>) {
        let span = Span::new(self.path, node.at.clone());
        self.findings.push(Diagnostic::new(Code::InvalidSetting, span, message).help(help));
    }

    /// The values of known keys, each with its place in `known`; unknown and double keys are findings.
    pub(super) fn known_pairs<'n>(&mut self, node: &'n Node, known: &[&str]) -> Vec<(usize, &'n Node)> {
        if !matches!(node.value, Value::Map(_) | Value::Null) {
            self.invalid(
                node,
                format!("this is {}, not a map of settings", node.shape()),
                format!("known here: {}", known.join(", ")),
            );
        }
        let mut found: Vec<(usize, &Node)> = Vec::new();
        for pair in node.pairs() {
            match known.iter().position(|name| *name == pair.key) {
                None => self.findings.push(unknown_key(self.path, &pair.key, pair.key_at.clone(), known)),
                Some(place) if found.iter().any(|(other, _)| *other == place) => {
                    let span = Span::new(self.path, pair.key_at.clone());
                    let finding = Diagnostic::new(Code::InvalidSetting, span, format!("`{}` is set twice", pair.key));
                    self.findings.push(finding.help("keep one of the two"));
                }
                Some(place) => found.push((place, &pair.node)),
            }
        }
        found.retain(|(_, node)| !matches!(node.value, Value::Null));
        found
    }

    pub(super) fn text(&mut self, node: &Node, into: &mut String) {
        match &node.value {
            Value::Scalar { text, .. } => *into = text.trim().to_owned(),
            _ => self.invalid(node, format!("this is {}, not a text", node.shape()), "write a text"),
        }
    }

    /// Reads a scalar with `parse`; `help` says what would be right.
    pub(super) fn parsed<T>(&mut self, node: &Node, into: &mut T, parse: fn(&str) -> Option<T>, help: &str) {
        match node.text().map(|text| (text, parse(text))) {
            Some((_, Some(value))) => *into = value,
            Some((text, None)) => self.invalid(node, format!("`{text}` cannot be used here"), help),
            None if node.is_absent() => self.invalid(node, "this is empty".into(), help),
            None => self.invalid(node, format!("this is {}, not a text", node.shape()), help),
        }
    }

    pub(super) fn choice<T: Copy>(&mut self, node: &Node, into: &mut T, choices: &[(&str, T)]) {
        let text = node.text().unwrap_or(node.shape()).to_lowercase();
        // YAML knows three words for each of these two.
        let meant = match text.as_str() {
            "true" | "yes" => "on",
            "false" | "no" => "off",
            text => text,
        };
        match choices.iter().find(|(name, _)| *name == meant) {
            Some((_, value)) => *into = *value,
            None => {
                let names = choices.iter().map(|(name, _)| *name);
                let help = did_you_mean(meant, names.clone())
                    .unwrap_or_else(|| format!("write one of: {}", names.collect::<Vec<_>>().join(", ")));
                self.invalid(node, format!("`{text}` is not a choice here"), help);
            }
        }
    }

    pub(super) fn navigation(&mut self, node: &Node) -> Vec<NavigationItem> {
        let mut items = Vec::new();
        for item in node.items() {
            let mut texts = [None, None];
            for row in &NAVIGATION {
                item.get(row.name).into_iter().for_each(|node| (row.read)(&mut texts, node, self));
            }
            match texts {
                [Some(title), Some(to)] if crate::url::is_safe(&to) => {
                    items.push(NavigationItem { title, to, at: item.at.clone() })
                }
                _ => self.invalid(
                    item,
                    "this is not an entry of a menu".into(),
                    "write `{title: Sessions, to: sessions/}`",
                ),
            }
        }
        items
    }

    /// `off`, or a list of what can be followed.
    pub(super) fn feeds(&mut self, node: &Node, into: &mut Feeds) {
        if matches!(node.text(), Some("off" | "false" | "no" | "none")) {
            *into = Feeds::OFF;
            return;
        }
        let mut feeds = Feeds::OFF;
        for item in node.items() {
            match item.text() {
                Some(word) if FEEDS.iter().any(|(name, _)| *name == word) => {
                    FEEDS.iter().filter(|(name, _)| *name == word).for_each(|(_, turn_on)| turn_on(&mut feeds));
                }
                word => {
                    let word = word.unwrap_or(item.shape()).to_owned();
                    let known = FEEDS.map(|(name, _)| name);
                    let help = did_you_mean(&word, known)
                        .unwrap_or_else(|| format!("write `off`, or a list of: {}", known.join(", ")));
                    self.invalid(item, format!("`{word}` has no feed"), help);
                }
            }
        }
        *into = feeds;
    }

    pub(super) fn ladder(&mut self, node: &Node, into: &mut Ladder) {
        let names: Vec<String> = node.items().filter_map(Node::text).map(str::to_owned).collect();
        let mut sorted = names.clone();
        sorted.sort();
        sorted.dedup();
        match names.first().map(String::as_str) == Some("public") && sorted.len() == names.len() {
            true => *into = Ladder(names),
            false => self.invalid(
                node,
                "audiences are a list of different names that begins with `public`".into(),
                "write `[public, members, stewards]`",
            ),
        }
    }

    /// `"#8f2d1a"`, or `{light: "#8f2d1a", dark: "#f4a68f"}`.
    pub(super) fn accent(&mut self, node: &Node) -> Option<Accent> {
        if !matches!(node.value, Value::Map(_)) {
            return Some(Accent { light: self.colour(node)?, dark: None });
        }
        let mut colours = [None, None];
        super::settings::read(&ACCENT, &mut colours, node, self);
        let [light, dark] = colours;
        if light.is_none() {
            self.invalid(node, "there is no colour for light grounds".into(), "add `light: \"#8f2d1a\"`");
        }
        Some(Accent { light: light?, dark })
    }

    /// Without quotes, YAML takes a colour for a comment.
    pub(super) fn colour_is_no_comment(&mut self, root: &Node) {
        let is_empty = |pair: &&Pair| pair.key == "accent" && pair.node.value == Value::Null;
        if let Some(pair) = root.pairs().iter().find(is_empty) {
            let node = Node { value: Value::Null, at: pair.key_at.clone() };
            let message = "there is no colour here, because `#` begins a comment".to_owned();
            self.invalid(&node, message, "write it in quotes: `\"#8f2d1a\"`");
        }
    }

    fn colour(&mut self, node: &Node) -> Option<Spanned<Colour>> {
        let mut colour = None;
        let help = "write a colour such as `\"#8f2d1a\"`, in quotes";
        self.parsed(node, &mut colour, |text| Colour::parse(text).map(Some), help);
        colour.map(|value| Spanned { value, at: node.at.clone() })
    }

    /// A folder's audience that nobody knows would hide the folder from everybody, or nobody.
    pub(super) fn audiences_exist(&mut self, collections: &[Collection], ladder: &Ladder) {
        let named = collections.iter().filter_map(|collection| collection.defaults.as_ref()?.get("audience"));
        for node in named {
            let name = node.text().unwrap_or_default();
            if ladder.level(name).is_none() {
                let names: Vec<&str> = ladder.names().collect();
                self.invalid(
                    node,
                    format!("there is no audience `{name}`"),
                    format!("write one of: {}", names.join(", ")),
                );
            }
        }
    }

    pub(super) fn severities(&mut self, node: &Node) -> BTreeMap<Code, Option<Severity>> {
        let mut severities = BTreeMap::new();
        for pair in node.pairs() {
            let Ok(code) = pair.key.parse::<Code>() else {
                let help = did_you_mean(&pair.key, CODES.iter().map(|code| code.name()));
                let span = Span::new(self.path, pair.key_at.clone());
                let message = format!("there is no finding `{}`", pair.key);
                self.findings.push(Diagnostic::new(Code::UnknownSetting, span, message).maybe_help(help));
                continue;
            };
            let mut severity = Some(code.severity());
            self.choice(&pair.node, &mut severity, &SEVERITIES);
            match protects_privacy(code) && severity != Some(Severity::Error) {
                true => self.invalid(
                    &pair.node,
                    format!("`{code}` is always an error, because it decides who sees a page"),
                    "leave this line out",
                ),
                false => drop(severities.insert(code, severity)),
            }
        }
        severities
    }
}

/// These keep private pages private and cannot be turned down.
pub(super) fn protects_privacy(code: Code) -> bool {
    matches!(
        code,
        Code::UnclearAudience
            | Code::UnclearPrivacyField
            | Code::DuplicatePrivacyKey
            | Code::UnclosedBlock
            | Code::FrontMatterSyntax
    )
}
