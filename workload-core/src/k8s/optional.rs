//! Fields that are an `Option` in some versions of Kubernetes and none in others.

use std::borrow::Cow;

/// Reads such a field the same way in every version.
pub(crate) trait OptionalField<T> {
    /// The value, if there is one.
    fn get(&self) -> Option<&T>;

    /// The value, or its type's default when there is none.
    fn get_or_default<'a>(&'a self) -> Cow<'a, T>
    where
        T: Clone + Default + 'a,
    {
        self.get().map_or_else(|| Cow::Owned(T::default()), Cow::Borrowed)
    }

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
