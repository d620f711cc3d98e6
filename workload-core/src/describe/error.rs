//! A contradiction in a description, with the Rust line that asked for it.

use std::fmt;
use std::panic::Location;

/// Something in a description that Kubernetes would refuse, or that cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptionError {
    /// What is wrong and what would be right, in a sentence.
    pub message: String,
    /// The Rust place that asked for it, where one did.
    pub place: Option<Location<'static>>,
}

impl fmt::Display for DescriptionError {
    /// `src/deploy.rs:12:5: …`, which editors turn into a link.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for DescriptionError {}

/// Every contradiction of a description, one a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptionErrors(Vec<DescriptionError>);

impl DescriptionErrors {
    /// The errors, when there are any.
    pub(crate) fn check(errors: Vec<DescriptionError>) -> Result<(), Self> {
        if errors.is_empty() { Ok(()) } else { Err(Self(errors)) }
    }

    /// The errors one by one.
    #[must_use]
    pub fn as_slice(&self) -> &[DescriptionError] {
        &self.0
    }
}

impl fmt::Display for DescriptionErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            let line = if at > 0 { "\n" } else { "" };
            write!(f, "{line}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for DescriptionErrors {}
