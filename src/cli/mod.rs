//! The command line: the edge where the program meets disk, clock, environment and terminal.
//!
//! Each command is a thin client of the pure stages; [`run`] turns its result into an exit status.
#![expect(clippy::disallowed_methods, reason = "this is the edge: environment, clock and terminal are met here")]

mod args;
mod build;
mod check;
mod completions;
mod create;
mod explain;
mod explain_config;
mod export;
mod init;
mod man;
mod new;
mod report;
mod schema;
mod serve;
mod session;
mod terminal;

use args::{Cli, Command};
use clap::{CommandFactory, FromArgMatches};
use std::process::ExitCode;
use terminal::Terminal;

/// How a command ended.
enum Ending {
    /// Done.
    Done,
    /// The content has errors, or warnings under `--strict`.
    ContentErrors,
    /// The settings are broken.
    BrokenSettings,
}

/// Trouble with the machine, or wrong use: a message for the person at the terminal.
struct Trouble(String);

impl<E: std::fmt::Display> From<E> for Trouble {
    fn from(error: E) -> Self {
        Trouble(error.to_string())
    }
}

/// Runs the program.
pub fn run() -> ExitCode {
    say_that_panics_are_bugs();
    let given = Cli::command().get_matches();
    let cli = Cli::from_arg_matches(&given).unwrap_or_else(|error| error.exit());
    let given = given.subcommand().map(|(_, given)| given.clone()).unwrap_or_default();
    let terminal = Terminal::new(&cli.global);
    let ended = match cli.command {
        Some(Command::Build(ref build)) => build::run(build, &cli.global, &terminal),
        Some(Command::Serve(ref serve)) => serve::run(serve, &cli.global, &terminal),
        Some(Command::Check(ref check)) => check::run(check, &cli.global, &terminal, &given),
        Some(Command::Init(ref init)) => init::run(init, &cli.global, &terminal),
        Some(Command::New(ref new)) => new::run(new, &cli.global, &terminal),
        Some(Command::Explain(ref explain)) => explain::run(explain, &terminal),
        Some(Command::Report(ref report)) => report::run(report, &cli.global, &terminal),
        Some(Command::Export(ref export)) => export::run(export, &cli.global, &terminal),
        Some(Command::Schema(ref schema)) => schema::run(schema, &cli.global, &terminal),
        Some(Command::Completions(ref completions)) => completions::run(completions, &terminal),
        Some(Command::Man(ref man)) => man::run(man, &cli.global, &terminal),
        None => {
            terminal.answer(&Cli::command().render_help().to_string());
            Ok(Ending::Done)
        }
    };
    match ended {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::ContentErrors) => ExitCode::from(1),
        Ok(Ending::BrokenSettings) => ExitCode::from(2),
        Err(Trouble(message)) => {
            terminal.trouble(&message);
            ExitCode::from(2)
        }
    }
}

fn say_that_panics_are_bugs() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        usual(panic);
        terminal::write_error(
            "This is a bug in guildbook. Please report it with the command and the files that show it.\n",
        );
    }));
}
