//! A file that holds many sessions, each below a heading with its day, becomes many documents.
//!
//! 1. The body is read once as a whole. Of its headings that name a day, those count that stand in no quote, list, box or
//!    part for a narrower audience.
//! 2. The shallowest level at which two of them stand is the level of the sessions; where there is none, the one whose
//!    only heading begins with a day.
//! 3. The body is cut before each of them. What stands before the first is the file's own page.
//! 4. Each part is read for itself, together with the link definitions that it uses and that stand elsewhere.
//! 5. Every anchor of the whole file is remembered with the part that it came to stand in.
//!
//! No part for a narrower audience is ever cut in two: whatever is one in the whole file is the same one in the parts,
//! and so is every heading, or nothing is cut.

use super::assembly::shorten;
use super::body::{self, Body, Heading};
use super::days::{self, NamedDay};
use super::kinds::PageFields;
use super::markdown::{self, Reading, is_within};
use super::moment::Moment;
use super::{Document, Fields, Notes, Slugs, letters, names};
use crate::config::Markdown;
use crate::diagnostic::Spanned;
use crate::kind::Kind;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// So many headings with days in a file without a day of its own tell that it holds as many sessions.
const N_TELLING: usize = 3;

/// So many headings over several sessions may stand above one: a year, a quarter, a month …
const MAX_OVER: usize = 5;

/// Where a document stands among those of its file.
#[derive(Clone, Debug)]
pub struct Part {
    /// 0 for the file's own page, then one after the other in the order of the file.
    pub place: usize,
    /// What holds for the whole file.
    pub file: Arc<Whole>,
}

/// A file that many documents come from.
#[derive(Debug)]
pub struct Whole {
    /// How many documents there are beside the file's own page.
    pub n_parts: usize,
    /// Every anchor of the file, by its name in lower case.
    anchors: BTreeMap<String, Vec<Moved>>,
}

/// An anchor of a file, and where it came to stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The anchor in the file as a whole, as code hosts count it.
    pub written: String,
    /// The place of the document that it is in.
    pub place: usize,
    /// The anchor in that document.
    pub id: String,
}

impl Whole {
    /// Where an anchor of the file came to stand.
    pub fn anchor(&self, written: &str) -> Option<&Moved> {
        let alike = self.anchors.get(&written.to_lowercase())?;
        alike.iter().find(|moved| moved.written == written).or(alike.first())
    }
}

/// The sessions that were cut out of a body.
pub(super) struct Sessions {
    all: Vec<Session>,
    whole: Arc<Whole>,
}

/// A session below its heading.
struct Session {
    day: Date,
    /// Whether its heading says nothing but the day.
    is_only_day: bool,
    heading: Heading,
    body: Body,
}

/// A heading that names a day.
struct Mark {
    /// Its place among the headings of the whole.
    place: usize,
    day: NamedDay,
}

/// Cuts the body of a file into what stands before the first session, and the sessions; unless nothing in it is dated.
/// `is_dated` tells that the file has a day of its own.
pub(super) fn cut(text: &str, whole: &Body, is_dated: bool, settings: &Markdown) -> Option<(Body, Sessions)> {
    let marks = marks(whole);
    let level = level(whole, &marks, is_dated)?;
    let marks = sessions(whole, marks, level);
    let starts = starts(text, whole, &marks, level);
    let definitions = Definitions::of(text, whole, settings);
    let read = |at: Range<usize>| body::read_lines(text, at.clone(), definitions.used_in(text, at), settings);
    let page = read(whole.at.start..*starts.first()?);
    let ends = starts.iter().skip(1).copied().chain([whole.at.end]);
    let session = |(mark, at): (&Mark, Range<usize>)| Session {
        day: mark.day.date,
        is_only_day: mark.day.is_all,
        heading: whole.headings[mark.place].clone(),
        body: read(at),
    };
    let ranges = starts.iter().zip(ends).map(|(start, end)| *start..end);
    let sessions: Vec<Session> = marks.iter().zip(ranges).map(session).collect();
    let bodies: Vec<&Body> = std::iter::once(&page).chain(sessions.iter().map(|session| &session.body)).collect();
    // A fence that is one in the whole must be one in its part, or what it keeps from others could be seen.
    let blocks = || bodies.iter().flat_map(|body| &body.blocks).eq(&whole.blocks);
    // What is a heading only because of the lines before it would become another one.
    let is_same = headings(bodies.iter().copied()).eq(headings([whole])) && blocks();
    let whole = Arc::new(Whole { n_parts: sessions.len(), anchors: anchors(whole, &bodies) });
    is_same.then_some((page, Sessions { all: sessions, whole }))
}

/// Where the headings of bodies stand, and what they say.
fn headings<'b>(bodies: impl IntoIterator<Item = &'b Body>) -> impl Iterator<Item = (&'b Range<usize>, &'b str)> {
    bodies.into_iter().flat_map(|body| &body.headings).map(|heading| (&heading.at, heading.text.as_str()))
}

/// How many sessions a file holds that is not cut, where it holds as many as tell that it should be.
pub fn n_sessions(whole: &Body) -> Option<usize> {
    let marks = marks(whole);
    let level = level(whole, &marks, true)?;
    Some(sessions(whole, marks, level).len()).filter(|n| *n >= N_TELLING)
}

fn marks(whole: &Body) -> Vec<Mark> {
    let headings = whole.headings.iter().enumerate();
    let dated = headings.filter_map(|(place, heading)| Some(Mark { place, day: days::day_in(&heading.text)? }));
    let blocks = whole.block_places();
    dated.filter(|mark| may_cut(&whole.headings[mark.place], &blocks)).collect()
}

/// Whether a heading stands on its own, where everybody sees it.
fn may_cut(heading: &Heading, blocks: &[Range<usize>]) -> bool {
    heading.is_outermost && !is_within(heading.at.start, blocks)
}

/// The level of the headings that sessions stand below.
fn level(whole: &Body, marks: &[Mark], is_dated: bool) -> Option<u8> {
    let level_of = |mark: &Mark| whole.headings[mark.place].level;
    let n_dated = |level: u8| marks.iter().filter(|mark| level_of(mark) == level).count();
    let blocks = whole.block_places();
    let is_one = |heading: &&Heading, level| heading.level == level && may_cut(heading, &blocks);
    let n_all = |level: u8| whole.headings.iter().filter(|heading| is_one(heading, level)).count();
    // The first session of a file that others will follow; a title with a day somewhere in it is no session.
    let begins =
        |level: u8| marks.iter().any(|mark| level_of(mark) == level && (mark.day.at.start == 0 || mark.day.is_all));
    let is_first = |level: &u8| !is_dated && n_all(*level) == 1 && begins(*level);
    (1..=6).find(|level| n_dated(*level) > 1).or_else(|| (1..=6).find(is_first))
}

/// The headings of the level, and those above it that follow the first: they begin something else too.
fn sessions(whole: &Body, marks: Vec<Mark>, level: u8) -> Vec<Mark> {
    let level_of = |mark: &Mark| whole.headings[mark.place].level;
    let from = marks.iter().position(|mark| level_of(mark) == level).unwrap_or(marks.len());
    marks.into_iter().skip(from).filter(|mark| level_of(mark) <= level).collect()
}

/// Where each session begins: at the line of its heading, or at that of a heading over several of them (a year) that
/// stands right above it.
fn starts(text: &str, whole: &Body, marks: &[Mark], level: u8) -> Vec<usize> {
    let blocks = whole.block_places();
    let line = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1).max(whole.at.start);
    // Over the first session stands also the title of the file, unless it only tells the year.
    let may_be_title = |upper: usize| marks.first().is_some_and(|mark| upper < mark.place);
    let stands_over = |upper: usize| {
        let (heading, next) = (&whole.headings[upper], &whole.headings[upper + 1]);
        let is_near = || text[heading.at.end..line(next.at.start).max(heading.at.end)].trim().is_empty();
        let is_over = heading.level < level && (days::is_period(&heading.text) || !may_be_title(upper));
        is_over && may_cut(heading, &blocks) && days::day_in(&heading.text).is_none() && is_near()
    };
    let upwards = |mark: &Mark| (0..mark.place).rev().take(MAX_OVER).take_while(|upper| stands_over(*upper)).last();
    let first = |mark: &Mark| upwards(mark).unwrap_or(mark.place);
    marks.iter().map(|mark| line(whole.headings[first(mark)].at.start)).collect()
}

/// For each anchor of the whole the document that it is in now, and what it is called there.
fn anchors(whole: &Body, bodies: &[&Body]) -> BTreeMap<String, Vec<Moved>> {
    let moved = |anchor: &Spanned<String>| {
        let place = bodies.partition_point(|body| body.at.start <= anchor.at.start).saturating_sub(1);
        let headings = &bodies[place].headings;
        let heading = headings.binary_search_by_key(&anchor.at.start, |heading| heading.at.start);
        let id = heading.map_or(&anchor.value, |heading| &headings[heading].id);
        Moved { written: anchor.value.clone(), place, id: id.clone() }
    };
    let all = whole.anchors.iter();
    all.map(|(name, places)| (name.clone(), places.iter().map(moved).collect())).collect()
}

/// Where a file defines the destinations of `[links][label]`.
struct Definitions(BTreeMap<String, Range<usize>>);

impl Definitions {
    /// Those on lines of their own that everybody sees.
    fn of(text: &str, whole: &Body, settings: &Markdown) -> Definitions {
        if !text[whole.at.clone()].contains("]:") {
            return Definitions(BTreeMap::new());
        }
        let prepared = markdown::prepare(text, whole.at.clone(), &whole.block_places());
        let all = markdown::definitions(&prepared, Reading::of(settings));
        let is_line = |at: &Range<usize>| {
            let written = text[at.clone()].trim_end();
            written.starts_with('[') && !written.contains('\n')
        };
        let places = all.into_iter().map(|(label, definition)| (label, definition.at));
        Definitions(places.filter(|(_, at)| is_line(at)).collect())
    }

    /// Those that the bytes `at` name and that stand elsewhere.
    fn used_in(&self, text: &str, at: Range<usize>) -> Vec<Range<usize>> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let is_elsewhere = |place: &&Range<usize>| !at.contains(&place.start);
        let used = labels(&text[at.clone()]).filter_map(|label| self.0.get(&markdown::fold_label(label)));
        let used: BTreeMap<usize, usize> = used.filter(is_elsewhere).map(|at| (at.start, at.end)).collect();
        used.into_iter().map(|(start, end)| start..end).collect()
    }
}

/// What stands between brackets with none inside.
fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.split(']').filter_map(|before| before.rsplit_once('[').map(|(_, label)| label))
}

/// The documents of a file whose page has been put together with the kind of its sessions, the page first.
pub(super) fn documents(page: Document, sessions: Sessions, n_common: usize) -> Vec<Document> {
    let Sessions { all, whole } = sessions;
    let base = if page.slugs.introduces_folder { page.slugs.folder.clone() } else { page.slugs.whole.to_string() };
    let shared = shared(&page, &base);
    let mut n_on_day: BTreeMap<Date, usize> = BTreeMap::new();
    let part = |place: usize| Some(Part { place, file: whole.clone() });
    let mut documents = vec![Document { part: part(0), ..own_page(page, base, n_common) }];
    for (place, session) in (1..).zip(all) {
        let n = n_on_day.entry(session.day).or_default();
        *n += 1;
        documents.push(document(Document { part: part(place), ..shared.clone() }, session, *n));
    }
    documents
}

/// The file's own page introduces its sessions at the file's address.
fn own_page(page: Document, base: String, n_common: usize) -> Document {
    let mut common = page.common;
    common.layout = None;
    let slugs = Slugs { folder: base, introduces_folder: true, ..page.slugs };
    let references = page.references.into_iter().take(n_common).collect();
    let page = Document {
        kind: Kind::Page,
        fields: Fields::Page(PageFields::default()),
        own: Vec::new(),
        notes: Notes::default(),
        common,
        references,
        slugs,
        ..page
    };
    Document { names: names::of(&page), ..page }
}

/// What all sessions of a file have from its front matter.
fn shared(page: &Document, base: &str) -> Document {
    let mut shared = page.clone();
    let common = &mut shared.common;
    (common.title, common.slug, common.summary, common.date, common.aliases) = (None, None, None, None, None);
    shared.slugs = Slugs { folder: base.to_owned(), introduces_folder: false, ..shared.slugs };
    shared.body = Body::default();
    shared
}

fn document(shared: Document, session: Session, n_on_day: usize) -> Document {
    let Session { day, is_only_day, heading, body } = session;
    let title = if is_only_day { format!("{} – {}", shared.title, heading.text) } else { heading.text };
    let own = if n_on_day == 1 { day.to_string() } else { format!("{day}-{n_on_day}") };
    let folder = shared.slugs.folder.clone();
    let whole = if folder.is_empty() { own.clone() } else { format!("{folder}/{own}") };
    let at = heading.at.start;
    let document = Document {
        sort_key: letters::fold(&title),
        title,
        title_heading: body.headings.iter().position(|own| own.at.start == at),
        summary: body.first_paragraph.as_ref().map(|text| shorten(&text.value)),
        date: Some(Moment::day(day)),
        slugs: Slugs { folder, own, whole: whole.into(), introduces_folder: false },
        notes: Notes::default(),
        body,
        ..shared
    };
    Document { names: names::of(&document), ..document }
}
