//! What stands in an attribute, as data: printed as Rust, and given to the builder.

/// What stands behind a key.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// `true` or `false`; a key alone means `true`.
    Flag(bool),
    /// A number.
    Number(i64),
    /// Text in quotes.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
    /// A function that the key's type knows: `secret("redis", "password")`.
    Call(&'static str, Vec<String>),
    /// Keys in parentheses.
    Group(Vec<Attribute>),
}

/// A key with its value, or a named entry: `"team" = "shop"`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attribute {
    /// The key.
    pub(super) key: String,
    /// Whether the key is a name that the user chose, in quotes.
    pub(super) is_entry: bool,
    /// What stands behind it.
    pub(super) value: Value,
    /// The comments above it.
    pub(super) comments: Vec<String>,
}

impl Attribute {
    /// A key of the grammar.
    pub(super) fn new(key: &str, value: Value) -> Self {
        Self { key: key.to_owned(), is_entry: false, value, comments: Vec::new() }
    }

    /// A name that the user chose.
    pub(super) fn entry(name: &str, value: Value) -> Self {
        Self { key: name.to_owned(), is_entry: true, value, comments: Vec::new() }
    }
}

/// The names of the keys of a list.
pub(super) fn has(attributes: &[Attribute], key: &str) -> bool {
    attributes.iter().any(|attribute| !attribute.is_entry && attribute.key == key)
}
