//! What a cause is.

use serde::Serialize;

/// Why an object does not go on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Cause {
    /// The reason as Kubernetes names it: `ImagePullBackOff`.
    pub reason: String,
    /// What is wrong, in words.
    pub message: String,
    /// The way out; none when only the message can tell it.
    pub help: Option<String>,
    /// The container, where it is one.
    pub container: Option<String>,
    /// Whether it rarely goes away by itself.
    pub lasts: bool,
    /// Whether what the container wrote tells more; then `true` means what it wrote before its last start.
    pub log: Option<bool>,
}

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(container) = &self.container {
            write!(f, "container {container}: ")?;
        }
        write!(f, "{}", self.reason)?;
        if self.message.is_empty() { Ok(()) } else { write!(f, ": {}", self.message) }
    }
}
