//! Which folder holds the content of a tree, and what another generator's settings say of it.

use super::Tree;
use crate::path::SitePath;

/// Names that only say that content is inside.
const CONTAINERS: [&str; 10] =
    ["content", "contents", "docs", "doc", "documentation", "wiki", "vault", "site", "website", "src"];

/// Papers that most repositories have at their top.
const PAPERS: [&str; 16] = [
    "readme",
    "license",
    "licence",
    "copying",
    "notice",
    "contributing",
    "contribute",
    "contributors",
    "changelog",
    "changes",
    "history",
    "authors",
    "maintainers",
    "security",
    "code-of-conduct",
    "support",
];

/// Generators by the file of their settings: the keys of the folder and of the title, and the usual folder.
const GENERATORS: [(&str, Option<&str>, &str, &str); 8] = [
    ("mkdocs.yml", Some("docs_dir"), "site_name", "docs"),
    ("mkdocs.yaml", Some("docs_dir"), "site_name", "docs"),
    ("hugo.toml", Some("contentDir"), "title", "content"),
    ("hugo.yaml", Some("contentDir"), "title", "content"),
    ("config.toml", Some("contentDir"), "title", "content"),
    ("book.toml", Some("src"), "title", "src"),
    ("_config.yml", None, "title", ""),
    ("_config.yaml", None, "title", ""),
];

/// The files that another generator keeps its settings in.
pub fn generator_files() -> impl Iterator<Item = &'static str> {
    GENERATORS.iter().map(|(file, ..)| *file)
}

/// Whether a path at the top of a folder is a paper of the repository.
pub(super) fn is_paper(path: &str) -> bool {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_lowercase().replace('_', "-");
    PAPERS.contains(&stem.as_str())
}

/// What another generator says.
#[derive(Clone, Debug, Default)]
pub(super) struct Generator {
    pub(super) file: Option<SitePath>,
    pub(super) title: Option<String>,
    folder: Option<String>,
}

pub(super) fn generator(tree: &Tree) -> Generator {
    let found = GENERATORS.iter().find_map(|row| Some((row, tree.generators.get_key_value(&SitePath::new(row.0))?)));
    let Some(((_, folder, title, usual), (file, text))) = found else { return Generator::default() };
    let folder = folder.and_then(|key| value(text, key)).unwrap_or_else(|| (*usual).to_owned());
    let inside = crate::path::join("", folder.trim_matches('/')).filter(|folder| !folder.starts_with('.'));
    Generator { file: Some(file.clone()), title: value(text, title), folder: inside }
}

/// The value of a key at the beginning of a line, in YAML or TOML.
fn value(text: &str, key: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix([':', '=']))?;
    let line = line.trim();
    let plain = match line.chars().next()? {
        quote @ ('"' | '\'') => line[1..].split(quote).next()?,
        '|' | '>' | '[' | '{' | '&' | '*' | '!' => return None,
        _ => line.split(" #").next()?,
    };
    Some(plain.trim().chars().filter(|c| !c.is_control()).collect()).filter(|plain: &String| !plain.is_empty())
}

/// The folder of the content, `""` for the whole tree: another generator's, if most Markdown is there; else from the top
/// down the folder that holds nearly all of it and says by its name that it does.
pub(super) fn content(tree: &Tree, generator: &Generator) -> String {
    let n_in = |folder: &str| documents_in(tree, folder).count();
    let n = n_in("");
    if let Some(folder) = generator.folder.as_ref().filter(|folder| n_in(folder) * 2 >= n && n_in(folder) > 0) {
        return folder.clone();
    }
    let mut content = String::new();
    loop {
        let n = documents_in(tree, &content).filter(|inside| !is_paper(inside)).count();
        let inner = CONTAINERS.iter().flat_map(|name| spelt_as(tree, &content, name));
        match inner.into_iter().find(|folder| n > 0 && n_in(folder) * 10 >= n * 9) {
            Some(folder) => content = folder,
            None => return content,
        }
    }
}

/// The folder of this name, in capitals or not.
fn spelt_as(tree: &Tree, content: &str, name: &str) -> Option<String> {
    let mut tops = documents_in(tree, content).filter_map(|inside| inside.split_once('/')).map(|(top, _)| top);
    let top = tops.find(|top| top.eq_ignore_ascii_case(name))?;
    Some([content, top].join("/").trim_start_matches('/').to_owned())
}

/// The paths of the Markdown files in a folder, from that folder.
pub(super) fn documents_in<'a>(tree: &'a Tree, folder: &'a str) -> impl Iterator<Item = &'a str> {
    tree.documents.keys().filter_map(move |path| inside(path.as_str(), folder))
}

/// A path from a folder that holds it.
pub(super) fn inside<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}
