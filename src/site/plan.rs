//! The table of everything that will be published.

use super::lists::{Register, Roll};
use super::{Contents, List, Output, Page, Site, Subject, asset_path, export, index_folder, lists};
use crate::audience::Visible;
use crate::community::{Community, Entry};
use crate::config::Config;
use crate::derive::Derived;
use crate::diagnostic::{Code, Diagnostic, Outcome, Span};
use crate::document::Document;
use crate::kind::{KINDS, Kind};
use crate::path::{Address, OutputPath, SitePath, Urls, upwards};
use crate::skin::Skin;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Plans every output. `audience` is the name of a narrower audience than everybody.
pub fn plan(
    config: Arc<Config>,
    skin: Arc<Skin>,
    community: Visible<Community>,
    derived: Derived,
    audience: Option<String>,
) -> Outcome<Site> {
    let uses_wikilinks = config.markdown.wikilinks == crate::config::Wikilinks::On || community.uses_wikilinks();
    let introductions =
        community.entries.iter().filter_map(|entry| Some((entry.introduces()?.into(), entry.id))).collect();
    let folder_paths =
        community.folders.iter().rev().map(|(path, address)| (address.as_str().into(), path.clone())).collect();
    let threads = super::series::Threads::of(&community, &derived);
    let (contents, (faces, glossary)) = rayon::join(
        || contents(&community),
        || (super::faces::all(&community, &derived), super::prose::Glossary::of(&community)),
    );
    let mut site = Site {
        config,
        skin,
        community,
        derived,
        outputs: BTreeMap::new(),
        audience,
        uses_wikilinks,
        threads,
        faces,
        glossary,
        introductions,
        folder_paths,
        contents,
        long: lists::Long::default(),
    };
    let rolls = Roll::all(&site);
    let registers = Register::all(&site);
    site.long = lists::Long::of(&site, &rolls, &registers);
    let taken = HashMap::with_capacity(2 * site.community.entries.len());
    let mut table = Table { site: &site, outputs: BTreeMap::new(), taken, findings: Vec::new() };
    table.pages(rolls, registers);
    table.redirects();
    table.assets();
    table.exports();
    table.no_file_is_a_folder();
    table.nothing_is_in_an_index();
    let Table { outputs, findings, .. } = table;
    site.outputs = outputs;
    Outcome::new(site, findings)
}

/// For each folder, by its address, what is in it.
fn contents(community: &Community) -> BTreeMap<String, Contents> {
    let mut contents: BTreeMap<String, Contents> = BTreeMap::new();
    let parent = |path: &str| path.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
    let entries: Vec<&Entry> = community.entries.iter().filter(|entry| !entry.is_introduction()).collect();
    let are_entries: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.introduces()).collect();
    let is_folder = |address: &&str| !address.is_empty() && !are_entries.contains(address);
    for folder in community.folders.values().map(Address::as_str).filter(is_folder) {
        contents.entry(parent(folder)).or_default().folders.insert(folder.to_owned());
    }
    for entry in entries {
        contents.entry(parent(entry.address.as_str())).or_default().entries.push(entry.id);
    }
    contents
}

/// The layout of what was said in a session, which shows what no entry has.
const TRANSCRIPT: &str = "transcript";

/// Whether an entry of this kind has all that a layout shows: its kind's own layout, or one that the site made.
fn is_for(layout: &str, kind: Kind) -> bool {
    let is_own = |layout: &str| Kind::named(layout).is_none_or(|own| own == kind);
    layout != "base" && layout != TRANSCRIPT && !lists::is_for_list(layout) && is_own(layout)
}

/// Where an output comes from, for a message about two that collide.
#[derive(Clone)]
enum Origin {
    /// What is in a file, with the place that says its address.
    File(Span),
    /// A former address of what is in the file.
    Former(Span),
    Generated(&'static str),
    /// What is put out beside pages, and cannot lie elsewhere.
    Export(&'static str),
}

impl Origin {
    fn words(&self) -> String {
        match self {
            Origin::File(span) => format!("`{}`", span.file),
            Origin::Former(span) => format!("a former address of `{}`", span.file),
            Origin::Generated(what) | Origin::Export(what) => (*what).to_owned(),
        }
    }
}

struct Table<'a> {
    site: &'a Site,
    outputs: BTreeMap<OutputPath, Output>,
    /// For each path, as a file system without letter case sees it, where it comes from.
    taken: HashMap<String, Origin>,
    findings: Vec<Diagnostic>,
}

impl Table<'_> {
    fn pages(&mut self, rolls: Vec<Roll>, registers: Vec<Register>) {
        self.list(Address::home(), List::Home);
        let site = self.site;
        for entry in &site.community.entries {
            self.entry(entry);
        }
        self.folders();
        for (address, list) in lists::pages(site, rolls, registers) {
            self.list(address, list);
        }
        self.list(Address::File(lists::NOT_FOUND_FILE.into()), List::NotFound);
        self.transcripts();
    }

    /// What was said in sessions. A page that somebody wrote is what the address means to them.
    fn transcripts(&mut self) {
        let site = self.site;
        for entry in site.community.entries.iter().filter(|entry| site.said(entry.id).is_some()) {
            let (address, subject) = (super::transcript::address(entry), Subject::Transcript(entry.id));
            let path = address.output(site.config.urls);
            if site.has_page(entry) && !self.taken.contains_key(&fold_path(path.as_str())) {
                let page = Page { address, layout: TRANSCRIPT.into(), subject };
                self.add(path, Output::Page(page), Origin::Generated("a transcript"));
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        if !self.site.has_page(entry) {
            return;
        }
        let document = &entry.document;
        let usual = document.kind.name().to_owned();
        let layout = document
            .common
            .layout
            .as_ref()
            .map_or(usual.clone(), |layout| layout.value.trim_end_matches(".html").to_owned());
        let is_known = self.site.skin.has_layout(&layout) && is_for(&layout, document.kind);
        if let Some(written) = document.common.layout.as_ref().filter(|_| !is_known) {
            let finding = Diagnostic::new(
                Code::UnknownLayout,
                document.span(written.at.clone()),
                format!("the skin has no layout `{layout}` for a {}", document.kind),
            );
            let help = crate::diagnostic::did_you_mean(
                &layout,
                self.site.skin.layout_names().filter(|name| is_for(name, document.kind)),
            );
            self.findings.push(finding.help(help.unwrap_or_else(|| format!("leave it out to use `{usual}`"))));
        }
        let layout = if is_known { layout } else { usual };
        let page = Page { address: entry.address.clone(), layout, subject: Subject::Entry(entry.id) };
        self.add(
            page.address.output(self.site.config.urls),
            Output::Page(page),
            Origin::File(place_of_address(document)),
        );
    }

    /// A folder that nobody introduces gets a list of what is in it, so that every part of an address leads somewhere;
    /// where the page to search from lies, that leads there.
    fn folders(&mut self) {
        let site = self.site;
        let introduced: BTreeSet<&str> = site.community.entries.iter().filter_map(Entry::introduces).collect();
        let own_pages = site.community.folders.values().filter(|address| matches!(address, Address::Folder(_)));
        let addresses: BTreeSet<&str> = own_pages.map(Address::as_str).collect();
        for address in addresses.into_iter().filter(|address| !address.is_empty() && !introduced.contains(address)) {
            if index_kind(site, address).is_none() && !lists::is_search(site, address) {
                self.list(Address::Folder(address.into()), List::Roll(Roll::Folder(address.into())));
            }
        }
    }

    fn list(&mut self, address: Address, list: List) {
        let path = address.output(self.site.config.urls);
        // A page that somebody wrote is what the address means to them.
        if list.yields() && self.taken.contains_key(&fold_path(path.as_str())) {
            return;
        }
        let origin = Origin::Generated(list.words());
        let page = Page { address, layout: list.layout().into(), subject: Subject::List(list) };
        self.add(path, Output::Page(page), origin);
    }

    /// What once had another address is still found there.
    fn redirects(&mut self) {
        let site = self.site;
        for entry in site.community.entries.iter() {
            let own = entry.address.output(site.config.urls);
            let aliases = entry.document.common.aliases.iter().flatten();
            self.findings.extend(aliases.filter(|alias| export::is_misfit(alias)).map(|alias| misfit(entry, alias)));
            for address in site.former_addresses(entry.id) {
                let path = address.output(Urls::Directory);
                if path != own {
                    let page = Page { address, layout: "redirect".into(), subject: Subject::Redirect(entry.id) };
                    self.add(path, Output::Page(page), Origin::Former(Span::file(&entry.document.path)));
                }
            }
        }
    }

    fn exports(&mut self) {
        let pages = || {
            self.outputs.values().filter_map(|output| match output {
                Output::Page(page) => Some(page),
                _ => None,
            })
        };
        let n_pages = pages().filter(|page| page.is_findable()).count();
        let has_redirects = pages().any(|page| matches!(page.subject, Subject::Redirect(_)));
        for (path, export) in export::plan(self.site, n_pages, has_redirects) {
            let own = format!("static/{path}");
            if export.yields() && self.site.community.assets.contains_key(&SitePath::new(own)) {
                continue;
            }
            let origin = Origin::Export(export.words());
            self.add(OutputPath::new(path), Output::Export(export), origin);
        }
    }

    fn assets(&mut self) {
        let site = self.site;
        for asset in site.skin.published() {
            self.add(
                OutputPath::new(asset.path.as_str()),
                Output::Asset(asset.clone()),
                Origin::Generated("a file of the skin"),
            );
        }
        for asset in site.community.assets.values() {
            self.add(
                OutputPath::new(asset_path(asset)),
                Output::Asset(asset.clone()),
                Origin::File(Span::file(&asset.path)),
            );
        }
    }

    fn add(&mut self, path: OutputPath, output: Output, origin: Origin) {
        let key = fold_path(path.as_str());
        match self.taken.get(&key) {
            Some(first) => self.findings.push(collision(first, &origin, path.as_str())),
            None => {
                self.taken.insert(key, origin);
                self.outputs.insert(path, output);
            }
        }
    }

    /// `a` and `a/b` cannot both be files.
    fn no_file_is_a_folder(&mut self) {
        let taken = &self.taken;
        let files_above = |path: &OutputPath| {
            let key = fold_path(path.as_str());
            let files = upwards(&key).skip(1).filter(|parent| taken.contains_key(*parent));
            files.map(str::to_owned).collect::<Vec<_>>()
        };
        let files: BTreeSet<String> = self.outputs.par_iter().flat_map_iter(|(path, _)| files_above(path)).collect();
        self.findings.extend(files.iter().map(|file| file_for_folder(&taken[file], file)));
    }

    /// The files of an index have names that nobody knows yet, so their folder is theirs alone.
    fn nothing_is_in_an_index(&mut self) {
        let mut findings = Vec::new();
        for folder in self.site.index_languages().keys().map(|language| index_folder(language)) {
            let inside = self.outputs.keys().map(|path| fold_path(path.as_str()));
            let inside = inside.filter(|path| path.strip_prefix(&folder).is_some_and(|rest| rest.starts_with('/')));
            let taken = inside.chain([folder.clone()]).filter_map(|path| Some((self.taken.get(&path)?, path)));
            // A list is there because of a file, which can be renamed.
            let found = taken.min_by_key(|(origin, path)| (matches!(origin, Origin::Generated(_)), path.clone()));
            findings.extend(found.map(|(origin, path)| in_the_index(origin, &path)));
        }
        self.findings.extend(findings);
    }
}

/// What an author's file would stand in the way of.
fn in_the_index(origin: &Origin, path: &str) -> Diagnostic {
    let address = path.trim_end_matches("index.html");
    let message = format!("{} would be published at `/{address}`, where the search index is", origin.words());
    let finding = match origin {
        Origin::File(span) | Origin::Former(span) => Diagnostic::new(Code::DuplicateAddress, span.clone(), message),
        Origin::Generated(_) | Origin::Export(_) => Diagnostic::without_place(Code::DuplicateAddress, message),
    };
    finding.help("give the file or its folder another name")
}

/// Two names that are the same file on some system are the same here.
fn fold_path(path: &str) -> String {
    match path.is_ascii() {
        true => path.to_ascii_lowercase(),
        false => path.nfc().flat_map(char::to_lowercase).collect(),
    }
}

/// Where a document says its address: at its `slug`, or at its heading where it is one of several of a file; else as a whole.
fn place_of_address(document: &Document) -> Span {
    let heading = document.title_heading.filter(|_| document.is_part()).map(|place| &document.body.headings[place].at);
    let at = heading.or(document.common.slug.as_ref().map(|slug| &slug.at));
    at.map_or_else(|| Span::file(&document.path), |at| Span::new(&document.path, at.clone()))
}

/// However much is in the folder, it is one mistake.
fn file_for_folder(origin: &Origin, path: &str) -> Diagnostic {
    let message = format!("{} would be published at `/{path}`, where a folder must be", origin.words());
    let finding = match origin {
        Origin::File(span) | Origin::Former(span) => Diagnostic::new(Code::DuplicateAddress, span.clone(), message),
        Origin::Generated(_) | Origin::Export(_) => Diagnostic::without_place(Code::DuplicateAddress, message),
    };
    finding.help("give the file another name")
}

fn collision(first: &Origin, second: &Origin, path: &str) -> Diagnostic {
    // Who wrote an address is told before who has it by the name of the file.
    let (first, second) = match (first, second) {
        (Origin::File(one), Origin::File(other)) if one.end > 0 && other.end == 0 => (second, first),
        _ => (first, second),
    };
    let address = path.trim_end_matches("index.html");
    let message = format!("{} and {} would both be published at `/{address}`", first.words(), second.words());
    let finding = match second {
        Origin::File(span) | Origin::Former(span) => Diagnostic::new(Code::DuplicateAddress, span.clone(), message),
        Origin::Generated(_) | Origin::Export(_) => Diagnostic::without_place(Code::DuplicateAddress, message),
    };
    let finding = finding.help(match second {
        Origin::Former(_) => "leave it out of `aliases`, or rename the other",
        Origin::Export(_) => "give the file another name",
        _ => "rename one of the two, or give it another `slug`",
    });
    match (first, second) {
        (Origin::File(file) | Origin::Former(file), Origin::File(_) | Origin::Former(_)) => {
            finding.related(Span::file(&file.file), "this is the other one")
        }
        (Origin::File(file) | Origin::Former(file), Origin::Generated(_) | Origin::Export(_)) => {
            Diagnostic { span: Some(file.clone()), ..finding }
        }
        _ => finding,
    }
}

/// What was meant as a former address and cannot be one.
fn misfit(entry: &Entry, alias: &str) -> Diagnostic {
    let message = format!("`{alias}` cannot be a former address of the site");
    let finding = Diagnostic::new(Code::InvalidValue, Span::file(&entry.document.path), message);
    finding.help("write a path such as `/old/soil/`")
}

/// Whether a kind has a page that lists its entries.
pub(super) fn has_index(site: &Site, kind: Kind) -> bool {
    let folder = kind.spec().folder;
    !site.derived.of_kind(kind).is_empty() || site.introduction(folder).is_some()
}

/// The kind whose index page lives at this address.
pub(super) fn index_kind(site: &Site, address: &str) -> Option<Kind> {
    let spec = KINDS.iter().find(|spec| spec.folder == address)?;
    has_index(site, spec.kind).then_some(spec.kind)
}
