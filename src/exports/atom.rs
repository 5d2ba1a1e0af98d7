//! What is new, for feed readers: Atom, RFC 4287.
//!
//! A reader knows an entry by its id for ever, so the id is the first address that it ever had: the first of its
//! `aliases` that is one, else its own. It is shown as new again only when its author says that it changed.

use super::line;
use super::xml::{self, Xml};
use crate::community::{Entry, EntryId};
use crate::derive::changed;
use crate::document::Moment;
use crate::document::role::Role;
use crate::site::view::NameView;
use crate::site::{Feed, Site};
use crate::url::is_web;
use jiff::civil::Time;
use jiff::tz::TimeZone;

pub(super) fn feed(site: &Site, feed: Feed) -> Vec<u8> {
    let news = site.news(feed);
    let path = site.feed_path(feed);
    let title = site.feed_title(feed);
    let attributes = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", site.config.language.as_str())];
    xml::document("feed", &attributes, |xml| {
        xml.text("id", &id_of(site, feed));
        xml.text("title", &line(&title));
        if feed == Feed::Site && !site.config.description.is_empty() {
            xml.text("subtitle", &site.config.description);
        }
        let newest = news.first().and_then(|id| changed(site.community.entry(*id)));
        if let Some(newest) = newest {
            xml.text("updated", &instant(site, newest));
        }
        link(site, xml, "self", &path);
        link(site, xml, "alternate", &page_of(site, feed));
        person(site, xml, &NameView::words(&site.config.title));
        for id in news {
            entry(site, xml, id);
        }
    })
}

/// What the feed tells of.
fn subject(feed: Feed) -> Option<EntryId> {
    match feed {
        Feed::Site => None,
        Feed::Theme(id) | Feed::Member(id) => Some(id),
    }
}

/// Feeds are known by their addresses, as entries are.
fn id_of(site: &Site, feed: Feed) -> String {
    let page = subject(feed).map_or_else(|| site.whole("").unwrap_or_default(), |id| entry_id(site, id));
    format!("{page}feed.xml")
}

fn page_of(site: &Site, feed: Feed) -> String {
    let urls = site.config.urls;
    subject(feed)
        .map_or_else(|| crate::path::Address::home().href(urls), |id| site.community.entry(id).address.href(urls))
}

fn entry_id(site: &Site, id: EntryId) -> String {
    let first = site.former_addresses(id).into_iter().next();
    let address = first.unwrap_or_else(|| site.community.entry(id).address.clone());
    site.whole(&address.href(site.config.urls)).unwrap_or_default()
}

fn entry(site: &Site, xml: &mut Xml, id: EntryId) {
    let entry = site.community.entry(id);
    let document = &entry.document;
    let language = document.common.lang.as_deref().map(|language| [("xml:lang", language)]);
    xml.element("entry", language.as_ref().map_or(&[], |language| &language[..]), |xml| {
        xml.text("id", &entry_id(site, id));
        xml.text("title", &line(&document.title));
        if let Some(published) = published(entry) {
            xml.text("published", &instant(site, published));
        }
        if let Some(changed) = changed(entry) {
            xml.text("updated", &instant(site, changed));
        }
        link(site, xml, "alternate", &entry.address.href(site.config.urls));
        for author in site.names(id, Role::Author) {
            person(site, xml, &author);
        }
        for theme in site.names(id, Role::Theme) {
            xml.empty("category", &[("term", &theme.name)]);
        }
        if let Some(summary) = site.summary(id) {
            xml.text("summary", summary);
        }
    });
}

/// What takes place later than it is told of is not published on that day.
fn published(entry: &Entry) -> Option<Moment> {
    entry.document.date.filter(|date| changed(entry).is_some_and(|changed| *date <= changed))
}

fn link(site: &Site, xml: &mut Xml, rel: &str, path: &str) {
    let kind = if rel == "self" { "application/atom+xml" } else { "text/html" };
    xml.empty("link", &[("rel", rel), ("type", kind), ("href", &site.whole(path).unwrap_or_default())]);
}

fn person(site: &Site, xml: &mut Xml, name: &NameView) {
    xml.element("author", &[], |xml| {
        xml.text("name", &line(&name.name));
        let page = name.path.as_ref().and_then(|path| site.whole(path));
        if let Some(url) = page.or(name.url.clone().filter(|url| is_web(url))) {
            xml.text("uri", &url);
        }
    });
}

/// A day is its midnight in UTC; a time of day is one in the site's zone.
fn instant(site: &Site, moment: Moment) -> String {
    let zone = moment.time.and_then(|_| TimeZone::get(&site.config.timezone).ok()).unwrap_or(TimeZone::UTC);
    let at = moment.date.to_datetime(moment.time.unwrap_or(Time::midnight()));
    let instant = at.to_zoned(zone).map(|zoned| zoned.timestamp());
    instant.map_or_else(
        |_| format!("{}T00:00:00Z", moment.date),
        |instant| instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    )
}
