//! Colours, and how well one can be read on another.

use std::fmt;

/// A colour: red, green and blue from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// White.
    pub const WHITE: Colour = Colour([255; 3]);
    /// Black.
    pub const BLACK: Colour = Colour([0; 3]);

    /// Reads `#rgb` or `#rrggbb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        let full: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits.to_owned(),
        };
        let is_hex = full.len() == 6 && full.bytes().all(|b| b.is_ascii_hexdigit());
        let part = |at| u8::from_str_radix(&full[at..at + 2], 16).ok();
        is_hex.then(|| Some(Colour([part(0)?, part(2)?, part(4)?]))).flatten()
    }

    /// The contrast between two colours, from 1 to 21, by the formula of
    /// [WCAG 2.2](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The relative luminance, from 0 to 1.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| linear(f64::from(part) / 255.0));
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// So many hundredths of the way from this colour to another.
    pub fn towards(self, other: Colour, hundredths: u32) -> Colour {
        let part = |place: usize| {
            let (from, to) = (u32::from(self.0[place]), u32::from(other.0[place]));
            u8::try_from((from * (100 - hundredths) + to * hundredths + 50) / 100).unwrap_or(u8::MAX)
        };
        Colour([part(0), part(1), part(2)])
    }
}

fn linear(part: f64) -> f64 {
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let contrast = |a, b| Colour::parse(a).zip(Colour::parse(b)).map(|(a, b)| a.contrast(b));
        assert_eq!(contrast("#000", "#ffffff"), Some(21.0));
        assert!(contrast("#767676", "#fff").is_some_and(|ratio| (4.54..4.55).contains(&ratio)));
        assert_eq!(Colour::parse("#12345"), None);
        assert_eq!(Colour::parse("red"), None);
    }
}
