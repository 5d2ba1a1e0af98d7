//! What the head of a page says for programs: previews, feeds, the Markdown, and facts as schema.org knows them.
//!
//! It says only what the page shows. Whatever needs a whole address is left out where none is known; a build for fewer
//! people than everybody says nothing that is meant for strangers.

mod linked_data;

use super::export::Feed;
use super::view::LinkView;
use super::{Page, Site, Subject};
use crate::community::{Entry, EntryId};
use crate::document::role::Role;
use crate::kind::Kind;
use crate::path::OutputPath;
use serde::Serialize;

/// What the head of a page says for programs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct HeadView {
    /// One or two sentences; those of the site where the page has none.
    pub description: String,
    /// The whole address under which the page is to be known.
    pub canonical: Option<String>,
    /// What chats and other sites show in place of a link.
    pub preview: Option<PreviewView>,
    /// What can be followed from here, each with its path from the root.
    pub feeds: Vec<LinkView>,
    /// The page's Markdown, from the root.
    pub source: Option<String>,
    /// Facts by schema.org as JSON, safe inside a `script` element.
    pub linked_data: Option<String>,
}

/// What chats and other sites show in place of a link.
#[derive(Clone, Debug, Serialize)]
pub struct PreviewView {
    /// `website`, `article` or `profile`.
    pub r#type: &'static str,
    /// The whole address of a picture.
    pub image: Option<String>,
    /// Whether the picture is the page's own, and worth a large place.
    pub is_large: bool,
}

impl Site {
    pub(super) fn head(&self, page: &Page, title: &str, description: &str, crumbs: &[LinkView]) -> HeadView {
        let entry = match page.subject {
            Subject::Entry(id) => Some(self.community.entry(id)),
            _ => None,
        };
        let description = [description, &self.config.description, title].into_iter().find(|text| !text.is_empty());
        let head = HeadView {
            description: description.unwrap_or_default().to_owned(),
            source: entry.and_then(|entry| self.source(entry.id)),
            ..HeadView::default()
        };
        if self.audience.is_some() || !page.is_findable() {
            return head;
        }
        HeadView {
            canonical: self.whole(&page.address.href(self.config.urls)),
            preview: Some(self.preview(entry)),
            feeds: self.feeds_of(entry),
            linked_data: linked_data::of(self, page, entry, title, crumbs),
            ..head
        }
    }

    fn preview(&self, entry: Option<&Entry>) -> PreviewView {
        let own = entry.and_then(|entry| self.file(entry.id, Role::Picture));
        PreviewView {
            r#type: match entry.map(|entry| entry.document.kind) {
                None | Some(Kind::Theme | Kind::Group) => "website",
                Some(Kind::Member) => "profile",
                Some(_) => "article",
            },
            is_large: own.is_some(),
            image: self.whole(&own.unwrap_or_else(|| self.icon().path)),
        }
    }

    /// The site's feed, and that of the theme or member that the page is about.
    fn feeds_of(&self, entry: Option<&Entry>) -> Vec<LinkView> {
        let own = entry.and_then(|entry| match entry.document.kind {
            Kind::Theme => Some(Feed::Theme(entry.id)),
            Kind::Member => Some(Feed::Member(entry.id)),
            _ => None,
        });
        let feeds = std::iter::once(Feed::Site).chain(own);
        let link = |feed: Feed| LinkView { title: self.feed_title(feed), path: self.feed_path(feed) };
        feeds.map(link).filter(|feed| self.outputs.contains_key(&OutputPath::new(feed.path.as_str()))).collect()
    }

    /// What a feed is called: the site, and whose news it tells.
    pub fn feed_title(&self, feed: Feed) -> String {
        let of = |id: EntryId| format!("{} · {}", self.community.entry(id).document.title, self.config.title);
        match feed {
            Feed::Site => self.config.title.clone(),
            Feed::Theme(id) | Feed::Member(id) => of(id),
        }
    }
}
