//! How long it takes from a save until the page is there again, without network.
//!
//! ```text
//! cargo bench --bench recompile -- SITE [DOCUMENT] [EDITS]
//! ```
//!
//! Reads the site, compiles it, then changes one document again and again; prints the medians. `DOCUMENT` is its path
//! in the site, such as `content/sessions/2026-03-05-compost.md`; else it is the last session. What reading again takes
//! is measured on the folder as it is, with that document touched.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark is a program of its own"
)]

use guildbook::compile::{Compiler, Options};
use guildbook::path::SitePath;
use guildbook::read::Reader;
use guildbook::source::Source;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(site) = arguments.first() else { return println!("name a site: cargo bench --bench recompile -- SITE") };
    let mut reader = Reader::new(Path::new(site), None);
    let mut sources = reader.read(&BTreeSet::new()).expect("the site can be read").sources;
    let options = Options::on("2026-03-05".parse().expect("a day"));
    let document =
        arguments.get(1).map_or_else(|| last_session(sources.documents.keys()), |path| SitePath::new(path.as_str()));
    let n_edits = arguments.get(2).and_then(|n| n.parse().ok()).unwrap_or(20);

    let touched = BTreeSet::from([Path::new(site).join(document.as_str())]);
    let read_again = (0..n_edits).map(|_| {
        let started = Instant::now();
        reader.read(&touched).expect("the site can be read");
        started.elapsed()
    });
    println!("read again {}", ms(median(read_again.collect())));
    let mut compiler = Compiler::default();
    let started = Instant::now();
    let mut compilation = compiler.compile(&sources, &options);
    println!("first      {}", ms(started.elapsed()));
    let text = sources.documents[&document].text.to_string();
    let (mut compile, mut drop_old, mut render) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..n_edits {
        let edited = Source::new(document.as_str(), &format!("{text}\nA new paragraph {n}.\n"));
        sources.documents.insert(document.clone(), Arc::new(edited));
        let started = Instant::now();
        let next = compiler.compile(&sources, &options);
        compile.push(started.elapsed());
        let started = Instant::now();
        drop(std::mem::replace(&mut compilation, next));
        drop_old.push(started.elapsed());
        let started = Instant::now();
        let site = compilation.site.as_ref().expect("the site can be used");
        let page = site.outputs.keys().find(|path| path.as_str().contains(document.stem())).expect("it has a page");
        compilation.bytes(page);
        render.push(started.elapsed());
    }
    println!("recompile  {}", ms(median(compile)));
    println!("forget     {}", ms(median(drop_old)));
    println!("render     {}", ms(median(render)));
}

fn last_session<'a>(paths: impl Iterator<Item = &'a SitePath>) -> SitePath {
    paths.filter(|path| path.as_str().starts_with("content/sessions/")).last().expect("the site has a session").clone()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn ms(time: Duration) -> String {
    format!("{:>8.1} ms", time.as_secs_f64() * 1000.0)
}
