//! Fields that are environment variables.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::value::EnvValue;
use super::variables::Env;
use crate::describe::parts::address::Address;
use crate::describe::parts::address_text::AddressText;
use crate::k8s::literal::{FieldName, FromField};
use crate::k8s::values::EnvName;

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
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` cannot be given to this key, which takes the value of a variable",
    label = "no value of an environment variable",
    note = "implement `IntoEnvValue` for it: `fn env_value(&self) -> EnvValue {{ EnvValue::display(self) }}` does for what implements `Display`"
)]
pub trait IntoEnvValue {
    /// The variable's value.
    fn env_value(&self) -> EnvValue;
}

impl<V: IntoEnvValue> FromField<V> for Env {
    fn from_field(name: &FieldName, value: &V) -> Option<Self> {
        let mut env = Self::new();
        env.set(name.screaming(), value.env_value());
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

/// A whole map of variables, in the order of their names.
#[diagnostic::do_not_recommend]
impl<N: AsRef<str>, V: IntoEnvValue> FromField<BTreeMap<N, V>> for Env {
    fn from_field(_: &FieldName, map: &BTreeMap<N, V>) -> Option<Self> {
        let mut env = Self::new();
        for (name, value) in map {
            env.set(name.as_ref().to_owned(), value.env_value());
        }
        Some(env)
    }
}

/// One variable, or several with names of their own.
#[diagnostic::do_not_recommend]
impl FromField<Vec<(EnvName, EnvValue)>> for Env {
    fn from_field(_: &FieldName, entries: &Vec<(EnvName, EnvValue)>) -> Option<Self> {
        let mut env = Self::new();
        for (name, value) in entries {
            env.entry(name.clone(), value.clone());
        }
        Some(env)
    }
}
