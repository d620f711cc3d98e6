//! Why an object cannot be the parent of a set.

use std::fmt;

/// Why an object cannot be the parent of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnusableParent {
    /// It has no label with the id of a set: it is another object of this name.
    NoId,
    /// Its label has another id.
    WrongId {
        /// The id that is there.
        found: String,
        /// The id that follows from its name.
        expected: String,
    },
    /// It does not say which tool leads the set.
    NoTool,
    /// Another tool leads the set.
    OtherTool(String),
    /// It does not say of which kinds the members are.
    NoKinds,
}

impl fmt::Display for UnusableParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoId => {
                f.write_str("it has no label `applyset.kubernetes.io/id`, so it is not the parent of a set")
            }
            Self::WrongId { found, expected } => {
                write!(f, "its label `applyset.kubernetes.io/id` is {found}, expected {expected}")
            }
            Self::NoTool => f.write_str("it has no annotation `applyset.kubernetes.io/tooling`"),
            Self::OtherTool(tool) => write!(f, "the set is managed by {tool}"),
            Self::NoKinds => {
                f.write_str("it has no annotation `applyset.kubernetes.io/contains-group-kinds`")
            }
        }
    }
}
