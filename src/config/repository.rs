//! Where the site's files are kept, so that pages can lead to their own file on the code host.

use super::reader::Reader;
use super::settings::{self, ON, Setting, choice};
use crate::diagnostic::Spanned;
use crate::schema::Shape;
use crate::url;
use crate::yaml::{Node, Value};

/// The project of a code host that holds the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Repository {
    /// The project's page, without a slash at its end: `https://github.com/x/y`.
    pub url: String,
    /// The branch that people edit.
    pub branch: String,
    /// The site's folder inside the repository, without slashes at its ends; empty for the root.
    pub path: String,
    /// What runs there.
    pub host: Host,
    /// Whether pages tell when and by whom their file was changed.
    pub has_history: bool,
    /// Its place in the settings.
    pub at: std::ops::Range<usize>,
}

/// The software of a code host, which decides what its addresses look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// GitHub.
    GitHub,
    /// GitLab.
    GitLab,
    /// Gitea and Forgejo, which runs Codeberg.
    Gitea,
    /// Bitbucket.
    Bitbucket,
}

/// Codeberg and others run Forgejo, whose addresses are those of Gitea.
const HOSTS: [(&str, Host); 5] = [
    ("github", Host::GitHub),
    ("gitlab", Host::GitLab),
    ("gitea", Host::Gitea),
    ("forgejo", Host::Gitea),
    ("bitbucket", Host::Bitbucket),
];

/// Words in the name of a host that tell what runs there.
const HINTS: [(&str, Host); 6] = [
    ("github", Host::GitHub),
    ("gitlab", Host::GitLab),
    ("gitea", Host::Gitea),
    ("forgejo", Host::Gitea),
    ("codeberg", Host::Gitea),
    ("bitbucket", Host::Bitbucket),
];

/// What of it was read so far.
pub(super) struct Draft {
    url: Option<Spanned<String>>,
    branch: String,
    path: String,
    host: Option<Host>,
    has_history: bool,
}

/// The keys of a repository.
pub(super) const KEYS: [Setting<Draft>; 5] = [
    Setting {
        name: "url",
        doc: "The address of the project's page.",
        usual: "",
        example: "https://github.com/our/guild",
        shape: project_page,
        read: |draft, node, reader| {
            let mut url = None;
            let help = "write the address of the project's page, such as `https://github.com/our/guild`";
            reader.parsed(node, &mut url, |text| project(text).map(Some), help);
            draft.url = url.map(|value| Spanned { value, at: node.at.clone() });
        },
    },
    Setting {
        name: "branch",
        doc: "The branch that people edit.",
        usual: "main",
        example: "main",
        shape: Shape::text,
        read: |draft, node, reader| {
            reader.parsed(node, &mut draft.branch, branch, "write the name of a branch, such as `main`");
        },
    },
    Setting {
        name: "path",
        doc: "The site's folder in the repository, where that is not its root.",
        usual: "",
        example: "site",
        shape: Shape::text,
        read: |draft, node, reader| {
            reader.parsed(node, &mut draft.path, folder, "write a folder of the repository, such as `site`");
        },
    },
    Setting {
        name: "host",
        doc: "What runs there, where the address does not tell.",
        usual: "",
        example: "gitea",
        shape: || choice(&HOSTS),
        read: |draft, node, reader| {
            reader.choice(node, &mut draft.host, &HOSTS.map(|(name, host)| (name, Some(host))));
        },
    },
    Setting {
        name: "history",
        doc: "Whether pages tell when and by whom their file was changed.",
        usual: "on",
        example: "off",
        shape: || choice(&ON),
        read: |draft, node, reader| reader.choice(node, &mut draft.has_history, &ON),
    },
];

/// What the address of a project's page looks like.
pub(super) fn project_page() -> Shape {
    Shape::like("https?://[A-Za-z0-9][-A-Za-z0-9._~+:%]*/[-A-Za-z0-9._~+:/%@]+")
}

/// Reads the address alone, or a map of [`KEYS`].
pub(super) fn read(node: &Node, reader: &mut Reader) -> Option<Repository> {
    let mut draft = Draft { url: None, branch: "main".into(), path: String::new(), host: None, has_history: true };
    let n_before = reader.findings.len();
    match &node.value {
        Value::Map(_) => settings::read(&KEYS, &mut draft, node, reader),
        _ => (KEYS[0].read)(&mut draft, node, reader),
    }
    if draft.url.is_none() && reader.findings.len() == n_before {
        reader.invalid(node, "the repository has no `url`".into(), "add `url: https://github.com/our/guild`");
    }
    let url = draft.url?;
    let Some(host) = draft.host.or_else(|| guess(&url.value)) else {
        let name = host_name(&url.value);
        let node = Node { value: Value::Null, at: url.at };
        let help = "add `host:` with one of: github, gitlab, gitea, forgejo, bitbucket";
        reader.invalid(&node, format!("it is not known what code host `{name}` is"), help);
        return None;
    };
    let Draft { branch, path, has_history, .. } = draft;
    Some(Repository { url: url.value, branch, path, host, has_history, at: node.at.clone() })
}

/// The address of a project's page. One with a name and password in it would publish them.
fn project(text: &str) -> Option<String> {
    let url = text.trim().trim_end_matches('/');
    let url = url.strip_suffix(".git").unwrap_or(url);
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.~+:/%@".contains(c);
    let is_host = !host.is_empty() && host.starts_with(|c: char| c.is_ascii_alphanumeric()) && !host.contains('@');
    (url::is_web(url) && is_host && !path.is_empty() && rest.chars().all(is_plain)).then(|| url.to_owned())
}

/// A name that git takes for a branch, as far as it matters in an address.
fn branch(text: &str) -> Option<String> {
    let is_bad = |c: char| c.is_control() || c.is_whitespace() || "~^:?*[\\".contains(c);
    let is_part = |part: &str| !part.is_empty() && !part.starts_with('.');
    let is_name = text.split('/').all(is_part) && !text.contains("..") && !text.contains(is_bad);
    (is_name && !text.starts_with('-')).then(|| text.to_owned())
}

fn folder(text: &str) -> Option<String> {
    let path = text.trim_matches('/');
    let path = if path == "." { "" } else { path.strip_prefix("./").unwrap_or(path) };
    let is_part =
        |part: &str| !matches!(part, "" | "." | "..") && !part.contains(|c: char| c.is_control() || c == '\\');
    (path.is_empty() || path.split('/').all(is_part)).then(|| path.to_owned())
}

/// `git.example.org` of `https://git.example.org:8443/our/guild`.
fn host_name(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or_default()
}

/// What a host's name says of it: `github.com`, `gitlab.example.org`, `codeberg.org`.
fn guess(url: &str) -> Option<Host> {
    let name = host_name(url).to_lowercase();
    let hint = |(word, _): &&(&str, Host)| name.split('.').any(|part| part == *word);
    HINTS.iter().find(hint).map(|(_, host)| *host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_a_plain_page_of_the_web() {
        assert_eq!(project("https://github.com/our/guild.git").as_deref(), Some("https://github.com/our/guild"));
        assert_eq!(project("https://x.org/our/guild/").as_deref(), Some("https://x.org/our/guild"));
        for refused in [
            "git@github.com:our/guild.git",
            "https://token@github.com/our/guild",
            "https://a:b@github.com/our/guild",
            "javascript:alert(1)//x/y",
            "ssh://github.com/our/guild",
            "https://github.com",
            "https://github.com/our/guild?x=\"",
            "https://github.com/our/gu ild",
            "//github.com/our/guild",
        ] {
            assert_eq!(project(refused), None, "{refused}");
        }
    }

    #[test]
    fn branches_and_folders_stay_inside_the_repository() {
        assert_eq!(branch("feature/x").as_deref(), Some("feature/x"));
        for refused in ["", "-x", "a..b", "a b", "/a", "a/", "x:y", ".git"] {
            assert_eq!(branch(refused), None, "{refused}");
        }
        assert_eq!(folder("/site/").as_deref(), Some("site"));
        assert_eq!(folder(".").as_deref(), Some(""));
        for refused in ["../x", "a/../b", "a//b", "a\\b"] {
            assert_eq!(folder(refused), None, "{refused}");
        }
    }
}
