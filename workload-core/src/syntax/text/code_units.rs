//! Positions as editors count them: lines from 0, columns in bytes, UTF-16 units or characters.

use super::lines::Lines;

/// The units in which an editor counts the columns of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CodeUnits {
    /// Bytes of UTF-8.
    Utf8,
    /// Units of UTF-16, two for a character beyond the basic plane.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl CodeUnits {
    /// Number of units of `text`.
    #[must_use]
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 if text.is_ascii() => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        }
    }

    /// Number of bytes of the first `units` units of `line`; all of it when it is shorter. A column within
    /// a character is its beginning.
    fn bytes(self, line: &str, units: usize) -> usize {
        if line.is_ascii() {
            return units.min(line.len());
        }
        let mut end = 0;
        line.char_indices()
            .find(|(_, c)| {
                end += self.count(c.encode_utf8(&mut [0; 4]));
                end > units
            })
            .map_or(line.len(), |(at, _)| at)
    }
}

/// A place in a text as an editor counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditorPosition {
    /// The line, from 0.
    pub line: u32,
    /// The column, from 0, in the units that were agreed on.
    pub character: u32,
}

impl Lines<'_> {
    /// Where the byte `offset` stands for an editor; the end of the text when it is beyond it.
    #[must_use]
    pub fn editor_position(&self, offset: u32, units: CodeUnits) -> EditorPosition {
        let (line, before) = self.before(offset);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        EditorPosition { line: count(line), character: count(units.count(before)) }
    }

    /// The byte at a place that an editor names. A column beyond the line is its end, before what ends it;
    /// a line beyond the text is the end of the text.
    #[must_use]
    pub fn offset(&self, place: EditorPosition, units: CodeUnits) -> usize {
        let Some((start, line)) = self.line_at(place.line as usize) else { return self.text().len() };
        start + units.bytes(line, place.character as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: ü\r\n😀b: 1\rlast";

    #[test]
    fn every_character_is_found_again_in_all_units() {
        let lines = Lines::of(TEXT);
        for units in [CodeUnits::Utf8, CodeUnits::Utf16, CodeUnits::Utf32] {
            for (offset, c) in TEXT.char_indices().filter(|(_, c)| !matches!(c, '\n' | '\r')) {
                let place = lines.editor_position(u32::try_from(offset).unwrap(), units);
                assert_eq!(lines.offset(place, units), offset, "{c} in {units:?}");
            }
        }
    }

    #[test]
    fn units_are_counted_as_the_protocol_says() {
        let lines = Lines::of(TEXT);
        let b = u32::try_from(TEXT.find('b').unwrap()).unwrap();
        let at = |units| lines.editor_position(b, units).character;
        assert_eq!([at(CodeUnits::Utf8), at(CodeUnits::Utf16), at(CodeUnits::Utf32)], [4, 2, 1]);
    }

    #[test]
    fn places_beyond_a_line_or_the_text_are_its_end() {
        let lines = Lines::of(TEXT);
        let offset = |line, character| lines.offset(EditorPosition { line, character }, CodeUnits::Utf16);
        assert_eq!(offset(0, 99), "a: ü".len());
        assert_eq!(offset(2, 99), TEXT.len());
        assert_eq!(offset(9, 0), TEXT.len());
        // In the middle of a pair of surrogates.
        assert_eq!(offset(1, 1), TEXT.find('😀').unwrap());
    }
}
