//! What the program prints when it is asked for help.

use super::keep;
use std::fmt::Write;
use std::process::Command;

const PAGE: &str = "docs/content/commands.md";

const HEAD: &str = "---
title: Commands
summary: Every command with its options, as the program tells them.
weight: 18
---

<!-- Written by `UPDATE_DOCS=1 cargo test --test docs` from what `guildbook COMMAND --help` prints; change it in `src/cli/args.rs`. -->

Exit status is 0 when all is done, 1 when the content has errors (or warnings, under `--strict`), and 2 for wrong use, broken
settings or trouble with the machine. Findings are printed for people on standard error; in every other `--format`
they are the answer, and on standard output, as is whatever else a command is asked for.
";

/// How wide a line is, whatever the terminal.
const WIDTH: &str = "80";

#[test]
fn commands_are_documented_as_they_help() {
    keep(PAGE, &page());
}

fn page() -> String {
    let mut out = HEAD.to_owned();
    let program = help(&[]);
    let commands = commands(&program);
    assert!(commands.contains(&"build"), "{commands:?}");
    section(&mut out, "guildbook", &program);
    for command in commands {
        section(&mut out, &format!("guildbook {command}"), &help(&[command]));
    }
    out
}

fn section(out: &mut String, title: &str, help: &str) {
    write!(out, "\n## {title}\n\n```text\n{help}\n```\n").expect("writing to a string cannot fail");
}

/// The long help of a command. Nothing that is set on this machine shows in it.
fn help(command: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_guildbook"));
    let printed = program.args(command).arg("--help").env_clear().env("COLUMNS", WIDTH).output();
    let printed = printed.expect("the program runs");
    assert!(printed.status.success(), "{command:?}: {}", String::from_utf8_lossy(&printed.stderr));
    let text = String::from_utf8(printed.stdout).expect("help is text");
    text.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The commands that the help of the program lists.
fn commands(help: &str) -> Vec<&str> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = list.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").collect()
}
