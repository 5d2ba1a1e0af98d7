//! New files on the disk, none of which takes the place of one that is there.

use super::Trouble;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// It was written.
    Written,
    /// Something was there already, and stays.
    Kept,
}

/// Writes a file below `root` with the folders it needs. A link on the way there is something that is there.
pub(super) fn file(root: &Path, path: &str, text: &str) -> Result<Made, Trouble> {
    let target = root.join(path);
    let parent = target.parent().unwrap_or(root);
    let mut folder = root.to_owned();
    for part in parent.strip_prefix(root).unwrap_or(parent) {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(data) if data.is_dir() => {}
            Ok(_) => return Ok(Made::Kept),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                fs::create_dir(&folder).map_err(|error| trouble(&folder, &error))?;
            }
            Err(error) => return Err(trouble(&folder, &error)),
        }
    }
    match fs::OpenOptions::new().write(true).create_new(true).open(&target) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).map_err(|error| trouble(&target, &error))?;
            Ok(Made::Written)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Made::Kept),
        Err(error) => Err(trouble(&target, &error)),
    }
}

fn trouble(path: &Path, error: &std::io::Error) -> Trouble {
    let reason = match error.kind() {
        ErrorKind::PermissionDenied => "you may not write here".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    };
    Trouble(format!("cannot write {}: {reason}", path.display()))
}
