//! A place in a document, written as the API server writes it.

use std::fmt;

use crate::syntax::text::pointer_token;

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A field of an object: `.spec`.
    Field(String),
    /// A key of a map of data: `[app]`.
    Key(String),
    /// An item of a list, from 0: `[0]`.
    Index(usize),
}

/// The steps from the document's root.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// Whether `self` is `other` or stands above it.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The place as a JSON pointer (RFC 6901).
    #[must_use]
    pub fn pointer(&self) -> String {
        let token = |step: &Step| match step {
            Step::Field(name) | Step::Key(name) => format!("/{}", pointer_token(name)),
            Step::Index(index) => format!("/{index}"),
        };
        self.0.iter().map(token).collect()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if at == 0 => f.write_str(name)?,
                Step::Field(name) => {
                    f.write_str(".")?;
                    f.write_str(name)?;
                }
                Step::Key(key) => {
                    f.write_str("[")?;
                    f.write_str(key)?;
                    f.write_str("]")?;
                }
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
