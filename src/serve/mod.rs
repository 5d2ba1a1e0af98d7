//! Preview while writing: the site is compiled in memory, served from there, and open pages follow what is saved.
//!
//! 1. `builder` reads what changed and compiles it into a `snapshot`, which nobody changes any more.
//! 2. `preview` holds the newest one. `http` takes requests, `answers` looks them up in it; a page is rendered when
//!    somebody asks for it.
//! 3. `watch` tells when it is worth looking again. What cannot be used keeps the last good snapshot up, with what was
//!    found, as `findings`, shown over its pages by `preview.js`.
//!
//! Nothing is written to the disk, so it can be ended at any moment.
#![expect(clippy::disallowed_methods, reason = "the preview looks at clock and disk")]

mod answers;
mod builder;
mod findings;
pub mod http;
mod preview;
mod snapshot;
mod watch;

pub use answers::answer;
pub use builder::{Builder, Choice};
pub use preview::Preview;
pub use snapshot::{Found, Snapshot};
pub use watch::Watch;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How often it is looked whether a new day has begun.
const DAY_WATCH: Duration = Duration::from_secs(30);
/// So often new folders are looked into again, because something may have come into them before they were watched.
const MAX_LOOKS: usize = 20;

/// What happens while a site is previewed.
pub enum Event<'a> {
    /// A snapshot is served; it took so long to make.
    Built(&'a Snapshot, Duration),
    /// Files are looked at again and again, because the system does not tell of changes.
    Polls(String),
    /// The site's folder cannot be read, or the program has a fault; the last snapshot stays.
    Stuck(String),
}

/// Builds the site again whenever it changes, for ever.
pub fn follow(builder: &mut Builder, watch: &mut Watch, preview: &Preview, tell: &dyn Fn(Event<'_>)) -> ! {
    let mut number = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_millis() as u64);
    let mut changes = watch::Changes { may_be: true, touched: BTreeSet::new() };
    loop {
        if changes.may_be || builder.is_another_day() {
            let build = || again(builder, watch, preview, &changes.touched, number, tell);
            // A fault of the program must not end the preview; what it was working on is not used.
            match catch_unwind(AssertUnwindSafe(build)) {
                Ok(Ok(is_new)) => number += u64::from(is_new),
                Ok(Err(error)) => tell(Event::Stuck(error.to_string())),
                Err(_) => {
                    builder.forget();
                    tell(Event::Stuck("the site could not be built".into()));
                }
            }
        }
        changes = watch.wait(DAY_WATCH);
    }
}

/// Whether there is something new to serve.
fn again(
    builder: &mut Builder,
    watch: &mut Watch,
    preview: &Preview,
    touched: &BTreeSet<std::path::PathBuf>,
    number: u64,
    tell: &dyn Fn(Event<'_>),
) -> std::io::Result<bool> {
    let started = Instant::now();
    let mut reading = builder.read(touched)?;
    for _ in 0..MAX_LOOKS {
        match watch.follow(&reading.folders) {
            Ok(false) => break,
            Ok(true) => reading = builder.read(touched)?,
            Err(reason) => tell(Event::Polls(reason)),
        }
    }
    let Some(snapshot) = builder.build(reading, number) else { return Ok(false) };
    preview.publish(snapshot.clone());
    tell(Event::Built(&snapshot, started.elapsed()));
    Ok(true)
}
