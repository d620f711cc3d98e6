//! Fields that are environment variables.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::value::EnvValue;
use super::variables::Env;
use crate::describe::parts::address::Address;
use crate::describe::parts::address_text::AddressText;
use crate::k8s::literal::{FieldName, FieldOf, ToPart};

/// A type whose values can be those of environment variables; implement it for your own types.
///
/// ```
/// use std::fmt;
///
/// use workload_core::Workload;
/// use workload_core::parts::{EnvValue, IntoEnvValue};
///
/// enum LogLevel {
///     Info,
///     Debug,
/// }
///
/// impl IntoEnvValue for LogLevel {
///     fn env_value(&self) -> EnvValue {
///         EnvValue::Text(match self {
///             Self::Info => "info".into(),
///             Self::Debug => "debug".into(),
///         })
///     }
/// }
///
/// #[derive(Workload)]
/// #[workload(image = "api:v1")]
/// struct Api {
///     #[workload(env)]
///     log: LogLevel,
/// }
///
/// assert!(Api { log: LogLevel::Debug }.manifests().to_yaml().contains("value: debug"));
/// # let _ = LogLevel::Info;
/// ```
pub trait IntoEnvValue {
    /// The variable's value.
    fn env_value(&self) -> EnvValue;
}

/// The type of a field whose key is `env`: it stands for [`IntoEnvValue`] in messages of the compiler, which
/// would else list every type that there is.
#[diagnostic::on_unimplemented(
    message = "a field of type `{V}` is not the value of a variable",
    label = "not the value of an environment variable",
    note = "texts, numbers, `bool`, addresses and `EnvValue` are, and `Option` and maps of them; for a type of your own that implements `Display` write `impl IntoEnvValue for … {{ fn env_value(&self) -> EnvValue {{ EnvValue::display(self) }} }}`",
    note = "for a type of another crate add `with = path`, a function that makes a text or an `EnvValue` of a reference to the field"
)]
pub trait IsEnvValue<V> {
    /// The variable's value.
    fn value_of(field: &V) -> EnvValue;
}

#[diagnostic::do_not_recommend]
impl<V: IntoEnvValue> IsEnvValue<V> for FieldOf<V> {
    fn value_of(field: &V) -> EnvValue {
        field.env_value()
    }
}

impl<V> ToPart<Env> for V
where
    FieldOf<V>: IsEnvValue<V>,
{
    fn to_part(&self, name: &FieldName) -> Option<Env> {
        let mut env = Env::new();
        env.set(name.screaming(), FieldOf::<V>::value_of(self));
        Some(env)
    }
}

impl IntoEnvValue for String {
    fn env_value(&self) -> EnvValue {
        EnvValue::Text(Cow::Owned(self.clone()))
    }
}

impl IntoEnvValue for &str {
    fn env_value(&self) -> EnvValue {
        EnvValue::Text(Cow::Owned((*self).to_owned()))
    }
}

impl IntoEnvValue for Cow<'_, str> {
    fn env_value(&self) -> EnvValue {
        EnvValue::Text(Cow::Owned(self.to_string()))
    }
}

impl IntoEnvValue for EnvValue {
    fn env_value(&self) -> EnvValue {
        self.clone()
    }
}

impl IntoEnvValue for Address {
    fn env_value(&self) -> EnvValue {
        self.clone().into()
    }
}

impl IntoEnvValue for AddressText {
    fn env_value(&self) -> EnvValue {
        self.clone().into()
    }
}

impl IntoEnvValue for bool {
    fn env_value(&self) -> EnvValue {
        EnvValue::Flag(*self)
    }
}

/// Types whose text is their value.
macro_rules! displayed {
    ($($type:ty),+) => {$(
        impl IntoEnvValue for $type {
            fn env_value(&self) -> EnvValue {
                EnvValue::display(self)
            }
        }
    )+};
}

displayed!(char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64);
displayed!(std::num::NonZeroU16, std::num::NonZeroU32, std::num::NonZeroU64, std::num::NonZeroUsize);
displayed!(core::net::IpAddr, core::net::Ipv4Addr, core::net::Ipv6Addr, core::net::SocketAddr);

/// Variables from a map, in the order of their names.
fn from_map<'m, N: AsRef<str> + 'm, V: IntoEnvValue + 'm>(
    entries: impl Iterator<Item = (&'m N, &'m V)>,
) -> Env {
    let mut entries: Vec<_> = entries.map(|(name, value)| (name.as_ref(), value)).collect();
    entries.sort_by_key(|(name, _)| *name);
    let mut env = Env::new();
    for (name, value) in entries {
        env.set(name.to_owned(), value.env_value());
    }
    env
}

#[diagnostic::do_not_recommend]
impl<N: AsRef<str>, V: IntoEnvValue> ToPart<Env> for BTreeMap<N, V> {
    fn to_part(&self, _: &FieldName) -> Option<Env> {
        Some(from_map(self.iter()))
    }
}

#[diagnostic::do_not_recommend]
impl<N: AsRef<str>, V: IntoEnvValue, H> ToPart<Env> for HashMap<N, V, H> {
    fn to_part(&self, _: &FieldName) -> Option<Env> {
        Some(from_map(self.iter()))
    }
}

/// Variables with names of their own, in their order.
#[diagnostic::do_not_recommend]
impl<N: AsRef<str>, V: IntoEnvValue> ToPart<Env> for Vec<(N, V)> {
    fn to_part(&self, _: &FieldName) -> Option<Env> {
        let mut env = Env::new();
        for (name, value) in self {
            env.set(name.as_ref().to_owned(), value.env_value());
        }
        Some(env)
    }
}
