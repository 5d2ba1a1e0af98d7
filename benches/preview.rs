//! How long it takes in the preview from a save until the page is served, and what it remembers of many saves.
//!
//! ```text
//! cargo bench --bench preview -- SITE [EDITS]
//! ```
//!
//! Copies the site, serves the copy, and changes its last session again and again: a paragraph, then its title, which
//! is waited for in the list of sessions. Prints medians, and on Linux the memory of the program as it goes.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark is a program of its own"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(site) = arguments.first() else { return println!("name a site: cargo bench --bench preview -- SITE") };
    let n_edits: usize = arguments.get(1).and_then(|n| n.parse().ok()).unwrap_or(200);
    let copy = tempfile::tempdir().expect("a folder for the copy");
    copy_folder(Path::new(site), copy.path());
    let session = last_session(&copy.path().join("content/sessions"));
    let original = fs::read_to_string(&session).expect("the session can be read");
    let stem = session.file_stem().expect("it has a name").to_string_lossy().to_lowercase();

    let started = Instant::now();
    let preview = Preview::start(copy.path());
    println!("ready      {}", ms(started.elapsed()));
    let mut pages = Vec::new();
    let mut lists = Vec::new();
    for n in 0..n_edits {
        if n % (n_edits / 10).max(1) == 0 {
            println!("memory     {:>8.1} MiB after {n} edits", preview.memory());
        }
        let mark = format!("mark{n}of{n_edits}");
        let is_title = n % 2 == 1;
        let text = if is_title { with_title(&original, &mark) } else { format!("{original}\nA paragraph {mark}.\n") };
        let path = if is_title { "sessions/".to_owned() } else { format!("sessions/{stem}/") };
        let saved = Instant::now();
        fs::write(&session, text).expect("the session can be written");
        while !preview.get(&path).contains(&mark) {
            assert!(saved.elapsed() < Duration::from_secs(60), "{path} never showed {mark}");
            std::thread::sleep(Duration::from_millis(2));
        }
        if is_title { &mut lists } else { &mut pages }.push(saved.elapsed());
        // People do not save twice in a moment.
        std::thread::sleep(Duration::from_millis(100));
    }
    println!("memory     {:>8.1} MiB after {n_edits} edits", preview.memory());
    println!("page       {}", ms(median(pages)));
    println!("list       {}", ms(median(lists)));
}

/// The running program.
struct Preview {
    child: Child,
    address: String,
    base: String,
}

impl Preview {
    fn start(site: &Path) -> Preview {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guildbook"));
        command.args(["serve", "--quiet", "--port", "0"]).current_dir(site).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("it speaks");
        let url = line.trim().strip_prefix("Serving http://").expect("it tells its address");
        let (address, base) = url.split_once('/').expect("an address has a path");
        Preview { child, address: address.to_owned(), base: format!("/{base}") }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {}{path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.base, self.address).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// In MiB; 0 where the system does not tell.
    fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        kibibytes.map_or(0.0, |kibibytes: f64| kibibytes / 1024.0)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the site can be read").flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true if path.join(".guildbook").is_file() => {}
            true => copy_folder(&path, &to),
            false => drop(fs::copy(&path, &to).expect("a file can be copied")),
        }
    }
}

fn last_session(folder: &Path) -> PathBuf {
    let entries = fs::read_dir(folder).expect("the site has sessions").flatten();
    let dated = entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    dated.filter(|path| path.file_name() != Some("index.md".as_ref())).max().expect("the site has a session")
}

/// The text with another title in its front matter.
fn with_title(text: &str, title: &str) -> String {
    let line = text.lines().find(|line| line.starts_with("title:"));
    line.map_or_else(
        || format!("---\ntitle: {title}\n---\n{text}"),
        |line| text.replacen(line, &format!("title: {title}"), 1),
    )
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn ms(time: Duration) -> String {
    format!("{:>8.1} ms", time.as_secs_f64() * 1000.0)
}
