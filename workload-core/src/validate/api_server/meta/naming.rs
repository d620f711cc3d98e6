//! The forms that the names of the kinds have.

/// What a kind's names must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::validate::api_server) enum Naming {
    /// Labels joined by dots (RFC 1123 subdomain), of at most this many characters.
    Subdomain(usize),
    /// One label (RFC 1123): at most 63 characters, no dot.
    Label,
    /// Whatever fits in a path.
    Anything,
}
