//! How a field's value becomes a part of the description.

use std::borrow::Cow;
use std::num::NonZeroU32;
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

/// A part that a field of type `F` can be: `#[workload(port)] redis: u16` needs
/// `Port: FromField<u16>`.
#[diagnostic::on_unimplemented(
    message = "a field of type `{F}` cannot be given to this key, which takes `{Self}`",
    label = "this key takes `{Self}`",
    note = "a field has the type that its key takes, or for `mount` and `volume` that of a volume such as `Scratch`; numbers stand for counts, and `Duration`s for seconds; text that comes at run time is read by the type's `parse`",
    note = "`Option<T>` is accepted wherever `T` is: `None` leaves the key out; `Vec<T>` where the key may stand several times"
)]
pub trait FromField<F>: Sized {
    /// Whether the value ties the app to one Pod at a time, as a ReadWriteOnce claim does.
    const ONE_POD_AT_A_TIME: bool = false;

    /// The part made of the field's `value`; `None` leaves the key out.
    fn from_field(name: &FieldName, value: &F) -> Option<Self>;

    /// Every part made of the field's `value`, where it may be several.
    fn all_from_field(name: &FieldName, value: &F) -> Vec<Self> {
        Self::from_field(name, value).into_iter().collect()
    }
}

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
impl<P: Part> FromField<P> for P {
    fn from_field(name: &FieldName, value: &P) -> Option<Self> {
        Some(value.clone().named_after(name))
    }
}

#[diagnostic::do_not_recommend]
impl<F, P: FromField<F>> FromField<Option<F>> for P {
    const ONE_POD_AT_A_TIME: bool = P::ONE_POD_AT_A_TIME;

    fn from_field(name: &FieldName, value: &Option<F>) -> Option<Self> {
        value.as_ref().and_then(|value| P::from_field(name, value))
    }

    fn all_from_field(name: &FieldName, value: &Option<F>) -> Vec<Self> {
        value.iter().flat_map(|value| P::all_from_field(name, value)).collect()
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
impl<F, P: FromField<F> + Repeats> FromField<Vec<F>> for P {
    const ONE_POD_AT_A_TIME: bool = P::ONE_POD_AT_A_TIME;

    fn from_field(name: &FieldName, values: &Vec<F>) -> Option<Self> {
        values.first().and_then(|value| P::from_field(name, value))
    }

    fn all_from_field(name: &FieldName, values: &Vec<F>) -> Vec<Self> {
        let parts = values.iter().flat_map(|value| P::all_from_field(name, value));
        parts.enumerate().map(|(at, part)| part.numbered(at)).collect()
    }
}

/// Numbers of one type from fields of others; what is too large is the largest there is.
macro_rules! numbers {
    ($($to:ty: $($from:ty),+;)+) => {$($(
        #[diagnostic::do_not_recommend]
        impl FromField<$from> for $to {
            fn from_field(_: &FieldName, value: &$from) -> Option<Self> {
                Some(Self::try_from(*value).unwrap_or(Self::MAX))
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
    ($($to:ty),+) => {$(
        #[diagnostic::do_not_recommend]
        impl FromField<NonZeroU32> for $to {
            fn from_field(_: &FieldName, value: &NonZeroU32) -> Option<Self> {
                Some(Self::try_from(value.get()).unwrap_or(Self::MAX))
            }
        }

        #[diagnostic::do_not_recommend]
        impl FromField<Duration> for $to {
            fn from_field(_: &FieldName, value: &Duration) -> Option<Self> {
                Some(Self::try_from(value.as_secs()).unwrap_or(Self::MAX))
            }
        }
    )+};
}

counts!(u32, i32, i64);

#[diagnostic::do_not_recommend]
impl FromField<String> for Cow<'static, str> {
    fn from_field(_: &FieldName, value: &String) -> Option<Self> {
        Some(Cow::Owned(value.clone()))
    }
}

#[diagnostic::do_not_recommend]
impl FromField<&str> for Cow<'static, str> {
    fn from_field(_: &FieldName, value: &&str) -> Option<Self> {
        Some(Cow::Owned((*value).to_owned()))
    }
}

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
