//! Those who changed files, as pages may name them.
//!
//! 1. Authors have the names that `.mailmap` gives them already; git is asked for those of co-authors.
//! 2. Programs are left out, and so is what is no name.
//! 3. Of an e-mail address only the name on the code host is kept, where it holds one and no mailbox.

use super::git;
use crate::source::Contributor;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// Longer names are nobody's.
const MAX_NAME: usize = 80;

/// Somebody as a commit names them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) mail: String,
    pub(super) is_co_author: bool,
}

/// Each person with their e-mail address and as pages may name them; nothing for programs and for who has no name.
pub(super) fn called(root: &Path, mut people: Vec<Person>) -> Vec<Option<(String, Contributor)>> {
    let others: Vec<usize> =
        people.iter().enumerate().filter(|(_, person)| person.is_co_author).map(|(place, _)| place).collect();
    let contact = |place: &usize| format!("{} <{}>", people[*place].name, people[*place].mail);
    let contacts: Vec<String> = others.iter().map(contact).collect();
    let mapped = if contacts.is_empty() { Some(Vec::new()) } else { mapped(root, &contacts) };
    // Who asked to be called something else must not be shown as who they were.
    let mapped = mapped.unwrap_or_else(|| vec![String::new(); others.len()]);
    for (place, contact) in others.into_iter().zip(mapped) {
        let (name, mail) = contact.trim_end_matches('>').rsplit_once('<').unwrap_or_default();
        people[place] = Person { name: name.trim().to_owned(), mail: mail.to_lowercase(), is_co_author: true };
    }
    people.into_iter().map(|person| Some((person.mail.clone(), contributor(&person)?))).collect()
}

/// What `.mailmap` makes of people who are no authors of commits.
fn mapped(root: &Path, contacts: &[String]) -> Option<Vec<String>> {
    let mut child = git(root).args(["check-mailmap", "--stdin"]).stdin(Stdio::piped()).spawn().ok()?;
    let mut input = child.stdin.take()?;
    let lines = contacts.join("\n") + "\n";
    let told = std::thread::scope(|scope| {
        // Git answers while it is asked; who only asked would wait for ever.
        scope.spawn(move || input.write_all(lines.as_bytes()));
        child.wait_with_output().ok()
    })?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let lines: Vec<String> = told.lines().map(str::to_owned).collect();
    (lines.len() == contacts.len()).then_some(lines)
}

fn contributor(person: &Person) -> Option<Contributor> {
    let login = login(&person.mail);
    let is_program = person.name.ends_with("[bot]") || login.as_ref().is_some_and(|login| login.ends_with("[bot]"));
    let name = plain(&person.name);
    let is_name = !name.is_empty() && name.chars().count() <= MAX_NAME;
    (!is_program && is_name).then_some(Contributor { name, login })
}

/// A name without what would change the text around it.
fn plain(name: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_mark(*c)).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name on the code host that an address without mailbox holds: `123+ana@users.noreply.github.com`,
/// `123-ana@users.noreply.gitlab.com`, `ana@noreply.codeberg.org`.
fn login(mail: &str) -> Option<String> {
    let (name, host) = mail.split_once('@')?;
    if !host.starts_with("users.noreply.") && !host.starts_with("noreply.") {
        return None;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let named = name.split_once(['+', '-']).filter(|(number, _)| is_number(number));
    Some(named.map_or(name, |(_, name)| name).to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_without_a_mailbox_tell_a_login() {
        assert_eq!(login("123+ana@users.noreply.github.com").as_deref(), Some("ana"));
        assert_eq!(login("ana-b@users.noreply.github.com").as_deref(), Some("ana-b"));
        assert_eq!(login("42-ana@users.noreply.gitlab.com").as_deref(), Some("ana"));
        assert_eq!(login("ana@noreply.codeberg.org").as_deref(), Some("ana"));
        assert_eq!(login("ana@example.org"), None);
        assert_eq!(login("@users.noreply.github.com"), None);
    }

    #[test]
    fn a_name_cannot_change_the_text_around_it() {
        assert_eq!(plain(" A\u{202e}na\t\u{7}B "), "Ana B");
        let named = |name: &str| contributor(&Person { name: name.into(), mail: String::new(), is_co_author: false });
        assert!(named("helper[bot]").is_none() && named(" ").is_none() && named(&"x".repeat(81)).is_none());
    }
}
