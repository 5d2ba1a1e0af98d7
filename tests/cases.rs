//! Runs `tests/cases/*.md`: each part under a second-level heading is a small site and what should come of it.
//!
//! A fenced block is a file if its info string ends in a path:
//! - `md content/a.md`, `yaml guildbook.yaml`, `html skin/layouts/x.html`: a file of the site (the settings are
//!   `title: Test` if none are given);
//! - `bytes content/a.md`: the same with `\xNN` escapes; `symlink content/a`: a link to the text of the block;
//!   `fifo content/a`: a named pipe; `sparse content/a.md`: a file of so many bytes; `control content/a`: an empty
//!   file whose name has a line break before its last letter;
//! - `html public/a/index.html`: lines that must occur in that output, in this order (spaces around them do not
//!   count); `absent public/a/index.html`: lines that must not occur; `absent public`: nor in any output.
//!
//! - `commits`: a repository of the case's files, made before the site is built; a line for each commit, as in
//!   `2026-03-01T10:00:00Z Ana <ana@example.org> + Bo <bo@example.org>: content/a.md content/b.md`, where names after
//!   `+` are co-authors. Each commit of a file changes it.
//!
//! - `notes content/a.md`: what is read in the notes of that file, one fact a line.
//!
//! Other blocks: `options` (`audience: members`, `drafts: true`, `today: 2026-03-05`), `outputs` (the paths of all
//! pages and copied files), `exports` (those of all other files), `diagnostics` (every finding, with its help below it). Without `diagnostics` nothing may be found.
//!
//! `UPDATE_CASES=1 cargo test --test cases` rewrites the blocks `diagnostics`, `outputs` and `notes`; read the difference.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

mod support;

use guildbook::compile::{Compilation, Compiler, Options, judge};
use guildbook::config::Config;
use guildbook::diagnostic::CODES;
use guildbook::site::Output;
use guildbook::source::SourceSet;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use support::{git, line, outputs, texts};

struct Block {
    info: String,
    text: String,
    /// The lines of the case file that its text stands in.
    at: std::ops::Range<usize>,
}

struct Case {
    title: String,
    blocks: Vec<Block>,
}

#[test]
fn every_case_holds() {
    let mut failures = String::new();
    let mut n_cases = 0;
    for file in case_files() {
        let text = fs::read_to_string(&file).expect("case files can be read");
        let cases = parse(&text);
        n_cases += cases.len();
        let mut updates = Vec::new();
        for case in &cases {
            if let Err(failure) = run(case, &mut updates) {
                let _ = writeln!(failures, "\n{}: {}\n{failure}", file.display(), case.title);
            }
        }
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&file, rewrite(&text, updates)).expect("case files can be written");
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(n_cases > 0, "there are no cases");
}

#[test]
fn every_code_has_a_case() {
    let all: String =
        case_files().iter().map(|file| fs::read_to_string(file).expect("case files can be read")).collect();
    let missing: Vec<&str> =
        CODES.iter().map(|code| code.name()).filter(|code| !all.contains(&format!("[{code}]"))).collect();
    assert!(missing.is_empty(), "codes without a case in tests/cases: {}", missing.join(", "));
}

fn case_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("tests/cases is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    files.sort();
    files
}

fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<(String, Block)> = None;
    for (number, line) in text.lines().enumerate() {
        match &mut open {
            Some((fence, block)) if line == fence => {
                block.at.end = number;
                let (_, block) = open.take().expect("it is open");
                cases.last_mut().expect("blocks stand below a heading").blocks.push(block);
            }
            Some((_, block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            None if line.starts_with("```") => {
                let fence: String = line.chars().take_while(|c| *c == '`').collect();
                let info = line[fence.len()..].trim().to_owned();
                if cases.is_empty() {
                    continue;
                }
                open = Some((fence, Block { info, text: String::new(), at: number + 1..number + 1 }));
            }
            None => {
                if let Some(title) = line.strip_prefix("## ") {
                    cases.push(Case { title: title.to_owned(), blocks: Vec::new() });
                }
            }
        }
    }
    cases
}

type Update = (std::ops::Range<usize>, String);

fn run(case: &Case, updates: &mut Vec<Update>) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let site = folder.path().join("site");
    write_site(&site, case).map_err(|error| error.to_string())?;
    if let Some(block) = case.blocks.iter().find(|block| block.info == "commits") {
        if !git::is_there(&case.title) {
            return Ok(());
        }
        git::import(&site, &commits(&block.text));
    }
    let read = guildbook::read::site(&site, None).map_err(|error| error.to_string())?;
    let mut compilation = Compiler::default().compile(&read.value, &options(case));
    let (files, rendering) = outputs(&compilation);
    let findings = [std::mem::take(&mut compilation.findings), read.findings, rendering].concat();
    let found = findings_text(&judge(findings, &Config::default()), &read.value);
    let mut failure = String::new();
    expect_block(case, "diagnostics", &found, updates, &mut failure);
    if case.blocks.iter().any(|block| block.info == "outputs") {
        expect_block(case, "outputs", &page_paths(&compilation), updates, &mut failure);
    }
    if case.blocks.iter().any(|block| block.info == "exports") {
        expect_block(case, "exports", &export_paths(&compilation), updates, &mut failure);
    }
    for block in &case.blocks {
        expect_output(block, &files, &mut failure);
        if let Some(path) = block.info.strip_prefix("notes ") {
            expect_block(case, &block.info, &notes_of(path, &read.value), updates, &mut failure);
        }
    }
    if failure.is_empty() { Ok(()) } else { Err(failure) }
}

fn notes_of(path: &str, sources: &SourceSet) -> String {
    let config = sources.settings.as_ref().map(|settings| guildbook::config::parse(settings).value).unwrap_or_default();
    let source =
        sources.documents.get(&guildbook::path::SitePath::new(path)).expect("the notes are a file of the case");
    support::notes::print(&guildbook::document::parse(source, &config).value)
}

fn page_paths(compilation: &Compilation) -> String {
    paths(compilation, |output| !matches!(output, Output::Export(_)))
}

fn export_paths(compilation: &Compilation) -> String {
    paths(compilation, |output| matches!(output, Output::Export(_)))
}

fn paths(compilation: &Compilation, is_wanted: fn(&Output) -> bool) -> String {
    let outputs = compilation.site.iter().flat_map(|site| &site.outputs);
    let paths = outputs.filter(|(_, output)| is_wanted(output)).map(|(path, _)| path.as_str());
    paths.filter(|path| !path.starts_with("assets/")).map(|path| format!("{path}\n")).collect()
}

fn findings_text(findings: &[guildbook::diagnostic::Diagnostic], sources: &SourceSet) -> String {
    let texts = texts(sources);
    let mut out = String::new();
    for finding in findings {
        let _ = writeln!(out, "{}", line(finding, &texts));
        for (span, why) in &finding.related {
            let _ = writeln!(out, "  {}:{}: {why}", span.file, texts.position(&span.file, span.start).0);
        }
        if let Some(help) = &finding.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    out
}

fn expect_block(case: &Case, info: &str, found: &str, updates: &mut Vec<Update>, failure: &mut String) {
    let block = case.blocks.iter().find(|block| block.info == info);
    let expected = block.map_or("", |block| &block.text);
    if expected == found {
        return;
    }
    if let Some(block) = block {
        updates.push((block.at.clone(), found.to_owned()));
    }
    let _ = writeln!(failure, "--- expected {info}\n{expected}--- found\n{found}---");
}

fn expect_output(block: &Block, files: &std::collections::BTreeMap<String, Vec<u8>>, failure: &mut String) {
    let Some((language, path)) = block.info.split_once(' ') else { return };
    if language == "absent" && path == "public" {
        for (path, bytes) in files {
            expect_absent(&block.text, path, &String::from_utf8_lossy(bytes), failure);
        }
        return;
    }
    let Some(path) = path.strip_prefix("public/") else { return };
    let Some(bytes) = files.get(path) else {
        let _ = writeln!(failure, "there is no output {path}");
        return;
    };
    let output = String::from_utf8_lossy(bytes);
    match language {
        "absent" => expect_absent(&block.text, path, &output, failure),
        _ => expect_lines(&block.text, path, &output, failure),
    }
}

fn expect_absent(lines: &str, path: &str, output: &str, failure: &mut String) {
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if output.contains(line) {
            let _ = writeln!(failure, "{path} holds what it must not: {line}");
        }
    }
}

fn expect_lines(lines: &str, path: &str, output: &str, failure: &mut String) {
    let mut rest = output;
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match rest.find(line) {
            Some(at) => rest = &rest[at + line.len()..],
            None => {
                let _ = writeln!(failure, "{path} lacks, at its place: {line}\n--- from there on\n{rest}\n---");
                return;
            }
        }
    }
}

fn options(case: &Case) -> Options {
    let mut options = Options::on(support::today());
    let text = case.blocks.iter().find(|block| block.info == "options").map_or("", |block| &block.text);
    for (key, value) in text.lines().filter_map(|line| line.split_once(": ")) {
        match key {
            "audience" => options.audience = Some(value.to_owned()),
            "drafts" => options.drafts = value == "true",
            "today" => options.today = value.parse().expect("a day such as 2026-03-05"),
            _ => panic!("there is no option {key}"),
        }
    }
    options
}

/// The commits of a case; what stands in the files does not matter, as long as it changes.
fn commits(text: &str) -> Vec<git::Commit> {
    let commit = |(number, line): (usize, &str)| {
        let (people, files) = line.rsplit_once(">: ").expect("people: files");
        let (at, people) = people.split_once(' ').expect("a moment before the people");
        let mut people = people.split(" + ").map(|person| format!("{}>", person.trim_end_matches('>')));
        let author = people.next().expect("an author");
        let others: String = people.map(|other| format!("\nCo-authored-by: {other}")).collect();
        let text = format!("change {number}\n");
        let files: Vec<(&str, &str)> = files.split(' ').map(|file| (file, text.as_str())).collect();
        git::Commit::of(at, &author, &files).saying(&format!("x\n{others}"))
    };
    text.lines().enumerate().map(commit).collect()
}

fn write_site(site: &Path, case: &Case) -> std::io::Result<()> {
    fs::create_dir_all(site.join("content"))?;
    fs::write(site.join("guildbook.yaml"), "title: Test\n")?;
    for block in &case.blocks {
        let Some((language, path)) = block.info.split_once(' ') else { continue };
        if path.starts_with("public") || language == "notes" {
            continue;
        }
        let file = site.join(path);
        fs::create_dir_all(file.parent().expect("files lie in folders"))?;
        write_file(language, &file, &block.text)?;
    }
    Ok(())
}

fn write_file(language: &str, file: &Path, text: &str) -> std::io::Result<()> {
    match language {
        "symlink" => std::os::unix::fs::symlink(text.trim(), file),
        "fifo" => {
            let made = std::process::Command::new("mkfifo").arg(file).status()?;
            assert!(made.success(), "mkfifo");
            Ok(())
        }
        "sparse" => fs::File::create(file)?.set_len(text.trim().parse().expect("a number of bytes")),
        "bytes" => fs::write(file, unescape(text)),
        "control" => {
            let (start, end) =
                file.to_str().expect("case paths are UTF-8").split_at(file.to_str().map_or(0, str::len) - 1);
            fs::write(format!("{start}\n{end}"), "")
        }
        _ => fs::write(file, text),
    }
}

/// `\xNN` becomes the byte NN.
fn unescape(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two hexadecimal digits"));
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

fn rewrite(text: &str, mut updates: Vec<Update>) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    updates.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
    let mut seen = BTreeSet::new();
    for (at, new) in &updates {
        if seen.insert(at.start) {
            lines.splice(at.clone(), new.lines());
        }
    }
    lines.join("\n") + "\n"
}
