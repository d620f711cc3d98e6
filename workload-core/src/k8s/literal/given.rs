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

/// Reads what no key of that type takes: only there to say so.
///
/// What fits has a method of its own, called before this one.
pub trait ReadGiven<T, V>: Sized {
    /// Nothing: no value gets here.
    fn read(self) -> T
    where
        T: Accepts<V>;
}

impl<T, V> ReadGiven<T, V> for Given<T, V> {
    fn read(self) -> T
    where
        T: Accepts<V>,
    {
        T::accept(self.into_value())
    }
}

/// A type whose values may be given as a `V`; what may be has a method of its own, so this has no
/// implementation.
#[diagnostic::on_unimplemented(
    message = "a value of type `{V}` cannot be given to this key, which takes `{Self}`",
    label = "this key takes `{Self}`",
    note = "give it a literal, a `const` of type `{Self}`, or for what is written as text a `&'static str`; what is known only at run time is a field with this key"
)]
pub trait Accepts<V>: Sized {
    /// The value.
    fn accept(value: V) -> Self;
}
