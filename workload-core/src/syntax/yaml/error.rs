//! Why a text is not YAML that the API server reads.

use crate::syntax::text::Span;

/// Why a text is no YAML that the API server reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, in a sentence without the place.
    pub message: String,
    /// Where the reader stopped.
    pub span: Span,
}
