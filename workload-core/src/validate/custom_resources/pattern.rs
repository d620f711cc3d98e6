//! A schema's `pattern`: a regular expression in Go's RE2 syntax, compiled once.

use regex::Regex;
use serde::{Deserialize, Deserializer};

/// A regular expression and its text.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    text: String,
    compiled: Option<Regex>,
}

impl Pattern {
    /// Whether `value` matches somewhere; an expression that cannot be compiled here matches all.
    pub(super) fn matches(&self, value: &str) -> bool {
        self.compiled.as_ref().is_none_or(|regex| regex.is_match(value))
    }

    /// The expression as it was written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let compiled = Regex::new(&text).ok();
        Ok(Self { text, compiled })
    }
}
