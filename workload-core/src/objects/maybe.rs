//! Fields that are an `Option` in some versions of Kubernetes and none in others.

/// Reads such a field the same way in every version.
pub(crate) trait Maybe<T> {
    /// The value, if there is one.
    fn maybe(&self) -> Option<&T>;
}

impl<T> Maybe<T> for T {
    fn maybe(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> Maybe<T> for Option<T> {
    fn maybe(&self) -> Option<&T> {
        self.as_ref()
    }
}
