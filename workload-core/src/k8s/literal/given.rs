//! A value written as an expression: a `const` defined elsewhere, or a typed value.

use std::marker::PhantomData;
use std::mem::ManuallyDrop;

/// An expression's value on its way to a `T`; `read` is there for the pairs that fit.
#[derive(Debug)]
pub struct Given<T, V> {
    // Held undropped, so that a `const fn` can move it out.
    value: ManuallyDrop<V>,
    target: PhantomData<T>,
}

impl<T, V> Given<T, V> {
    pub(crate) const fn new(value: V) -> Self {
        Self { value: ManuallyDrop::new(value), target: PhantomData }
    }

    pub(crate) const fn into_value(self) -> V {
        ManuallyDrop::into_inner(self.value)
    }
}
