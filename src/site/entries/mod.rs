//! What the page of an entry shows: a file for each kind, with its view and the function that fills it.
//!
//! A new kind is a file here, and its lines in this one.

mod group;
mod member;
mod page;
mod question;
mod resource;
mod session;
mod story;
mod template;
mod term;
mod theme;

pub use group::GroupPageView;
pub use member::MemberView;
pub use page::PageView;
pub use question::QuestionView;
pub use resource::ResourceView;
pub use session::SessionView;
pub(in crate::site) use session::when;
pub use story::StoryView;
pub use template::TemplateView;
pub use term::TermView;
pub use theme::ThemeView;

use super::view::{EntryView, Frame, NameView};
use super::{Page, Site};
use crate::community::EntryId;
use crate::document::Fields;
use crate::document::role::Role;
use crate::skin::strings;
use serde::Serialize;

/// The view of an entry's page, by its kind.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "a view is made for one page and rendered at once")]
pub enum EntryPageView {
    /// `theme.html`
    Theme(ThemeView),
    /// `session.html`
    Session(SessionView),
    /// `member.html`
    Member(MemberView),
    /// `template.html`
    Template(TemplateView),
    /// `story.html`
    Story(StoryView),
    /// `question.html`
    Question(QuestionView),
    /// `resource.html`
    Resource(ResourceView),
    /// `group.html`
    Group(GroupPageView),
    /// `term.html`
    Term(TermView),
    /// `page.html`
    Page(PageView),
}

/// One entry on its way into a view.
struct Shown<'a> {
    site: &'a Site,
    id: EntryId,
    page: Frame,
    entry: EntryView,
}

pub(super) fn view(site: &Site, page: &Page, id: EntryId) -> EntryPageView {
    let document = &site.community.entry(id).document;
    let mut frame = site.frame(page, &document.title, site.summary(id).unwrap_or_default());
    frame.has_code = site.shows_code(id);
    if let Some(language) = &document.common.lang {
        frame.language.clone_from(language);
        frame.direction = strings::direction(language);
    }
    let entry = site.entry_view(id, &frame.root);
    let shown = Shown { site, id, page: frame, entry };
    match &document.fields {
        Fields::Theme(fields) => EntryPageView::Theme(shown.theme(fields)),
        Fields::Session(fields) => EntryPageView::Session(shown.session(fields)),
        Fields::Member(fields) => EntryPageView::Member(shown.member(fields)),
        Fields::Template(fields) => EntryPageView::Template(shown.template(fields)),
        Fields::Story(fields) => EntryPageView::Story(shown.story(fields)),
        Fields::Question(_) => EntryPageView::Question(shown.question()),
        Fields::Resource(fields) => EntryPageView::Resource(shown.resource(fields)),
        Fields::Group(fields) => EntryPageView::Group(shown.group(fields)),
        Fields::Term(fields) => EntryPageView::Term(shown.term(fields)),
        Fields::Page(fields) => EntryPageView::Page(shown.page(fields)),
    }
}

impl Shown<'_> {
    fn names(&self, role: Role) -> Vec<NameView> {
        self.site.names(self.id, role)
    }
}
