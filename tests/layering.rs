//! Rules of the architecture that a program can check: which module may know which, and who names a package.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules in the order of the pipeline: each may know those before it, never those after.
const ORDER: [&str; 26] = [
    "path",
    "slug",
    "url",
    "kind",
    "diagnostic",
    "yaml",
    "quote",
    "archetype",
    "schema",
    "source",
    "config",
    "read",
    "document",
    "community",
    "audience",
    "derive",
    "skin",
    "site",
    "search",
    "exports",
    "render",
    "write",
    "compile",
    "scaffold",
    "serve",
    "cli",
];

/// Packages that only one module may name.
const PACKAGES: [(&str, &str); 30] = [
    ("memchr", "document/markdown/marks.rs"),
    ("serde_yaml", "yaml.rs"),
    ("toml", "yaml.rs"),
    ("tera", "render.rs"),
    ("quick_xml", "exports/xml.rs"),
    ("ammonia", "site/sanitise.rs"),
    ("syntect", "site/highlight.rs"),
    ("two_face", "site/highlight.rs"),
    ("annotate_snippets", "diagnostic/report.rs"),
    ("pulldown_latex", "document/markdown/math.rs"),
    ("aho_corasick", "site/prose/glossary.rs"),
    ("rust_stemmers", "search/stems.rs"),
    ("whatlang", "scaffold/language.rs"),
    ("linkify", "document/markdown/inline.rs"),
    ("walkdir", "read"),
    ("include_dir", "skin/mod.rs"),
    ("intl_pluralrules", "skin/strings.rs"),
    ("unic_langid", "skin/strings.rs"),
    ("indicatif", "cli/terminal.rs"),
    ("imagesize", "source.rs"),
    ("rustix", "write/disk.rs"),
    ("clap", "cli"),
    ("csv", "cli/report.rs"),
    ("clap_complete", "cli/completions.rs"),
    ("clap_mangen", "cli/man.rs"),
    ("notify", "serve/watch.rs"),
    ("ctrlc", "cli/serve.rs"),
    ("open", "cli/serve.rs"),
    ("httparse", "serve/http/head.rs"),
    ("mime_guess", "serve/http/media.rs"),
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src can be read").flatten() {
            match entry.path() {
                path if path.is_dir() => walk(&path, files),
                path => files.push(path),
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let name = |path: &PathBuf| path.strip_prefix(&root).expect("it lies in src").to_string_lossy().replace('\\', "/");
    files.iter().map(|path| (name(path), code_of(&fs::read_to_string(path).expect("sources are text")))).collect()
}

/// The code without its comments.
fn code_of(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn module_of(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or(file)
}

#[test]
fn modules_know_only_those_before_them() {
    let place: BTreeMap<&str, usize> = ORDER.iter().enumerate().map(|(place, name)| (*name, place)).collect();
    let mut wrong = Vec::new();
    for (file, code) in sources() {
        let module = module_of(&file);
        if matches!(module, "lib" | "main") {
            continue;
        }
        let own = *place.get(module).unwrap_or_else(|| panic!("give `{module}` a place in ORDER"));
        for used in used_modules(&code) {
            match place.get(used.as_str()) {
                Some(other) if *other > own => wrong.push(format!("{file} uses {used}, which comes after {module}")),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every `crate::name` in the code, also inside braces.
fn used_modules(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let inside = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(inside, _)| inside);
        let names: Vec<&str> = inside.map_or_else(|| vec![rest], |inside| inside.split(',').collect());
        used.extend(
            names
                .iter()
                .map(|name| name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()),
        );
    }
    used
}

#[test]
fn a_package_is_named_in_one_module_only() {
    let mut wrong = Vec::new();
    for (file, code) in sources() {
        for (package, home) in PACKAGES {
            let is_named = code.contains(&format!("{package}::")) || code.contains(&format!("use {package};"));
            if is_named && !file.starts_with(home) {
                wrong.push(format!("{file} names {package}, which belongs to {home}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_edges_lift_the_ban_on_disk_clock_and_environment() {
    let edges = ["read", "write", "serve", "cli"];
    for (file, code) in sources() {
        let lifts = code.contains("clippy::disallowed_methods") || code.contains("clippy::print_std");
        assert!(!lifts || edges.contains(&module_of(&file)), "{file} lifts the ban");
    }
}
