//! Files that make a code host check what is proposed and publish what is merged.

use super::fill;
use crate::config::{self, SETTINGS_FILE};
use crate::path::SitePath;
use crate::quote;
use crate::source::Source;

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
    urls(git_config).find_map(|url| match url.to_lowercase() {
        url if url.contains("github.") => Some(Host::Github),
        url if url.contains("gitlab") => Some(Host::Gitlab),
        _ => None,
    })
}

/// The setting that names the repository of a site, for the end of its settings; as a comment where nothing is known.
pub fn repository(git_config: &str, branch: &str) -> String {
    let url = urls(git_config).find_map(project);
    let setting = url.map(|url| match branch {
        "main" => format!("repository: {url}\n"),
        branch => format!("repository: {{url: \"{url}\", branch: {}}}\n", quote::yaml(branch)),
    });
    let is_sound = |setting: &String| config::parse(&Source::new(SETTINGS_FILE, setting)).findings.is_empty();
    let setting = setting.filter(|setting| is_sound(&format!("title: x\n{setting}")));
    let setting = setting.unwrap_or_else(|| "# repository: https://github.com/our/guild\n".into());
    format!("\n# Where the notes are kept. Pages lead to their files there, and tell who changed them last.\n{setting}")
}

/// The addresses of a repository's remotes.
fn urls(git_config: &str) -> impl Iterator<Item = &str> {
    let values = git_config.lines().filter_map(|line| line.trim().strip_prefix("url")?.trim().strip_prefix('='));
    values.map(str::trim)
}

/// The page of a project on the web, from `https://github.com/our/guild.git`, `git@github.com:our/guild.git` or
/// `ssh://git@github.com/our/guild`.
fn project(url: &str) -> Option<String> {
    let url = url.strip_suffix(".git").unwrap_or(url);
    if let Some(rest) = url.strip_prefix("https://") {
        let (host, path) = rest.split_once('/')?;
        // A name or a password stays with who wrote it.
        return Some(format!("https://{}/{path}", host.rsplit('@').next()?));
    }
    let rest = url.strip_prefix("ssh://").map(|rest| rest.replacen('/', ":", 1)).unwrap_or_else(|| url.to_owned());
    let (host, path) = rest.strip_prefix("git@")?.split_once(':')?;
    Some(format!("https://{host}/{path}"))
}

/// The branch that a repository's `HEAD` stands on.
pub fn branch_of(head: &str) -> Option<&str> {
    let name = head.trim().strip_prefix("ref: refs/heads/")?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    Some(name).filter(|name| !name.is_empty() && name.chars().all(is_plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_becomes_the_page_of_a_project_without_what_is_secret() {
        let remotes = [
            "https://github.com/our/guild.git",
            "https://token@github.com/our/guild",
            "git@github.com:our/guild.git",
            "ssh://git@github.com/our/guild.git",
        ];
        for remote in remotes {
            assert_eq!(project(remote).as_deref(), Some("https://github.com/our/guild"), "{remote}");
        }
        assert_eq!(project("/home/me/guild.git"), None);
        let setting = |url: &str| repository(&format!("[remote \"origin\"]\n\turl = {url}\n"), "trunk");
        assert!(
            setting("git@github.com:our/guild.git")
                .ends_with("\nrepository: {url: \"https://github.com/our/guild\", branch: trunk}\n")
        );
        assert!(
            setting("git@git.example.org:our/guild.git").ends_with("\n# repository: https://github.com/our/guild\n")
        );
    }
}
