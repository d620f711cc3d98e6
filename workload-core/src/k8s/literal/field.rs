//! How a field's value becomes a part of the description.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::num::{NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize};
use std::time::Duration;

/// The identifier of a field, from which names are made unless given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldName(pub &'static str);

impl FieldName {
    /// The name as Kubernetes writes names: `redis_host` becomes `redis-host`.
    #[must_use]
    pub fn kebab(&self) -> String {
        self.0.trim_matches('_').to_lowercase().replace('_', "-")
    }

    /// The name as environment variables are written: `redis_host` becomes `REDIS_HOST`.
    #[must_use]
    pub fn screaming(&self) -> String {
        self.0.to_uppercase()
    }
}

/// A field that can be a part of type `T`: `#[workload(port)] redis: u16` needs `u16: ToPart<Port>`.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` cannot be given to this key, which takes `{T}`",
    label = "this key takes `{T}`",
    note = "give the field the type `{T}`, or one that stands for it, such as a whole number for a count, a `u16` for a port or a `Duration` for seconds; text that comes at run time is checked by the type's `parse`, where it has one",
    note = "an `Option` leaves the key out when it is `None`, and a `Vec` repeats a key that may stand several times",
    note = "a field of any other type needs `with = path`, a function that makes a `{T}` of a reference to the field"
)]
pub trait ToPart<T> {
    /// Whether the value ties the app to one Pod at a time, as a ReadWriteOnce claim does.
    const ONE_POD_AT_A_TIME: bool = false;

    /// The part made of the field's value; `None` leaves the key out.
    fn to_part(&self, name: &FieldName) -> Option<T>;

    /// Every part made of the field's value, where it may be several.
    fn to_parts(&self, name: &FieldName) -> Vec<T> {
        self.to_part(name).into_iter().collect()
    }
}

/// What a function behind `with` makes: the same as a field may be, with words of its own.
#[diagnostic::on_unimplemented(
    message = "the function makes a `{Self}`, and this key takes `{T}`",
    label = "expected a function that makes `{T}`",
    note = "text that comes at run time is checked by the type's `parse`, where it has one; an `Option` leaves the key out when it is `None`"
)]
pub trait Made<T> {
    /// Whether the value ties the app to one Pod at a time.
    const ONE_POD_AT_A_TIME: bool;

    /// Every part made of the value.
    fn to_parts(&self, name: &FieldName) -> Vec<T>;
}

#[diagnostic::do_not_recommend]
impl<F: ToPart<T>, T> Made<T> for F {
    const ONE_POD_AT_A_TIME: bool = <F as ToPart<T>>::ONE_POD_AT_A_TIME;

    fn to_parts(&self, name: &FieldName) -> Vec<T> {
        ToPart::to_parts(self, name)
    }
}

/// The type of a field, in the bound of a key: what is said of a bound that does not hold is then its own.
#[derive(Debug)]
pub struct FieldOf<F>(PhantomData<F>);

/// A value that may stand in an attribute, and so in a field of its own type.
pub trait Part: Clone {
    /// What stands after `=` when the key is on a field, beside the field's value: the path of a mount,
    /// the name of a variable.
    type Beside;

    /// Takes what stands after `=`.
    fn set_beside(&mut self, value: Self::Beside);

    /// The value as the part that a field of that name is.
    #[must_use]
    fn named_after(self, _: &FieldName) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<P: Part> ToPart<P> for P {
    fn to_part(&self, name: &FieldName) -> Option<P> {
        Some(self.clone().named_after(name))
    }
}

#[diagnostic::do_not_recommend]
impl<F: ToPart<P>, P> ToPart<P> for Option<F> {
    const ONE_POD_AT_A_TIME: bool = F::ONE_POD_AT_A_TIME;

    fn to_part(&self, name: &FieldName) -> Option<P> {
        self.as_ref().and_then(|value| value.to_part(name))
    }

    fn to_parts(&self, name: &FieldName) -> Vec<P> {
        self.iter().flat_map(|value| value.to_parts(name)).collect()
    }
}

/// A part whose key may stand several times.
pub trait Repeats: Sized {
    /// The part as one of several that a field gives: where it is named after the field, its number
    /// tells it from the others.
    #[must_use]
    fn numbered(self, _: usize) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<F: ToPart<P>, P: Repeats> ToPart<P> for Vec<F> {
    const ONE_POD_AT_A_TIME: bool = F::ONE_POD_AT_A_TIME;

    fn to_part(&self, name: &FieldName) -> Option<P> {
        self.first().and_then(|value| value.to_part(name))
    }

    fn to_parts(&self, name: &FieldName) -> Vec<P> {
        let parts = self.iter().flat_map(|value| value.to_parts(name));
        parts.enumerate().map(|(at, part)| part.numbered(at)).collect()
    }
}

/// Numbers of one type from fields of others; what is too large is the largest there is.
macro_rules! numbers {
    ($($to:ty: $($from:ty),+;)+) => {$($(
        #[diagnostic::do_not_recommend]
        impl ToPart<$to> for $from {
            fn to_part(&self, _: &FieldName) -> Option<$to> {
                Some(<$to>::try_from(*self).unwrap_or(<$to>::MAX))
            }
        }
    )+)+};
}

numbers! {
    u16: u8, u32;
    u32: u8, u16, u64, usize;
    i32: u8, u16, u32, u64, usize, i64;
    i64: u8, u16, u32, u64, usize, i32;
}

/// Numbers that are not zero, and durations in whole seconds.
macro_rules! counts {
    ($($to:ty: $($from:ty),+;)+) => {$(
        $(
            #[diagnostic::do_not_recommend]
            impl ToPart<$to> for $from {
                fn to_part(&self, _: &FieldName) -> Option<$to> {
                    Some(<$to>::try_from(self.get()).unwrap_or(<$to>::MAX))
                }
            }
        )+

        #[diagnostic::do_not_recommend]
        impl ToPart<$to> for Duration {
            fn to_part(&self, _: &FieldName) -> Option<$to> {
                Some(<$to>::try_from(self.as_secs()).unwrap_or(<$to>::MAX))
            }
        }
    )+};
}

counts! {
    u32: NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize;
    i32: NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize;
    i64: NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize;
}

/// Texts in a field.
macro_rules! texts {
    ($($text:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl ToPart<Cow<'static, str>> for $text {
            fn to_part(&self, _: &FieldName) -> Option<Cow<'static, str>> {
                let text: &str = self;
                Some(Cow::Owned(text.to_owned()))
            }
        }
    )+};
}

texts!(String, &'static str);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_identifier() {
        assert_eq!(FieldName("redis_host").kebab(), "redis-host");
        assert_eq!(FieldName("redis_host").screaming(), "REDIS_HOST");
        assert_eq!(FieldName("_unused").kebab(), "unused");
    }
}
