//! How a literal in an attribute becomes a typed value, at compile time.
//!
//! `Literal<T>` is a name without a value: each type that may stand in an attribute says once,
//! with [`forms!`], which forms it takes and what to say about the others. The functions are
//! inherent and `const` (trait methods cannot be), so the compiler runs them under the literal.

mod beside;
mod field;
mod forms;
mod given;
mod leaf;

use std::marker::PhantomData;

pub use beside::NothingBeside;
pub use field::{FieldName, FieldOf, Made, Part, Repeats, ToPart};
pub(crate) use forms::{amount_forms, forms, group_forms, text_forms, word_forms};
pub use given::{Given, ReadGiven};
pub(crate) use leaf::find;
pub use leaf::{Leaf, Written};

/// Reads literals as a `T`.
#[derive(Debug)]
pub struct Literal<T>(PhantomData<T>);

impl<T> Literal<T> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }

    /// A value written as an expression, such as the path of a `const`.
    #[must_use]
    pub const fn given<V>(self, value: V) -> Given<T, V> {
        Given::new(value)
    }
}
