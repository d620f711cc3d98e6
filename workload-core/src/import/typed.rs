//! The value behind a key as a value of a field.

use super::attribute::Value;
use super::expr::Expr;
use super::read::Read;

/// A value with the type of its field.
pub(super) struct Typed {
    /// The type.
    pub(super) ty: &'static str,
    /// The value, as Rust.
    pub(super) value: Expr,
}

impl Typed {
    /// The value of the type that `fill` takes; none when no expression makes it.
    pub(super) fn of<T: Read>(value: &Value, fill: impl FnOnce(T)) -> Option<Self> {
        fill(T::read(value)?);
        Some(Self { ty: T::TYPE, value: T::field(value)? })
    }
}

/// The value as the argument of a method that takes what `fill` takes.
pub(super) fn argument<T: Read>(value: &Value, fill: impl FnOnce(T)) -> Option<Expr> {
    fill(T::read(value)?);
    T::expr(value)
}
