//! Texts as YAML that reads back as the same text.

/// A text as YAML: as it is where that is safe, else in double quotes.
pub fn yaml(text: &str) -> String {
    let is_day = text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
    if is_day || is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// A folder as YAML; the whole folder is a dot.
pub fn yaml_or_dot(folder: &str) -> String {
    if folder == "." { folder.to_owned() } else { yaml(folder) }
}

/// Letters first, and nothing that means something to YAML: a colon, a `#`, a word such as `no`.
fn is_plain(text: &str) -> bool {
    let begins_with_letter = text.starts_with(char::is_alphabetic);
    let is_harmless = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')' | '+' | '’');
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"];
    begins_with_letter
        && text.chars().all(is_harmless)
        && text.trim() == text
        && !words.contains(&text.to_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                out += &format!("\\U{:08x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// A text as Markdown that shows it letter by letter.
pub fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if "\\`*_[]<>&|~$@#!".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A path as a pattern that fits only this path.
pub fn glob(path: &str) -> String {
    path.chars().fold(String::new(), |out, c| match c {
        '[' | ']' | '{' | '}' | '*' | '?' => out + &format!("[{c}]"),
        c => out + &c.to_string(),
    })
}
