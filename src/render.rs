//! Views become HTML through the skin's layouts. The only module that names `tera`.
//!
//! 1. All layouts are compiled at once; what is wrong in them is a finding with its line.
//! 2. They are given the words of a language when the first page in it is rendered.
//! 3. A page is rendered in its language from its view, and nothing else.
//!
//! Beside what Tera brings, layouts have the function `asset` and the filters `day`, `count` and `fill`.

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::path::SitePath;
use crate::site::view::{SiteView, View};
use crate::skin::Skin;
use crate::skin::strings::{self, GROUND, Strings};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, Value};

/// Compiled layouts.
#[derive(Debug)]
pub struct Renderer {
    /// The layouts, in no language yet.
    tera: Tera,
    languages: BTreeMap<Arc<str>, Language>,
    layouts: BTreeMap<String, Arc<crate::source::Source>>,
}

/// A language that layouts can speak.
#[derive(Debug)]
struct Language {
    strings: Strings,
    /// The layouts in it, and its words, once a page was rendered in it.
    spoken: OnceLock<(Tera, Value)>,
}

/// Compiles the layouts of a skin. `None` if one of them cannot be used.
pub fn compile(skin: &Skin) -> Outcome<Option<Renderer>> {
    let mut tera = Tera::new();
    // Every layout makes HTML, whatever it is called.
    tera.autoescape_on([""]);
    let files = skin.file_paths();
    tera.register_filter("fill", fill);
    // Layouts are checked for filters that nobody knows, so some language must be spoken from the start.
    speak(&mut tera, skin.strings(GROUND, GROUND));
    tera.register_function("asset", move |arguments: Kwargs, _: &State<'_>| asset(&files, &arguments));
    let texts = skin.layouts.iter().map(|(name, source)| (name.clone(), source.text.to_string()));
    match tera.add_raw_templates(texts) {
        Ok(()) => {
            let silent = |strings: &Strings| {
                (strings.language.clone(), Language { strings: strings.clone(), spoken: OnceLock::new() })
            };
            let languages = skin.languages.iter().map(silent).collect();
            Outcome::new(Some(Renderer { tera, languages, layouts: skin.layouts.clone() }), Vec::new())
        }
        Err(error) => Outcome::new(None, vec![finding(&error, &skin.layouts, "")]),
    }
}

/// Gives layouts the filters that depend on a language.
fn speak(tera: &mut Tera, strings: &Strings) {
    let words = strings.clone();
    tera.register_filter("day", move |iso: &str, _: Kwargs, _: &State<'_>| day(iso, &words));
    let words = strings.clone();
    tera.register_filter("count", move |n: usize, arguments: Kwargs, _: &State<'_>| {
        Ok::<_, Error>(words.count(arguments.must_get::<&str>("of")?, n))
    });
}

/// `{{ date.iso | day }}`: a day in words.
fn day(iso: &str, strings: &Strings) -> Result<String, Error> {
    iso.parse()
        .map(|date| strings.day(date))
        .map_err(|_| Error::message(format!("`{iso}` is not a day such as `2026-10-07`")))
}

/// `{{ t.results_for | fill(words="compost") }}`: a text with its places filled in.
fn fill(text: &str, places: Kwargs, _: &State<'_>) -> String {
    strings::fill(text, |place| places.get::<Value>(place).ok().flatten().map(|value| value.to_string().into()))
}

/// `{{ asset(name="style.css") }}`: where a file of the skin is published, from the site's root.
fn asset(files: &BTreeMap<String, String>, arguments: &Kwargs) -> Result<String, Error> {
    let name: &str = arguments.must_get("name")?;
    files.get(name).cloned().ok_or_else(|| Error::message(format!("the skin has no file `{name}`")))
}

impl Renderer {
    /// The site's view in the form that pages share.
    pub fn shared(&self, site: &SiteView) -> SharedView {
        SharedView(Value::from_serializable(site))
    }

    /// The layouts in a language, with its words.
    fn speaking(&self, language: &str) -> &(Tera, Value) {
        let Language { strings, spoken } = &self.languages[language];
        spoken.get_or_init(|| {
            let mut tera = self.tera.clone();
            speak(&mut tera, strings);
            (tera, Value::from_serializable(&strings.all()))
        })
    }

    /// Renders one page in a language that the skin speaks.
    pub fn page(&self, layout: &str, language: &str, site: &SharedView, view: &View) -> Outcome<Vec<u8>> {
        let name = format!("{layout}.html");
        let mut html = Vec::with_capacity(16 * 1024);
        let (tera, words) = self.speaking(language);
        let result = Context::from_serialize(view).and_then(|mut context| {
            context.insert_value("site", site.0.clone());
            context.insert_value("t", words.clone());
            tera.render_to(&name, &context, &mut html)
        });
        match result {
            Ok(()) => Outcome::new(html, Vec::new()),
            Err(error) => Outcome::new(Vec::new(), vec![finding(&error, &self.layouts, &name)]),
        }
    }
}

/// The site's view, made once and shared by all pages.
#[derive(Clone, Debug)]
pub struct SharedView(Value);

fn finding(error: &Error, layouts: &BTreeMap<String, Arc<crate::source::Source>>, layout: &str) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = span(report.filename(), layouts, report.span().range.clone());
            Diagnostic::new(Code::LayoutError, span, plain(report.message()))
                .help("every variable of a layout is listed with its view in the documentation of skins")
        }
        _ => Diagnostic::new(Code::LayoutError, span(layout, layouts, 0..0), plain(&error.to_string()))
            .help("mend the layout, or remove it to use the bundled one"),
    }
}

fn span(name: &str, layouts: &BTreeMap<String, Arc<crate::source::Source>>, at: std::ops::Range<usize>) -> Span {
    match layouts.get(name) {
        Some(source) => Span::new(&source.path, at.start.min(source.text.len())..at.end.min(source.text.len())),
        None => Span::file(&SitePath::new(format!("skin/layouts/{name}").trim_end_matches('/'))),
    }
}

fn plain(message: &str) -> String {
    let line = with_backticks(message.lines().next().unwrap_or(message)).replace("Template", "layout");
    let mut letters = line.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Names stand between single quotes; an apostrophe stands between letters and stays.
fn with_backticks(text: &str) -> String {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let quote = |(at, c): (usize, char)| match c {
        '\'' if !(is_letter(text[..at].chars().next_back()) && is_letter(text[at + 1..].chars().next())) => '`',
        c => c,
    };
    text.char_indices().map(quote).collect()
}
