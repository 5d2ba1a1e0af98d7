//! What layouts receive: one type for each layout, made of the parts that are here.
//!
//! The views of entries (`theme.html`, `session.html` …) are in `site/entries/`, a file for each kind; those of pages that
//! list (`home.html`, `index.html` …) are in `site/lists/`, and what cards tell in `site/about.rs`. Each stands beside the
//! function that fills it; so do the parts that take some working out: the weave, the board of themes, news.
//!
//! Every layout also has `site` ([`SiteView`]). Paths are relative to the site's root; a layout writes
//! `{{ page.root }}{{ card.path }}`. Everything is text that Tera escapes, except `html`, which is safe.

pub use super::about::{AboutView, TieView};
pub use super::entries::EntryPageView;
pub use super::head::HeadView;
pub use super::lists::ListView;
pub use super::news::NewsView;
pub use super::themes::LaneView;
pub use super::transcript::{SaidView, TranscriptView};
pub use super::weave::{StitchView, ThreadView, TickView, WeaveView};

use serde::Serialize;

/// The view of one page.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "a view is made for one page and rendered at once")]
pub enum View {
    /// The page of an entry.
    Entry(EntryPageView),
    /// A page that lists.
    List(ListView),
    /// `transcript.html`
    Transcript(TranscriptView),
    /// `redirect.html`
    Redirect(RedirectView),
}

/// A former address, which leads on to where the entry is now.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// The page.
    pub page: Frame,
    /// What the entry is called.
    pub title: String,
    /// Its page, from the root.
    pub path: String,
    /// Its whole address, where it is known.
    pub whole: Option<String>,
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
    /// The pages that list kinds and tags, for the foot of every page.
    pub lists: Vec<LinkView>,
    /// Charter, norms and other pages that stand, for the foot of every page.
    pub standing: Vec<LinkView>,
    /// The page with every name from A to Z, from the root.
    pub a_z: Option<String>,
    /// The register of all actions, from the root, if there are any.
    pub actions: Option<String>,
    /// The page to search from, from the root; none where the settings turn search off.
    pub search: Option<String>,
    /// What tells browsers how to search the site, from the root.
    pub search_description: Option<String>,
    /// The names of all kinds: `strings.kinds` and others have a word for each.
    pub kinds: Vec<&'static str>,
    /// The audience, where it is not everybody; such a site is marked and kept out of search engines.
    pub audience: Option<String>,
    /// Whether pages explain terms of the glossary.
    pub explains_terms: bool,
    /// The content security policy that the site keeps to.
    pub policy: String,
    /// The picture that stands for the site.
    pub icon: IconView,
}

/// The picture that stands for the site.
#[derive(Clone, Debug, Serialize)]
pub struct IconView {
    /// Where it is, from the root.
    pub path: String,
    /// `image/svg+xml` or `image/png`.
    pub r#type: &'static str,
    /// `any`, or its width and height: `512x512`.
    pub sizes: String,
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
    /// The name of the kind whose page it is.
    pub kind: Option<&'static str>,
    /// Whether it is left to the menu of a phone and the foot of pages, where a bar has no room for all.
    pub is_minor: bool,
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
    /// `ltr` or `rtl`: how its language is written.
    pub direction: &'static str,
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
    /// What is said of it in its head, for programs.
    pub head: HeadView,
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
    /// The face, where it is a member's.
    pub face: Option<FaceView>,
}

impl NameView {
    /// A name that leads nowhere.
    pub fn words(name: impl Into<String>) -> NameView {
        NameView { name: name.into(), path: None, url: None, face: None }
    }
}

/// A person as initials in a circle.
#[derive(Clone, Debug, Serialize)]
pub struct FaceView {
    /// `AB`
    pub initials: String,
    /// 1 to 6, always the same for the same person.
    pub hue: u8,
    /// Whether the person carries the community, or keeps a theme.
    pub is_core: bool,
}

/// A day.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// `2026-10-07`
    pub iso: String,
    /// `7`
    pub day: i8,
    /// `10`
    pub month: i8,
    /// `2026`
    pub year: i16,
    /// Monday is 1.
    pub weekday: i8,
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
    /// Whether it is a session still to come.
    pub is_upcoming: bool,
    /// The face, where it is a member.
    pub face: Option<FaceView>,
    /// The thread of its series, where it is a session: 1 to 3, or 0.
    pub thread: Option<u8>,
    /// What its kind has to tell, in lists that show it.
    pub about: Option<AboutView>,
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
    /// The day it last changed, where its author or the repository tells.
    pub updated: Option<DateView>,
    /// Who changed it, the newest change first; only the first few.
    pub contributors: Vec<NameView>,
    /// How many more did.
    pub n_more_contributors: usize,
    /// Where its file is changed: a page of the code host.
    pub edit: Option<String>,
    /// The day by which somebody should look at it again.
    pub review_by: Option<DateView>,
    /// Who wrote it.
    pub authors: Vec<NameView>,
    /// Who looks after it.
    pub owner: Vec<NameView>,
    /// The themes it belongs to.
    pub themes: Vec<NameView>,
    /// Its tags.
    pub tags: Vec<LinkView>,
    /// A picture that stands for it.
    pub image: Option<PictureView>,
    /// Its Markdown, from the root, where it is published.
    pub source: Option<String>,
    /// Its body, safe to print.
    pub html: String,
    /// The headings of its body.
    pub contents: Vec<HeadingView>,
    /// The fields that the community added, in the order of the settings.
    pub own: Vec<OwnView>,
    /// What refers to it and stands in no other list of its page, the newest first.
    pub backlinks: Vec<CardView>,
    /// The lists of its page that go on at pages of their own.
    pub rests: Vec<RestView>,
}

/// A picture that an entry names.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// Where it is, from the root.
    pub path: String,
    /// How many pixels wide it is, where its file tells.
    pub width: Option<u32>,
    /// How many pixels high.
    pub height: Option<u32>,
}

/// A field that the community added.
#[derive(Clone, Debug, Serialize)]
pub struct OwnView {
    /// Its name in front matter.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Its texts, names or address.
    pub values: Vec<NameView>,
    /// Its day.
    pub date: Option<DateView>,
    /// `true` or `false`, where it is one of them.
    pub is_so: Option<bool>,
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
    /// The name of their kind; none for what is no kind.
    pub kind: Option<&'static str>,
}

/// The whole of a list of which a page shows the first.
#[derive(Clone, Debug, Serialize)]
pub struct RestView {
    /// Which list: `people`, `sessions`, `led`, `mentions` …
    pub of: &'static str,
    /// What the page of the whole list is called.
    pub title: String,
    /// That page, from the root.
    pub path: String,
    /// How many there are.
    pub count: usize,
}

/// A page of a list that is too long for one.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// `2026`, `A`, `A 2`, `2`
    pub title: String,
    /// The page, from the root.
    pub path: String,
    /// How many are on it.
    pub count: usize,
    /// Whether it is the page itself.
    pub is_here: bool,
}

/// One way to sort out a list: by theme, by organisation …
#[derive(Clone, Debug, Serialize)]
pub struct FacetView {
    /// `By theme`
    pub title: String,
    /// The page with all names, from the root.
    pub path: String,
    /// How many names there are.
    pub count: usize,
    /// The names with most entries, with how many.
    pub names: Vec<CountView>,
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
