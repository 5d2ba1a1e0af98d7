//! All addresses, for search engines: sitemaps.org, in as many files as it takes.

use super::xml;
use crate::site::Site;
use crate::site::export::{MAX_SITEMAP, sitemap_part};

const NAMESPACE: [(&str, &str); 1] = [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")];

/// The addresses, or the list of the files that hold them.
pub(super) fn whole(site: &Site) -> Vec<u8> {
    let n_pages = site.findable_pages().count();
    if n_pages <= MAX_SITEMAP {
        return part(site, 0);
    }
    xml::document("sitemapindex", &NAMESPACE, |xml| {
        for part in 0..n_pages.div_ceil(MAX_SITEMAP) {
            let address = site.whole(&sitemap_part(part)).unwrap_or_default();
            xml.element("sitemap", &[], |xml| xml.text("loc", &address));
        }
    })
}

/// One file of addresses.
pub(super) fn part(site: &Site, part: usize) -> Vec<u8> {
    xml::document("urlset", &NAMESPACE, |xml| {
        for page in site.findable_pages().skip(part * MAX_SITEMAP).take(MAX_SITEMAP) {
            xml.element("url", &[], |xml| {
                xml.text("loc", &site.whole(&page.address.href(site.config.urls)).unwrap_or_default());
                if let Some(day) = site.changed(page) {
                    xml.text("lastmod", &day.to_string());
                }
            });
        }
    })
}
