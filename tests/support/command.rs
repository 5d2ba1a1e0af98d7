//! The program itself, in small sites on the disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A site of these files in a folder of its own.
pub fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the site");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    folder
}

/// Runs the program in a folder, with nothing of this machine around it.
pub fn guildbook(folder: &Path, arguments: &[&str]) -> Output {
    guildbook_with(folder, arguments, &[])
}

/// The program with these arguments, not yet started.
pub fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guildbook"));
    command
        .current_dir(folder)
        .args(arguments)
        .env_clear()
        .env("HOME", "/nonexistent")
        .env("SOURCE_DATE_EPOCH", "1774000000");
    command
}

/// The same with variables.
pub fn guildbook_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = program(folder, arguments);
    command.envs(variables.iter().copied());
    command.output().expect("the program can be started")
}

/// Everything that a run prints, and its exit status.
#[track_caller]
pub fn expect(output: &Output, status: i32, stdout: &str, stderr: &str) {
    let text = |bytes: &[u8]| without_seconds(&String::from_utf8_lossy(bytes));
    assert_eq!(
        (text(&output.stdout).as_str(), text(&output.stderr).as_str(), output.status.code()),
        (stdout, stderr, Some(status))
    );
}

/// `in 0.41 s` is never the same.
fn without_seconds(text: &str) -> String {
    text.split(' ')
        .map(|word| {
            if word.len() == 4 && word.as_bytes()[1] == b'.' && word.ends_with(|c: char| c.is_ascii_digit()) {
                "0.00"
            } else {
                word
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}
