//! What is answered to a request: looked up in the closed map of a snapshot's outputs, and nowhere else.
//!
//! 1. Below `.guildbook/`, which no site can publish, lie the preview's own script, the number of the newest build and
//!    what was found in it.
//! 2. All else is a path below that of the site: an output, the folder of one, or what is not there.
//! 3. A page gets one element more than in a build: the script of the preview.

use super::findings;
use super::http::{Answer, Body, Request, media_type};
use super::preview::Preview;
use super::snapshot::{Fate, Snapshot};
use crate::compile::Content;
use crate::diagnostic::report;
use crate::path::{OutputPath, SitePath};
use crate::site::encode_path;
use crate::site::lists::NOT_FOUND_FILE;
use crate::source::{Asset, AssetContent};
use percent_encoding::percent_decode_str;
use pulldown_cmark_escape::escape_html;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

/// Where the preview's own answers lie. No file of a site is published below a name with a dot.
const OWN: &str = ".guildbook/";
/// So long the request for a newer build is held.
const HELD: Duration = Duration::from_secs(10);
const SCRIPT: &str = include_str!("preview.js");
const STYLE: &str = include_str!("preview.css");

/// Answers a request.
pub fn answer(preview: &Preview, request: &Request) -> Answer {
    let snapshot = preview.newest();
    let base = percent_decode_str(snapshot.base()).decode_utf8_lossy();
    match request.path.strip_prefix(&*base) {
        Some(inside) => match inside.strip_prefix(OWN) {
            Some(own) => of_preview(preview, &snapshot, own, request),
            None => of_site(&snapshot, inside),
        },
        None if request.path == "/" || format!("{}/", request.path) == base => elsewhere(snapshot.base()),
        None => not_found(&snapshot, ""),
    }
}

fn of_preview(preview: &Preview, snapshot: &Snapshot, name: &str, request: &Request) -> Answer {
    match name {
        _ if !request.is_from_here => text(403, "This is for pages of the preview alone.\n"),
        "preview.js" => with_type(200, &media_type(name), SCRIPT.into()),
        "preview.css" => with_type(200, &media_type(name), STYLE.into()),
        "build" => {
            let after = request.query.strip_prefix("after=").and_then(|number| number.parse().ok());
            let number = after.map_or(snapshot.number, |after| preview.wait_for_other_than(after, HELD));
            text(200, &number.to_string())
        }
        "findings" => {
            let source = request.query.strip_prefix("source=").unwrap_or_default();
            let source = percent_decode_str(source).decode_utf8_lossy();
            with_type(200, "application/json", findings::json(snapshot, &source))
        }
        _ => text(404, "There is nothing here.\n"),
    }
}

fn of_site(snapshot: &Snapshot, inside: &str) -> Answer {
    if snapshot.site().is_none() {
        return unusable(snapshot);
    }
    let index = |folder: &str| OutputPath::new([folder, "index.html"].concat());
    if inside.is_empty() || inside.ends_with('/') {
        return output(snapshot, &index(inside), 200).unwrap_or_else(|| not_found(snapshot, inside));
    }
    let folder = [inside, "/"].concat();
    if snapshot.has(&index(&folder)) {
        return elsewhere(&[snapshot.base(), &encode_path(&folder)].concat());
    }
    output(snapshot, &OutputPath::new(inside), 200).unwrap_or_else(|| not_found(snapshot, inside))
}

/// One output. `None` if the site has no such one, or its file went away.
fn output(snapshot: &Snapshot, path: &OutputPath, status: u16) -> Option<Answer> {
    let outcome = snapshot.content(path)?;
    if !outcome.findings.is_empty() {
        return Some(broken(snapshot, path, &report::human(&outcome.findings, &snapshot.found.texts, "", false)));
    }
    let media_type = media_type(path.as_str());
    let is_page = snapshot.is_page(path);
    let body = match outcome.value {
        Content::Bytes(html) if is_page => Body::Bytes(with_script(html, snapshot, snapshot.source_of(path).as_ref())),
        Content::Bytes(bytes) => Body::Bytes(bytes),
        Content::Asset(asset) => Body::File(open(&asset, &snapshot.root)?),
    };
    Some(Answer { status, media_type, headers: Vec::new(), body })
}

/// Opens a file of the site. Since it was read, it may have become a link to somewhere else.
fn open(asset: &Asset, root: &Path) -> Option<File> {
    let AssetContent::File(path) = &asset.content else { return None };
    let is_inside = path.canonicalize().ok()?.starts_with(root.canonicalize().ok()?);
    let is_file = path.symlink_metadata().ok()?.is_file();
    File::open(path).ok().filter(|_| is_inside && is_file)
}

/// The site's page for what is missing, and what is known of the page that was there.
fn not_found(snapshot: &Snapshot, inside: &str) -> Answer {
    let path = match inside.is_empty() || inside.ends_with('/') {
        true => [inside, "index.html"].concat(),
        false => inside.to_owned(),
    };
    let fate = [OutputPath::new(path), OutputPath::new([inside, "/index.html"].concat())]
        .iter()
        .map(|path| snapshot.fate(path))
        .find(|fate| *fate != Fate::Gone);
    let page = output(snapshot, &OutputPath::new(NOT_FOUND_FILE), 404);
    let mut answer = page.unwrap_or_else(|| text(404, "There is nothing here.\n"));
    answer.headers.extend(fate.and_then(|fate| told(snapshot, fate)));
    answer
}

fn told(snapshot: &Snapshot, fate: Fate) -> Option<(&'static str, String)> {
    let urls = snapshot.site()?.config.urls;
    match fate {
        Fate::Moved(address) => {
            Some(("Guildbook-Moved-To", [snapshot.base(), &encode_path(&address.href(urls))].concat()))
        }
        Fate::Withheld(file) => Some(("Guildbook-Withheld", encode_path(file.as_str()))),
        Fate::Gone => None,
    }
}

/// The page with the script of the preview as the first thing in its head.
fn with_script(html: Vec<u8>, snapshot: &Snapshot, source: Option<&SitePath>) -> Vec<u8> {
    let source = source.map(|source| format!(r#" data-source="{}""#, escaped(source.as_str()))).unwrap_or_default();
    let base = escaped(snapshot.base());
    let script = format!(
        r#"<script src="{base}{OWN}preview.js" data-build="{}" data-base="{base}"{source} defer></script>"#,
        snapshot.number
    );
    let at = head_end(&html).unwrap_or(html.len());
    [&html[..at], script.as_bytes(), &html[at..]].concat()
}

/// The byte after the tag that opens the head.
fn head_end(html: &[u8]) -> Option<usize> {
    let start = html.windows(5).position(|part| part.eq_ignore_ascii_case(b"<head"))?;
    html[start..].iter().position(|byte| *byte == b'>').map(|end| start + end + 1)
}

/// A page in place of one whose layout cannot be used.
fn broken(snapshot: &Snapshot, path: &OutputPath, findings: &str) -> Answer {
    let html = page("This page cannot be shown", &format!("{path}\n\n{findings}"));
    with_type(500, "text/html; charset=utf-8", with_script(html, snapshot, None))
}

/// A page in place of a site whose settings or layouts cannot be used.
fn unusable(snapshot: &Snapshot) -> Answer {
    let found = report::human(&snapshot.found.findings, &snapshot.found.texts, "", false);
    let html = page("The site cannot be shown until this is mended", &found);
    with_type(500, "text/html; charset=utf-8", with_script(html, snapshot, None))
}

fn page(title: &str, text: &str) -> Vec<u8> {
    let text = escaped(text);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head>\
         <body><main><h1>{title}</h1><pre>{text}</pre></main></body></html>\n"
    )
    .into_bytes()
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_html(&mut html, text).expect("writing to a string cannot fail");
    html
}

fn elsewhere(address: &str) -> Answer {
    Answer { headers: vec![("Location", address.to_owned())], ..text(302, "It is elsewhere.\n") }
}

fn text(status: u16, text: &str) -> Answer {
    with_type(status, "text/plain; charset=utf-8", text.into())
}

fn with_type(status: u16, media_type: &str, bytes: Vec<u8>) -> Answer {
    Answer { status, media_type: media_type.into(), headers: Vec::new(), body: Body::Bytes(bytes) }
}
