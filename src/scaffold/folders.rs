//! What folders hold, by their names and by what is in them.
//!
//! 1. A name tells by its last word: `breakout_meetings` are meetings. (`training_resources` are more often the
//!    community's own guides than links to elsewhere.)
//! 2. Meetings have days; a folder called so whose files have none is something else.
//! 3. A folder of another name in which most file names hold a day is sessions, and so is one whose files mostly hold
//!    many headings with a day each. Folders of a year count with the folder they are in.

use crate::config::Config;
use crate::document::{self, days, front_matter, is_index_file, moment, parts};
use crate::kind::{KINDS, Kind};
use crate::path::{SitePath, upwards};
use crate::source::Source;
use std::collections::BTreeMap;

/// So many dated files make a folder of another name sessions.
const N_ENOUGH: usize = 3;

/// Names of folders, in the singular, and what they hold.
const NAMES: [(Kind, &[&str]); 10] = [
    (
        Kind::Session,
        &[
            "session",
            "meeting",
            "minute",
            "event",
            "call",
            "agenda",
            "standup",
            "workshop",
            "webinar",
            "meetup",
            "gathering",
            "retrospective",
            "retro",
            "sync",
            "note",
            "hangout",
            "talk",
            "assembly",
            "protokoll",
            "protokolle",
            "sitzung",
            "sitzungen",
            "treffen",
            "rendu",
            "pv",
            "reunion",
            "réunion",
            "rencontre",
            "acta",
            "minuta",
            "encuentro",
        ],
    ),
    (
        Kind::Member,
        &[
            "member",
            "people",
            "person",
            "team",
            "author",
            "contributor",
            "speaker",
            "participant",
            "profile",
            "staff",
            "maintainer",
            "mitglied",
            "mitglieder",
            "membre",
            "miembro",
        ],
    ),
    (Kind::Theme, &["theme", "topic", "subject", "thema", "themen", "thème", "tema"]),
    (Kind::Template, &["template", "canvas", "checklist", "vorlage", "vorlagen", "modèle", "plantilla"]),
    (Kind::Story, &["story", "case-study", "casestudy", "case-studie"]),
    (Kind::Question, &["question", "faq"]),
    (Kind::Resource, &["resource", "link", "bookmark", "reading"]),
    (Kind::Group, &["group", "teams", "wg", "sig", "committee", "chapter", "guild", "squad", "taskforce"]),
    (Kind::Term, &["glossary", "term", "definition", "vocabulary", "dictionary"]),
    // Dated, and no sessions.
    (
        Kind::Page,
        &[
            "blog",
            "post",
            "news",
            "article",
            "announcement",
            "release",
            "changelog",
            "diary",
            "newsletter",
            "draft",
            "journal",
            "daily",
        ],
    ),
];

/// Folders that only say how old it is what they hold.
const OLD: [&str; 7] = ["archive", "archives", "archived", "old", "past", "previous", "upcoming"];

/// The kind that a folder's name tells.
pub(super) fn named(name: &str) -> Option<Kind> {
    let folded = name.to_lowercase().replace(['_', ' ', '.'], "-");
    let last = folded.trim_matches('-').rsplit('-').next().unwrap_or_default().to_owned();
    let row = |fits: &dyn Fn(&str) -> bool| NAMES.iter().find(|(_, names)| names.iter().any(|name| fits(name)));
    let fits = |word: &str| {
        let one = word.strip_suffix('s').filter(|_| word.len() > 3);
        row(&|name| name == word).or_else(|| row(&|name| Some(name) == one)).map(|(kind, _)| *kind)
    };
    let by_last_word = || fits(&last).filter(|kind| *kind != Kind::Resource);
    fits(&folded).or_else(|| stories(&folded)).or_else(by_last_word)
}

fn stories(name: &str) -> Option<Kind> {
    name.ends_with("stories").then_some(Kind::Story)
}

/// Whether a folder is named after a year, a month or a day: `2024`, `2024-05`, `05`, `may`, `q2`.
pub(super) fn is_dated(name: &str) -> bool {
    let name = name.to_lowercase();
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> = name.split(['-', '_', '.', ' ']).collect();
    let is_part = |word: &&str| {
        let is_number = !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        let is_quarter = word.len() == 2 && word.starts_with('q') && word.as_bytes()[1].is_ascii_digit();
        is_number || is_quarter || months.iter().any(|month| word.starts_with(month) && word.len() <= 9)
    };
    let is_year = |word: &&str| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    };
    words.iter().all(|word| is_year(word) || is_part(word))
}

/// What lies in a folder itself and in its folders of years.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    /// Markdown files that introduce no folder.
    pub files: usize,
    /// Those with a day in their path.
    pub in_path: usize,
    /// Those with a day in their path or front matter, or many in their headings.
    pub dated: usize,
    /// Those with many days in their headings, and none of their own.
    pub many: usize,
}

impl Count {
    /// Whether days in paths make it sessions, whatever its name.
    pub(super) fn is_mostly_dated(&self) -> bool {
        self.in_path >= N_ENOUGH && self.in_path * 5 >= self.files * 3
    }

    /// Whether days in headings make it sessions, whatever its name.
    fn holds_mostly_many(&self) -> bool {
        self.many > 0 && self.many * 5 >= self.files * 3
    }
}

/// Every folder that holds Markdown, directly or below, by its path in the content; the content itself is `""`.
pub(super) fn counts(documents: &BTreeMap<SitePath, String>) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::from([(String::new(), Count::default())]);
    for (path, text) in documents {
        let folder = path.folder();
        for folder in upwards(folder) {
            counts.entry(folder.to_owned()).or_default();
        }
        if is_index_file(path) {
            continue;
        }
        let count = counts.entry(holder(folder).to_owned()).or_default();
        let in_path = moment::date_in_path(path.as_str()).is_some();
        let has_day = in_path || has_date(text);
        let has_many = !has_day && holds_many(path, text);
        count.files += 1;
        count.in_path += usize::from(in_path);
        count.dated += usize::from(has_day || has_many);
        count.many += usize::from(has_many);
    }
    counts
}

/// Whether what lies in a folder counts with the folder it is in: `meetings/2024`, `meetings/archive`.
fn is_passed_through(folder: &str) -> bool {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    is_dated(name) || (folder.contains('/') && OLD.contains(&name.to_lowercase().as_str()))
}

/// The folder that a folder of a year or month counts with.
pub(super) fn holder(folder: &str) -> &str {
    upwards(folder).find(|folder| !is_passed_through(folder)).unwrap_or_default()
}

fn has_date(text: &str) -> bool {
    let front = front_matter::split(text).front_matter;
    let date =
        |node: &crate::yaml::Node| node.get("date").and_then(|date| moment::Moment::parse(date.text()?)).is_some();
    front.and_then(Result::ok).is_some_and(|node| date(&node))
}

/// Whether a file holds the notes of many sessions, each below a heading with its day. Lists of changes look alike.
fn holds_many(path: &SitePath, text: &str) -> bool {
    let headings =
        text.lines().filter(|line| line.starts_with('#') || line.starts_with("--") || line.starts_with("=="));
    let name = path.stem().to_lowercase();
    let is_list = ["change", "release", "history", "news"].iter().any(|word| name.starts_with(word));
    let may = !is_list
        && headings.take(N_ENOUGH).count() == N_ENOUGH
        && text.lines().any(|line| days::day_in(line).is_some());
    may && {
        let body = document::parse(&Source::new(path.as_str(), text), &Config::default()).value.body;
        parts::n_sessions(&body).is_some()
    }
}

/// What each folder holds, where it differs from what guildbook takes it for by itself: by its path in the content.
/// Folders come before those in them.
pub(super) fn kinds(counts: &BTreeMap<String, Count>) -> BTreeMap<String, Kind> {
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    for (folder, count) in counts {
        let name = folder.rsplit('/').next().unwrap_or(folder);
        if folder.is_empty() || is_passed_through(folder) {
            continue;
        }
        let inherited = kind_of(folder, &kinds);
        let kind = decided(name, count, inherited);
        if kind != inherited {
            kinds.insert(folder.clone(), kind);
        }
    }
    kinds
}

fn decided(name: &str, count: &Count, inherited: Kind) -> Kind {
    let is_dated = count.is_mostly_dated() || count.holds_mostly_many();
    match named(name) {
        Some(Kind::Session | Kind::Group) if count.files == 0 => inherited,
        // What lies in the folder of a group, each with a day, are its meetings.
        Some(Kind::Session | Kind::Group) if count.dated > 0 && count.dated * 2 >= count.files => Kind::Session,
        Some(Kind::Session) => Kind::Page,
        Some(Kind::Page) => Kind::Page,
        _ if is_dated => Kind::Session,
        Some(kind) => kind,
        None if inherited == Kind::Session && count.files > 0 && count.dated == 0 => Kind::Page,
        // A group is a file; what lies in a folder of its own is its work.
        None if inherited == Kind::Group => Kind::Page,
        None => inherited,
    }
}

/// The kind of what lies in a folder: that of the nearest folder that has one, else what its name means to guildbook.
pub(super) fn kind_of(folder: &str, kinds: &BTreeMap<String, Kind>) -> Kind {
    let top = folder.split('/').next().unwrap_or_default().to_lowercase();
    let usual = || KINDS.iter().find(|spec| spec.folder == top).map_or(Kind::Page, |spec| spec.kind);
    upwards(folder).find_map(|folder| kinds.get(folder).copied()).unwrap_or_else(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_by_their_last_word() {
        for (name, kind) in [
            ("meetings", Some(Kind::Session)),
            ("Breakout_Meetings", Some(Kind::Session)),
            ("meeting minutes", Some(Kind::Session)),
            ("team", Some(Kind::Member)),
            ("Teams", Some(Kind::Group)),
            ("case-studies", Some(Kind::Story)),
            ("success-stories", Some(Kind::Story)),
            ("working-groups", Some(Kind::Group)),
            ("_posts", Some(Kind::Page)),
            ("topics", Some(Kind::Theme)),
            ("python", None),
        ] {
            assert_eq!(named(name), kind, "{name}");
        }
    }

    #[test]
    fn folders_of_years_count_with_the_folder_they_are_in() {
        assert!(["2019", "2019-05", "05", "may", "Q2", "2024-05-07"].iter().all(|name| is_dated(name)));
        assert!(["marketing plans", "python3", "v2", "3000"].iter().all(|name| !is_dated(name)));
        assert_eq!(holder("meetings/2019/05"), "meetings");
        assert_eq!(holder("meetings/Archive/2019"), "meetings");
        assert_eq!(holder("2019/05"), "");
        assert_eq!(holder("archive"), "archive");
    }
}
