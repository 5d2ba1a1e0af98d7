//! `guildbook new KIND TITLE`

use super::args::{Global, New};
use super::create::{self, Made};
use super::session::{find_site, today};
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::archetype;
use crate::config::{self, Config};
use crate::document::{self, Document, SessionFolders};
use crate::path::SitePath;
use crate::read;
use crate::scaffold::new::{self as scaffold, Refusal, Wish};
use crate::source::Source;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

pub(super) fn run(new: &New, global: &Global, terminal: &Terminal) -> Result<Ending, Trouble> {
    let kind = scaffold::kind(&new.kind).map_err(Trouble)?;
    let root = find_site(None, global)?;
    let sources = read::site(&root, global.config.as_deref())?.value;
    let config = sources.settings.as_ref().map_or_else(Config::default, |source| config::parse(source).value);
    let folders = SessionFolders::of(&sources.documents, &config);
    let parsed = |source: &Arc<Source>| document::parse_all(source, &config, folders.standing(&source.path)).value;
    let documents: Vec<Document> = sources.documents.values().flat_map(parsed).collect();
    let today = today(new.today, &config)?;
    let wish = Wish { kind, title: &new.title, date: new.date, series: new.series.as_deref(), today };
    let own = own_archetype(&root.join(archetype::path(kind).as_str()))?;
    let made = scaffold::document(&wish, &documents, own.as_deref()).map_err(|refusal| match refusal {
        Refusal::Taken(path) => is_there(&shown(&root, &config.on_disk(&path))),
        Refusal::Words(words) => Trouble(words),
    })?;
    let path = config.on_disk(&made.path);
    let file = shown(&root, &path);
    match create::file(&root, path.as_str(), &made.text)? {
        Made::Kept => return Err(is_there(&file)),
        Made::Written => terminal.answer(&format!("{}\n", file.display())),
    }
    if !terminal.is_quiet() {
        made.remarks.iter().for_each(|remark| terminal.remark(&format!("{remark}\n")));
    }
    if new.open {
        open(&root.join(path.as_str()))?;
    }
    Ok(Ending::Done)
}

fn is_there(file: &Path) -> Trouble {
    Trouble(format!("{} is there already and stays as it is; open it, or choose another title", file.display()))
}

fn own_archetype(path: &Path) -> Result<Option<String>, Trouble> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Trouble(format!("cannot read {}: {error}", path.display()))),
    }
}

/// The path from where the person stands.
fn shown(root: &Path, path: &SitePath) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let file = root.join(path.as_str());
    file.strip_prefix(&here).map_or(file.clone(), Path::to_owned)
}

fn open(file: &Path) -> Result<(), Trouble> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = set("VISUAL").or_else(|| set("EDITOR"));
    let editor = editor.ok_or_else(|| Trouble("no editor is known; set VISUAL or EDITOR to the one you use".into()))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default();
    let status = Command::new(program).args(words).arg(file).status();
    match status.map_err(|error| Trouble(format!("`{program}` cannot be started: {error}")))?.success() {
        true => Ok(()),
        false => Err(Trouble(format!("`{program}` ended with an error"))),
    }
}
