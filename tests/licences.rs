//! What the program is made of: licences that fit its own, one registry, and no download addresses in the lock file.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

use std::process::Command;

/// Licences under which the program may be given on together with its own.
const FITTING: [&str; 14] = [
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "CC0-1.0",
    "Unlicense",
    "0BSD",
    "BSL-1.0",
    "MIT-0",
    "MPL-2.0",
];

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    let output = output.expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

/// `A OR B` fits if one does, `A AND B` if both do.
fn fits(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" OR ").any(|choice| {
        choice.split(" AND ").all(|name| {
            let name = name.trim().split(" WITH ").next().unwrap_or_default().trim();
            FITTING.contains(&name)
        })
    })
}

#[test]
fn every_dependency_has_a_licence_that_fits() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages are a list");
    let unfit: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(fits))
        .map(|package| format!("{}: {}", package["name"], package["license"]))
        .collect();
    assert!(unfit.is_empty(), "{}", unfit.join("\n"));
}

#[test]
fn every_dependency_comes_from_the_registry() {
    let metadata = metadata();
    for package in metadata["packages"].as_array().expect("packages are a list") {
        let source = package["source"].as_str();
        assert!(source.is_none_or(|source| source.starts_with("registry+")), "{}: {source:?}", package["name"]);
        assert!(source.is_some() || package["name"] == "guildbook", "{} is not from a registry", package["name"]);
    }
}
