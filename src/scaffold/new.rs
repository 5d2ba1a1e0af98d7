//! One new document: its file, and the text it starts from.
//!
//! 1. Its day is the one asked for, the next of its series, or today.
//! 2. Its file lies where others of its kind lie, and is called by its title; a session's begins with its day.
//! 3. The archetype is filled in, with what the last session of the series says of time and place.

use super::series;
use crate::archetype::{self, Places};
use crate::diagnostic::did_you_mean;
use crate::document::{Document, front_matter};
use crate::kind::{KINDS, Kind};
use crate::path::SitePath;
use crate::slug::{Slug, fold_name};
use crate::yaml::Node;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a session takes over from the last one of its series.
const OF_SERIES: [&str; 7] = ["start", "end", "duration", "timezone", "place", "url", "mode"];

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub title: &'a str,
    /// The day, where one is asked for.
    pub date: Option<Date>,
    /// The series, where one is named.
    pub series: Option<&'a str>,
    /// Today.
    pub today: Date,
}

/// A file to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct New {
    /// Where, inside the program: below `content/`.
    pub path: SitePath,
    /// What it holds.
    pub text: String,
    /// What there is to say about it.
    pub remarks: Vec<String>,
}

/// Why a file cannot be made.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// This file has the page already.
    Taken(SitePath),
    /// In words.
    Words(String),
}

/// The kind with this name, or a message that names the nearest.
pub fn kind(name: &str) -> Result<Kind, String> {
    let lower = name.to_lowercase();
    Kind::named(&lower).ok_or_else(|| {
        let names = KINDS.map(|spec| spec.name);
        let meant = super::folders::named(&lower).map(|kind| format!("did you mean `{kind}`?"));
        let help =
            did_you_mean(&lower, names).or(meant).unwrap_or_else(|| format!("write one of: {}", names.join(", ")));
        format!("there is no kind `{}`; {help}", printable(name))
    })
}

fn printable(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

/// The new document of a site with these documents. `archetype` is the site's own one, where it has one.
pub fn document(wish: &Wish<'_>, documents: &[Document], archetype: Option<&str>) -> Result<New, Refusal> {
    let title = wish.title.trim();
    let slug = slug(title, wish.kind).map_err(Refusal::Words)?;
    let mut remarks = Vec::new();
    let series = Series::of(wish, documents)?;
    let date = day(wish, series.as_ref(), &mut remarks)?;
    let path = file(wish.kind, date, &slug, series.as_ref(), documents);
    if let Some(taken) = taken(&path, documents) {
        return Err(Refusal::Taken(taken));
    }
    let text = archetype.unwrap_or_else(|| archetype::builtin(wish.kind));
    remarks.extend(series.iter().filter_map(|series| series.is_lost(text, wish.kind)));
    let day = date.to_string();
    let mut places: Vec<(&str, Option<&str>)> = vec![
        ("title", Some(title)),
        ("date", Some(&day)),
        ("slug", Some(&slug)),
        ("series", series.as_ref().map(|s| s.name.as_str())),
    ];
    let known = |name: &str| series.as_ref().and_then(|series| series.fields.get(name)).map(String::as_str);
    places.extend(OF_SERIES.iter().map(|name| (*name, known(name))));
    let places: &Places<'_> = &places;
    Ok(New { path, text: archetype::fill(text, places), remarks })
}

fn slug(title: &str, kind: Kind) -> Result<String, String> {
    if title.is_empty() || title.contains(char::is_control) || title.contains(['\u{2028}', '\u{2029}']) {
        return Err("a title is one line of text; write it in quotes, such as \"Winter plans\"".into());
    }
    let slug = Slug::fold(title).ok_or_else(|| {
        format!("no file can be called after `{title}`; use letters and digits, and not a name such as `con` or `nul`")
    })?;
    // These would introduce the folder.
    Ok(if matches!(slug.as_str(), "index" | "readme") { format!("{slug}-{kind}") } else { slug.to_string() })
}

/// The series that is asked for.
struct Series {
    name: String,
    days: Vec<Date>,
    /// The file of its last session.
    last: Option<SitePath>,
    /// What its last session says.
    fields: BTreeMap<&'static str, String>,
}

impl Series {
    fn of(wish: &Wish<'_>, documents: &[Document]) -> Result<Option<Series>, Refusal> {
        let Some(name) = wish.series.map(str::trim) else { return Ok(None) };
        if wish.kind != Kind::Session {
            return Err(Refusal::Words(format!(
                "only sessions have a series; leave out `--series` for a {}",
                wish.kind
            )));
        }
        if name.is_empty() || name.contains(char::is_control) {
            return Err(Refusal::Words("the name of a series is one line of text".into()));
        }
        let all =
            || documents.iter().filter_map(|document| Some((document, document.session()?.series.as_deref()?.trim())));
        let mut sessions: Vec<(&Document, &str)> =
            all().filter(|(_, other)| fold_name(other) == fold_name(name)).collect();
        sessions.sort_by_key(|(document, _)| (document.date, document.path.clone()));
        if sessions.is_empty() && wish.date.is_none() {
            let help = did_you_mean(name, all().map(|(_, other)| other)).unwrap_or_default();
            let words = format!(
                "no session is in a series `{name}`. {help} To begin a series, say its first day with `--date`"
            );
            return Err(Refusal::Words(words.replace(".  ", ". ")));
        }
        let last = sessions.last();
        Ok(Some(Series {
            name: last.map_or(name, |(_, name)| name).to_owned(),
            days: sessions.iter().filter_map(|(document, _)| Some(document.date?.date)).collect(),
            last: last.map(|(document, _)| document.path.clone()),
            fields: last.map(|(document, _)| fields(document)).unwrap_or_default(),
        }))
    }

    /// Said where a site's own archetype would leave the session out of its series.
    fn is_lost(&self, archetype: &str, kind: Kind) -> Option<String> {
        let path = archetype::path(kind);
        let words = format!("{path} has no line `series: {{series}}`, so the new session is in no series");
        (!archetype.contains("{series}")).then_some(words)
    }
}

/// What a session says of time and place, as it is written.
fn fields(document: &Document) -> BTreeMap<&'static str, String> {
    let front = front_matter::split(&document.text).front_matter.and_then(Result::ok);
    let other = |name| match name {
        "start" => "time",
        "place" => "location",
        name => name,
    };
    let known = |name: &'static str| {
        let value = front.as_ref()?.get(name).or(front.as_ref()?.get(other(name)))?;
        Some((name, Node::text(value)?.to_owned()))
    };
    OF_SERIES.iter().filter_map(|name| known(name)).collect()
}

fn day(wish: &Wish<'_>, series: Option<&Series>, remarks: &mut Vec<String>) -> Result<Date, Refusal> {
    if let Some(date) = wish.date {
        return Ok(date);
    }
    let Some(series) = series else {
        if wish.kind == Kind::Session {
            remarks.push(format!(
                "dated today, {}; `--date` sets another day, `--series` takes the next one of a series",
                wish.today
            ));
        }
        return Ok(wish.today);
    };
    let rhythm = series.days.last().and_then(|last| {
        let known = series::cadence(&series.days);
        let cadence = known.unwrap_or_else(|| series::every_month(*last));
        Some((cadence, known.is_some(), cadence.next(*last, wish.today)?))
    });
    let Some((cadence, is_known, date)) = rhythm else {
        return Err(Refusal::Words(format!(
            "no session of `{}` has a day; say the next one with `--date`",
            series.name
        )));
    };
    let meets = if is_known { "meets" } else { "has had one session; if it meets" };
    let sets = "`--date` sets another one";
    remarks.push(format!("`{}` {meets} {}, the next day is {date}; {sets}", series.name, cadence.words()));
    Ok(date)
}

/// Beside others of its kind.
fn file(kind: Kind, date: Date, slug: &str, series: Option<&Series>, documents: &[Document]) -> SitePath {
    let folder = match series.and_then(|series| series.last.as_ref()) {
        Some(last) => last.folder().to_owned(),
        None => usual_folder(kind, documents),
    };
    let name = if kind == Kind::Session { format!("{date}-{slug}") } else { slug.to_owned() };
    let name: String = name.chars().take(crate::slug::MAX_SLUG).collect();
    SitePath::new(format!("{}/{}.md", in_year(&folder, date), name.trim_end_matches('-')))
}

/// The folder of the kind; where the site has none, the one that holds most documents of the kind.
fn usual_folder(kind: Kind, documents: &[Document]) -> String {
    let mut n_in: BTreeMap<&str, usize> = BTreeMap::new();
    for document in documents.iter().filter(|document| document.kind == kind && !document.slugs.introduces_folder) {
        *n_in.entry(without_years(document.path.folder())).or_default() += 1;
    }
    let usual = if kind == Kind::Page { "content".to_owned() } else { format!("content/{}", kind.spec().folder) };
    let has_usual = n_in.keys().any(|folder| folder.starts_with(&usual));
    let most = n_in.iter().max_by_key(|(folder, n)| (**n, std::cmp::Reverse(**folder)));
    match most {
        Some((folder, _)) if !has_usual && kind != Kind::Page => newest_folder(folder, kind, documents),
        _ if has_usual && kind != Kind::Page => newest_folder(&usual, kind, documents),
        _ => usual,
    }
}

/// The folder itself, or the folder of a year in it that the newest document lies in.
fn newest_folder(folder: &str, kind: Kind, documents: &[Document]) -> String {
    let mut here: Vec<&Document> = documents.iter().filter(|document| document.kind == kind).collect();
    here.retain(|document| without_years(document.path.folder()) == folder);
    let newest = here.iter().max_by_key(|document| (document.date, &document.path));
    newest.map_or_else(|| folder.to_owned(), |document| document.path.folder().to_owned())
}

fn is_year(name: &str) -> bool {
    name.len() == 4 && (name.starts_with("19") || name.starts_with("20")) && name.bytes().all(|b| b.is_ascii_digit())
}

fn without_years(folder: &str) -> &str {
    match folder.rsplit_once('/') {
        Some((parent, name)) if is_year(name) => parent,
        _ => folder,
    }
}

/// Where others lie in folders of years, so does this one.
fn in_year(folder: &str, date: Date) -> String {
    match folder.rsplit_once('/') {
        Some((parent, name)) if is_year(name) => format!("{parent}/{:04}", date.year()),
        _ => folder.to_owned(),
    }
}

/// The file that has the new one's address already.
fn taken(path: &SitePath, documents: &[Document]) -> Option<SitePath> {
    let folder: Vec<String> =
        path.folder_in_content().split('/').filter_map(Slug::fold).map(|slug| slug.to_string()).collect();
    let own = Slug::fold(path.stem())?;
    let same = documents.iter().find(|other| other.slugs.folder == folder.join("/") && other.slugs.own == own.as_str());
    same.map(|other| other.path.clone())
}
