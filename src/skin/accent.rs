//! The accent: one colour of the settings, fitted to the grounds of a skin in light and in dark.
//!
//! 1. The skin's `skin.yaml` says on which grounds it sets the accent.
//! 2. Where the settings name no colour for the dark, it is mixed from the light one and white.
//! 3. A colour that cannot be read on some ground is a finding with the nearest one that can.
//! 4. Both become one line of CSS at the end of the skin's styles.

use crate::config::{Accent, Colour, SETTINGS_FILE};
use crate::diagnostic::{Code, Diagnostic, Outcome, Span, Spanned};
use crate::path::SitePath;
use crate::yaml::{self, Node};

/// The least contrast of text.
const LEAST: f64 = 4.5;
/// The contrast of a colour that the program mixes.
const AMPLE: f64 = 7.0;

/// What a skin says of its accent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grounds {
    /// The file of styles that the accent is added to.
    pub(super) file: String,
    light: Vec<Colour>,
    dark: Vec<Colour>,
}

/// Reads the grounds out of a skin's `skin.yaml`.
pub(super) fn grounds(manifest: &str) -> Option<Grounds> {
    let root = yaml::parse(manifest, 0).ok()?;
    let accent = root.get("accent")?;
    let colours = |key| {
        let items = accent.get(key).into_iter().flat_map(Node::items);
        items.filter_map(|item| Colour::parse(item.text()?)).collect()
    };
    Some(Grounds { file: accent.get("file")?.text()?.to_owned(), light: colours("light"), dark: colours("dark") })
}

/// The line of CSS that sets the accent.
pub(super) fn css(accent: &Accent, grounds: &Grounds) -> Outcome<String> {
    let (light, dark) = (&accent.light, accent.dark.as_ref());
    let findings = [
        finding(light, &grounds.light, Colour::BLACK),
        dark.and_then(|dark| finding(dark, &grounds.dark, Colour::WHITE)),
    ];
    let dark = dark.map_or_else(|| readable(light.value, &grounds.dark, Colour::WHITE, AMPLE), |dark| dark.value);
    let css = format!("\n:root{{--accent:light-dark({},{dark})}}\n", light.value);
    Outcome::new(css, findings.into_iter().flatten().collect())
}

/// The lowest contrast of a colour on any of the grounds.
fn lowest(colour: Colour, grounds: &[Colour]) -> f64 {
    grounds.iter().map(|ground| colour.contrast(*ground)).fold(f64::INFINITY, f64::min)
}

/// The first colour on the way to `end` that has enough contrast on all grounds.
fn readable(colour: Colour, grounds: &[Colour], end: Colour, enough: f64) -> Colour {
    let steps = (0..=100).map(|hundredths| colour.towards(end, hundredths));
    steps.into_iter().find(|mixed| lowest(*mixed, grounds) >= enough).unwrap_or(end)
}

fn finding(colour: &Spanned<Colour>, grounds: &[Colour], end: Colour) -> Option<Diagnostic> {
    let contrast = lowest(colour.value, grounds);
    (contrast < LEAST).then(|| {
        let span = Span::new(&SitePath::new(SETTINGS_FILE), colour.at.clone());
        let message =
            format!("`{}` is hard to read: its contrast is {contrast:.1}, and text needs {LEAST}", colour.value);
        Diagnostic::new(Code::LowContrast, span, message).help(format!(
            "write `{}`, the nearest colour that can be read",
            readable(colour.value, grounds, end, LEAST)
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dark_accent_is_mixed_until_it_can_be_read() {
        let colour = |text| Colour::parse(text).expect("a colour");
        let grounds = Grounds { file: "style.css".into(), light: vec![Colour::WHITE], dark: vec![colour("#181410")] };
        let accent = Accent { light: Spanned { value: colour("#0b4a66"), at: 0..0 }, dark: None };
        let Outcome { value, findings } = css(&accent, &grounds);
        let dark = value.split(['(', ',', ')']).nth(2).and_then(Colour::parse).expect("the second colour");
        assert!(dark.contrast(colour("#181410")) >= AMPLE && dark != Colour::WHITE, "{value}");
        assert!(value.contains("--accent:light-dark(#0b4a66,#") && findings.is_empty(), "{value}");
    }
}
