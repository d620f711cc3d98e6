//! JSON pointers (RFC 6901): how a name stands in one.

/// A name as one token of a JSON pointer.
///
/// ```
/// use workload_core::syntax::text::{pointer_names, pointer_token};
///
/// assert_eq!(pointer_token("example.com/~tier"), "example.com~1~0tier");
/// assert_eq!(pointer_names("/labels/example.com~1~0tier").last().as_deref(), Some("example.com/~tier"));
/// ```
#[must_use]
pub fn pointer_token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The name that a token of a JSON pointer stands for.
#[must_use]
pub fn token_name(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The names that a JSON pointer goes through, from the outermost on.
pub fn pointer_names(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(token_name)
}
