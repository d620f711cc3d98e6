//! Many short texts in little memory.

use std::fmt;

/// The first character that is a digit of a length with more digits behind it.
const MORE: u32 = 0x4000;

/// Texts in order, in one allocation: before each stands its length.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct CompactTexts(Box<str>);

impl CompactTexts {
    /// The texts, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        let mut rest = &*self.0;
        std::iter::from_fn(move || {
            let length = read_length(&mut rest)?;
            let (text, behind) = rest.split_at_checked(length)?;
            rest = behind;
            Some(text)
        })
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
        let mut all = String::new();
        for text in texts {
            write_length(&mut all, text.as_ref().len());
            all.push_str(text.as_ref());
        }
        Self(all.into())
    }
}

impl fmt::Debug for CompactTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Writes a length in digits, the least first; each is a character.
fn write_length(all: &mut String, length: usize) {
    let base = MORE as usize;
    let mut rest = length;
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

fn read_length(rest: &mut &str) -> Option<usize> {
    let (mut length, mut unit) = (0, 1);
    let mut digits = rest.chars();
    loop {
        let digit = u32::from(digits.next()?);
        length += (digit % MORE) as usize * unit;
        unit *= MORE as usize;
        if digit < MORE {
            *rest = digits.as_str();
            return Some(length);
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
        assert!(compact.contains("größer") && !compact.contains("groß"));
        assert!(CompactTexts::default().is_empty() && CompactTexts::default().iter().next().is_none());
        assert_eq!(format!("{:?}", ["a", "b"].iter().collect::<CompactTexts>()), r#"["a", "b"]"#);
    }
}
