//! What a release is called.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::cluster::is_export;
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

    /// The name that is given, or else that of the only input if it is an export.
    pub(crate) fn of_inputs(given: Option<&str>, inputs: &[PathBuf]) -> Result<Option<Self>> {
        match (given, inputs) {
            (Some(name), _) => Self::parse(name).map(Some),
            (None, [input]) if is_export(input) => Self::of_export(input).map(Some),
            _ => Ok(None),
        }
    }

    /// The name of an export as that of a release: `shop::live_test` is `live-test`.
    fn of_export(input: &Path) -> Result<Self> {
        let text = input.to_string_lossy();
        let last = text.rsplit("::").next().unwrap_or_default();
        Self::parse(last.to_lowercase().replace('_', "-").trim_matches('-'))
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReleaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(given: Option<&str>, inputs: &[&str]) -> Option<String> {
        let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
        ReleaseName::of_inputs(given, &inputs).unwrap().map(|name| name.to_string())
    }

    #[test]
    fn the_only_export_names_a_release_and_files_do_not() {
        assert_eq!(of(None, &["shop::live_Test"]).as_deref(), Some("live-test"));
        assert_eq!([of(None, &["k8s/"]), of(None, &["-"]), of(None, &["one", "two"])], [None, None, None]);
        assert_eq!(of(Some("shop"), &["k8s/"]).as_deref(), Some("shop"));
    }

    #[test]
    fn a_name_fits_a_label() {
        for wrong in ["", "Shop", "a_b", "-a", "a-", "a.b", &"a".repeat(64)] {
            assert!(ReleaseName::parse(wrong).is_err(), "{wrong}");
        }
        assert!(ReleaseName::parse(&"a".repeat(63)).is_ok());
    }
}
