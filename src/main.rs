//! The program `guildbook`.

use std::process::ExitCode;

/// A site is made of many small texts, which this allocator serves faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    guildbook::cli::run()
}
