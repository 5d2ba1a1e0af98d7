//! Template code of other generators where a link's target should be: read, not run.

use std::ops::Range;

/// A target in template code.
pub(super) struct TemplateTarget<'a> {
    /// The bytes between the brackets.
    pub(super) at: Range<usize>,
    /// The file or address inside.
    pub(super) target: &'a str,
    /// Jekyll's `link` begins at the site's folder, though without a slash.
    pub(super) is_from_root: bool,
}

/// `({{< ref "x" >}})`, `({{% relref "x" %}})`, `({% link x %})`, `({% post_url x %})`, `({{ site.baseurl }}…)`: the
/// bytes between the brackets, and the target inside.
pub(super) fn template_target(line: &str) -> Option<TemplateTarget<'_>> {
    let open = line
        .match_indices("]({")
        .map(|(at, mark)| at + mark.len())
        .find(|inside| line[*inside..].starts_with(['{', '%']))?
        - 1;
    let rest = &line[open..];
    let target = template_word(rest)?;
    let end = target.as_ptr() as usize - line.as_ptr() as usize + target.len();
    let close = end + line[end..].find(')')?;
    let is_from_root = !target.starts_with('/') && line[..end - target.len()].trim_end().ends_with("link");
    Some(TemplateTarget { at: open..close, target, is_from_root })
}

fn template_word(mut code: &str) -> Option<&str> {
    // The address of the site may stand before the word, however often.
    loop {
        for (start, end) in [("{{<", ">}}"), ("{{%", "%}}")] {
            if let Some(inside) =
                code.strip_prefix(start).and_then(|code| code.split_once(end)).map(|(inside, _)| inside.trim())
            {
                let name = inside.strip_prefix("relref").or_else(|| inside.strip_prefix("ref"))?;
                return Some(name.trim().trim_matches(['"', '`', '\'']));
            }
        }
        if let Some(inside) =
            code.strip_prefix("{%").and_then(|code| code.split_once("%}")).map(|(inside, _)| inside.trim())
        {
            let name = inside.strip_prefix("link").or_else(|| inside.strip_prefix("post_url"))?;
            return Some(name.trim());
        }
        let (variable, rest) = code.strip_prefix("{{")?.split_once("}}")?;
        let is_base = variable.trim().starts_with("site.baseurl") || variable.trim().starts_with("site.url");
        match is_base {
            true if rest.starts_with("{%") || rest.starts_with("{{") => code = rest,
            true => return Some(&rest[..rest.find(')')?]),
            false => return None,
        }
    }
}
