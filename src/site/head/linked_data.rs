//! Facts about a page in the words of schema.org.

use crate::community::Entry;
use crate::document::Fields;
use crate::document::kinds::{MemberFields, Mode, SessionFields, SessionStatus, TemplateFields, TermFields};
use crate::document::role::Role;
use crate::site::view::{LinkView, NameView};
use crate::site::{Page, Site};
use crate::url::is_web;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

/// Everything that is known, as one text that cannot end the element it stands in. `None` if nothing is.
pub(super) fn of(site: &Site, page: &Page, entry: Option<&Entry>, title: &str, crumbs: &[LinkView]) -> Option<String> {
    let about = entry.and_then(|entry| Facts { site, page, entry }.about());
    let trail = trail(site, page, title, crumbs);
    let graph: Vec<Value> = about.into_iter().chain(trail).collect();
    let mut whole = Thing::default();
    whole.add("@context", Some("https://schema.org"));
    whole.add_all("@graph", graph);
    (whole.0.len() > 1).then(|| inert(&Value::Object(whole.0)))
}

/// JSON in which no letter means anything to HTML, nor to old readers of JavaScript.
fn inert(value: &Value) -> String {
    let json = value.to_string();
    let mut inert = String::with_capacity(json.len());
    let mut rest = json.as_str();
    while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        let (before, from) = rest.split_at(at);
        let mut letters = from.chars();
        let code = letters.next().map_or(0, u32::from);
        inert += &format!("{before}\\u{code:04x}");
        rest = letters.as_str();
    }
    inert + rest
}

/// The way from the home page to this one; the home page itself needs none.
fn trail(site: &Site, page: &Page, title: &str, crumbs: &[LinkView]) -> Option<Value> {
    let urls = site.config.urls;
    let own = page.address.href(urls);
    let home = crate::path::Address::home().href(urls);
    if own == home {
        return None;
    }
    let above = crumbs.iter().map(|crumb| (crumb.title.as_str(), crumb.path.as_str()));
    let steps =
        std::iter::once((site.strings().say("home"), home.as_str())).chain(above).chain([(title, own.as_str())]);
    let item = |(place, (name, path)): (usize, (&str, &str))| {
        Some(json!({ "@type": "ListItem", "position": place + 1, "name": name, "item": site.whole(path)? }))
    };
    let items: Option<Vec<Value>> = steps.enumerate().map(item).collect();
    let mut list = Thing::default();
    list.add("@type", Some("BreadcrumbList"));
    list.add_all("itemListElement", items?);
    Some(Value::Object(list.0))
}

/// An entry and the page that shows it.
struct Facts<'a> {
    site: &'a Site,
    page: &'a Page,
    entry: &'a Entry,
}

impl Facts<'_> {
    fn about(&self) -> Option<Value> {
        let mut thing = Thing::default();
        match &self.entry.document.fields {
            Fields::Session(fields) => self.event(&mut thing, fields)?,
            Fields::Member(fields) => self.person(&mut thing, fields),
            Fields::Template(fields) => self.work(&mut thing, fields),
            Fields::Term(fields) => self.term(&mut thing, fields),
            _ => return None,
        }
        thing.add("name", Some(self.entry.document.title.as_str()));
        thing.add("url", self.site.whole(&self.page.address.href(self.site.config.urls)));
        Some(Value::Object(thing.0))
    }

    /// What an event without a day would be worth, nobody knows.
    fn event(&self, event: &mut Thing, fields: &SessionFields) -> Option<()> {
        let moment = self.entry.document.date?;
        let start = fields.start.or(moment.time);
        let zone = fields.timezone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
        let zone = zone.or_else(|| TimeZone::get(&self.site.config.timezone).ok()).unwrap_or(TimeZone::UTC);
        event.add("@type", Some("Event"));
        event.add("description", self.summary());
        event.add(
            "startDate",
            Some(match start {
                Some(start) => instant(moment.date.to_datetime(start), &zone),
                None => moment.date.to_string(),
            }),
        );
        event.add("endDate", start.and_then(|start| Some(instant(end(moment.date, start, fields)?, &zone))));
        let is_cancelled = fields.status == Some(SessionStatus::Cancelled);
        event.add(
            "eventStatus",
            Some(if is_cancelled { "https://schema.org/EventCancelled" } else { "https://schema.org/EventScheduled" }),
        );
        event.add("eventAttendanceMode", fields.mode.map(attendance));
        event.add_all("location", places(fields));
        let leaders = self.people(Role::Facilitator);
        let community = || vec![json!({ "@type": "Organization", "name": self.site.config.title })];
        event.add_all("organizer", if leaders.is_empty() { community() } else { leaders });
        event.add_all("performer", self.people(Role::Presenter));
        event.add("image", self.image());
        Some(())
    }

    fn person(&self, person: &mut Thing, fields: &MemberFields) {
        person.add("@type", Some("Person"));
        person.add("description", self.summary());
        person.add("jobTitle", fields.role.as_deref());
        let of = |kind: &str, name: &Option<String>| name.as_ref().map(|name| json!({ "@type": kind, "name": name }));
        person.add("affiliation", of("Organization", &fields.organisation));
        person.add("homeLocation", of("Place", &fields.location));
        person.add_all("knowsLanguage", fields.languages.clone().unwrap_or_default());
        person.add_all("knowsAbout", self.names(Role::Expertise).map(|name| name.name).collect());
        let elsewhere = fields.links.iter().flatten().map(|link| link.url.clone());
        person.add_all("sameAs", elsewhere.filter(|url| is_web(url)).collect());
        person.add("image", self.image());
    }

    fn work(&self, work: &mut Thing, fields: &TemplateFields) {
        let document = &self.entry.document;
        work.add("@type", Some("CreativeWork"));
        work.add("description", self.summary());
        work.add("version", fields.version.as_deref());
        work.add("license", fields.licence.as_deref());
        work.add("creativeWorkStatus", fields.status.map(|status| status.word()));
        work.add_all("author", self.people(Role::Author));
        work.add_all("isBasedOn", self.names(Role::AdaptedFrom).map(|name| self.thing("CreativeWork", name)).collect());
        work.add("dateCreated", document.date.or(self.entry.created()).map(|moment| moment.date.to_string()));
        work.add("dateModified", self.entry.updated().map(|moment| moment.date.to_string()));
        work.add("inLanguage", Some(document.common.lang.as_deref().unwrap_or(&self.site.config.language)));
        work.add("image", self.image());
    }

    fn term(&self, term: &mut Thing, fields: &TermFields) {
        term.add("@type", Some("DefinedTerm"));
        term.add("description", self.summary());
        let others = [&fields.aka, &fields.formerly].into_iter().flatten().flatten();
        term.add_all("alternateName", others.cloned().collect());
        let glossary = crate::path::Address::Folder(crate::kind::Kind::Term.spec().folder.into());
        term.add("inDefinedTermSet", self.site.whole(&glossary.href(self.site.config.urls)));
    }

    fn summary(&self) -> Option<&str> {
        self.site.summary(self.entry.id)
    }

    fn image(&self) -> Option<String> {
        self.site.whole(&self.site.file(self.entry.id, Role::Picture)?)
    }

    fn names(&self, role: Role) -> impl Iterator<Item = NameView> {
        self.site.names(self.entry.id, role).into_iter()
    }

    fn people(&self, role: Role) -> Vec<Value> {
        self.names(role).map(|name| self.thing("Person", name)).collect()
    }

    fn thing(&self, kind: &str, name: NameView) -> Value {
        let url = name.path.and_then(|path| self.site.whole(&path)).or(name.url.filter(|url| is_web(url)));
        let mut thing = Thing::default();
        thing.add("@type", Some(kind));
        thing.add("name", Some(name.name));
        thing.add("url", url);
        Value::Object(thing.0)
    }
}

/// Facts under their names; what is not known is not there.
#[derive(Default)]
struct Thing(Map<String, Value>);

impl Thing {
    fn add(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
    }

    fn add_all(&mut self, name: &str, values: Vec<impl Into<Value>>) {
        self.add(name, (!values.is_empty()).then_some(values));
    }
}

/// A time of day with its distance from UTC on that day.
fn instant(at: DateTime, zone: &TimeZone) -> String {
    let zoned = at.to_zoned(zone.clone());
    zoned.map_or_else(|_| at.to_string(), |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// What ends before it began ends the next day.
fn end(date: Date, start: Time, fields: &SessionFields) -> Option<DateTime> {
    let begins = date.to_datetime(start);
    match (fields.end, fields.duration) {
        (Some(end), _) if end > start => Some(date.to_datetime(end)),
        (Some(end), _) => Some(date.tomorrow().ok()?.to_datetime(end)),
        (None, Some(length)) => begins.checked_add(jiff::Span::new().minutes(i64::from(length.0))).ok(),
        (None, None) => None,
    }
}

fn attendance(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => "https://schema.org/OfflineEventAttendanceMode",
        Mode::Online | Mode::Asynchronous => "https://schema.org/OnlineEventAttendanceMode",
        Mode::Hybrid => "https://schema.org/MixedEventAttendanceMode",
    }
}

fn places(fields: &SessionFields) -> Vec<Value> {
    let is_online = matches!(fields.mode, Some(Mode::Online | Mode::Hybrid | Mode::Asynchronous));
    let room = fields.place.as_ref().map(|place| json!({ "@type": "Place", "name": place }));
    let call = fields.url.as_ref().filter(|_| is_online).map(|url| json!({ "@type": "VirtualLocation", "url": url.0 }));
    room.into_iter().chain(call).collect()
}
