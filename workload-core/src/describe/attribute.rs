//! What the derive macros call: one place where attribute syntax meets this crate's types.
//!
//! The macros know no key but the shape words. For `image = "redis:7.4"` they emit
//! `slot(|description, value| description.image(value)).literal().text("redis:7.4")`: the
//! method's argument type says how the literal is read, in a `const` item, so that a bad
//! literal is a compile error under the literal. The same expression fills the slot at run
//! time. Nobody calls this module by hand; it is public because macro output must reach it.

mod beside;
mod outline;
mod slot;

#[cfg(feature = "import")]
pub(crate) use beside::check_beside;
pub use outline::Outline;
pub use slot::{EntrySlot, FieldReader, Slot, beside, slot};

pub use crate::k8s::literal::{FieldName, Leaf, ReadGiven, Written};

/// Ends the life of a value in a `const` context, where destructors may not run.
pub const fn forget<T>(value: T) {
    std::mem::forget(value);
}
