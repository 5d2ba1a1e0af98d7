//! Settings that fit a folder of notes which never heard of guildbook.
//!
//! 1. The folder of the content is found, and with it the title.
//! 2. Each folder is held against the table of names, and against what is in it.
//! 3. Where nothing is a theme, the folders at the top become themes.
//! 4. What is no content is ignored; what says that it is private stays so.
//!
//! No file is moved or changed.

use super::choice::{self, documents_in, inside};
use super::folders::{self, Count, kind_of};
use super::topics::{Topic, topics};
use super::{Plan, Tree, language, starter};
use crate::config::{Config, SETTINGS_FILE};
use crate::document::{self, front_matter, is_index_file, moment};
use crate::kind::{KINDS, Kind};
use crate::path::{CONTENT, SitePath, upwards};
use crate::quote;
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// Files without an ending that are no notes.
const NO_NOTES: [&str; 12] = [
    "LICENSE",
    "LICENCE",
    "COPYING",
    "NOTICE",
    "Makefile",
    "Dockerfile",
    "Gemfile",
    "Procfile",
    "CNAME",
    "CODEOWNERS",
    "Rakefile",
    "AUTHORS",
];

/// A heading that is longer is no title, in bytes.
const MAX_TITLE: usize = 60;
/// Files at the top in whose place guildbook makes a list of its own.
const LISTS: [&str; 2] = ["tags.md", "a-z.md"];

/// What the names of empty forms hold.
const FORMS: [&str; 5] = ["template", "vorlage", "modele", "modèle", "plantilla"];

/// Folders whose names say for whom they are, and the front matter that holds them to it.
const PRIVATE: [(&str, &str); 8] = [
    ("drafts", "draft: true"),
    ("_drafts", "draft: true"),
    ("private", "audience: members"),
    ("internal", "audience: members"),
    ("confidential", "audience: members"),
    ("members-only", "audience: members"),
    ("_private", "audience: members"),
    ("_internal", "audience: members"),
];

/// What the settings will say.
struct Survey {
    title: String,
    /// What most of it is written in, if that is sure, and not English.
    language: Option<&'static str>,
    /// Where the content lies; empty for the whole folder.
    content: String,
    generator: Option<SitePath>,
    documents: BTreeMap<SitePath, String>,
    counts: BTreeMap<String, Count>,
    kinds: BTreeMap<String, Kind>,
    topics: Vec<Topic>,
    private: BTreeMap<String, &'static str>,
    ignored: BTreeSet<String>,
}

/// The settings for a tree, and what to say about them. `title` is what the site is to be called, `name` that of its folder.
pub fn site(tree: &Tree, title: Option<&str>, name: &str) -> Plan {
    let survey = Survey::of(tree, title, name);
    let mut files = vec![(SitePath::new(SETTINGS_FILE), survey.settings())];
    files.extend(survey.topics.iter().map(|topic| survey.theme(topic)));
    files.push((SitePath::new(starter::GITIGNORE.0), starter::GITIGNORE.1.to_owned()));
    Plan { files, remarks: survey.remarks(), sessions: survey.sessions() }
}

impl Survey {
    fn of(tree: &Tree, title: Option<&str>, name: &str) -> Survey {
        let generator = choice::generator(tree);
        let content = choice::content(tree, &generator);
        let documents: BTreeMap<SitePath, String> = tree
            .documents
            .iter()
            .filter_map(|(path, text)| Some((SitePath::new(inside(path.as_str(), &content)?), text.clone())))
            .collect();
        let counts = folders::counts(&documents);
        let kinds = folders::kinds(&counts);
        let topics = if name_themes(&documents) { Vec::new() } else { topics(&counts, &kinds) };
        let title = title.map(str::to_owned).or(generator.title.clone());
        let title = title.or_else(|| title_of_home(tree, &content)).unwrap_or_else(|| name.to_owned());
        Survey {
            title,
            language: language::of(&documents),
            ignored: ignored(tree, &content, &counts, &kinds),
            private: private(&counts),
            generator: generator.file,
            content,
            documents,
            counts,
            kinds,
            topics,
        }
    }

    fn settings(&self) -> String {
        let mut out = format!(
            "# Made by `guildbook init` for what it found here; change it as you like.\ntitle: {}\n",
            quote::yaml(&self.title)
        );
        if self.content != CONTENT {
            let content = if self.content.is_empty() { "." } else { &self.content };
            out += &format!("\n# The folder that the Markdown lies in.\ncontent: {}\n", quote::yaml_or_dot(content));
        }
        out += &self.collections();
        if !self.ignored.is_empty() {
            out += "\n# No content.\nignore:\n";
            out.extend(self.ignored.iter().map(|path| format!("  - {}\n", quote::yaml(&quote::glob(path)))));
        }
        out + "\n# Where the site is published; feeds need it.\n# base_url: https://example.org/guild/\n"
            + &self.place()
    }

    /// Language and time zone, as far as they can be told.
    fn place(&self) -> String {
        let language = match self.language {
            Some(language) => format!(
                "# The language that most of it is written in; notes are read by its words.\nlanguage: {language}\n"
            ),
            None => "# Language of the community.\n# language: en\n".to_owned(),
        };
        format!("\n{language}\n# Its time zone.\n# timezone: Europe/London\n")
    }

    /// What each folder holds; those inside others come after them, because the last one counts.
    fn collections(&self) -> String {
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        for (folder, kind) in &self.kinds {
            rows.entry(quote::glob(folder)).or_default().kind = Some(*kind);
        }
        for pattern in self.dated_patterns() {
            rows.entry(pattern.into()).or_default().kind = Some(Kind::Session);
        }
        for folder in self.split_folders() {
            rows.entry(quote::glob(folder)).or_default().splits = true;
        }
        for topic in &self.topics {
            rows.entry(quote::glob(&topic.folder))
                .or_default()
                .defaults
                .push(format!("themes: [{}]", quote::yaml(&topic.slug)));
        }
        for (folder, rule) in &self.private {
            rows.entry(quote::glob(folder)).or_default().defaults.push((*rule).to_owned());
        }
        let rows: String = rows.iter().map(|(folder, row)| collection(folder, row)).collect();
        if rows.is_empty() { rows } else { format!("\n# What the folders hold.\ncollections:\n{rows}") }
    }

    /// Folders of sessions in which a file holds many.
    fn split_folders(&self) -> impl Iterator<Item = &String> {
        let holds_many = |(folder, count): &(&String, &Count)| {
            !folder.is_empty() && count.many > 0 && kind_of(folder, &self.kinds) == Kind::Session
        };
        self.counts.iter().filter(holds_many).map(|(folder, _)| folder)
    }

    /// Sessions that lie at the top of the content, or there in folders of years.
    fn dated_patterns(&self) -> Vec<&'static str> {
        if !self.counts.get("").is_some_and(Count::is_mostly_dated) {
            return Vec::new();
        }
        let begins_with_year = |path: &SitePath| path.as_str().bytes().take(4).all(|b| b.is_ascii_digit());
        let tops: Vec<&SitePath> =
            self.documents.keys().filter(|path| folders::holder(path.folder()).is_empty()).collect();
        let first = tops.iter().any(|path| begins_with_year(path)).then_some("[12][0-9][0-9][0-9]*");
        let later = tops.iter().any(|path| !begins_with_year(path) && path.folder().is_empty());
        first.into_iter().chain(later.then_some("*[12][0-9][0-9][0-9][-_.][01][0-9][-_.][0-3][0-9]*")).collect()
    }

    fn theme(&self, topic: &Topic) -> (SitePath, String) {
        let path = format!("{}/themes/{}.md", self.content, topic.slug);
        let link = topic.folder.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29");
        let text = format!(
            "---\ntitle: {}\n---\nWhat we have on this is in [{}](../{link}/).\n",
            quote::yaml(&topic.title),
            quote::markdown(&topic.folder)
        );
        (SitePath::new(path.trim_start_matches('/')), text)
    }

    fn remarks(&self) -> Vec<String> {
        let place = if self.content.is_empty() { "this folder".to_owned() } else { format!("{}/", self.content) };
        let n = self.documents.len();
        let stay = if n == 1 { "it stays as it is" } else { "they stay as they are" };
        let files = plural(n, "Markdown file", "Markdown files");
        let mut remarks = vec![format!("Found {files} in {place}; {stay}.")];
        remarks.extend(self.generator.iter().map(|file| format!("Read {file} for the title and the folder.")));
        remarks.extend(self.language.map(|tag| format!("Most of it is not in English, so the language is `{tag}`.")));
        remarks.extend(self.n_of_kinds().into_iter().map(|(kind, n)| self.tally(kind, n)));
        if !self.topics.is_empty() {
            let names: Vec<&str> = self.topics.iter().map(|topic| topic.title.as_str()).collect();
            remarks.push(format!(
                "Nothing says what your themes are, so each folder at the top becomes one: {}.",
                names.join(", ")
            ));
        }
        remarks.extend(self.split_folders().map(|folder| {
            format!("Files in {folder}/ hold many dated headings; each becomes a session (`split: true`).")
        }));
        remarks.extend(
            self.private.iter().map(|(folder, rule)| format!("{folder}/ is kept out of the public site (`{rule}`).")),
        );
        remarks
    }

    /// `  213 sessions: meetings/`
    fn tally(&self, kind: Kind, n: usize) -> String {
        let spec = kind.spec();
        let folders = self.folders_of(kind).join(", ");
        let colon = if folders.is_empty() { "" } else { ": " };
        format!("  {}{colon}{folders}", plural(n, spec.name, spec.plural))
    }

    /// The folder that most likely takes the notes of the next session.
    fn sessions(&self) -> String {
        let of_sessions = self.kinds.iter().find(|(_, kind)| **kind == Kind::Session);
        let folder = of_sessions.map_or("sessions", |(folder, _)| folder);
        [&self.content, folder].join("/").trim_start_matches('/').to_owned()
    }

    fn n_of_kinds(&self) -> Vec<(Kind, usize)> {
        let mut n: BTreeMap<Kind, usize> = BTreeMap::new();
        let is_dated_top = !self.dated_patterns().is_empty();
        for path in self.documents.keys().filter(|path| !is_index_file(path)) {
            let is_top = is_dated_top && folders::holder(path.folder()).is_empty();
            let has_day = moment::date_in_path(path.as_str()).is_some();
            let kind = if is_top && has_day { Kind::Session } else { kind_of(path.folder(), &self.kinds) };
            *n.entry(kind).or_default() += 1;
        }
        KINDS.iter().filter_map(|spec| Some((spec.kind, *n.get(&spec.kind)?))).collect()
    }

    fn folders_of(&self, kind: Kind) -> Vec<String> {
        let of_kind = self.kinds.iter().filter(|(_, other)| **other == kind && kind != Kind::Page);
        of_kind.map(|(folder, _)| format!("{folder}/")).take(6).collect()
    }
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// What the settings will say of a folder.
#[derive(Default)]
struct Row {
    kind: Option<Kind>,
    /// Whether files of it hold many sessions.
    splits: bool,
    defaults: Vec<String>,
}

fn collection(folder: &str, row: &Row) -> String {
    let mut out = format!("  {}:\n", quote::yaml(folder));
    out.extend(row.kind.map(|kind| format!("    kind: {kind}\n")));
    out.extend(row.splits.then_some("    split: true\n"));
    if !row.defaults.is_empty() {
        out += "    defaults:\n";
        out.extend(row.defaults.iter().map(|line| format!("      {line}\n")));
    }
    out
}

/// Whether files name themes of their own, which would then be missing.
fn name_themes(documents: &BTreeMap<SitePath, String>) -> bool {
    let names = |text: &String| {
        let front = front_matter::split(text).front_matter.and_then(Result::ok);
        front.is_some_and(|node| {
            node.pairs().iter().any(|pair| matches!(pair.key.to_lowercase().as_str(), "theme" | "themes"))
        })
    };
    documents.values().any(names)
}

fn private(counts: &BTreeMap<String, Count>) -> BTreeMap<String, &'static str> {
    let rule = |folder: &str| {
        let name = folder.rsplit('/').next().unwrap_or(folder).to_lowercase().replace(' ', "-");
        PRIVATE.iter().find(|(private, _)| *private == name).map(|(_, rule)| *rule)
    };
    counts.keys().filter_map(|folder| Some((folder.clone(), rule(folder)?))).collect()
}

/// Links, folders of programs, files without an ending that are no notes, and the empty forms beside sessions.
fn ignored(
    tree: &Tree,
    content: &str,
    counts: &BTreeMap<String, Count>,
    kinds: &BTreeMap<String, Kind>,
) -> BTreeSet<String> {
    let passed = tree.passed_over.iter().filter_map(|path| inside(path.as_str(), content));
    let others = tree.others.iter().filter(|path| NO_NOTES.contains(&path.file_name()));
    let others = others.filter_map(|path| inside(path.as_str(), content));
    let forms = documents_in(tree, content).filter(|path| {
        let has_day = moment::date_in_path(path).is_some();
        let path = SitePath::new(*path);
        let name = path.stem().to_lowercase();
        let is_form = FORMS.iter().any(|word| name.contains(word));
        is_form && !has_day && counts.contains_key(path.folder()) && kind_of(path.folder(), kinds) == Kind::Session
    });
    let lists = documents_in(tree, content).filter(|path| LISTS.contains(&path.to_lowercase().as_str()));
    passed.chain(others).chain(forms).chain(lists).filter(|path| !path.is_empty()).map(str::to_owned).collect()
}

/// What the file that introduces the content is called, or that of a folder above it.
fn title_of_home(tree: &Tree, content: &str) -> Option<String> {
    let folders = upwards(content).chain([""]);
    let homes = folders
        .flat_map(|folder| ["index.md", "_index.md", "README.md", "readme.md"].map(|file| [folder, file].join("/")));
    let homes = homes.map(|path| SitePath::new(path.trim_start_matches('/')));
    homes.filter_map(|path| tree.documents.get_key_value(&path)).find_map(|(path, text)| title(path, text))
}

/// The title of a home page, or its first heading that is words, unless it only says that it is the home page.
fn title(path: &SitePath, text: &str) -> Option<String> {
    let document = document::parse(&Source::new(path.as_str(), text), &Config::default()).value;
    let written = document.common.title.as_ref().map(|title| title.value.trim().to_owned());
    let headings =
        document.body.headings.iter().filter(|heading| heading.level == 1).map(|heading| heading.text.clone());
    let is_title = |title: &String| {
        let is_short = !title.is_empty() && title.len() <= MAX_TITLE;
        is_short && !title.contains(char::is_control) && !says_nothing(title)
    };
    written.into_iter().chain(headings).find(is_title)
}

fn says_nothing(title: &str) -> bool {
    matches!(title.to_lowercase().as_str(), "home" | "index" | "readme" | "welcome" | "introduction" | "overview")
}
