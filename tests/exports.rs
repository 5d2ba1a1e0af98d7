//! Limits of what is put out beside pages, which take more files than a case can hold.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod support;

use guildbook::compile::Options;
use support::{add, compile, page, sources, today};

const SETTINGS: (&str, &str) = ("guildbook.yaml", "title: Test\nbase_url: https://example.org/guild/\n");

#[test]
fn a_feed_holds_the_thirty_newest() {
    let mut site = sources(&[SETTINGS]);
    for day in 1..=28 {
        for month in 1..=2 {
            add(&mut site, &format!("content/sessions/2026-{month:02}-{day:02}-x.md"), "x");
        }
    }
    let feed = page(&compile(&site, &Options::on(today())), "feed.xml");
    assert_eq!(feed.matches("<entry>").count(), 30);
    let first = feed.find("2026-02-28-x").unwrap();
    let last = feed.find("2026-01-27-x").unwrap();
    assert!(first < last && !feed.contains("2026-01-26-x"));
}

#[test]
fn more_addresses_than_one_file_may_hold_are_in_several() {
    let mut site = sources(&[SETTINGS]);
    for document in 0..6 {
        let tags: Vec<String> = (0..9_000).map(|tag| format!("t{document}{tag}")).collect();
        add(&mut site, &format!("content/x{document}.md"), &format!("---\ntags: [{}]\n---\nx", tags.join(",")));
    }
    let compilation = compile(&site, &Options::on(today()));
    let addresses = |path: &str| page(&compilation, path).matches("<loc>").count();
    // Every tag, six documents, their list, the list of tags and the home page; two documents can share a tag's name.
    let n_pages = compilation.site.as_ref().unwrap().findable_pages().count();
    assert!(n_pages > 50_000);
    assert_eq!((addresses("sitemap-1.xml"), addresses("sitemap-2.xml")), (50_000, n_pages - 50_000));
    let index = page(&compilation, "sitemap.xml");
    assert!(index.contains("<sitemapindex") && index.contains("<loc>https://example.org/guild/sitemap-2.xml</loc>"));
    assert!(!index.contains("sitemap-3.xml"));
}
