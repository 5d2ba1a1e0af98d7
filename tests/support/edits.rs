//! What happens to the files of a site while somebody works on it.

use super::random::{self, Files};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// One change to the files of a site.
#[derive(Clone, Debug)]
pub enum Edit {
    /// A file is written, be it there or not.
    Write(String, String),
    /// One of the documents says something else.
    Rewrite(Index, String),
    /// One of the files goes.
    Remove(Index),
    /// One of the documents gets another path.
    Rename(Index, String),
    /// Who the site is for from now on.
    Audience(bool),
}

pub fn edit() -> impl Strategy<Value = Edit> {
    let layouts = vec![
        "<p>{{ page.title }}</p>{{ entry.html | safe }}",
        "{{ nothing.there }}",
        "{% if %}",
        "{% extends \"base.html\" %}",
    ];
    let skin = vec![
        ("skin/strings/en.yaml", "search: Look for\n"),
        ("skin/strings/en.yaml", "search: [\n"),
        ("skin/strings/nl.yaml", "search: Zoeken\n"),
        ("skin/static/style.css", "a { color: red }"),
        ("skin/static/style.css", "a { color: blue }"),
        ("archetypes/session.md", "---\ntitle: {title}\n---\nOurs.\n"),
    ];
    prop_oneof![
        4 => (random::path(), random::document()).prop_map(|(path, text)| Edit::Write(path, text)),
        4 => (any::<Index>(), random::document()).prop_map(|(index, text)| Edit::Rewrite(index, text)),
        1 => random::settings().prop_map(|text| Edit::Write("guildbook.yaml".into(), text)),
        1 => Just(Edit::Write("guildbook.yaml".into(), "title: [".into())),
        1 => select(vec!["content/notes/photo.png", "static/logo.svg", "content/themes/photo.png"]).prop_map(|path| Edit::Write(path.into(), "new".into())),
        1 => Just(Edit::Write("content/sessions/said.vtt".into(), "00:01.000 --> 00:02.000\nSeeds: new.\n\n00:09.000 --> 00:10.000\nSeeds: more.".into())),
        2 => any::<Index>().prop_map(Edit::Remove),
        2 => (any::<Index>(), random::path()).prop_map(|(index, path)| Edit::Rename(index, path)),
        1 => select(layouts).prop_map(|text| Edit::Write("skin/layouts/page.html".into(), text.into())),
        2 => select(skin).prop_map(|(path, text)| Edit::Write(path.into(), text.into())),
        1 => any::<bool>().prop_map(Edit::Audience),
    ]
}

/// Changes the files, save that the settings always stay.
pub fn apply(files: &mut Files, edit: Edit) {
    let pick = |files: &Files, index: &Index| index.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
    match edit {
        Edit::Write(path, text) => drop(files.insert(path, text)),
        Edit::Audience(_) => {}
        Edit::Rewrite(index, text) => {
            let path = pick(files, &index);
            if path.ends_with(".md") {
                files.insert(path, text);
            }
        }
        Edit::Remove(index) => {
            let path = pick(files, &index);
            files.retain(|other, _| *other != path || path == "guildbook.yaml");
        }
        Edit::Rename(index, to) => {
            let path = pick(files, &index);
            if path.ends_with(".md") {
                let text = files.remove(&path).expect("it was picked from these");
                files.insert(to, text);
            }
        }
    }
}
