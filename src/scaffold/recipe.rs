//! Files that make a code host check what is proposed and publish what is merged.

use super::fill;
use crate::path::SitePath;

/// A code host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// GitHub, with Actions and Pages.
    Github,
    /// GitLab, with pipelines and Pages.
    Gitlab,
}

/// What a recipe depends on.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// The branch that is published.
    pub branch: &'a str,
    /// Whether warnings stop a page: so in a site that has none.
    pub is_strict: bool,
    /// The folder that notes of sessions go into.
    pub sessions: &'a str,
}

const GITHUB: [(&str, &str); 3] = [
    (".github/workflows/publish.yml", include_str!("github/publish.yml")),
    (".github/workflows/check.yml", include_str!("github/check.yml")),
    (".github/pull_request_template.md", include_str!("github/pull_request_template.md")),
];

const GITLAB: [(&str, &str); 2] = [
    (".gitlab-ci.yml", include_str!("gitlab/gitlab-ci.yml")),
    (".gitlab/merge_request_templates/Default.md", include_str!("gitlab/Default.md")),
];

const EDITORCONFIG: (&str, &str) = (".editorconfig", include_str!("editorconfig"));

/// The recipe of a host.
pub fn files(host: Host, setting: &Setting<'_>) -> Vec<(SitePath, String)> {
    // It stands in a comment of HTML, which `--` would end.
    let sessions = format!("`{}/`", setting.sessions.replace("--", "-"));
    let strict = if setting.is_strict { " --strict" } else { "" };
    let places = [("branch", setting.branch), ("strict", strict), ("sessions", sessions.as_str())];
    let files: &[(&str, &str)] = match host {
        Host::Github => &GITHUB,
        Host::Gitlab => &GITLAB,
    };
    let files = files.iter().map(|(path, text)| (SitePath::new(*path), fill(text, &places)));
    let editor = (SitePath::new(EDITORCONFIG.0), EDITORCONFIG.1.to_owned());
    files.chain([editor]).collect()
}

/// The host that a repository's settings name as its remote.
pub fn host_of(git_config: &str) -> Option<Host> {
    let mut urls = git_config.lines().filter_map(|line| line.trim().strip_prefix("url")?.split_once('='));
    urls.find_map(|(_, url)| match url.to_lowercase() {
        url if url.contains("github.") => Some(Host::Github),
        url if url.contains("gitlab") => Some(Host::Gitlab),
        _ => None,
    })
}

/// The branch that a repository's `HEAD` stands on.
pub fn branch_of(head: &str) -> Option<&str> {
    let name = head.trim().strip_prefix("ref: refs/heads/")?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    Some(name).filter(|name| !name.is_empty() && name.chars().all(is_plain))
}
