//! Fields that are an `Option` in some versions of Kubernetes and none in others.

/// Reads such a field the same way in every version.
pub(crate) trait OptionalField<T> {
    /// The value, if there is one.
    fn get(&self) -> Option<&T>;

    /// The value, made when there is none.
    fn get_mut(&mut self) -> &mut T
    where
        T: Default;
}

impl<T> OptionalField<T> for T {
    fn get(&self) -> Option<&T> {
        Some(self)
    }

    fn get_mut(&mut self) -> &mut T
    where
        T: Default,
    {
        self
    }
}

impl<T> OptionalField<T> for Option<T> {
    fn get(&self) -> Option<&T> {
        self.as_ref()
    }

    fn get_mut(&mut self) -> &mut T
    where
        T: Default,
    {
        self.get_or_insert_default()
    }
}
