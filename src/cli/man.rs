//! `guildbook man`: the manual pages, made of what `--help` says.

use super::args::{Cli, Global, Man};
use super::session::here;
use super::terminal::Terminal;
use super::{Ending, Trouble};
use clap::{Command, CommandFactory};
use std::path::Path;

pub(super) fn run(man: &Man, global: &Global, terminal: &Terminal) -> Result<Ending, Trouble> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    match &man.out {
        Some(folder) => write(&program, &here(global)?.join(folder))?,
        None => terminal.answer(&page(&program)?),
    }
    Ok(Ending::Done)
}

/// A page for the program, and one for each of its commands.
fn write(program: &Command, folder: &Path) -> Result<(), Trouble> {
    let trouble = |error: std::io::Error| Trouble(format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(trouble)?;
    for command in std::iter::once(program).chain(program.get_subcommands()) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        std::fs::write(folder.join(format!("{name}.1")), page(command)?).map_err(trouble)?;
    }
    Ok(())
}

fn page(command: &Command) -> Result<String, Trouble> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .source(concat!("guildbook ", env!("CARGO_PKG_VERSION")))
        .render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
