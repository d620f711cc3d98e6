//! What stands in an attribute, as data: printed as Rust, and given to the builder.

use super::reference::Addressed;

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
    /// A constant of the module, and the text that it holds.
    Named(String, String),
    /// A text with addresses of workloads, which only a field can hold.
    Addressed(Addressed),
    /// A list of texts, some of them with addresses.
    Texts(Vec<Value>),
}

impl Value {
    /// Whether an address stands in it.
    pub(super) fn has_address(&self) -> bool {
        match self {
            Self::Addressed(_) | Self::Texts(_) => true,
            Self::Group(inner) => inner.iter().any(|one| one.value.has_address()),
            _ => false,
        }
    }
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

    /// Whether two attributes say the same, whatever their comments.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        let is_alike = match (&self.value, &other.value) {
            (Value::Group(left), Value::Group(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.says_as(right))
            }
            (left, right) => left == right,
        };
        is_alike && (&self.key, self.is_entry) == (&other.key, other.is_entry)
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
