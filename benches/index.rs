//! How long the search index takes: at first, and after an edit.
//!
//! ```text
//! cargo bench --bench index -- SITE [EDITS]
//! ```
//!
//! Reads and compiles the site, makes its index, then changes one document again and again; prints medians and sizes.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark is a program of its own"
)]

use guildbook::compile::{Compilation, Compiler, Options};
use guildbook::read;
use guildbook::source::Source;
use std::path::Path;
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
    let n_bytes: usize = compilation.index().values().map(Vec::len).sum();
    println!("files      {:>8}, {:.1} MB", compilation.index().len(), n_bytes as f64 / 1e6);
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

fn index(compilation: &Compilation) -> Duration {
    let started = Instant::now();
    compilation.index();
    started.elapsed()
}

fn ms(time: Duration) -> String {
    format!("{:>8.1} ms", time.as_secs_f64() * 1000.0)
}
