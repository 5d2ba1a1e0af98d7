//! A small whole site, to be made one's own.

use super::{Plan, fill};
use crate::path::SitePath;
use crate::{archetype, quote};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The first session is on the first Tuesday after so many days, which is long enough to invite people.
const DAYS_AHEAD: i32 = 10;

/// The files of the site by their paths; `{date}` is the day of the first session.
const FILES: [(&str, &str); 11] = [
    ("guildbook.yaml", include_str!("starter/guildbook.yaml")),
    ("content/index.md", include_str!("starter/content/index.md")),
    ("content/charter.md", include_str!("starter/content/charter.md")),
    ("content/norms.md", include_str!("starter/content/norms.md")),
    ("content/themes/learning-together.md", include_str!("starter/content/themes/learning-together.md")),
    ("content/sessions/{date}-first-meeting.md", include_str!("starter/content/sessions/first-meeting.md")),
    ("content/members/robin-example.md", include_str!("starter/content/members/robin-example.md")),
    ("content/templates/meeting-agenda.md", include_str!("starter/content/templates/meeting-agenda.md")),
    (
        "content/questions/what-should-we-talk-about-first.md",
        include_str!("starter/content/questions/what-should-we-talk-about-first.md"),
    ),
    ("content/glossary/community-of-practice.md", include_str!("starter/content/glossary/community-of-practice.md")),
    (
        "content/resources/introduction-to-communities-of-practice.md",
        include_str!("starter/content/resources/introduction-to-communities-of-practice.md"),
    ),
];

/// Keeps the output out of the repository.
pub const GITIGNORE: (&str, &str) = (".gitignore", include_str!("starter/gitignore"));

/// The starter site with its archetypes.
pub fn site(title: &str, today: Date) -> Plan {
    let soon = today.saturating_add(DAYS_AHEAD.days());
    let date = soon.nth_weekday(1, Weekday::Tuesday).unwrap_or(soon).to_string();
    let title = quote::yaml(title);
    let places = [("date", date.as_str()), ("title", title.as_str())];
    let site = FILES.iter().map(|(path, text)| (SitePath::new(fill(path, &places)), fill(text, &places)));
    let archetypes = archetype::all().map(|(kind, text)| (archetype::path(kind), text.to_owned()));
    let gitignore = (SitePath::new(GITIGNORE.0), GITIGNORE.1.to_owned());
    Plan {
        files: site.chain(archetypes).chain([gitignore]).collect(),
        remarks: Vec::new(),
        sessions: "content/sessions".into(),
    }
}
