//! How large the search index is, and how long it takes: at first, and after an edit.
//!
//! ```text
//! cargo bench --bench index -- SITE [EDITS]
//! ```
//!
//! 1. Reads and compiles the site and makes its index.
//! 2. Prints for each sort of file (`search::format` tells them) how many there are, their bytes, and their bytes with
//!    `gzip -6`, each beside the visible text: the headings and texts of all pages that can be found.
//! 3. Changes one document again and again, and prints the median of the time until the index is there again.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark is a program of its own"
)]

use guildbook::compile::{Compilation, Compiler, Options};
use guildbook::read;
use guildbook::search::{Service, documents};
use guildbook::source::Source;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(site) = arguments.first() else { return println!("name a site: cargo bench --bench index -- SITE") };
    let mut sources = read::site(Path::new(site), None).expect("the site can be read").value;
    let options = Options::on("2026-03-05".parse().expect("a day"));
    let document = sources.documents.keys().last().expect("the site has a document").clone();
    let n_edits = arguments.get(1).and_then(|n| n.parse().ok()).unwrap_or(10);

    let mut compiler = Compiler::default();
    let mut compilation = compiler.compile(&sources, &options);
    println!("first      {}", ms(index(&compilation)));
    print_sizes(&compilation);
    let text = sources.documents[&document].text.to_string();
    let mut again = Vec::new();
    for n in 0..n_edits {
        let edited = Source::new(document.as_str(), &format!("{text}\nA new paragraph {n}.\n"));
        sources.documents.insert(document.clone(), Arc::new(edited));
        compilation = compiler.compile(&sources, &options);
        again.push(index(&compilation));
    }
    again.sort();
    println!("again      {}", ms(again[again.len() / 2]));
}

/// Files of one sort.
#[derive(Clone, Copy, Default)]
struct Size {
    n_files: usize,
    plain: usize,
    packed: usize,
}

impl Size {
    fn and(self, other: Size) -> Size {
        Size {
            n_files: self.n_files + other.n_files,
            plain: self.plain + other.plain,
            packed: self.packed + other.packed,
        }
    }
}

fn print_sizes(compilation: &Compilation) {
    let text = visible_text(compilation);
    let sizes = sizes(compilation);
    println!("text       {:>8} {:>11}", "", text);
    let all = sizes.values().fold(Size::default(), |all, size| all.and(*size));
    for (sort, size) in sizes.iter().map(|(sort, size)| (sort.as_str(), *size)).chain([("all", all)]) {
        let share = |bytes: usize| bytes as f64 / text.max(1) as f64;
        let Size { n_files, plain, packed } = size;
        println!("{sort:<10} {n_files:>8} {plain:>11} {packed:>11} {:>6.3} {:>6.3}", share(plain), share(packed));
    }
}

/// How many bytes of headings and texts can be found.
fn visible_text(compilation: &Compilation) -> usize {
    let site = compilation.site.as_ref().expect("the site can be built");
    let documents = documents(site, Service::Any);
    let of_line = |line: &str| {
        let document: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        ["heading", "text"].iter().map(|key| document[key].as_str().unwrap_or_default().len()).sum::<usize>()
    };
    documents.lines().map(of_line).sum()
}

/// The files of each sort: by the letter of their folder, else by the beginning of their name.
fn sizes(compilation: &Compilation) -> BTreeMap<String, Size> {
    let folder = tempfile::tempdir().expect("a folder for the files");
    let paths: Vec<_> = compilation.index().keys().enumerate().collect();
    for (n, path) in &paths {
        std::fs::write(folder.path().join(n.to_string()), &compilation.index()[*path]).expect("it can be written");
    }
    let gzip = Command::new("gzip").args(["-6", "-n", "-r"]).arg(folder.path()).status();
    assert!(gzip.is_ok_and(|status| status.success()), "gzip packs the files");
    let mut sizes: BTreeMap<String, Size> = BTreeMap::new();
    for (n, path) in paths {
        let packed = std::fs::metadata(folder.path().join(format!("{n}.gz"))).expect("it was packed").len() as usize;
        let size = Size { n_files: 1, plain: compilation.index()[path].len(), packed };
        let of_sort = sizes.entry(sort(path.as_str())).or_default();
        *of_sort = of_sort.and(size);
    }
    sizes
}

fn sort(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        [_, _, folder, _] => folder.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned(),
        [.., name] => name.split(['-', '.']).next().unwrap_or_default().to_owned(),
        [] => String::new(),
    }
}

fn index(compilation: &Compilation) -> Duration {
    let started = Instant::now();
    compilation.index();
    started.elapsed()
}

fn ms(time: Duration) -> String {
    format!("{:>8.1} ms", time.as_secs_f64() * 1000.0)
}
