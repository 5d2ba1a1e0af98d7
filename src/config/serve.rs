//! How the preview is served, and which editor it leads to.

use super::reader::Reader;
use super::settings::Setting;
use crate::schema::Shape;
use crate::yaml::Node;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::json;
use std::path::Path;

/// The settings of the preview.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Serve {
    /// The port that is asked for.
    pub port: Option<u16>,
    /// The editor that findings lead to.
    pub editor: Option<Editor>,
}

/// An address that opens a place of a file in an editor, with `{path}`, `{line}` and `{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(String);

/// Editors that answer to an address, and what it looks like.
const EDITORS: [(&str, &str); 8] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
    ("macvim", "mvim://open?url=file://{path}&line={line}&column={column}"),
];

/// Beginnings of addresses that a browser acts upon itself.
const OF_BROWSERS: [&str; 8] = ["javascript", "data", "vbscript", "blob", "http", "https", "file", "about"];

/// What would end the path in an address.
const IN_PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>').add(b'?').add(b'`');

/// The keys of the preview.
pub(super) const KEYS: [Setting<Serve>; 2] = [
    Setting {
        name: "port",
        doc: "The port of the preview. Without it, 4000 or the next that is free.",
        usual: "",
        example: "4100",
        shape: || Shape::new(json!({"type": "integer", "minimum": 1, "maximum": 65535})),
        read: |serve, node, reader| {
            let port = |text: &str| text.parse().ok().filter(|port| *port > 0).map(Some);
            reader.parsed(node, &mut serve.port, port, "write a number from 1 to 65535");
        },
    },
    Setting {
        name: "editor",
        doc: "The editor that findings in the preview lead to: its name, or an address with `{path}`, `{line}` and \
              `{column}`. Off unless set.",
        usual: "",
        example: "vscode",
        shape: || Shape::words(&EDITORS.map(|(name, _)| name)).or(Shape::like(r"[A-Za-z][-A-Za-z0-9+.]*:.*\{path\}.*")),
        read: |serve, node, reader| {
            let names = EDITORS.map(|(name, _)| name).join(", ");
            let help =
                format!("write one of {names}; or an address such as `emacs://open?file={{path}}&line={{line}}`");
            reader.parsed(node, &mut serve.editor, |text| Editor::parse(text).map(Some), &help);
        },
    },
];

/// Reads the map of [`KEYS`].
pub(super) fn read(node: &Node, reader: &mut Reader) -> Serve {
    let mut serve = Serve::default();
    super::settings::read(&KEYS, &mut serve, node, reader);
    serve
}

impl Editor {
    /// Takes the name of an editor, or a pattern whose address no browser acts upon itself.
    pub fn parse(text: &str) -> Option<Editor> {
        if let Some((_, pattern)) = EDITORS.iter().find(|(name, _)| *name == text) {
            return Some(Editor((*pattern).to_owned()));
        }
        let (scheme, rest) = text.split_once(':')?;
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let is_of_browsers = OF_BROWSERS.contains(&scheme.to_ascii_lowercase().as_str());
        let is_plain = !text.contains(|c: char| c.is_control() || c.is_whitespace());
        (is_scheme && !is_of_browsers && is_plain && rest.contains("{path}")).then(|| Editor(text.to_owned()))
    }

    /// The address that opens a file at a line and a column, both from 1.
    pub fn address(&self, file: &Path, line: usize, column: usize) -> String {
        let path = file.to_string_lossy().replace('\\', "/");
        // A drive's letter stands behind a slash in an address.
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        let path = utf8_percent_encode(&path, IN_PATH).to_string();
        let pattern = self.0.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        pattern.replace("{path}", &path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_a_name_or_an_address_that_no_browser_acts_upon() {
        let address = |text: &str| Editor::parse(text).map(|editor| editor.address(Path::new("/a b/ü#.md"), 7, 5));
        assert_eq!(address("vscode").as_deref(), Some("vscode://file/a%20b/%C3%BC%23.md:7:5"));
        assert_eq!(
            address("emacs://open?file={path}&l={line}").as_deref(),
            Some("emacs://open?file=/a%20b/%C3%BC%23.md&l=7")
        );
        for refused in [
            "javascript:alert('{path}')",
            "JavaScript:{path}",
            "https://x.org/{path}",
            "vim",
            "x://{line}",
            "{path}",
            "a b:{path}",
        ] {
            assert_eq!(address(refused), None, "{refused}");
        }
    }
}
