//! How a field's value becomes a part of the description.

use std::borrow::Cow;

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
    message = "a field of type `{F}` cannot be given to this key",
    label = "this key takes a `{Self}`",
    note = "`Option<T>` is accepted wherever `T` is: `None` leaves the key out"
)]
pub trait FromField<F>: Sized {
    /// Whether the value ties the app to one Pod at a time, as a ReadWriteOnce claim does.
    const ONE_POD_AT_A_TIME: bool = false;

    /// The part made of the field's `value`; `None` leaves the key out.
    fn from_field(name: &FieldName, value: &F) -> Option<Self>;
}

impl<F, P: FromField<F>> FromField<Option<F>> for P {
    const ONE_POD_AT_A_TIME: bool = P::ONE_POD_AT_A_TIME;

    fn from_field(name: &FieldName, value: &Option<F>) -> Option<Self> {
        value.as_ref().and_then(|value| P::from_field(name, value))
    }
}

/// Values that are the part they are given to.
macro_rules! itself {
    ($($type:ty),+) => {$(
        impl FromField<$type> for $type {
            fn from_field(_: &FieldName, value: &$type) -> Option<Self> {
                Some(value.clone())
            }
        }
    )+};
}

itself!(u16, u32, i32, i64, bool);

impl FromField<String> for Cow<'static, str> {
    fn from_field(_: &FieldName, value: &String) -> Option<Self> {
        Some(Cow::Owned(value.clone()))
    }
}

/// A part with a value of its own beside the field's: the path of a mount, the name of an
/// environment variable.
#[diagnostic::on_unimplemented(
    message = "the field's own value is all that this key takes",
    label = "nothing stands after `=` here",
    note = "write the key alone, or move `key = value` to the struct"
)]
pub trait Principal {
    /// What stands after `=`.
    type Value;

    /// Takes what stands after `=`.
    fn set_principal(&mut self, value: Self::Value);
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
