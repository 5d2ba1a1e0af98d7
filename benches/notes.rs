//! What it costs to read the notes of sessions, and to derive what came of them.
//!
//! ```text
//! cargo bench --bench notes -- [SESSIONS]
//! ```
//!
//! Makes notes in the forms in which people write them, and compiles them on one thread, as sessions and, for comparison,
//! as pages, whose notes nobody reads. The difference is an upper bound: it also holds what else only sessions have,
//! their days, series and places in lists. Prints medians of the time that the processor took in seven runs, one
//! beside the other, up to where pages are rendered.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark is a program of its own"
)]

use guildbook::compile::{Compiler, Options};
use guildbook::config::{self, Config};
use guildbook::document::{self, Standing};
use guildbook::source::{Source, SourceSet};
use std::fs;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const N_RUNS: usize = 7;
const N_SERIES: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let n_sessions = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread can be had");
    pool.install(|| compare(n_sessions));
}

fn compare(n_sessions: usize) {
    let notes: Vec<(String, String)> = (0..n_sessions).map(notes).collect();
    let n_bytes: usize = notes.iter().map(|(_, text)| text.len()).sum();
    let [sessions, pages] = ["session", "page"].map(|kind| Tree::new(kind, &notes));
    let (mut parse, mut compile) = (Vec::new(), Vec::new());
    for _ in 0..N_RUNS {
        parse.push([&sessions, &pages].map(Tree::parse));
        compile.push([&sessions, &pages].map(Tree::compile));
    }
    println!("{n_sessions} notes, {:.1} MB; {}", n_bytes as f64 / 1e6, sessions.what_came_of_them());
    println!("           as sessions    as pages  difference");
    print("parse", parse);
    print("compile", compile);
}

/// A site of notes.
struct Tree {
    sources: SourceSet,
    config: Config,
}

impl Tree {
    fn new(kind: &str, notes: &[(String, String)]) -> Tree {
        let settings = format!("title: Guild\ncollections:\n  notes: {{kind: {kind}}}\n");
        let settings = Arc::new(Source::new("guildbook.yaml", &settings));
        let members = (0..N_PEOPLE / 2).map(member);
        let all = notes.iter().cloned().chain(members).map(|(path, text)| Arc::new(Source::new(&path, &text)));
        let documents = all.map(|source| (source.path.clone(), source)).collect();
        let config = config::parse(&settings).value;
        Tree { sources: SourceSet { settings: Some(settings), documents, ..SourceSet::default() }, config }
    }

    fn parse(&self) -> Duration {
        let started = worked();
        for source in self.sources.documents.values() {
            std::hint::black_box(document::parse_all(source, &self.config, Standing::Usual));
        }
        worked() - started
    }

    fn compile(&self) -> Duration {
        let started = worked();
        let compilation = Compiler::default().compile(&self.sources, &options());
        let elapsed = worked() - started;
        assert!(compilation.site.is_some(), "the site can be used");
        elapsed
    }

    fn what_came_of_them(&self) -> String {
        let compilation = Compiler::default().compile(&self.sources, &options());
        let derived = &compilation.site.as_ref().expect("the site can be used").derived;
        let (actions, decisions) = (derived.actions.all.len(), derived.decisions.all.len());
        format!("{actions} actions, {decisions} decisions, {} guests", derived.people.guests.len())
    }
}

/// How long this thread has worked so far; where the system does not tell, what the clock says.
fn worked() -> Duration {
    static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| STARTED.elapsed(), Duration::from_nanos)
}

fn options() -> Options {
    Options::on("2026-03-05".parse().expect("a day"))
}

fn print(what: &str, times: Vec<[Duration; 2]>) {
    let median = |of: &dyn Fn(&[Duration; 2]) -> f64| {
        let mut all: Vec<f64> = times.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2] * 1000.0
    };
    let (sessions, pages) = (median(&|pair| pair[0].as_secs_f64()), median(&|pair| pair[1].as_secs_f64()));
    let difference = median(&|pair| pair[0].as_secs_f64() - pair[1].as_secs_f64());
    println!("{what:<10}{sessions:>9.0} ms{pages:>9.0} ms{difference:>9.0} ms");
}

const N_PEOPLE: usize = 300;
const FIRST: [&str; 20] = [
    "Ada", "Bilal", "Carla", "Dewi", "Elif", "Farah", "Gita", "Hana", "Ivo", "Jonas", "Kofi", "Leila", "Mara", "Noor",
    "Omar", "Priya", "Rosa", "Sami", "Tess", "Yara",
];
const LAST: [&str; 15] = [
    "Abara", "Berg", "Costa", "Danso", "Engel", "Falk", "Ghosh", "Horvat", "Ito", "Kaur", "Lopez", "Mori", "Nilsson",
    "Okafor", "Weber",
];
const THINGS: [&str; 16] = [
    "the cutting table",
    "a list of suppliers",
    "the loan box",
    "the budget for spring",
    "three samples of glaze",
    "the notes on drying",
    "a rota for the kiln",
    "the door code",
    "a talk about joints",
    "the repair day",
    "the newsletter",
    "a photograph of each bench",
    "the first aid kit",
    "our answer to the council",
    "the tool register",
    "a page about safety",
];
const VERBS: [&str; 8] = ["order", "check", "write up", "send round", "bring", "publish", "ask about", "measure"];
const SENTENCES: [&str; 8] = [
    "We looked at what was tried since autumn and found that most of it holds up well in daily use.",
    "Two of the newer members asked how the first batch was made, and we went through it step by step.",
    "It takes longer in winter, so nobody should plan more than one round a week.",
    "The question of space came up again; the council has not answered yet.",
    "If AI tools are used for the drawings, say so in the file.",
    "Several of us have seen the same fault, always on the left side and always after rain.",
    "A visitor showed how her own group does it, with a frame of ash and two clamps.",
    "There is no hurry, but it should be settled before the fair.",
];

fn person(n: usize) -> (String, String) {
    let (first, last) = (FIRST[n % FIRST.len()], LAST[(n / FIRST.len()) % LAST.len()]);
    (format!("{first} {last}"), format!("{}{}", first.to_lowercase(), &last.to_lowercase()[..3]))
}

fn member(n: usize) -> (String, String) {
    let (name, handle) = person(n * 2);
    (format!("content/members/{handle}.md"), format!("---\nname: {name}\nhandles: [{handle}]\n---\n"))
}

/// The notes of one session, with its path. Their forms go round, so that each series has all of them.
fn notes(n: usize) -> (String, String) {
    let (series, number) = (n % N_SERIES, n / N_SERIES);
    let day = format!("{}-{:02}-{:02}", 1990 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
    let topics: String = (0..3).map(|topic| about(n, topic)).collect();
    let front = format!("---\ntitle: Bench {series} on {day}\nseries: Bench {series}\n---\n\n");
    let text = format!("{front}{}{topics}{}{}", attendance(n), actions(n), closing(n));
    (format!("content/notes/{day}-bench-{series}.md"), text)
}

/// Those who came to the nth session: eight of its circle.
fn came(n: usize) -> impl Iterator<Item = (String, String)> {
    (0..8).map(move |place| person(n % N_SERIES * 15 + (n / N_SERIES + place * 2) % 15))
}

fn attendance(n: usize) -> String {
    let form = |of: fn((String, String)) -> String| came(n).map(of).collect::<String>();
    match n / N_SERIES % 4 {
        0 => format!("## Present\n\n{}\n", form(|(name, handle)| format!("* {name} @{handle}\n"))),
        1 => format!(
            "## Attendees\n\n{}\n",
            form(|(name, handle)| format!("- {name} (@{handle}), Guild of the North\n"))
        ),
        2 => {
            let rows = form(|(name, _)| format!("| {name} | {} | Harbour Library |\n", &name[..1]));
            format!("| Name | Initials | Organisation |\n| --- | --- | --- |\n{rows}\n")
        }
        _ => format!("**Present:** {}\n\nRegrets: none\n\n", form(|(name, _)| format!("{name} (Harbour), "))),
    }
}

fn about(n: usize, topic: usize) -> String {
    let sentence = |place: usize| SENTENCES[(n + topic * 3 + place) % SENTENCES.len()];
    let thing = THINGS[(n + topic) % THINGS.len()];
    let text = [sentence(0), sentence(1), sentence(2), sentence(3)].join(" ");
    let decided = match (n + topic) % 5 {
        0 => format!("\nDECISION: we keep {thing} where it is\n"),
        1 => format!("\n### Conclusion\n\n{thing} goes to the north room until May.\n"),
        2 => format!("\nRESOLVED: buy {thing}\n"),
        _ => String::new(),
    };
    format!("## About {thing}\n\n{text}\n\n- {}\n- {}\n{decided}\n", sentence(4), sentence(5))
}

fn actions(n: usize) -> String {
    let line = |place: usize| {
        let (name, handle) = came(n).nth(place).expect("eight came");
        let what = format!("{} {}", VERBS[(n + place) % VERBS.len()], THINGS[(n / 3 + place * 5) % THINGS.len()]);
        match (n / 2 + place) % 6 {
            0 => format!("- [ ] @{handle} {what} (due 2026-04-30)\n"),
            1 => format!("- [x] {name} to {what} → it hangs by the door\n"),
            2 => format!("* ACTION: {} will {what}\n", name.split(' ').next().unwrap_or_default()),
            3 => format!("- AI({handle}): {what}\n"),
            4 => format!("- **Action item:** {what}\n"),
            _ => format!("- TODO [{handle}]: {what} by 2026-05-12\n"),
        }
    };
    let lines: String = (0..5).map(line).collect();
    format!("## Action items\n\n{lines}\n")
}

fn closing(n: usize) -> String {
    let (name, handle) = came(n).nth(3).expect("eight came");
    match n % 3 {
        0 => format!("## Appreciations\n\n- {name} for the soup\n- @{handle} for the photographs\n"),
        1 => "## Reflection\n\nWe talked too long about space, and too little about drying.\n".into(),
        _ => "## Next steps\n\n- none\n".into(),
    }
}
