//! The two streams: answers go to stdout, everything else to stderr.

use super::args::{Color, Global};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write, stderr, stdout};
use std::time::{Duration, Instant};

/// Work that takes longer than this shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

pub(super) struct Terminal {
    is_quiet: bool,
    is_verbose: bool,
    colour: Color,
    started: Instant,
}

impl Terminal {
    pub(super) fn new(global: &Global) -> Self {
        Terminal { is_quiet: global.quiet, is_verbose: global.verbose, colour: global.color, started: Instant::now() }
    }

    /// What was asked for.
    pub(super) fn answer(&self, text: &str) {
        let _ = stdout().write_all(text.as_bytes());
    }

    /// What was done, unless nobody wants to know.
    pub(super) fn done(&self, text: &str) {
        if !self.is_quiet {
            self.answer(text);
        }
    }

    /// The same where stdout belongs to a program.
    pub(super) fn progressed(&self, text: &str) {
        if !self.is_quiet {
            write_error(text);
        }
    }

    /// Findings and other remarks.
    pub(super) fn remark(&self, text: &str) {
        write_error(text);
    }

    /// Why nothing could be done.
    pub(super) fn trouble(&self, message: &str) {
        write_error(&format!("error: {message}\n"));
    }

    /// How long a stage took, for those who ask.
    pub(super) fn took(&self, what: &str, since: Instant) {
        if self.is_verbose {
            write_error(&format!("{what:<10} {:>8.1} ms\n", since.elapsed().as_secs_f64() * 1000.0));
        }
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    pub(super) fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Whether stderr shows colour.
    pub(super) fn has_colour(&self) -> bool {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self.colour {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if is_set("CLICOLOR_FORCE") => true,
            Color::Auto => {
                stderr().is_terminal()
                    && !is_set("NO_COLOR")
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }

    /// A line that tells how far `n` pieces of work are, once they take a while and somebody looks.
    pub(super) fn progress(&self, n: usize) -> Progress {
        let is_watched = stderr().is_terminal() && !self.is_quiet && std::env::var_os("CI").is_none();
        let bar = ProgressBar::with_draw_target(Some(n as u64), ProgressDrawTarget::hidden());
        bar.set_style(
            ProgressStyle::with_template("{msg} {pos}/{len} {wide_bar}")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_message("Writing");
        Progress { bar, started: self.started, is_watched }
    }
}

pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
    is_watched: bool,
}

impl Progress {
    pub(super) fn step(&self) {
        if self.is_watched {
            self.bar.inc(1);
            if self.bar.is_hidden() && self.started.elapsed() > PATIENCE {
                self.bar.set_draw_target(ProgressDrawTarget::stderr());
            }
        }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

pub(super) fn write_error(text: &str) {
    let _ = stderr().write_all(text.as_bytes());
}
