//! No page lists more than it can: every list of a site that is large in every way is split, and all of it is still
//! reached.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use guildbook::compile::Options;
use guildbook::site::lists::split::MAX_LISTED;
use guildbook::source::SourceSet;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use support::{add, compile, html, outputs, page, sources, today};

/// More than two pages hold.
const MANY: usize = 2 * MAX_LISTED + 10;
/// What a page has beside its lists: menu, breadcrumb, foot, letters, facets.
const BESIDE: usize = 120;

/// So many of everything, all tied to one theme, one member, one tag, one series.
fn large() -> SourceSet {
    let mut site = sources(&[("content/themes/soil.md", "---\nstewards: [ana]\n---\n# Soil\n")]);
    add(&mut site, "content/members/ana.md", "---\nname: Ana\noffers: [a spade]\n---\n");
    for n in 0..MANY {
        let year = if n < MANY / 2 + 20 { 2024 } else { 2025 };
        let front = "themes: [soil]\ntags: [common]\nauthors: [ana]\n";
        let session =
            "facilitators: [ana]\nattendees: [ana]\nseries: Weekly\ntemplates: [template-000]\ngroup: group-000";
        add(
            &mut site,
            &format!("content/sessions/session-{n:03}.md"),
            &format!("---\n{front}date: {year}-01-01\n{session}\n---\n# Session {n:03}\n\n[soil](../themes/soil.md)\n"),
        );
        add(
            &mut site,
            &format!("content/templates/template-{n:03}.md"),
            &format!("---\n{front}adapted_from: template-000\n---\n# Template {n:03}\n"),
        );
        add(&mut site, &format!("content/pages/p{n:03}.md"), &format!("---\n{front}---\n# {}age {n:03}\n", letter(n)));
        add(&mut site, &format!("content/folder/f{n:03}.md"), &format!("# Filed {n:03}\n"));
        add(&mut site, &format!("content/folder/inner-{n:03}/a.md"), &format!("# Inner {n:03}\n"));
        add(&mut site, &format!("content/groups/group-{n:03}.md"), &format!("---\n{front}---\n# Group {n:03}\n"));
        add(
            &mut site,
            &format!("content/questions/q{n:03}.md"),
            &format!("---\nthemes: [soil]\ntags: [tag-{n:03}]\n---\n# Why {n:03}?\n"),
        );
        add(
            &mut site,
            &format!("content/stories/t{n:03}.md"),
            &format!("---\n{front}date: 2026-01-01\n---\n# Story {n:03}\n"),
        );
        add(
            &mut site,
            &format!("content/themes/theme-{n:03}.md"),
            &format!("---\nstewards: [ana]\nparent: soil\n---\n# Theme {n:03}\n"),
        );
        add(
            &mut site,
            &format!("content/members/m{n:03}.md"),
            &format!("---\nname: Member {n:03}\nexpertise: [soil]\norganisation: Org {n:03}\nlocation: Town\n---\n"),
        );
    }
    add(&mut site, "content/folder/introduced/index.md", "# Introduced\n");
    for n in 0..MANY {
        add(&mut site, &format!("content/folder/introduced/i{n:03}.md"), &format!("# Inside {n:03}\n"));
    }
    site
}

fn letter(n: usize) -> char {
    char::from(b'A' + (n % 26) as u8)
}

/// The links to entries of a page, each list for itself.
fn lists(text: &str) -> Vec<usize> {
    text.split("<ul").skip(1).map(|list| list.split("</ul>").next().unwrap().matches("<li").count()).collect()
}

#[test]
fn no_page_lists_more_than_it_can_and_all_is_reached() {
    let compilation = compile(&large(), &Options::on(today()));
    let (files, findings) = outputs(&compilation);
    assert!(findings.is_empty() && compilation.findings.is_empty(), "{:?}", compilation.findings.first());
    let mut failures = String::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        let longest = lists(&text).into_iter().max().unwrap_or_default();
        if longest > MAX_LISTED {
            let _ = writeln!(failures, "{path} has a list of {longest}");
        }
        // The page of a theme or a person has several lists, of which each is short.
        let n_all = text.matches("<li").count();
        if is_list(path) && n_all > MAX_LISTED + BESIDE {
            let _ = writeln!(failures, "{path} lists {n_all}");
        }
    }
    assert!(failures.is_empty(), "{failures}");
    for (index, prefix) in WHOLE {
        let found = reached(&files, index, prefix);
        let entries =
            files.keys().filter(|path| path.ends_with(".html") && path.starts_with(prefix) && is_entry(path, prefix));
        let lost: Vec<&String> = entries.filter(|path| !found.contains(*path)).take(3).collect();
        assert!(lost.is_empty(), "from {index} there is no way to {lost:?}");
    }
}

/// From the first page of each list all that begins with the path is found on its further pages.
const WHOLE: [(&str, &str); 17] = [
    ("sessions/index.html", "sessions/session"),
    ("templates/index.html", "templates/template"),
    ("members/index.html", "members/m"),
    ("themes/index.html", "themes/theme"),
    ("stories/index.html", "stories/t"),
    ("folder/index.html", "folder/f"),
    ("folder/index.html", "folder/inner"),
    ("folder/introduced/index.html", "folder/introduced/i"),
    ("tags/index.html", "tags/tag"),
    ("tags/common/index.html", "pages/p"),
    ("themes/soil/index.html", "sessions/session"),
    ("themes/soil/index.html", "questions/q"),
    ("members/theme/soil/index.html", "members/m"),
    ("members/organisation/index.html", "members/organisation/org"),
    ("members/ana/index.html", "sessions/session"),
    ("templates/template-000/index.html", "templates/template-1"),
    ("a-z/index.html", "pages/p"),
];

fn is_list(path: &str) -> bool {
    ["/letter/", "/page/", "/folders/", "/20", "a-z/"].iter().any(|part| path.contains(part))
}

/// Whether it is an entry right below the prefix's folder.
fn is_entry(path: &str, prefix: &str) -> bool {
    let depth = |path: &str| path.matches('/').count();
    depth(path) == depth(prefix) + 1
}

/// The pages that a list leads to, over its further pages.
fn reached(files: &BTreeMap<String, Vec<u8>>, index: &str, prefix: &str) -> BTreeSet<String> {
    let base = index.trim_end_matches("index.html").to_owned();
    let mut found = BTreeSet::new();
    let mut open = vec![index.to_owned()];
    while let Some(path) = open.pop() {
        let Some(bytes) = files.get(&path) else { continue };
        let links = html::tags(&String::from_utf8_lossy(bytes));
        for href in links.iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.attributes.get("href")) {
            let folder = path.trim_end_matches("index.html");
            let Some(target) = guildbook::path::join(folder, href.split('#').next().unwrap()) else { continue };
            let target = format!("{target}/index.html");
            // Only the list's own further pages are followed, not the entries.
            let is_further = target.starts_with(&base) && !(target.starts_with(prefix) && is_entry(&target, prefix));
            if found.insert(target.clone()) && is_further {
                open.push(target);
            }
        }
    }
    found
}

#[test]
fn a_list_that_fits_has_no_further_pages() {
    let mut site = sources(&[]);
    for n in 0..MAX_LISTED {
        add(&mut site, &format!("content/pages/p{n:03}.md"), &format!("# Page {n:03}\n"));
    }
    let compilation = compile(&site, &Options::on(today()));
    let paths: Vec<String> = outputs(&compilation).0.into_keys().collect();
    assert!(!paths.iter().any(|path| path.contains("letter")), "{paths:?}");
    assert_eq!(lists(&page(&compilation, "pages/index.html")).into_iter().max(), Some(MAX_LISTED));
}

/// Sessions in folders of years, and `extra` beside them.
fn in_years(extra: &[(&str, &str)]) -> SourceSet {
    let mut site = sources(extra);
    for n in 0..MAX_LISTED + 1 {
        let year = 2024 + n % 2;
        add(&mut site, &format!("content/sessions/{year}/{year}-01-01-s{n:03}.md"), &format!("# Session {n:03}\n"));
    }
    site
}

#[test]
fn the_folder_of_a_year_is_the_years_page_where_it_holds_all_of_it() {
    let compilation = compile(&in_years(&[]), &Options::on(today()));
    assert!(compilation.findings.is_empty());
    let (files, _) = outputs(&compilation);
    assert!(page(&compilation, "sessions/index.html").contains("href=\"../sessions/2024/\">2024"));
    assert!(page(&compilation, "sessions/2024/index.html").contains("Session 000"));
    assert!(!files.keys().any(|path| path.contains("year/")));
}

#[test]
fn where_a_year_has_more_than_its_folder_its_page_is_beside_it() {
    let more = ("content/sessions/2024-06-01-more.md", "# More\n");
    let compilation = compile(&in_years(&[more]), &Options::on(today()));
    assert!(compilation.findings.is_empty());
    assert!(page(&compilation, "sessions/index.html").contains("href=\"../sessions/year/2024/\">2024"));
    assert!(page(&compilation, "sessions/year/2024/index.html").contains(">More</a>"));
    assert!(!page(&compilation, "sessions/2024/index.html").contains(">More</a>"));
}

#[test]
fn what_is_hidden_splits_no_list() {
    let mut site = sources(&[]);
    for n in 0..MANY {
        let audience = if n < 10 { "public" } else { "members" };
        let text = format!("---\naudience: {audience}\ntags: [x]\n---\n# Page {n:03}\n");
        add(&mut site, &format!("content/pages/p{n:03}.md"), &text);
    }
    let compilation = compile(&site, &Options::on(today()));
    assert!(!outputs(&compilation).0.keys().any(|path| path.contains("letter")));
    assert!(page(&compilation, "a-z/index.html").contains("10 entries"));
}
