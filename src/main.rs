//! The program `guildbook`.

use std::process::ExitCode;

fn main() -> ExitCode {
    guildbook::cli::run()
}
