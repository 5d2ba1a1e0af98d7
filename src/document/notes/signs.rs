//! Marks of punctuation in a text, found by their first byte: nearly all letters are none, and are passed over quickly.

/// A set of marks.
pub(super) struct Signs {
    marks: &'static [char],
    /// The first bytes of them.
    begins: [bool; 256],
}

impl Signs {
    pub(super) const fn new(marks: &'static [char]) -> Signs {
        let mut begins = [false; 256];
        let mut place = 0;
        while place < marks.len() {
            let mut bytes = [0; 4];
            begins[marks[place].encode_utf8(&mut bytes).as_bytes()[0] as usize] = true;
            place += 1;
        }
        Signs { marks, begins }
    }

    /// Where they stand in a text, and what is written there.
    pub(super) fn of<'t>(&'static self, text: &'t str) -> impl DoubleEndedIterator<Item = (usize, &'t str)> {
        let begins = text.bytes().enumerate().filter(|(_, byte)| self.begins[usize::from(*byte)]);
        begins.filter_map(|(at, _)| {
            let mark = text[at..].chars().next().filter(|mark| self.marks.contains(mark))?;
            Some((at, &text[at..at + mark.len_utf8()]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_as_they_are_written() {
        static SIGNS: Signs = Signs::new(&['.', '–', '(']);
        let text = "a. b – c — d “e” (f";
        assert_eq!(SIGNS.of(text).collect::<Vec<_>>(), text.match_indices(['.', '–', '(']).collect::<Vec<_>>());
        assert_eq!(SIGNS.of(text).next_back(), Some((text.len() - 2, "(")));
    }
}
