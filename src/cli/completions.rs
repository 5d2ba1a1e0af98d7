//! `guildbook completions SHELL`

use super::args::{Cli, Completions};
use super::terminal::Terminal;
use super::{Ending, Trouble};
use clap::CommandFactory;
pub(super) use clap_complete::Shell;

pub(super) fn run(completions: &Completions, terminal: &Terminal) -> Result<Ending, Trouble> {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut Cli::command(), "guildbook", &mut script);
    terminal.answer(&String::from_utf8_lossy(&script));
    Ok(Ending::Done)
}
