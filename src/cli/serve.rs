//! `guildbook serve`

use super::args::{Global, Serve};
use super::session::{base_url, find_site, prefix, today};
use super::terminal::Terminal;
use super::{Ending, Trouble};
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic, Severity, report};
use crate::path::SitePath;
use crate::read;
use crate::serve::http::{self, Hosts, Limits, Port};
use crate::serve::{self, Builder, Choice, Event, Preview, Snapshot, Watch};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The port that is tried first where nobody asks for one.
const USUAL_PORT: u16 = 4000;

pub(super) fn run(serve: &Serve, global: &Global, terminal: &Terminal) -> Result<Ending, Trouble> {
    let root = find_site(serve.choice.site.as_deref(), global)?;
    let config = config::parse(&read::settings(&root, global.config.as_deref())?).value;
    let choice = choice(serve, global, &root, &config)?;
    let listener = listen(serve, &config, terminal)?;
    end_when_interrupted()?;
    let preview = Arc::new(Preview::new());
    let address = listener.local_addr()?;
    let hosts = Hosts::new(address, Some(&serve.host));
    let answers = preview.clone();
    std::thread::spawn(move || {
        http::run(&listener, hosts, Limits::USUAL, Arc::new(move |request| serve::answer(&answers, request)))
    });
    let (mut watch, reason) = Watch::new(serve.poll);
    if let Some(reason) = reason {
        terminal.remark(&polling(&reason));
    }
    let report = Report {
        terminal,
        open: serve.open,
        address: reachable(address),
        prefix: prefix(&root),
        shown: RefCell::default(),
        stuck: RefCell::default(),
    };
    serve::follow(&mut Builder::new(choice), &mut watch, &preview, &|event| report.tell(event))
}

fn choice(serve: &Serve, global: &Global, root: &Path, config: &Config) -> Result<Choice, Trouble> {
    let asked = serve.choice.today;
    let audience = serve.choice.audience.clone();
    if let Some(name) = audience.as_deref().filter(|name| config.audiences.level(name).is_none()) {
        let names: Vec<&str> = config.audiences.names().collect();
        return Err(Trouble(format!("there is no audience `{name}`; use one of: {}", names.join(", "))));
    }
    let first = today(asked, config)?;
    Ok(Choice {
        root: root.into(),
        settings: global.config.clone(),
        audience,
        drafts: serve.choice.drafts,
        base_url: base_url(serve.base_url.as_deref())?,
        today: Box::new(move |config| today(asked, config).unwrap_or(first)),
    })
}

fn listen(serve: &Serve, config: &Config, terminal: &Terminal) -> Result<TcpListener, Trouble> {
    let asked = serve.port.or(config.serve.port);
    let listener = http::bind(ip(&serve.host)?, asked.map_or(Port::Usual(USUAL_PORT), Port::Asked))?;
    let address = listener.local_addr()?;
    if asked.is_none() && address.port() != USUAL_PORT {
        terminal.progressed(&format!("Port {USUAL_PORT} is taken, so this is on {}\n", address.port()));
    }
    if !address.ip().is_loopback() {
        terminal.remark(&format!("warning: everybody who can reach {} can read this preview\n", address.ip()));
    }
    Ok(listener)
}

/// An address, or one that a name leads to.
fn ip(host: &str) -> Result<IpAddr, Trouble> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let of_name = || (bare, 0).to_socket_addrs().ok()?.next().map(|address| address.ip());
    let wrong = || Trouble(format!("`{host}` is no address of this machine; write one such as 192.168.1.20"));
    bare.parse().ok().or_else(of_name).ok_or_else(wrong)
}

/// Nothing is half written at any moment, so there is nothing to wait for.
fn end_when_interrupted() -> Result<(), Trouble> {
    ctrlc::set_handler(|| std::process::exit(0))
        .map_err(|error| Trouble(format!("interrupts cannot be heard: {error}")))
}

/// Where a browser on this machine finds it.
fn reachable(address: SocketAddr) -> String {
    match address.ip().is_unspecified() {
        true => format!("localhost:{}", address.port()),
        false => address.to_string(),
    }
}

fn polling(reason: &str) -> String {
    format!("warning: {reason}, so the files are looked at twice a second\n")
}

/// What a finding is about, wherever the lines above it push it.
type Subject = (Code, Option<SitePath>, String);

fn subject(finding: &Diagnostic) -> Subject {
    (finding.code, finding.span.as_ref().map(|span| span.file.clone()), finding.message.clone())
}

/// Tells the person at the terminal what happens.
struct Report<'a> {
    terminal: &'a Terminal,
    open: bool,
    address: String,
    /// The way from here to the site's folder.
    prefix: String,
    /// What was found last; `None` before the first build.
    shown: RefCell<Option<BTreeSet<Subject>>>,
    /// What keeps the site from being built.
    stuck: RefCell<Option<String>>,
}

impl Report<'_> {
    fn tell(&self, event: Event<'_>) {
        match event {
            Event::Built(snapshot, took) => self.built(snapshot, took),
            Event::Polls(reason) => self.terminal.remark(&polling(&reason)),
            Event::Stuck(reason) => self.stuck(reason),
        }
    }

    /// Said once, however often it is tried again.
    fn stuck(&self, reason: String) {
        if self.stuck.replace(Some(reason.clone())).is_none_or(|before| before != reason) {
            self.terminal.trouble(&format!("{reason}; what was there before is still served"));
        }
    }

    fn built(&self, snapshot: &Snapshot, took: Duration) {
        let found = &snapshot.found;
        self.stuck.take();
        let shown = self.shown.replace(Some(found.findings.iter().map(subject).collect()));
        let is_new = |finding: &&Diagnostic| shown.as_ref().is_none_or(|shown| !shown.contains(&subject(finding)));
        let is_told = |finding: &&Diagnostic| !self.terminal.is_quiet() || finding.severity == Severity::Error;
        let new: Vec<Diagnostic> = found.findings.iter().filter(is_new).filter(is_told).cloned().collect();
        self.terminal.remark(&report::human(&new, &found.texts, &self.prefix, self.terminal.has_colour()));
        if shown.is_none() {
            self.begin(snapshot);
        }
        self.terminal.progressed(&line(snapshot, took));
    }

    fn begin(&self, snapshot: &Snapshot) {
        let url = format!("http://{}{}", self.address, snapshot.base());
        self.terminal.answer(&format!("Serving {url}\n"));
        self.terminal.progressed("Stop with Ctrl-C\n");
        if self.open && open::that_detached(&url).is_err() {
            self.terminal.remark(&format!("warning: no browser could be opened; go to {url}\n"));
        }
    }
}

/// `Built 312 pages in 0.03 s: 2 warnings`
fn line(snapshot: &Snapshot, took: Duration) -> String {
    let counts = report::counts(&snapshot.found.findings);
    let counts = if counts.is_empty() { String::new() } else { format!(": {counts}") };
    let seconds = took.as_secs_f64();
    match snapshot.site() {
        Some(site) if !snapshot.is_old => format!("Built {} in {seconds:.2} s{counts}\n", super::build::pages(site)),
        Some(_) => format!("The site before this change is still shown{counts}\n"),
        None => format!("There is no site to show yet{counts}\n"),
    }
}
