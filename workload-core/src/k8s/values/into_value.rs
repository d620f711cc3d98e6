//! What methods take for a value: the value, or the literal of one.

/// A value of type `T`, or the literal of one, which is checked as `T::new` does:
/// `claim.storage_class("fast")`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `{T}`",
    label = "expected `{T}`, or its text in quotes",
    note = "text that comes at run time is checked before: `{T}::parse(text)?`"
)]
pub trait IntoValue<T> {
    /// The value.
    ///
    /// # Panics
    ///
    /// When a literal is none, with a sentence that says what is wrong.
    #[track_caller]
    fn into_value(self) -> T;
}
