//! A place that names an object.

use crate::syntax::text::Span;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// The kind of the object.
    pub kind: String,
    /// The namespace as it is compared: empty for `default`, and for kinds without.
    pub namespace: String,
    /// The object's name.
    pub name: String,
    /// The key of the object's data; none for the object itself.
    pub key: Option<String>,
}

/// Whether a place makes a name or uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionRole {
    /// The object itself, or the key in its data.
    Declaration,
    /// Another object's field.
    Use,
}

/// A place that names an object, or a key of its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What is named.
    pub target: Target,
    /// The bytes of the name, without quotes.
    pub span: Span,
    /// Whether the name is made here.
    pub role: MentionRole,
}
