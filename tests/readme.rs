//! What the README tells people to type works as it stands there.
#![allow(clippy::disallowed_methods, reason = "tests lay out folders and look at them")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use support::preview::Served;

/// The commands in the blocks of shell of one section.
fn commands(section: &str) -> Vec<String> {
    let readme = include_str!("../README.md");
    let from = readme.find(section).expect("the section is there") + section.len();
    let rest = &readme[from..];
    let section = &rest[..rest.find("\n## ").unwrap_or(rest.len())];
    let blocks = section.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap_or_default());
    blocks.flat_map(str::lines).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The words of a command, with what stands in quotes as one.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(n, part)| match n % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

fn run(command: &str, folder: &mut PathBuf) -> String {
    let words = words(command);
    match words[0].as_str() {
        "cd" => folder.push(&words[1]),
        "guildbook" => {
            if words[1] == "serve" {
                return served(folder);
            }
            let mut program = Command::new(env!("CARGO_BIN_EXE_guildbook"));
            let output = program.args(&words[1..]).current_dir(&*folder).output().expect("the program starts");
            let said =
                format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert!(output.status.success(), "`{command}`: {said}");
            return said;
        }
        other => assert_eq!(other, "cargo", "`{command}` is not known here"),
    }
    String::new()
}

/// What a preview says first. No browser is opened, and any port will do.
fn served(folder: &Path) -> String {
    let served = Served::start(folder, &[]);
    assert_eq!(served.get("").status, 200);
    String::from("Serving\n")
}

#[test]
fn five_steps_lead_to_a_site() {
    let home = tempfile::tempdir().expect("a folder");
    let mut folder = home.path().to_owned();
    let said: Vec<String> =
        commands("## Your own site in five steps").iter().map(|command| run(command, &mut folder)).collect();
    assert!(said.len() >= 6, "{said:?}");
    assert!(folder.join("public/index.html").is_file());
    assert!(folder.join("content/members/ana-example.md").is_file());
    assert!(folder.join("content/sessions/2026-12-01-winter-plans.md").is_file());
    assert!(said.iter().any(|said| said.ends_with("no finding\n")), "{said:?}");
}

#[test]
fn the_site_works_from_a_plain_file_server_under_a_path() {
    let home = tempfile::tempdir().expect("a folder");
    let mut folder = home.path().to_owned();
    run("guildbook init our-guild", &mut folder);
    run("guildbook build our-guild -o www/guild --base-url https://example.org/guild/", &mut folder);
    let page = |path: &str| std::fs::read_to_string(folder.join("www/guild").join(path)).expect("a page");
    let links = |html: &str| -> Vec<String> {
        let links = html.split("href=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
        links.filter(|link| !link.contains(':') && !link.starts_with('#')).collect()
    };
    for from in ["", "sessions/", "charter/"] {
        for link in links(&page(&format!("{from}index.html"))) {
            let target = Path::new("www/guild").join(from).join(link.split('#').next().unwrap_or_default());
            let target = folder.join(&target);
            assert!(target.is_file() || target.join("index.html").is_file(), "{from}: {link}");
        }
    }
}
