//! What a release is called.

use std::fmt;

use crate::error::{CliError, Result};

/// Number of characters of a name at most: it is the value of a label.
const LONGEST: usize = 63;

/// The name under which the revisions of a set are kept, in one namespace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ReleaseName(String);

impl ReleaseName {
    /// Reads a name: lowercase letters, digits and `-`, 63 characters at most.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_name = !text.is_empty()
            && text.len() <= LONGEST
            && text.chars().all(is_inner)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if is_name {
            return Ok(Self(text.to_owned()));
        }
        Err(CliError::new(format!("`{text}` cannot be the name of a release"))
            .help("use lowercase letters, digits and `-`, 63 characters at most, such as `shop-production`"))
    }

    /// The name that is given, or else that of the set or of the only export.
    pub(crate) fn choose(
        given: Option<&str>,
        set: Option<&str>,
        export: Option<&str>,
    ) -> Result<Option<Self>> {
        match (given, set.or(export)) {
            (Some(name), _) => Self::parse(name).map(Some),
            (None, Some(name)) => Ok(Self::parse(&fitting(name)).ok()),
            (None, None) => Ok(None),
        }
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A name of something else as that of a release.
fn fitting(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' })
        .take(LONGEST)
        .collect();
    plain.trim_matches('-').to_owned()
}

impl fmt::Display for ReleaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_or_the_export_names_a_release_and_files_do_not() {
        let of = |given, set, export| {
            ReleaseName::choose(given, set, export).unwrap().map(|name| name.to_string())
        };
        assert_eq!(of(None, None, Some("shop-live_Test")).as_deref(), Some("shop-live-test"));
        assert_eq!(of(None, Some("set.a"), Some("shop-live")).as_deref(), Some("set-a"));
        assert_eq!(of(Some("shop"), Some("a"), Some("b")).as_deref(), Some("shop"));
        assert_eq!(of(None, None, None), None);
    }

    #[test]
    fn a_name_fits_a_label() {
        for wrong in ["", "Shop", "a_b", "-a", "a-", "a.b", &"a".repeat(64)] {
            assert!(ReleaseName::parse(wrong).is_err(), "{wrong}");
        }
        assert!(ReleaseName::parse(&"a".repeat(63)).is_ok());
    }
}
