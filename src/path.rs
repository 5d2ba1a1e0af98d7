//! Where things are: files that come in, addresses readers see, files that go out.
//!
//! A [`SitePath`] names a file of the site's folder; an [`Address`] names a page; an [`OutputPath`]
//! names a file of the output. Nothing here touches a disk.

use std::fmt;
use std::sync::Arc;

/// The file that holds a site's settings.
pub const SETTINGS_FILE: &str = "guildbook.yaml";

/// What the folder of the content is called inside the program, wherever the settings say it lies.
pub const CONTENT: &str = "content";

/// The file that tells a folder which guildbook wrote from all others.
pub const OUTPUT_MARKER: &str = ".guildbook";

/// A file of the site, relative to the site's folder, with `/` between its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Takes a path whose parts are joined by `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        SitePath(path.into())
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below the folder `content/`, if it is there.
    pub fn in_content(&self) -> Option<&str> {
        self.0.strip_prefix("content/")
    }

    /// The folder that holds the file, without a slash at its end.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The folder that holds the file, below `content/`; empty for `content/` itself.
    pub fn folder_in_content(&self) -> &str {
        self.folder().strip_prefix("content").unwrap_or_default().trim_start_matches('/')
    }

    /// The file's name with its ending.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The file's name without its ending.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The ending in lower case, empty if there is none.
    pub fn extension(&self) -> String {
        self.file_name().rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_lowercase())
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file of the output, relative to the output folder: never empty, absolute or with `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Takes a path made of checked parts joined by `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        OutputPath(path.into())
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How addresses look: `x/` (needs a server) or `x.html` (also opens from a folder on disk).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Urls {
    /// `sessions/compost/`
    #[default]
    Directory,
    /// `sessions/compost.html`
    File,
}

/// The address of a page, without the site's base.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// A page that stands for a folder: `sessions`, or the empty text for the home page.
    Folder(Arc<str>),
    /// A page with a name of its own: `sessions/2026-03-05-compost`.
    Entry(Arc<str>),
    /// A file with a fixed name: `404.html`.
    File(Arc<str>),
}

impl Address {
    /// The home page.
    pub fn home() -> Self {
        Address::Folder("".into())
    }

    /// The path without slash or ending.
    pub fn as_str(&self) -> &str {
        match self {
            Address::Folder(path) | Address::Entry(path) | Address::File(path) => path,
        }
    }

    /// What a link holds, from the site's root: `sessions/compost/`. Empty for a home page.
    pub fn href(&self, urls: Urls) -> String {
        match (self, urls) {
            (Address::File(path), _) => path.to_string(),
            (Address::Folder(path), Urls::Directory) if path.is_empty() => String::new(),
            (Address::Folder(path) | Address::Entry(path), Urls::Directory) => [path, "/"].concat(),
            (Address::Folder(path), Urls::File) if path.is_empty() => "index.html".into(),
            (Address::Folder(path), Urls::File) => [path, "/index.html"].concat(),
            (Address::Entry(path), Urls::File) => [path, ".html"].concat(),
        }
    }

    /// The file that holds the page.
    pub fn output(&self, urls: Urls) -> OutputPath {
        let href = self.href(urls);
        match urls {
            Urls::Directory if href.is_empty() || href.ends_with('/') => OutputPath::new(href + "index.html"),
            _ => OutputPath::new(href),
        }
    }

    /// The way from this page back to the site's root: `./`, `../../`.
    pub fn to_root(&self, urls: Urls) -> String {
        match self.href(urls).matches('/').count() {
            0 => "./".into(),
            depth => "../".repeat(depth),
        }
    }
}

/// A path and every folder above it, innermost first, without the root.
pub fn upwards(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rsplit_once('/').map(|(parent, _)| parent))
}

/// Resolves `.` and `..` in `path` as seen from `folder`. `None` if it leaves the root.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let base = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_joins_from_its_folder_and_never_leaves_the_root() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a/b", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(join("a", "../../c.md"), None);
    }

    #[test]
    fn an_address_knows_its_link_its_file_and_the_way_back() {
        let page = Address::Entry("sessions/compost".into());
        assert_eq!(page.href(Urls::Directory), "sessions/compost/");
        assert_eq!(page.output(Urls::Directory).as_str(), "sessions/compost/index.html");
        assert_eq!(page.to_root(Urls::Directory), "../../");
        assert_eq!(page.href(Urls::File), "sessions/compost.html");
        assert_eq!(page.to_root(Urls::File), "../");
        assert_eq!(Address::home().to_root(Urls::Directory), "./");
    }
}
