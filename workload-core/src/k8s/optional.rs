//! Fields that are an `Option` in some versions of Kubernetes and none in others.

/// Reads such a field the same way in every version.
pub(crate) trait OptionalField<T> {
    /// The value, if there is one.
    fn get(&self) -> Option<&T>;
}

impl<T> OptionalField<T> for T {
    fn get(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> OptionalField<T> for Option<T> {
    fn get(&self) -> Option<&T> {
        self.as_ref()
    }
}
