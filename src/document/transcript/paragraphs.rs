//! Cues become a text to read: what one voice says goes on until there is a reason to stop.

use super::Cue;

/// A pause of so many milliseconds after a sentence ends a paragraph.
const PAUSE: u64 = 2_000;
/// After so many a new one begins whatever was said.
const LONG_PAUSE: u64 = 10_000;
/// A paragraph is full after some 90 words, which are so many letters; it ends with the sentence, or twice as late.
const FULL: usize = 540;

/// What one voice says without a pause.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// When it begins, in milliseconds.
    pub start: u64,
    /// Who says it: a place among the voices.
    pub voice: Option<usize>,
    /// What is said.
    pub text: String,
}

/// The paragraphs of a transcript.
pub fn paragraphs(cues: &[Cue]) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut last_end = 0;
    let mut n_letters = 0;
    for cue in cues {
        match paragraphs.last_mut().filter(|open| goes_on(open, n_letters, cue, last_end)) {
            Some(open) => {
                open.text.push(' ');
                open.text.push_str(&cue.text);
            }
            None => {
                paragraphs.push(Paragraph { start: cue.start, voice: cue.voice, text: cue.text.clone() });
                n_letters = 0;
            }
        }
        n_letters += cue.text.chars().count();
        last_end = cue.end;
    }
    paragraphs
}

fn goes_on(open: &Paragraph, n_letters: usize, cue: &Cue, last_end: u64) -> bool {
    let has_ended = ends_sentence(&open.text);
    let is_pause = cue.start >= last_end + if has_ended { PAUSE } else { LONG_PAUSE };
    let is_full = n_letters >= if has_ended { FULL } else { 2 * FULL };
    // What runs backwards is told from its own time on.
    open.voice == cue.voice && !is_pause && !is_full && cue.start >= open.start
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '」', '』']);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cue(start: u64, end: u64, voice: usize, text: &str) -> Cue {
        Cue { start, end, voice: Some(voice), text: text.into(), at: 0..0 }
    }

    fn texts(cues: &[Cue]) -> Vec<String> {
        paragraphs(cues).into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn a_paragraph_ends_with_the_voice_or_with_a_pause_after_a_sentence() {
        let cues =
            [cue(0, 10, 0, "A."), cue(1_000, 1_010, 0, "B"), cue(9_000, 9_010, 0, "c."), cue(12_000, 12_010, 0, "D.")];
        assert_eq!(texts(&cues), ["A. B c.", "D."]);
        assert_eq!(texts(&[cue(0, 1, 0, "A."), cue(1, 2, 1, "B."), cue(2, 3, 0, "C.")]), ["A.", "B.", "C."]);
    }

    #[test]
    fn a_paragraph_ends_when_it_is_full() {
        let long = |end: &str| format!("{}{end}", "word ".repeat(110));
        let cues = [cue(0, 1, 0, &long(".")), cue(1, 2, 0, "B."), cue(2, 3, 0, "C.")];
        assert_eq!(texts(&cues).len(), 2);
        let cues = [cue(0, 1, 0, &long("")), cue(1, 2, 0, &long("")), cue(2, 3, 0, "C.")];
        assert_eq!(texts(&cues)[1], "C.");
    }
}
