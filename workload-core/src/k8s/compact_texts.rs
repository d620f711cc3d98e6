//! Many short texts and numbers in little memory.

use std::fmt;

/// The first character that is a digit of a number with more digits behind it.
const MORE: u32 = 0x4000;

/// Texts in order, in one allocation: before each stands its length.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct CompactTexts(Box<str>);

impl CompactTexts {
    /// The texts, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        let mut reader = self.reader();
        std::iter::from_fn(move || reader.text())
    }

    /// Reads what a [`CompactWriter`] wrote.
    pub(crate) const fn reader(&self) -> CompactReader<'_> {
        CompactReader(&self.0)
    }

    /// The first text with the second, the third with the fourth, and so on, each pair as it stands here with
    /// the lengths of both.
    pub(crate) fn joined_pairs(&self) -> impl Iterator<Item = &str> + Clone {
        let mut reader = self.reader();
        std::iter::from_fn(move || {
            let pair = reader.0;
            reader.text()?;
            reader.text()?;
            pair.get(..pair.len() - reader.0.len())
        })
    }

    /// They as one text, which a [`CompactReader`] reads.
    pub(crate) fn into_text(self) -> Box<str> {
        self.0
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them is `text`.
    pub(crate) fn contains(&self, text: &str) -> bool {
        self.iter().any(|own| own == text)
    }
}

impl<T: AsRef<str>> FromIterator<T> for CompactTexts {
    fn from_iter<I: IntoIterator<Item = T>>(texts: I) -> Self {
        let mut all = CompactWriter::default();
        for text in texts {
            all.text(text.as_ref());
        }
        all.finish()
    }
}

/// Writes texts and numbers one after the other.
#[derive(Debug, Default)]
pub(crate) struct CompactWriter(String);

impl CompactWriter {
    /// One that takes so many bytes without growing.
    pub(crate) fn with_capacity(size: usize) -> Self {
        Self(String::with_capacity(size))
    }

    /// Writes a number.
    pub(crate) fn number(&mut self, number: usize) {
        write_number(&mut self.0, number);
    }

    /// Writes a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.push_str(text);
    }

    /// Writes a text that may be absent.
    pub(crate) fn optional_text(&mut self, text: Option<&str>) {
        self.number(usize::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }

    /// What was written.
    pub(crate) fn finish(self) -> CompactTexts {
        CompactTexts(self.0.into())
    }
}

/// Reads texts and numbers in the order in which they were written; none at the end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CompactReader<'c>(&'c str);

impl<'c> CompactReader<'c> {
    /// Reads what was written as one text, from a byte on that was the end of a number or text.
    pub(crate) fn from(text: &'c str, at: usize) -> Self {
        Self(text.get(at..).unwrap_or_default())
    }

    /// The number of bytes that are not read yet.
    pub(crate) const fn left(&self) -> usize {
        self.0.len()
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> Option<usize> {
        read_number(&mut self.0)
    }

    /// The next text.
    pub(crate) fn text(&mut self) -> Option<&'c str> {
        let length = self.number()?;
        let (text, behind) = self.0.split_at_checked(length)?;
        self.0 = behind;
        Some(text)
    }

    /// The next text that may be absent.
    #[expect(clippy::option_option, reason = "at the end there is not even an absent text")]
    pub(crate) fn optional_text(&mut self) -> Option<Option<&'c str>> {
        Some(if self.number()? == 0 { None } else { Some(self.text()?) })
    }
}

impl fmt::Debug for CompactTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Writes a number in digits, the least first; each is a character.
fn write_number(all: &mut String, number: usize) {
    let base = MORE as usize;
    let mut rest = number;
    loop {
        // Both sides are below 0x8000, where every number is a character.
        let digit = u32::try_from(rest % base).unwrap_or_default();
        rest /= base;
        all.push(char::from_u32(if rest > 0 { digit + MORE } else { digit }).unwrap_or_default());
        if rest == 0 {
            return;
        }
    }
}

fn read_number(rest: &mut &str) -> Option<usize> {
    let (mut number, mut unit) = (0_usize, 1_usize);
    let mut digits = rest.chars();
    loop {
        let digit = u32::from(digits.next()?);
        number = number.wrapping_add(((digit % MORE) as usize).wrapping_mul(unit));
        unit = unit.wrapping_mul(MORE as usize);
        if digit < MORE {
            *rest = digits.as_str();
            return Some(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_any_length_come_back() {
        let long =
            ["x".repeat(127), "ü".repeat(64), "y".repeat(0x3fff), "z".repeat(0x4000), "€".repeat(99_999)];
        let texts: Vec<&str> =
            ["", "a", "\0", "größer"].into_iter().chain(long.iter().map(String::as_str)).collect();
        let compact: CompactTexts = texts.iter().collect();
        assert_eq!(compact.iter().collect::<Vec<_>>(), texts);
        let joined: Vec<_> = compact.joined_pairs().collect();
        assert_eq!(joined.len(), texts.len() / 2);
        assert_eq!(joined[1], texts[2..4].iter().collect::<CompactTexts>().joined_pairs().next().unwrap());
        assert!(compact.contains("größer") && !compact.contains("groß"));
        let mut writer = CompactWriter::default();
        let numbers = [0, 1, 0x3fff, 0x4000, u32::MAX as usize, usize::MAX];
        for number in numbers {
            writer.number(number);
        }
        for text in [None, Some(""), Some("ä")] {
            writer.optional_text(text);
        }
        let written = writer.finish();
        let mut reader = written.reader();
        assert!(numbers.iter().all(|number| reader.number() == Some(*number)));
        assert_eq!(
            [(); 4].map(|()| reader.optional_text()),
            [Some(None), Some(Some("")), Some(Some("ä")), None]
        );
        assert!(CompactTexts::default().is_empty() && CompactTexts::default().iter().next().is_none());
        assert_eq!(format!("{:?}", ["a", "b"].iter().collect::<CompactTexts>()), r#"["a", "b"]"#);
    }
}
