//! One source becomes one document, or several; names are still names.
//!
//! 1. The file is split into front matter and body.
//! 2. The folder's rules give the kind, other names of fields and defaults.
//! 3. The front matter is read into the fields of the kind.
//! 4. The body's facts are gathered, and what of it does not reach every reader.
//! 5. Title, date, summary and address are derived where they are missing.
//! 6. Where the settings want it, a file that holds many sessions becomes as many documents (`parts`).
//!
//! A file that cannot be read as it was meant is still a document, marked broken: it is withheld, but links to it
//! stay quiet.

mod assembly;
pub mod body;
pub mod content;
pub mod days;
mod facts;
pub mod fields;
mod findings;
pub mod folders;
pub mod front_matter;
pub mod kinds;
pub mod letters;
mod link_target;
pub mod markdown;
pub mod moment;
pub mod names;
pub mod notes;
pub mod own;
pub mod parts;
pub(crate) mod raw_html;
pub mod role;
mod rules;
pub mod schema;
pub mod transcript;
mod values;

pub use body::{Body, BodyLink, Heading};
pub use fields::{FieldSpec, Reference};
pub use folders::{SessionFolders, Standing};
pub use kinds::{CommonFields, Fields};
pub use link_target::LinkTarget;
pub use moment::Moment;
pub use notes::Notes;
pub use parts::Part;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span, Spanned};
use crate::kind::Kind;
use crate::path::SitePath;
use crate::source::Source;
use crate::yaml::{Node, SyntaxError};
use assembly::Assembly;
use fields::FieldReader;
use rules::Rules;
pub use rules::is_index_file;
use std::ops::Range;
use std::sync::Arc;

/// One Markdown file, parsed; or one of the sessions in it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its file.
    pub path: SitePath,
    /// What it is.
    pub kind: Kind,
    /// The whole text of the file.
    pub text: Arc<str>,
    /// Fields that every kind has.
    pub common: CommonFields,
    /// Fields of its kind.
    pub fields: Fields,
    /// Fields that the community added.
    pub own: Vec<own::OwnValue>,
    /// Names of other entries in the front matter.
    pub references: Vec<Reference>,
    /// The body's facts.
    pub body: Body,
    /// What the notes of a session say; of other kinds nothing.
    pub notes: Notes,
    /// The title: from the front matter, else the first heading, else the file's name.
    pub title: String,
    /// What lists by name compare its title by.
    pub sort_key: String,
    /// Everything it can be called, folded, the most exact first.
    pub names: Vec<(names::HowExactly, String)>,
    /// The heading that is the title, and is not printed again: its place in the list of headings.
    pub title_heading: Option<usize>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// The day: from the front matter, else the file's or folder's name.
    pub date: Option<Moment>,
    /// The folder's address below the site, and the file's own last part.
    pub slugs: Slugs,
    /// Who may see it.
    pub privacy: Privacy,
    /// Withheld from every build, because it could not be read as it was meant.
    pub is_broken: bool,
    /// Its place among the documents of its file, where there are several.
    pub part: Option<Part>,
}

/// The parts of a document's address.
#[derive(Clone, Debug, PartialEq)]
pub struct Slugs {
    /// `sessions/2026`, empty for the root.
    pub folder: String,
    /// `2026-03-05-compost`
    pub own: String,
    /// Both: `sessions/2026/2026-03-05-compost`
    pub whole: Arc<str>,
    /// Whether the file is an `index`, `_index` or `README` that introduces its folder.
    pub introduces_folder: bool,
}

/// What a document says about who may see it.
#[derive(Clone, Debug, Default)]
pub struct Privacy {
    /// Audiences named by the file and by the rules of its folders; the strictest counts.
    pub audiences: Vec<Spanned<String>>,
    /// Left out unless drafts are asked for.
    pub is_draft: bool,
    /// A member who is in no list.
    pub is_unlisted: bool,
    /// What the file says cannot be made out.
    pub is_unclear: bool,
}

impl Document {
    /// The bytes of a place in this document.
    pub fn span(&self, at: Range<usize>) -> Span {
        Span::new(&self.path, at)
    }

    /// Whether another reading of its file lives where it lives, so that nothing else that leads there has to change.
    pub fn lives_like(&self, other: &Document) -> bool {
        self.path == other.path
            && self.kind == other.kind
            && self.slugs == other.slugs
            && self.is_broken == other.is_broken
            && self.part.is_none()
            && other.part.is_none()
    }

    /// Whether it is one of the sessions of a file, and not the file's own page.
    pub fn is_part(&self) -> bool {
        self.part.as_ref().is_some_and(|part| part.place > 0)
    }

    /// Whether a heading of the body, by its place, is printed. The title is not, nor is what only tells the year above the
    /// heading of one of many sessions.
    pub fn prints(&self, heading: usize) -> bool {
        let is_above = || self.is_part() && self.title_heading.is_some_and(|title| heading < title);
        Some(heading) != self.title_heading && !(is_above() && days::is_period(&self.body.headings[heading].text))
    }

    /// For the own page of a file that holds many sessions: the path below `content/` of the folder that it stands for.
    pub fn as_folder(&self) -> Option<&str> {
        let inside =
            self.path.in_content().filter(|_| self.part.is_some() && !self.is_part() && self.stands_beside())?;
        inside.rsplit_once('.').map(|(path, _)| path)
    }

    /// Whether its address is its own, and not that of the folder it lies in.
    fn stands_beside(&self) -> bool {
        *self.slugs.folder == *self.slugs.whole
    }

    /// The session's fields, if it is one.
    pub fn session(&self) -> Option<&kinds::SessionFields> {
        match &self.fields {
            Fields::Session(fields) => Some(fields),
            _ => None,
        }
    }

    /// Whether it is a session that will not take place, or did not.
    pub fn is_cancelled(&self) -> bool {
        self.session().is_some_and(|session| session.status == Some(kinds::SessionStatus::Cancelled))
    }

    /// What else the term is or was called, if it is one.
    pub fn other_words(&self) -> impl Iterator<Item = &String> {
        let lists = match &self.fields {
            Fields::Term(fields) => [&fields.aka, &fields.formerly].map(Option::as_ref),
            _ => [None, None],
        };
        lists.into_iter().flatten().flatten()
    }

    /// The member's fields, if it is one.
    pub fn member(&self) -> Option<&kinds::MemberFields> {
        match &self.fields {
            Fields::Member(fields) => Some(fields),
            _ => None,
        }
    }
}

/// Parses one source, whatever lies beside it; of several documents in it, the file's own page.
pub fn parse(source: &Source, config: &Config) -> Outcome<Document> {
    let Outcome { mut value, findings } = parse_all(source, config, Standing::Usual);
    Outcome::new(value.swap_remove(0), findings)
}

/// Parses one source into its documents, at least one: where there are several, the file's own page comes first.
pub fn parse_all(source: &Source, config: &Config, standing: Standing) -> Outcome<Vec<Document>> {
    let split = front_matter::split(&source.text);
    let mut findings = Vec::new();
    let front = match split.front_matter {
        Some(Ok(node)) => node,
        Some(Err(error)) => {
            findings.push(unreadable(&source.path, error));
            empty()
        }
        None => empty(),
    };
    let mut rules = Rules::of(&source.path, config, standing);
    let body = match rules.kind {
        Kind::Session => body::read_lines(&source.text, split.body, Vec::new(), &config.markdown),
        _ => body::read(&source.text, split.body, Vec::new(), &config.markdown),
    };
    let cut = if rules.splits { cut(source, &body, &front, config) } else { None };
    if cut.is_none() && rules.splits && is_index_file(&source.path) {
        rules.kind = Kind::Page;
    }
    let mut reader = FieldReader::new(&source.path, front.pairs(), &rules.defaults, &rules.fields);
    let common = CommonFields::read(&mut reader);
    let n_common = reader.references.len();
    let fields = Fields::read(rules.kind, &mut reader);
    let own = own::read(&config.fields, rules.kind, &mut reader);
    let (references, field_findings) = reader.finish(rules.kind.name(), &field_names(rules.kind, config));
    findings.extend(field_findings);

    findings.extend(findings::of_body(&source.path, &body, config));
    findings.extend(findings::of_content(source, &body, findings::language(&common, config)));
    findings.extend(findings::of_recording(&source.path, &fields, &references));
    let (body, cut) = cut.map_or((body, None), |(page, sessions)| (page, Some(sessions)));
    let is_cut = cut.is_some();
    let (site, told) = (&config.title, &mut findings);
    let document =
        Assembly { source, site, common, fields, own, references, body, rules, is_cut, findings: told }.document();
    let documents = match cut {
        Some(sessions) => parts::documents(document, sessions, n_common),
        None => vec![document],
    };
    let documents = documents.into_iter().map(|document| with_notes(document, config, &mut findings)).collect();
    Outcome::new(documents, findings)
}

/// What a file is cut into, where its folder's rules want it and something in it is dated.
fn cut(source: &Source, body: &Body, front: &Node, config: &Config) -> Option<(Body, parts::Sessions)> {
    let inside = source.path.in_content().unwrap_or_default();
    let has_date =
        front.pairs().iter().any(|pair| crate::yaml::fold_key(&pair.key) == "date" && !pair.node.is_absent());
    // A file that is called after a day is the session of that day.
    let is_named = !is_index_file(&source.path) && moment::date_in_path(inside).is_some();
    if is_named { None } else { parts::cut(&source.text, body, has_date, &config.markdown) }
}

/// A session with what its notes say.
fn with_notes(mut document: Document, config: &Config, findings: &mut Vec<Diagnostic>) -> Document {
    let lines = std::mem::take(&mut document.body.lines);
    if document.kind != Kind::Session {
        return document;
    }
    let words = notes::Vocabulary::of(findings::language(&document.common, config), &config.words);
    let day = document.date.as_ref().map(|moment| moment.date);
    let notes = notes::read(lines, &words, day);
    let document = Document { notes, ..document };
    findings.extend(findings::of_notes(&document, &words));
    document
}

/// Every name that a field of this kind goes by.
fn field_names(kind: Kind, config: &Config) -> Vec<&str> {
    let specs = CommonFields::SPECS.iter().chain(Fields::specs(kind));
    let names = specs.flat_map(|spec| std::iter::once(spec.name).chain(spec.aliases.iter().copied()));
    let own = config.fields.iter().filter(|field| field.is_for(kind)).map(|field| field.name.value.as_str());
    names.chain(own).collect()
}

fn empty() -> Node {
    Node { value: crate::yaml::Value::Map(Vec::new()), at: 0..0 }
}

fn unreadable(path: &SitePath, error: SyntaxError) -> Diagnostic {
    let code = if error.is_limit { Code::FrontMatterLimit } else { Code::FrontMatterSyntax };
    let finding =
        Diagnostic::new(code, Span::new(path, error.at), format!("the front matter cannot be read: {}", error.message));
    finding.help("until this is mended the page is left out of the site")
}
