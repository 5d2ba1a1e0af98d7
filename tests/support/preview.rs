//! A preview that runs: the program itself, asked over raw sockets, and ended when it is dropped.

use super::command::program;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// So long a condition may take to become true on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running `guildbook serve`.
pub struct Served {
    pub child: Child,
    pub port: u16,
    /// The path that the site lies under.
    pub base: String,
    said: Arc<Mutex<String>>,
}

/// What was answered.
pub struct Answered {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Served {
    /// Starts the program on a free port and waits until it serves.
    pub fn start(site: &Path, arguments: &[&str]) -> Served {
        Served::of(program(site, &[&["serve", "--port", "0"], arguments].concat()))
    }

    /// The same with a command that comes to it.
    pub fn of(mut command: Command) -> Served {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program can be started");
        let said = Arc::new(Mutex::new(String::new()));
        let (stderr, into) = (child.stderr.take().expect("it is piped"), said.clone());
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                into.lock().expect("nobody panics here").push_str(&(line + "\n"));
            }
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("it says something");
        let address = line.trim().strip_prefix("Serving http://").unwrap_or_else(|| panic!("it said {line:?}"));
        let (host, base) = address.split_once('/').expect("an address has a path");
        let port = host.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).expect("a port");
        Served { child, port, base: format!("/{base}"), said }
    }

    /// What was said on stderr so far.
    pub fn said(&self) -> String {
        self.said.lock().expect("nobody panics here").clone()
    }

    /// Asks for a page of the site.
    pub fn get(&self, path: &str) -> Answered {
        let head = format!("GET {}{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.base, self.port);
        self.ask(head.as_bytes()).expect("it answers")
    }

    /// Sends these bytes and reads until the connection is closed. `None` where nothing is answered.
    pub fn ask(&self, bytes: &[u8]) -> Option<Answered> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        stream.write_all(bytes).expect("it can be written to");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let end = answer.windows(4).position(|part| part == b"\r\n\r\n")?;
        let head = String::from_utf8(answer[..end].to_vec()).expect("a head is ASCII");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Some(Answered { status, head, body: answer[end + 4..].to_vec() })
    }

    /// Waits until a page holds, or no longer holds, some text.
    #[track_caller]
    pub fn shows(&self, path: &str, text: &str) {
        wait(&format!("{path} shows {text:?}"), || self.get(path).text().contains(text));
    }

    /// The number of the newest build.
    pub fn build(&self) -> u64 {
        self.get(".guildbook/build").text().parse().expect("a number")
    }

    /// What was found, as the script of the preview gets it.
    pub fn findings(&self) -> serde_json::Value {
        serde_json::from_slice(&self.get(".guildbook/findings").body).expect("it is JSON")
    }

    /// The page as a build would write it.
    pub fn page(&self, path: &str) -> String {
        without_script(&self.get(path).text())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answered {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a field of the head.
    pub fn field(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        fields.filter(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

/// A page without the one element that the preview adds.
pub fn without_script(html: &str) -> String {
    let Some(start) = html.find("<script src=").filter(|at| html[*at..].contains(".guildbook/preview.js")) else {
        return html.to_owned();
    };
    let end = start + html[start..].find("</script>").expect("it ends") + "</script>".len();
    [&html[..start], &html[end..]].concat()
}

/// Waits until something is so.
#[track_caller]
pub fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < until, "in {PATIENCE:?} it did not come that {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
