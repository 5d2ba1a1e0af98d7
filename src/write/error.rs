//! What can keep a site from being written, in words for the person who builds it.
//!
//! Each message says what is wrong, then what to do. It names the path it is about.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::marker::MARKER;

/// Why nothing was published. The output folder is as it was before.
#[derive(Debug)]
pub enum WriteError {
    /// The folder must not be used as an output folder.
    Unfit {
        /// The folder, as the caller named it.
        output: PathBuf,
        /// What speaks against it.
        why: Unfit,
    },
    /// The output folder holds files that guildbook did not write.
    Foreign {
        /// The folder, as the caller named it.
        output: PathBuf,
        /// The first few of them, sorted, relative to the folder.
        files: Vec<String>,
        /// How many there are beyond those.
        more: usize,
    },
    /// Another build is writing the same folder.
    Busy {
        /// The folder, as the caller named it.
        output: PathBuf,
    },
    /// One of the hidden names beside the output is taken by something guildbook did not make.
    InTheWay {
        /// What is in the way.
        path: PathBuf,
    },
    /// A file cannot be published under this name.
    Name {
        /// The name, relative to the output folder.
        name: String,
        /// What speaks against it.
        why: BadName,
    },
    /// A file to be copied is a link, a folder or a device.
    NotAFile {
        /// What was to be copied.
        path: PathBuf,
    },
    /// A file was not staged to its end, so the site would have had a hole.
    Incomplete {
        /// The folder, as the caller named it.
        output: PathBuf,
        /// One file that is missing.
        name: String,
    },
    /// The output folder is a disk of its own, which cannot be exchanged for another folder.
    Mounted {
        /// The folder that cannot be replaced.
        output: PathBuf,
    },
    /// The disk refused something.
    Disk {
        /// What was tried, as it follows “cannot”.
        attempt: &'static str,
        /// What it was tried on.
        path: PathBuf,
        /// What the system answered.
        reason: io::Error,
    },
}

/// What makes a folder unfit to be an output folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// The path is empty.
    Unnamed,
    /// The path goes up out of a folder that does not exist.
    Unclear,
    /// The root of the disk.
    Root,
    /// The home folder, or a folder around it.
    Home,
    /// The folder of the site itself, or a folder around it.
    Site,
    /// A folder the site is made from.
    Source,
    /// A folder around one the site is made from.
    AroundSource(PathBuf),
    /// A folder inside one the site is made from.
    InsideSource(PathBuf),
    /// A symbolic link.
    Link,
    /// A file.
    File,
    /// A folder with something in it and no marker.
    NotOurs,
    /// A folder with a marker that does not read as one.
    Damaged,
}

/// What makes a name unfit to be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadName {
    /// It is the name of the marker, or lies below it.
    Reserved,
    /// It holds control characters, or leads out of the output folder.
    Unwritable,
    /// It was staged before.
    Twice,
}

impl WriteError {
    pub(super) fn disk(attempt: &'static str, path: &Path, reason: io::Error) -> Self {
        let path = path.to_owned();
        Self::Disk { attempt, path, reason }
    }

    pub(super) fn name(name: &str, why: BadName) -> Self {
        let name = name.to_owned();
        Self::Name { name, why }
    }
}

impl std::error::Error for WriteError {}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfit { output, why } => why.explain(&quoted(output), f),
            Self::Foreign { output, files, more } => foreign(output, files, *more, f),
            Self::Busy { output } => {
                write!(f, "another build is writing {}; wait until it is done, then build again", quoted(output))
            }
            Self::InTheWay { path } => write!(
                f,
                "{} is needed for building, but holds what guildbook did not put there; \
                 move it away, then build again",
                quoted(path)
            ),
            Self::Name { name, why } => why.explain(&printable(name), f),
            Self::NotAFile { path } => write!(
                f,
                "{} is a link, a folder or a device, and cannot be copied into the site; \
                 put a plain file in its place",
                quoted(path)
            ),
            Self::Incomplete { output, name } => write!(
                f,
                "{} was left as it was, because `{}` could not be written; \
                 mend that, then build again",
                quoted(output),
                printable(name)
            ),
            Self::Mounted { output } => write!(
                f,
                "{} is a disk of its own and cannot be replaced; \
                 choose a folder inside it, such as {}",
                quoted(output),
                quoted(&output.join("site"))
            ),
            Self::Disk { attempt, path, reason } => {
                write!(f, "cannot {attempt} {}: {}", quoted(path), in_words(reason))
            }
        }
    }
}

impl Unfit {
    fn explain(&self, output: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let other = "choose a folder of its own for the output, such as `public`";
        match self {
            Self::Unnamed => write!(f, "the output folder has no name; {other}"),
            Self::Unclear => write!(
                f,
                "{output} goes through a folder that does not exist and back with `..`; \
                 write it without `..`"
            ),
            Self::Root => write!(f, "{output} is the root of the disk; {other}"),
            Self::Home => write!(f, "{output} is the home folder, or holds it; {other}"),
            Self::Site => write!(f, "{output} holds the site itself; {other}"),
            Self::Source => write!(f, "the site is made from {output}; {other}"),
            Self::AroundSource(source) => {
                write!(f, "{output} holds {}, which the site is made from; {other}", quoted(source))
            }
            Self::InsideSource(source) => {
                write!(f, "{output} lies inside {}, which the site is made from; {other}", quoted(source))
            }
            Self::Link => write!(f, "{output} is a symbolic link; name the folder it leads to, or remove the link"),
            Self::File => write!(f, "{output} is a file, not a folder; move it away, or choose another output folder"),
            Self::NotOurs => write!(
                f,
                "{output} is not empty and was not made by guildbook; \
                 empty it, or choose another output folder"
            ),
            Self::Damaged => write!(
                f,
                "{output} may hold other files than guildbook's, because its list `{MARKER}` \
                 is damaged; empty the folder, or choose another output folder"
            ),
        }
    }
}

impl BadName {
    fn explain(self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reserved => write!(
                f,
                "`{name}` cannot be published, because guildbook keeps its list of files \
                 in `{MARKER}`; give the file another name"
            ),
            Self::Unwritable => write!(
                f,
                "`{name}` cannot be published, because its name holds `.`, `..`, nothing or \
                 a character that cannot be shown between two slashes; give it another name"
            ),
            Self::Twice => write!(f, "two things would be published as `{name}`; give one of them another name"),
        }
    }
}

fn foreign(output: &Path, files: &[String], more: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let named: Vec<String> = files.iter().map(|file| format!("`{}`", printable(file))).collect();
    let named = named.join(", ");
    write!(f, "{} holds files that guildbook did not write: {named}", quoted(output))?;
    if more > 0 {
        write!(f, " and {more} more")?;
    }
    write!(f, "; move them to `static/`, or choose another output folder")
}

fn quoted(path: &Path) -> String {
    format!("`{}`", printable(&path.display().to_string()))
}

/// Names come from disks; a terminal must not obey what stands in them.
fn printable(name: &str) -> String {
    name.replace(char::is_control, "\u{fffd}")
}

fn in_words(reason: &io::Error) -> String {
    match reason.kind() {
        io::ErrorKind::StorageFull => "the disk is full".into(),
        io::ErrorKind::QuotaExceeded => "you may not use more of this disk".into(),
        io::ErrorKind::PermissionDenied => "you may not do that here".into(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".into(),
        io::ErrorKind::NotFound => "it is not there".into(),
        io::ErrorKind::AlreadyExists => "something of that name is there already".into(),
        io::ErrorKind::NotADirectory => "a file is where a folder should be".into(),
        io::ErrorKind::IsADirectory => "a folder is where a file should be".into(),
        io::ErrorKind::InvalidFilename => "the disk does not take such a name".into(),
        _ => without_number(&reason.to_string()),
    }
}

/// The system's words, without the number that the standard library puts after them.
fn without_number(words: &str) -> String {
    let end = words.find(" (os error").unwrap_or(words.len());
    words[..end].to_lowercase()
}
