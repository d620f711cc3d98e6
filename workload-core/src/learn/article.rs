//! The article that rules and messages cite, section by section: [the page](crate::guide::article) of the guide, taken apart.
//!
//! ```
//! use workload_core::learn::article::{number, section};
//!
//! let section = section(number("article §4.2").unwrap()).unwrap();
//! assert_eq!(section.title, "Why a Deployment will not do");
//! ```

/// The page; a chapter begins with `## §4 Title`, a section with `### §4.2 Title`.
const PAGE: &str = include_str!("../../docs/article.md");

/// A chapter such as §4, or a section of one such as §4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// The number without its sign: `4.2`.
    pub number: &'static str,
    /// The heading behind the number.
    pub title: &'static str,
    /// The text, as Markdown; that of a chapter has its sections in it.
    pub text: &'static str,
}

/// What the page says before its first chapter: which article it is, and how it is cited.
#[must_use]
pub fn preface() -> &'static str {
    PAGE.split("\n## ").next().unwrap_or_default().trim()
}

/// Every chapter and every section, in the order of the page.
pub fn sections() -> impl Iterator<Item = Section> {
    PAGE.split("\n## §").skip(1).flat_map(|chapter| {
        let parts = chapter.split("\n### §").skip(1);
        [chapter].into_iter().chain(parts).filter_map(Section::read)
    })
}

/// The chapter or the section with a number such as `4` or `4.2`.
#[must_use]
pub fn section(number: &str) -> Option<Section> {
    sections().find(|section| section.number == number)
}

/// The number that a citation names: `4.2` for `article §4.2`, `§4.2` and `4.2`; none for any other text.
#[must_use]
pub fn number(citation: &str) -> Option<&str> {
    let citation = citation.trim();
    let behind_word = match citation.get(.."article".len()) {
        Some(word) if word.eq_ignore_ascii_case("article") => citation["article".len()..].trim_start(),
        _ => citation,
    };
    let number = behind_word.strip_prefix('§').unwrap_or(behind_word).trim_start();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    number.split('.').all(is_number).then_some(number)
}

impl Section {
    /// Reads a section from its number on.
    fn read(text: &'static str) -> Option<Self> {
        let (heading, text) = text.split_once('\n')?;
        let (number, title) = heading.split_once(' ')?;
        Some(Self { number, title, text: text.trim() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_and_sections_are_numbered_in_order() {
        let numbers: Vec<_> = sections().map(|section| section.number).collect();
        let mut wanted = Vec::new();
        for (chapter, parts) in (1..).zip([2, 2, 3, 4, 3, 3, 3, 5]) {
            wanted.push(chapter.to_string());
            wanted.extend((1..=parts).map(|part| format!("{chapter}.{part}")));
        }
        assert_eq!(numbers, wanted);
    }

    #[test]
    fn a_chapter_holds_its_sections_and_no_other() {
        let chapter = section("5").unwrap();
        assert!(chapter.text.contains("### §5.3 ") && !chapter.text.contains("§6"), "{}", chapter.text);
        let part = section("5.1").unwrap();
        assert!(part.text.contains("P01") && !part.text.contains("§5.2"), "{}", part.text);
        assert_eq!(section("5.4"), None);
    }

    #[test]
    fn citations_are_read_however_they_are_written() {
        for citation in ["4.2", "§4.2", "§ 4.2", "article 4.2", "Article §4.2", " article  § 4.2 "] {
            assert_eq!(number(citation), Some("4.2"), "{citation}");
        }
        for other in ["", "article", "§", "4.", "v1.2", "article of faith", "4.2.x"] {
            assert_eq!(number(other), None, "{other}");
        }
    }
}
