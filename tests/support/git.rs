//! Repositories for tests: made of a few commits, with nothing of the machine's own settings.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// One commit: what it says of itself, and its files with their texts. A file without a text is removed.
#[derive(Clone, Debug, Default)]
pub struct Commit {
    /// `2026-03-01T10:00:00Z`
    pub at: String,
    /// `Ana <ana@example.org>`
    pub author: String,
    /// Its message.
    pub message: String,
    /// Its files.
    pub files: Vec<(Vec<u8>, Option<String>)>,
}

impl Commit {
    /// A commit of files with their texts.
    pub fn of(at: &str, author: &str, files: &[(&str, &str)]) -> Commit {
        let file = |(path, text): &(&str, &str)| (path.as_bytes().to_vec(), Some((*text).to_owned()));
        Commit { at: at.into(), author: author.into(), message: "x".into(), files: files.iter().map(file).collect() }
    }

    /// The same, and this file is removed.
    pub fn without(mut self, path: &str) -> Commit {
        self.files.push((path.as_bytes().to_vec(), None));
        self
    }

    /// The same with another message.
    pub fn saying(self, message: &str) -> Commit {
        Commit { message: message.into(), ..self }
    }
}

/// Whether the program is there; tests that need it tell that they were left out.
#[allow(clippy::print_stderr, reason = "who runs the tests wants to know")]
pub fn is_there(test: &str) -> bool {
    let is_there = Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        eprintln!("left out, because there is no git: {test}");
    }
    is_there
}

/// Git in a folder, with none of the machine's settings.
pub fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    git
}

/// Runs git in a folder.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = command(folder).args(arguments).output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Makes a repository of commits in a folder; the files of the folder stay as they are.
pub fn import(folder: &Path, commits: &[Commit]) {
    git(folder, &["init", "--quiet", "--initial-branch=main"]);
    let mut child =
        command(folder).args(["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().expect("git fast-import runs");
    let mut input = child.stdin.take().expect("it takes a stream");
    for (number, commit) in commits.iter().enumerate() {
        input.write_all(&stream(commit, number)).expect("the stream is taken");
    }
    drop(input);
    assert!(child.wait().expect("git fast-import ends").success());
}

/// Makes a repository and puts its files into the folder.
pub fn checked_out(folder: &Path, commits: &[Commit]) {
    import(folder, commits);
    git(folder, &["reset", "--hard", "--quiet"]);
}

fn stream(commit: &Commit, number: usize) -> Vec<u8> {
    let at: jiff::Timestamp = commit.at.parse().expect("a moment such as 2026-03-01T10:00:00Z");
    let mut head = format!("commit refs/heads/main\nauthor {} {} +0000\n", commit.author, at.as_second());
    // The order of commits is that of the list, whatever their authors' clocks say.
    let _ = writeln!(head, "committer C <c@example.org> {} +0000", 1_700_000_000 + number);
    let _ = writeln!(head, "data {}\n{}", commit.message.len(), commit.message);
    let mut stream = head.into_bytes();
    for (path, text) in &commit.files {
        let path = quoted(path);
        match text {
            Some(text) => {
                stream.extend([b"M 100644 inline ", &*path, b"\n"].concat());
                stream.extend(format!("data {}\n{text}\n", text.len()).into_bytes());
            }
            None => stream.extend([b"D ", &*path, b"\n"].concat()),
        }
    }
    stream
}

/// A path as the stream takes any: quoted, with line breaks and quotes escaped.
fn quoted(path: &[u8]) -> Vec<u8> {
    let mut quoted = vec![b'"'];
    for byte in path {
        match byte {
            b'\n' => quoted.extend(b"\\n"),
            b'"' | b'\\' => quoted.extend([b'\\', *byte]),
            byte => quoted.push(*byte),
        }
    }
    quoted.push(b'"');
    quoted
}
