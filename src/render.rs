//! Views become HTML through the skin's layouts. The only module that names `tera`.
//!
//! 1. All layouts are compiled at once; what is wrong in them is a finding with its line.
//! 2. A page is rendered from its view, and nothing else.

use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::path::SitePath;
use crate::site::view::{SiteView, View};
use crate::skin::Skin;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, Value};

/// Compiled layouts.
#[derive(Debug)]
pub struct Renderer {
    tera: Tera,
    layouts: BTreeMap<String, Arc<crate::source::Source>>,
}

/// Compiles the layouts of a skin. `None` if one of them cannot be used.
pub fn compile(skin: &Skin) -> Outcome<Option<Renderer>> {
    let mut tera = Tera::new();
    // Every layout makes HTML, whatever it is called.
    tera.autoescape_on([""]);
    let files = skin.file_paths();
    tera.register_function("asset", move |arguments: Kwargs, _: &State<'_>| asset(&files, &arguments));
    let texts = skin.layouts.iter().map(|(name, source)| (name.clone(), source.text.to_string()));
    match tera.add_raw_templates(texts) {
        Ok(()) => Outcome::new(Some(Renderer { tera, layouts: skin.layouts.clone() }), Vec::new()),
        Err(error) => Outcome::new(None, vec![finding(&error, &skin.layouts, "")]),
    }
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

    /// Renders one page.
    pub fn page(&self, layout: &str, site: &SharedView, view: &View) -> Outcome<Vec<u8>> {
        let name = format!("{layout}.html");
        let mut html = Vec::with_capacity(16 * 1024);
        let result = Context::from_serialize(view).and_then(|mut context| {
            context.insert_value("site", site.0.clone());
            self.tera.render_to(&name, &context, &mut html)
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
