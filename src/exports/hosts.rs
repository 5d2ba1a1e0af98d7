//! What hosts and crawlers read: `robots.txt`, and `_redirects` and `_headers` as Netlify and Cloudflare know them.

use crate::path::OutputPath;
use crate::site::{Output, Site, Subject};
use std::fmt::Write;

/// Everything may be looked at, or nothing.
pub(super) fn robots(site: &Site) -> String {
    match site.whole("sitemap.xml").filter(|_| site.is_findable()) {
        Some(sitemap) => format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"),
        None => "User-agent: *\nDisallow: /\n".to_owned(),
    }
}

/// A line for each former address.
pub(super) fn redirects(site: &Site) -> String {
    let (base, urls) = (site.config.base.path(), site.config.urls);
    let mut lines = String::new();
    for output in site.outputs.values() {
        let Output::Page(page) = output else { continue };
        let Subject::Redirect(id) = page.subject else { continue };
        let to = site.community.entry(id).address.href(urls);
        // A host takes a folder for its index.
        let from = page.address.href(crate::path::Urls::Directory);
        let _ = writeln!(lines, "{base}{from} {base}{to} 301");
    }
    lines
}

/// What every file is sent with, and which files never change under their name.
pub(super) fn headers(site: &Site) -> String {
    let base = site.config.base.path();
    let policy = site.site_view().policy;
    let mut lines = format!(
        "{base}*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n"
    );
    if site.audience.is_some() {
        lines.push_str("  X-Robots-Tag: noindex\n");
    }
    for path in lasting(site) {
        let _ = writeln!(lines, "{base}{path}\n  Cache-Control: public, max-age=31536000, immutable");
    }
    lines
}

/// Files that carry a mark of their content in their names.
fn lasting(site: &Site) -> Vec<String> {
    skin(site).into_iter().chain(index(site)).collect()
}

/// What the search index has in folders of its languages, unless the site has pages there.
fn index(site: &Site) -> Option<String> {
    let is_as_deep = |path: &OutputPath| path.as_str().starts_with("search/") && path.as_str().matches('/').count() > 2;
    let is_alone = !site.index_languages().is_empty() && !site.outputs.keys().any(is_as_deep);
    is_alone.then(|| "search/:language/:folder/*".to_owned())
}

/// Those of the skin; the site's own files beside them have no such mark.
fn skin(site: &Site) -> Vec<String> {
    let skin: Vec<OutputPath> = site.skin.published().map(|asset| OutputPath::new(asset.path.as_str())).collect();
    let n_in_folder = site.outputs.keys().filter(|path| path.as_str().starts_with("assets/")).count();
    match n_in_folder == skin.len() {
        true => vec!["assets/*".to_owned()],
        false => skin.iter().map(ToString::to_string).collect(),
    }
}
