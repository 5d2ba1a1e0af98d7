//! What layouts receive: one type for each layout.
//!
//! Every layout also has `site` ([`SiteView`]). Paths are relative to the site's root; a layout writes
//! `{{ page.root }}{{ card.path }}`. Everything is text that Tera escapes, except `html`, which is safe.

use serde::Serialize;

/// The view of one page.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "a view is made for one page and rendered at once")]
pub enum View {
    /// `home.html`
    Home(HomeView),
    /// `theme.html`
    Theme(ThemeView),
    /// `session.html`
    Session(SessionView),
    /// `member.html`
    Member(MemberView),
    /// `template.html`
    Template(TemplateView),
    /// `page.html`
    Page(PageView),
    /// `index.html`
    Index(IndexView),
    /// `folder.html`
    Folder(FolderView),
    /// `tags.html`
    Tags(TagsView),
    /// `tag.html`
    Tag(TagView),
    /// `404.html`
    NotFound(NotFoundView),
}

/// The site, the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Its name.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Its language.
    pub language: String,
    /// Its time zone.
    pub timezone: String,
    /// The home page, from the root; empty where the root itself is enough.
    pub home: String,
    /// The menu.
    pub navigation: Vec<NavigationView>,
    /// The audience, where it is not everybody; such a site is marked and kept out of search engines.
    pub audience: Option<String>,
    /// The content security policy that the site keeps to.
    pub policy: String,
}

/// One entry of the menu.
#[derive(Clone, Debug, Serialize)]
pub struct NavigationView {
    /// What it says.
    pub title: String,
    /// Where it leads: from the root, or a whole address.
    pub path: String,
    /// Whether it leads out of the site.
    pub is_outside: bool,
}

/// What every page has.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// Its title.
    pub title: String,
    /// One sentence on it; empty if there is none.
    pub description: String,
    /// Its language.
    pub language: String,
    /// The way to the site's root, with a slash at its end.
    pub root: String,
    /// Its own address from the root.
    pub path: String,
    /// The way from the home page to it, without itself.
    pub crumbs: Vec<LinkView>,
    /// The menu's entry that it belongs to, by its path; empty if none.
    pub section: String,
    /// Whether highlighted code occurs.
    pub has_code: bool,
}

/// A link within the site.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// Its words.
    pub title: String,
    /// Where it leads, from the root.
    pub path: String,
}

/// A name that may or may not lead somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct NameView {
    /// The name.
    pub name: String,
    /// Its page, from the root.
    pub path: Option<String>,
    /// Its address outside the site.
    pub url: Option<String>,
}

/// A day.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// `2026-10-07`
    pub iso: String,
    /// `7 October 2026`
    pub text: String,
    /// `7`
    pub day: i8,
    /// `Oct`
    pub month: &'static str,
    /// `2026`
    pub year: i16,
}

/// An entry in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    /// Its title.
    pub title: String,
    /// Its page, from the root.
    pub path: String,
    /// The name of its kind.
    pub kind: &'static str,
    /// One or two sentences; empty if there are none.
    pub summary: String,
    /// Its day.
    pub date: Option<DateView>,
    /// Whether it is a session that will not take place.
    pub is_cancelled: bool,
}

/// A heading of a body.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 2 to 6.
    pub level: u8,
    /// Its text.
    pub title: String,
    /// Its anchor.
    pub id: String,
}

/// What every entry has.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// The name of its kind.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// One or two sentences that the author wrote; empty if none.
    pub summary: String,
    /// Its day.
    pub date: Option<DateView>,
    /// The day it last changed, where the author says so.
    pub updated: Option<DateView>,
    /// Who wrote it.
    pub authors: Vec<NameView>,
    /// Who looks after it.
    pub owner: Vec<NameView>,
    /// The themes it belongs to.
    pub themes: Vec<NameView>,
    /// Its tags.
    pub tags: Vec<LinkView>,
    /// A picture that stands for it, from the root.
    pub image: Option<String>,
    /// Its body, safe to print.
    pub html: String,
    /// The headings of its body.
    pub contents: Vec<HeadingView>,
    /// What refers to it.
    pub backlinks: Vec<CardView>,
}

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The page.
    pub page: Frame,
    /// The text of `content/index.md`.
    pub intro: Option<EntryView>,
    /// The next sessions.
    pub upcoming: Vec<CardView>,
    /// The last sessions.
    pub recent: Vec<CardView>,
    /// Themes.
    pub themes: Vec<CardView>,
    /// How many entries of each kind there are, with their index pages.
    pub counts: Vec<CountView>,
}

/// How many there are.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    /// `Sessions`
    pub title: String,
    /// The index page, from the root.
    pub path: String,
    /// How many.
    pub count: usize,
}

/// A theme.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// How far it has come, in a word.
    pub stage: Option<&'static str>,
    /// Who keeps it.
    pub stewards: Vec<NameView>,
    /// Who proposed it.
    pub proposed_by: Vec<NameView>,
    /// The theme it is a part of.
    pub parent: Vec<NameView>,
    /// Its parts.
    pub parts: Vec<CardView>,
    /// Sessions about it.
    pub sessions: Vec<CardView>,
    /// Templates for it.
    pub templates: Vec<CardView>,
    /// Who knows about it.
    pub members: Vec<CardView>,
    /// What else is about it.
    pub pages: Vec<CardView>,
}

/// A session.
#[derive(Clone, Debug, Serialize)]
pub struct SessionView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// One sentence: who gains what.
    pub why: Option<String>,
    /// `18:30`, `18:30–20:00`; nothing if no time is known.
    pub time: Option<String>,
    /// Its time zone, where a time is known.
    pub timezone: String,
    /// How long it took, in minutes.
    pub minutes: Option<u32>,
    /// Where people met.
    pub place: Option<String>,
    /// Where to join.
    pub url: Option<String>,
    /// How people met, in words.
    pub mode: Option<&'static str>,
    /// The series it belongs to.
    pub series: Option<String>,
    /// The group it belongs to.
    pub group: Option<String>,
    /// `planned`, `held` or `cancelled`, where the author says so.
    pub status: Option<&'static str>,
    /// How to get in, and what helps.
    pub access: Option<String>,
    /// The recording.
    pub recording: Option<String>,
    /// A file with what was said.
    pub transcript: Vec<NameView>,
    /// Who led it.
    pub facilitators: Vec<NameView>,
    /// Who showed something.
    pub presenters: Vec<NameView>,
    /// Who had it in their place.
    pub host: Vec<NameView>,
    /// Who took the notes.
    pub notes_by: Vec<NameView>,
    /// Who came.
    pub attendees: Vec<NameView>,
    /// Who could not come.
    pub regrets: Vec<NameView>,
    /// Who came and is no member.
    pub guests: Vec<NameView>,
    /// The templates used in it.
    pub templates: Vec<NameView>,
    /// The one before it in its series.
    pub previous: Option<CardView>,
    /// The one after it.
    pub next: Option<CardView>,
}

/// A member.
#[derive(Clone, Debug, Serialize)]
pub struct MemberView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Where the person works or belongs.
    pub organisation: Option<String>,
    /// The field of work.
    pub sector: Option<String>,
    /// What the person does there.
    pub role: Option<String>,
    /// Where the person lives.
    pub location: Option<String>,
    /// Languages.
    pub languages: Vec<String>,
    /// Since when.
    pub joined: Option<DateView>,
    /// `core`, `active`, `peripheral` or `alumni`.
    pub involvement: Option<&'static str>,
    /// A picture of the person, from the root.
    pub avatar: Option<String>,
    /// What the person knows about.
    pub expertise: Vec<NameView>,
    /// What the person offers.
    pub offers: Vec<String>,
    /// What the person asks.
    pub asks: Vec<String>,
    /// Where else to find the person.
    pub links: Vec<NameView>,
    /// Themes the person keeps.
    pub keeps: Vec<CardView>,
    /// Sessions the person led or showed something in.
    pub led: Vec<CardView>,
    /// Sessions the person came to.
    pub attended: Vec<CardView>,
    /// Templates and pages the person wrote.
    pub wrote: Vec<CardView>,
}

/// A template.
#[derive(Clone, Debug, Serialize)]
pub struct TemplateView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// Its version.
    pub version: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// How far it has come.
    pub status: Option<&'static str>,
    /// What it was made from.
    pub adapted_from: Vec<NameView>,
    /// What was made from it.
    pub adaptations: Vec<CardView>,
    /// The sessions it was made in.
    pub made_in: Vec<NameView>,
    /// The sessions it was used in.
    pub used_in: Vec<CardView>,
    /// Files to download.
    pub files: Vec<NameView>,
}

/// Any other entry.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The page.
    pub page: Frame,
    /// What every entry has.
    pub entry: EntryView,
    /// `charter`, `norms` …
    pub r#type: Option<String>,
    /// The session in which it was agreed.
    pub agreed_in: Vec<NameView>,
    /// What else is in its folder, where it introduces one.
    pub contents: Vec<CardView>,
}

/// All entries of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct IndexView {
    /// The page.
    pub page: Frame,
    /// The name of the kind.
    pub kind: &'static str,
    /// How many there are.
    pub count: usize,
    /// The text that introduces the folder.
    pub intro: Option<EntryView>,
    /// Sessions to come; empty for other kinds.
    pub upcoming: Vec<CardView>,
    /// The entries, by year, by letter, or all in one group without a title.
    pub groups: Vec<GroupView>,
}

/// Some entries under a title.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// `2026`, `A`; empty if there is only one group.
    pub title: String,
    /// Its anchor.
    pub id: String,
    /// What is in it.
    pub cards: Vec<CardView>,
}

/// What is in a folder.
#[derive(Clone, Debug, Serialize)]
pub struct FolderView {
    /// The page.
    pub page: Frame,
    /// Folders in it.
    pub folders: Vec<LinkView>,
    /// Entries in it.
    pub cards: Vec<CardView>,
}

/// All tags.
#[derive(Clone, Debug, Serialize)]
pub struct TagsView {
    /// The page.
    pub page: Frame,
    /// Each tag with how often it is used.
    pub tags: Vec<CountView>,
}

/// What has one tag.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The page.
    pub page: Frame,
    /// The tag.
    pub name: String,
    /// What has it, grouped by kind.
    pub groups: Vec<GroupView>,
}

/// The page for addresses that lead nowhere.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// The page; its root is absolute, because it is shown at any address.
    pub page: Frame,
}
