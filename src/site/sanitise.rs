//! The last step of a body that holds raw HTML: parsed, filtered against an allow-list, written again.
//!
//! The only module that names `ammonia`. It leaves what our own writer makes as it is.

use ammonia::Builder;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

static FILTER: LazyLock<Builder<'static>> = LazyLock::new(filter);

static MATH: LazyLock<Builder<'static>> = LazyLock::new(math_filter);

/// How often a body is filtered at most.
const MAX_ROUNDS: usize = 4;

/// Filters a whole body, until filtering it once more changes nothing.
///
/// Where an element is taken out, its content can end up in a place where no parser would have put it, such as a
/// paragraph in a paragraph. Read once more, it stands where a browser will see it.
pub fn clean(html: &str) -> String {
    let mut html = html.to_owned();
    for _ in 0..MAX_ROUNDS {
        let cleaned = FILTER.clean(&html).to_string();
        if cleaned == html {
            break;
        }
        html = cleaned;
    }
    without_idle_sources(&with_ids(&html))
}

/// The words that are left of a body, with the alternative texts of its pictures; blocks are on lines of their own.
pub fn words(html: &str) -> String {
    let clean = FILTER.clean(html).to_string();
    let mut words = String::with_capacity(clean.len());
    let mut rest = clean.as_str();
    while let Some((text, tag)) = rest.split_once('<') {
        words.push_str(text);
        let end = end_of_tag(tag);
        match &tag[..end] {
            picture if picture.starts_with("img ") => {
                let alt = picture.split_once(" alt=\"").and_then(|(_, alt)| alt.split_once('"'));
                words.extend([" ", alt.map_or("", |(alt, _)| alt), " "]);
            }
            tag if !is_inline(tag) => words.push('\n'),
            _ => {}
        }
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    words.push_str(rest);
    [("&nbsp;", " "), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .into_iter()
        .fold(words, |words, (written, letter)| words.replace(written, letter))
}

/// Where a tag that the filter wrote ends: at `>` outside of quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut in_value = false;
    let is_end = |byte: u8| {
        in_value ^= byte == b'"';
        byte == b'>' && !in_value
    };
    tag.bytes().position(is_end).unwrap_or(tag.len())
}

/// Whether a tag stands inside a line.
fn is_inline(tag: &str) -> bool {
    const INLINE: [&str; 30] = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
        "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "var",
    ];
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    INLINE.contains(&name) || matches!(name, "u" | "tt" | "wbr")
}

/// Of `<picture>` only its picture stays; its other sources would stand where HTML allows none.
fn without_idle_sources(html: &str) -> String {
    let mut parts = html.split("<source");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (tag, after) = part.split_once('>').unwrap_or((part, ""));
        match tag.contains(" src=\"") {
            true => out.extend(["<source", tag, ">", after]),
            false => out.push_str(after),
        }
    }
    out
}

/// `<a name="x">` is what an id was once: HTML today wants a link there, or an id.
fn with_ids(html: &str) -> String {
    const NAMED: &str = "<a name=\"";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(NAMED) {
        let (before, tag) = (&rest[..at], &rest[at + NAMED.len()..]);
        let is_alone = tag.split_once('"').is_some_and(|(_, after)| after.starts_with('>'));
        out.push_str(before);
        out.push_str(if is_alone { "<a id=\"" } else { NAMED });
        rest = tag;
    }
    out + rest
}

/// Filters MathML that was made of a formula. Nothing else passes, because commands of LaTeX can hold any text.
pub fn math(mathml: &str) -> String {
    MATH.clean(mathml).to_string()
}

fn math_filter() -> Builder<'static> {
    let tags = [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "msup",
        "msub",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mfrac",
        "msqrt",
        "mroot",
        "mtable",
        "mtr",
        "mtd",
        "mpadded",
        "mphantom",
        "mmultiscripts",
        "mprescripts",
        "none",
        "mstyle",
        "merror",
        "menclose",
    ];
    let generic = ["displaystyle", "scriptlevel", "class"];
    let mut filter = Builder::empty();
    filter
        .tags(HashSet::from(tags))
        .generic_attributes(HashSet::from(generic))
        .add_tag_attributes("math", ["display"])
        .add_tag_attributes("mi", ["mathvariant"])
        .add_tag_attributes(
            "mo",
            [
                "stretchy",
                "symmetric",
                "largeop",
                "movablelimits",
                "minsize",
                "maxsize",
                "lspace",
                "rspace",
                "form",
                "fence",
                "accent",
            ],
        )
        .add_tag_attributes("mover", ["accent"])
        .add_tag_attributes("munder", ["accentunder"])
        .add_tag_attributes("mspace", ["width", "height", "depth"])
        .add_tag_attributes("mfrac", ["linethickness"])
        .add_tag_attributes("mpadded", ["width", "height", "depth", "voffset", "lspace"])
        .attribute_filter(|_, attribute, value| match attribute {
            "class" => value.split(' ').all(|class| class.starts_with("menv-")).then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    filter
}

/// Classes our own writer gives; all others must begin with `x-`, so that nobody's text can dress up as a part of
/// the layout.
const OWN_CLASSES: [&str; 12] = [
    "admonition",
    "admonition-title",
    "table",
    "task",
    "left",
    "center",
    "right",
    "footnotes",
    "footnote-ref",
    "footnote-back",
    "anchor",
    "missing",
];

/// Whether a class may stand in a body.
pub fn is_allowed_class(class: &str) -> bool {
    let is_prefixed = ["x-", "hl-", "language-", "admonition-"].iter().any(|prefix| class.starts_with(prefix));
    is_prefixed || OWN_CLASSES.contains(&class)
}

fn filter() -> Builder<'static> {
    let mut filter = Builder::default();
    filter
        .add_tags([
            "details",
            "summary",
            "input",
            "section",
            "figure",
            "figcaption",
            "video",
            "audio",
            "source",
            "track",
            "mark",
            "kbd",
            "samp",
            "var",
        ])
        .add_generic_attributes(["class", "id", "role", "aria-label", "aria-labelledby", "tabindex", "dir"])
        .add_tag_attributes("a", ["href", "name", "rel"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        // Only one is set, because several would come in any order.
        .set_tag_attribute_value("input", "type", "checkbox")
        .add_tag_attributes("img", ["loading", "width", "height", "decoding"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("ol", ["start", "reversed", "type"])
        .add_tag_attributes("video", ["src", "controls", "width", "height", "poster", "preload"])
        .add_tag_attributes("audio", ["src", "controls", "preload"])
        .add_tag_attributes("source", ["src", "type"])
        .add_tag_attributes("track", ["src", "kind", "label", "srclang"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "webcal"]))
        .link_rel(None)
        .attribute_filter(attribute_value);
    filter
}

fn attribute_value<'a>(element: &str, attribute: &str, value: &'a str) -> Option<Cow<'a, str>> {
    match (element, attribute) {
        (_, "class") => classes(value),
        (_, "id") | ("a", "name") => {
            crate::document::body::is_own_id(value).then_some(Cow::Borrowed(value)).or_else(|| own_id(value))
        }
        (_, "href" | "src" | "poster" | "cite") => {
            (!value.is_empty() && crate::url::is_safe(value)).then_some(Cow::Borrowed(value))
        }
        (_, "tabindex") => (value == "0").then_some(Cow::Borrowed(value)),
        _ => Some(Cow::Borrowed(value)),
    }
}

/// The ids our own writer gives to footnotes, and to what is put in later.
fn own_id(id: &str) -> Option<Cow<'_, str>> {
    (id.starts_with("Gb-fn") || id.starts_with("Gb-slot-")).then_some(Cow::Borrowed(id))
}

fn classes(value: &str) -> Option<Cow<'_, str>> {
    if value.split(' ').all(is_allowed_class) {
        return Some(Cow::Borrowed(value));
    }
    let kept: Vec<&str> = value.split_whitespace().filter(|class| is_allowed_class(class)).collect();
    (!kept.is_empty()).then(|| Cow::Owned(kept.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_styles_and_frames_go_and_text_stays() {
        let html =
            clean("<p onclick=x style=y>a<script>b</script><iframe src=c></iframe><a href=\"javascript:d\">e</a></p>");
        assert_eq!(html, "<p>a<a>e</a></p>");
    }

    #[test]
    fn foreign_classes_and_layout_ids_go() {
        assert_eq!(clean("<p class=\"skip x-mine\" id=\"Gb-main\">a</p>"), "<p class=\"x-mine\">a</p>");
    }

    #[test]
    fn mathml_is_nothing_but_mathml() {
        let ours = "<math display=\"inline\"><msup><mi>a</mi><mn>2</mn></msup><mo>&lt;</mo><mi>b</mi></math>";
        assert_eq!(math(ours), ours);
        let foul = "<math><mi style=\"color:red\"><img src=x onerror=y></mi><mtext><script>z</script><a href=x>w</a></mtext></math>";
        assert_eq!(math(foul), "<math><mi></mi><mtext>w</mtext></math>");
    }

    #[test]
    fn words_are_what_readers_see() {
        let html = "<p>a<b>b</b>c</p><script>d</script><!-- e --><td>f<td>g<img alt=\"h &lt; >i\" title=\"j\"> <style>k</style>&amp;lt; <a title=\"l > m\">n</a>";
        assert_eq!(words(html).split_whitespace().collect::<Vec<_>>().join(" "), "abc fg h < >i &lt; n");
    }

    #[test]
    fn unbalanced_markup_cannot_close_what_is_around_it() {
        assert_eq!(clean("</div></main><b>a"), "<b>a</b>");
    }

    const BITS: [&str; 48] = [
        "a",
        " ",
        "\n",
        "&lt;",
        "&amp;lt;",
        "&#0;",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<a href=x>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<caption>",
        "<colgroup><col>",
        "<ul><li>",
        "</ul>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<mglyph>",
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "<title>",
        "<textarea>",
        "<noscript>",
        "<template>",
        "<select><option>",
        "<form>",
        "<button>",
        "<h1>",
        "<pre>\n",
        "</pre>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<img src=x onerror=y>",
        "<img title=\"",
        "\">",
        "<details open><summary>",
        "<body class=x-a>",
    ];

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn cleaning_twice_is_cleaning_once(bits in proptest::collection::vec(proptest::sample::select(&BITS[..]), 0..12)) {
            let once = clean(&bits.concat());
            proptest::prop_assert_eq!(clean(&once), once);
        }
    }
}
