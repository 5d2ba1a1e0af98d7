//! What was read of a file becomes a document: title, summary, address, day and privacy are derived where they are
//! missing.

use super::rules::{Rules, is_index_file};
use super::{
    Body, CommonFields, Document, Fields, Heading, Moment, Notes, Privacy, Reference, Slugs, days, letters, markdown,
    moment, names, own, parts,
};
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::kind::Kind;
use crate::path::SitePath;
use crate::slug::Slug;
use crate::source::Source;
use jiff::civil::Date;

/// The longest summary that is derived from a body, in characters.
const MAX_SUMMARY: usize = 200;

/// The day of a session may stand in one of so many first headings.
const N_HEADINGS: usize = 2;

/// Everything that was read, on its way to a document.
pub(super) struct Assembly<'a> {
    pub source: &'a Source,
    /// What the site is called, and so its home page.
    pub site: &'a str,
    pub common: CommonFields,
    pub fields: Fields,
    pub own: Vec<own::OwnValue>,
    pub references: Vec<Reference>,
    pub body: Body,
    pub rules: Rules,
    /// Whether sessions were cut out of the body.
    pub is_cut: bool,
    pub findings: &'a mut Vec<Diagnostic>,
}

impl Assembly<'_> {
    pub(super) fn document(mut self) -> Document {
        let (title, title_heading) = self.title();
        let has_slipped = self.slipped_title() == Some(title.as_str());
        let first = self.body.first_paragraph.as_ref().map(|text| text.value.as_str());
        let first = first.filter(|text| !(has_slipped && text.ends_with(&title)));
        let summary = self.common.summary.clone().or_else(|| first.map(shorten));
        let slugs = self.slugs();
        let date = self.date(&slugs);
        let privacy = self.privacy();
        let document = Document {
            path: self.source.path.clone(),
            kind: self.rules.kind,
            text: self.source.text.clone(),
            names: Vec::new(),
            sort_key: letters::fold(&title),
            title,
            title_heading,
            summary,
            date,
            slugs,
            privacy,
            is_broken: !self.source.is_readable || self.findings.iter().any(|finding| withholds(finding.code)),
            common: self.common,
            fields: self.fields,
            own: self.own,
            references: self.references,
            body: self.body,
            notes: Notes::default(),
            part: None,
        };
        Document { names: names::of(&document), ..document }
    }

    fn title(&self) -> (String, Option<usize>) {
        let name = match &self.fields {
            Fields::Member(member) => member.name.as_ref(),
            _ => None,
        };
        let written = name.or(self.common.title.as_ref()).map(|title| title.value.trim().to_owned());
        // A heading in a part for fewer people must not become a title that everybody sees.
        let blocks = self.body.block_places();
        let is_open =
            |heading: &Heading| !markdown::is_within(heading.at.start, &blocks) && !self.is_between_dashes(heading);
        let headings = || {
            self.body.headings.iter().enumerate().filter(|(_, heading)| !heading.text.is_empty() && is_open(heading))
        };
        let first = headings().find(|(_, heading)| heading.level == 1).or_else(|| headings().next());
        match (written, first) {
            (Some(written), Some((place, heading))) if heading.level == 1 && same_words(&heading.text, &written) => {
                (written, Some(place))
            }
            (Some(written), _) => (written, None),
            (None, Some((_, heading))) if heading.level > 1 && self.slipped_title().is_some() => {
                (self.slipped_title().unwrap_or_default().to_owned(), None)
            }
            (None, Some((place, heading))) => (heading.text.clone(), Some(place)),
            (None, None) if is_index_file(&self.source.path) && self.source.path.folder() == "content" => {
                (self.site.to_owned(), None)
            }
            (None, None) => (title_of_file(&self.source.path), None),
        }
    }

    /// A first line such as `*# Title`: a heading but for a slip of the finger.
    fn slipped_title(&self) -> Option<&str> {
        let body = self.source.text.get(self.body.at.clone())?;
        let line = body.lines().find(|line| !line.trim().is_empty())?.trim();
        let title = line.trim_start_matches(['*', '_', '>', '.', ',']).strip_prefix("# ")?.trim();
        (!title.is_empty()).then_some(title)
    }

    /// Words between two rows of dashes at the top look like front matter without keys: text, and no title by accident.
    fn is_between_dashes(&self, heading: &Heading) -> bool {
        let text = &self.source.text[self.body.at.clone()];
        let before = self.source.text.get(self.body.at.start..heading.at.start).unwrap_or_default().trim();
        let is_underlined = || self.source.text.get(heading.at.start..).is_some_and(|rest| !rest.starts_with('#'));
        text.starts_with("---") && before == "---" && is_underlined()
    }

    fn date(&mut self, slugs: &Slugs) -> Option<Moment> {
        let inside = self.source.path.in_content().unwrap_or_default();
        let written = self.common.date.as_ref().map(|date| date.value);
        let told = || moment::date_in_path(inside).or_else(|| self.date_in_notes());
        let date = written.or_else(|| told().map(|date| Moment { date, time: None }));
        // A date or a file that could not be read was found already.
        let is_told = !self.source.is_readable
            || self.findings.iter().any(|finding| {
                matches!(finding.code, Code::InvalidDate | Code::FrontMatterSyntax | Code::FrontMatterLimit)
            });
        if date.is_none() && !is_told && !self.is_cut && self.rules.kind == Kind::Session && !slugs.introduces_folder {
            let finding = self.undated();
            self.findings.push(finding);
        }
        date
    }

    /// The day of a session that its title or one of its first headings tells, or a line of its own below them; none where
    /// headings tell several.
    fn date_in_notes(&self) -> Option<Date> {
        if self.rules.kind != Kind::Session || self.is_cut {
            return None;
        }
        let blocks = self.body.block_places();
        let open = |heading: &&Heading| !markdown::is_within(heading.at.start, &blocks);
        let day = |heading: &Heading| days::day_in(&heading.text).map(|day| day.date);
        let headings: Vec<Option<Date>> = self.body.headings.iter().filter(open).map(day).collect();
        let first = headings.iter().take(N_HEADINGS).flatten().next().copied();
        if headings.iter().flatten().any(|day| first.is_some_and(|first| *day != first)) {
            return None;
        }
        let title = || days::day_in(&self.common.title.as_ref()?.value);
        let line = || days::day_in(&self.body.first_paragraph.as_ref()?.value).filter(|day| day.is_all);
        first.or_else(|| title().or_else(line).map(|day| day.date))
    }

    /// A session without a day, or many of them with theirs in headings.
    fn undated(&self) -> Diagnostic {
        let span = Span::file(&self.source.path);
        match parts::n_sessions(&self.body).filter(|_| !self.rules.splits) {
            Some(n) => Diagnostic::new(Code::ManySessions, span, format!("{n} headings here name a day each")).help(
                "write `split: true` for the folder, below `collections` in the settings, to make each a session",
            ),
            None => Diagnostic::new(Code::MissingDate, span, "the session has no date")
                .help("add `date: 2026-03-05` to its front matter, or begin its file name with the day"),
        }
    }

    fn slugs(&mut self) -> Slugs {
        let path = &self.source.path;
        let inside = path.folder_in_content();
        let folder: Option<Vec<Slug>> = inside.split('/').filter(|part| !part.is_empty()).map(Slug::fold).collect();
        let written = self.common.slug.clone();
        let own = Slug::fold(written.as_ref().map_or(path.stem(), |slug| &slug.value));
        if folder.is_none() || own.is_none() {
            let at = written.as_ref().map_or(0..0, |slug| slug.at.clone());
            let finding =
                Diagnostic::new(Code::InvalidAddress, Span::new(path, at), "no address can be made of this name");
            self.findings.push(finding.help("use letters and digits, and not a name such as `con` or `nul`"));
        }
        let folder =
            folder.map_or_else(String::new, |parts| parts.iter().map(Slug::as_str).collect::<Vec<_>>().join("/"));
        let own = own.map_or_else(String::new, |slug| slug.to_string());
        Slugs {
            whole: if folder.is_empty() { own.as_str().into() } else { [&folder, "/", &own].concat().into() },
            folder,
            own,
            introduces_folder: is_index_file(path) && written.is_none(),
        }
    }

    fn privacy(&self) -> Privacy {
        let own = self.common.audience.iter().map(|name| Spanned { value: name.value.0.clone(), at: name.at.clone() });
        let audiences = own.chain(self.rules.audiences.iter().cloned()).collect();
        let is_draft = self.rules.are_drafts || self.common.draft == Some(true) || self.common.published == Some(false);
        let is_unlisted = matches!(&self.fields, Fields::Member(member) if member.listed == Some(false));
        let is_unclear = !self.source.is_readable || self.findings.iter().any(|finding| hides_audience(finding.code));
        Privacy { audiences, is_draft, is_unlisted, is_unclear }
    }
}

/// Findings after which nobody can be sure what the file was meant to be, or who may see it.
fn withholds(code: Code) -> bool {
    hides_audience(code) || matches!(code, Code::InvalidAddress | Code::NestingLimit)
}

/// Findings after which nobody can be sure who may see the file.
fn hides_audience(code: Code) -> bool {
    use Code::*;
    matches!(
        code,
        FrontMatterSyntax
            | FrontMatterLimit
            | DuplicatePrivacyKey
            | UnclearPrivacyField
            | UnclearAudience
            | UnclosedBlock
    )
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}

/// `2026-03-05-first_steps.md` is "First steps"; an index is named after its folder.
fn title_of_file(path: &SitePath) -> String {
    let stem = match is_index_file(path) {
        true => path.folder().rsplit('/').next().unwrap_or_default(),
        false => path.stem(),
    };
    let words = stem.replace(['-', '_'], " ");
    // `3d printing` keeps its number; a day and a place in a row do not.
    let is_number = |word: &&str| word.bytes().all(|b| b.is_ascii_digit());
    let named: Vec<&str> = words.split_whitespace().skip_while(is_number).collect();
    let words = if named.is_empty() { stem.to_owned() } else { named.join(" ") };
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Cuts at the end of a sentence or, failing that, of a word.
pub(super) fn shorten(text: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(MAX_SUMMARY) else { return text.to_owned() };
    match text[..cut].rfind(". ").filter(|at| *at > MAX_SUMMARY / 3) {
        Some(end) => text[..=end].to_owned(),
        None => markdown::cut_at_word(text, MAX_SUMMARY),
    }
}
