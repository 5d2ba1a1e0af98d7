//! The table of findings: code, usual severity, reason, a wrong and a right example.
//!
//! A new finding is a row here, the place that emits it, and its case in `tests/cases`.

use super::Severity::{self, Advice, Error, Warning};
use std::fmt;
use std::str::FromStr;

/// What `guildbook explain CODE` tells.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// Why it matters and what happens meanwhile.
    pub reason: &'static str,
    /// An example that has it.
    pub wrong: &'static str,
    /// The same, mended.
    pub right: &'static str,
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident: $reason:literal wrong $wrong:literal right $right:literal)+) => {
        /// What kind of thing a finding is. A code's name never changes its meaning and is never used again.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $reason] $variant),+ }

        /// Every code there is, in the order of the table.
        pub const CODES: &[Code] = &[$(Code::$variant),+];

        impl Code {
            /// The name people see and write: `broken-link`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),+ }
            }

            /// How much it matters unless the settings say otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => $severity),+ }
            }

            /// Reason and examples.
            pub fn explanation(self) -> Explanation {
                match self { $(Code::$variant => Explanation { reason: $reason, wrong: $wrong, right: $right }),+ }
            }
        }
    };
}

codes! {
    UnknownSetting "unknown-setting" Error:
        "A key in guildbook.yaml is not one that guildbook knows, so it would have no effect."
        wrong "titel: Our guild" right "title: Our guild"
    InvalidSetting "invalid-setting" Error:
        "A setting has a value that it cannot have. Nothing is built, because the site would not be what its settings say."
        wrong "urls: files" right "urls: file"
    SettingsSyntax "settings-syntax" Error:
        "guildbook.yaml is not valid YAML, so none of its settings can be read."
        wrong "title: Tools: and how to share them" right "title: \"Tools: and how to share them\""
    NotUtf8 "not-utf8" Error:
        "The file is not UTF-8 text. It is withheld, because its letters would come out wrong; the rest of the site goes on."
        wrong "a file saved as Windows-1252 or UTF-16" right "the same file saved as UTF-8"
    FileTooLarge "file-too-large" Error:
        "A Markdown file is larger than 16 MiB. It is withheld, because no reader's browser would show it well."
        wrong "all minutes since 1998 in one file" right "one file for each session"
    SymbolicLink "symbolic-link" Error:
        "Links to other places on the disk are not followed, so that a site holds only what lies in its own folder."
        wrong "content/minutes -> ../../private/minutes" right "the files themselves in content/minutes"
    SpecialFile "special-file" Error:
        "Pipes, sockets and devices are not read, because reading them can wait for ever."
        wrong "a named pipe in content/" right "an ordinary file"
    UnreadableFile "unreadable-file" Error:
        "The file could not be read from the disk. It is withheld; the rest of the site goes on."
        wrong "a file without permission to read" right "a file that you may read"
    NoExtension "no-extension" Advice:
        "Only files that end in .md or .markdown are documents. A file without an ending is left out."
        wrong "sessions/2026-03-05-compost" right "sessions/2026-03-05-compost.md"
    FrontMatterSyntax "front-matter-syntax" Error:
        "The block between the --- lines at the top of the file is not valid YAML (or TOML between +++ lines). The file is withheld, because its audience cannot be known."
        wrong "title: Compost: a start" right "title: \"Compost: a start\""
    FrontMatterLimit "front-matter-limit" Error:
        "Front matter may hold 64 KiB, 10,000 values and 32 levels. The file is withheld."
        wrong "front matter that repeats itself through aliases" right "front matter with the values themselves"
    DuplicateKey "duplicate-key" Warning:
        "The same key stands twice in the front matter. The last one counts."
        wrong "title: Compost\ntitle: Compost and worms" right "title: Compost and worms"
    DuplicatePrivacyKey "duplicate-privacy-key" Error:
        "A key that decides who may see the page stands twice. The file is withheld until it stands once."
        wrong "audience: members\naudience: public" right "audience: members"
    UnknownField "unknown-field" Warning:
        "The front matter has a field that this kind of document does not have. It has no effect and is not published."
        wrong "atendees: [ana]" right "attendees: [ana]"
    UnclearPrivacyField "unclear-privacy-field" Error:
        "A field looks like `draft`, `audience` or `listed`, or a line like `::: audience members`, but is not spelt like it or stands where it has no effect. The file is withheld, because nobody should be published by a spelling mistake."
        wrong "audiense: members" right "audience: members"
    UnclearAudience "unclear-audience" Error:
        "The value of `audience`, `draft` or `listed` is none that the site knows. The file is withheld, because who may see it is not clear."
        wrong "audience: memebrs" right "audience: members"
    UnclosedBlock "unclosed-block" Error:
        "An audience block is opened and never closed. Everything after it would be hidden by accident, so the file is withheld."
        wrong "::: audience members\nOnly for us." right "::: audience members\nOnly for us.\n:::"
    InvalidValue "invalid-value" Warning:
        "A field has a value of a shape that it cannot take. The field is left out."
        wrong "weight: heavy" right "weight: 10"
    InvalidDate "invalid-date" Warning:
        "The value is not a day of the calendar. The field is left out."
        wrong "date: 2026-02-30" right "date: 2026-02-28"
    InvalidAddress "invalid-address" Error:
        "No address can be made of the file's name or `slug`. The file is withheld."
        wrong "slug: \"..\"" right "slug: compost"
    MissingDate "missing-date" Warning:
        "A session has no date, neither in its front matter nor in its file or folder name, so it cannot stand in any list by time."
        wrong "sessions/compost.md without `date`" right "sessions/2026-03-05-compost.md"
    ManySessions "many-sessions" Advice:
        "A file in a folder of sessions has no day of its own and holds many headings with one: the notes of many sessions. They are one page without a day, until the settings say that such files hold many sessions."
        wrong "collections: {minutes: {kind: session}}" right "collections: {minutes: {kind: session, split: true}}"
    UnknownMember "unknown-member" Error:
        "The front matter names a member who has no file. On the page the name stays as written, without a link."
        wrong "attendees: [alise]" right "attendees: [alice]"
    UnknownTheme "unknown-theme" Error:
        "The front matter names a theme that has no file."
        wrong "themes: [compots]" right "themes: [compost]"
    UnknownSession "unknown-session" Error:
        "The front matter names a session that has no file."
        wrong "made_in: [2026-03-50-compost]" right "made_in: [2026-03-05-compost]"
    UnknownTemplate "unknown-template" Error:
        "The front matter names a template that has no file."
        wrong "templates: [opening-cirle]" right "templates: [opening-circle]"
    UnknownGroup "unknown-group" Error:
        "The front matter names a group that has no file."
        wrong "group: tool-libary" right "group: tool-library"
    UnknownTerm "unknown-term" Error:
        "The front matter names a term that has no file."
        wrong "see_also: [repair-cafee]" right "see_also: [repair-cafe]"
    UnknownEntry "unknown-entry" Error:
        "The front matter names something that has no file."
        wrong "answer: opening-cirle" right "answer: opening-circle"
    WrongKind "wrong-kind" Error:
        "The front matter names a document of another kind than the field takes."
        wrong "attendees: [compost] where compost is a theme" right "themes: [compost]"
    AmbiguousName "ambiguous-name" Warning:
        "A name fits several documents. The first in order of file names is taken."
        wrong "[[notes]] where two folders hold notes.md" right "[[sessions/notes]]"
    BrokenLink "broken-link" Warning:
        "A link leads to a file that is not in the site. The words stay, without a link."
        wrong "[the checklist](../templates/cheklist.md)" right "[the checklist](../templates/checklist.md)"
    BrokenAnchor "broken-anchor" Warning:
        "The page is there, but has no heading with that anchor. The link leads to the top of the page."
        wrong "[history](inclusion.md#histroy)" right "[history](inclusion.md#history)"
    BrokenWikilink "broken-wikilink" Warning:
        "A link by name fits no document's path, slug, title or alias. The words stay, without a link."
        wrong "[[Opening cirle]]" right "[[Opening circle]]"
    LinkCase "link-case" Warning:
        "The file's name differs in capital letters. It works here, but not everywhere that the repository is read."
        wrong "![plot](Plot.PNG)" right "![plot](plot.png)"
    MissingImage "missing-image" Warning:
        "The picture is not in the site. Its alternative text is shown in its place."
        wrong "![the shed](imgs/shed.png)" right "![the shed](images/shed.png)"
    UnsafeLink "unsafe-link" Warning:
        "A link may use http, https, mailto, tel, webcal or a relative path. Others lose their link."
        wrong "[run](javascript:alert(1))" right "[read](https://example.org/)"
    TransclusionCycle "transclusion-cycle" Warning:
        "A page shows another page that shows the first one again. In its place stands a link."
        wrong "![[soil]] in compost.md and ![[compost]] in soil.md" right "![[soil]] in compost.md and [[compost]] in soil.md"
    TransclusionLimit "transclusion-limit" Warning:
        "A page shows others that show others in turn, more than 8 deep, more than 100 in all, or more than 1 MiB of them. In the place of what is too much stands a link."
        wrong "ten files that each show the next one ten times" right "a page with links to them"
    WrongMath "wrong-math" Warning:
        "What stands between dollar signs is no formula that can be read. It is shown as it is written."
        wrong "$\\frac{1}{2$" right "$\\frac{1}{2}$"
    MissingAlt "missing-alt" Advice:
        "A picture has no alternative text. Who cannot see it learns nothing from it."
        wrong "![](heap.jpg)" right "![Ana turns the heap](heap.jpg)"
    VagueLink "vague-link" Advice:
        "The words of a link are all that many readers have: they step from link to link, or see them in a list. `here` tells them nothing."
        wrong "The agenda is [here](agenda.md)." right "See [the agenda](agenda.md)."
    HeadingJump "heading-jump" Advice:
        "A heading is more than one level below the one before it. Who finds their way by headings looks for the one between. On the page the level is mended."
        wrong "# Compost\n### Worms" right "# Compost\n## Worms"
    HeadlessTable "headless-table" Advice:
        "All cells in the head of a table are empty, so that nobody is told what its columns hold."
        wrong "| | |\n| - | - |\n| Ana | soil |" right "| Who | What |\n| - | - |\n| Ana | soil |"
    MissingTranscript "missing-transcript" Advice:
        "A session has a recording and no transcript. Who cannot hear it, or has no time for it, is left out."
        wrong "recording: https://video.example.org/1" right "recording: https://video.example.org/1\ntranscript: 2026-03-05-compost.vtt"
    WrongTime "wrong-time" Warning:
        "A time in a transcript cannot be read, or lies before those above it. What is said there is shown where it stands, and its way into the recording may lead elsewhere."
        wrong "00:00:63.000 --> 00:00:65.000" right "00:01:03.000 --> 00:01:05.000"
    EmptyTranscript "empty-transcript" Warning:
        "A session names a transcript in which nothing can be read: it has no times, or is no UTF-8 text. It is offered as a file, and has no page."
        wrong "WEBVTT\n\nWelcome." right "WEBVTT\n\n00:01.000 --> 00:05.000\nWelcome."
    ImpossibleDue "impossible-due" Advice:
        "An action names a day by which that no calendar has. Nobody is reminded of it."
        wrong "- Ana to print the plan by 2026-02-30" right "- Ana to print the plan by 2026-02-28"
    ContradictingDate "contradicting-date" Advice:
        "The title of a session's notes tells another day than the name of the file, from which the day of the session is taken."
        wrong "sessions/2026-03-05.md: # Meeting 2026-03-06" right "sessions/2026-03-06.md: # Meeting 2026-03-06"
    NestingLimit "nesting-limit" Error:
        "Lists and quotes are nested more than 64 deep, or the file holds more than 10,000 tags of raw HTML, which could be. The file is withheld."
        wrong "> > > > … more than 64 times" right "at most a few levels"
    DuplicateAddress "duplicate-address" Error:
        "Two files would be published at the same address, and one would overwrite the other."
        wrong "themes/compost.md and themes/Compost.md" right "themes/compost.md and themes/compost-at-home.md"
    UnknownLayout "unknown-layout" Warning:
        "The front matter asks for a layout that the skin does not have, or that is made for another kind. The kind's own layout is used."
        wrong "layout: wide-page" right "layout: page"
    LayoutError "layout-error" Error:
        "A layout of the skin cannot be used: its Tera code is wrong, or it asks for a variable that its view does not have."
        wrong "{{ entry.titel }}" right "{{ entry.title }}"
    LowContrast "low-contrast" Warning:
        "The accent colour of the settings cannot be read well on the skin's grounds: text needs a contrast of 4.5 (WCAG 2.2, 1.4.3)."
        wrong "accent: \"#e0a040\"" right "accent: \"#8a5a00\""
    NoDocuments "no-documents" Warning:
        "The folder content/ holds no Markdown file, so the site has only its frame."
        wrong "an empty content/" right "content/index.md"
    NoReflection "no-reflection" Advice:
        "The newest session of a series does not come back to what the one before left to do. What came of it is what others learn from."
        wrong "## Notes\n\nWe met again." right "## Since last time\n\n- [x] @ana to ask the library (→ they said yes)"
    UnknownOwner "unknown-owner" Advice:
        "The notes give an action to somebody whom nobody can be: to a handle that nobody has, or to a first name that several who came have. The action is shown as the notes have it, and on nobody's page."
        wrong "- [ ] @alise to book the room" right "- [ ] @alice to book the room"
    MissingHistory "missing-history" Advice:
        "The settings name a repository, but its history is not whole here, as in a clone of the newest commits only. No page tells when it last changed, because that would be wrong."
        wrong "git clone --depth 1" right "git clone, or `fetch-depth: 0` in a workflow"
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Code {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        CODES.iter().copied().find(|code| code.name() == name).ok_or(())
    }
}
