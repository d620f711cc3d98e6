//! Fields that are environment variables.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Address, Env, EnvValue};
use crate::k8s::literal::{FieldName, FromField};
use crate::k8s::values::EnvName;

/// One variable, called after its field.
fn one(name: &FieldName, value: EnvValue) -> Env {
    let mut env = Env::new();
    env.set(name.screaming(), value);
    env
}

impl FromField<String> for Env {
    fn from_field(name: &FieldName, value: &String) -> Option<Self> {
        Some(one(name, EnvValue::Text(Cow::Owned(value.clone()))))
    }
}

impl FromField<&'static str> for Env {
    fn from_field(name: &FieldName, value: &&'static str) -> Option<Self> {
        Some(one(name, EnvValue::Text(Cow::Borrowed(value))))
    }
}

impl FromField<Cow<'static, str>> for Env {
    fn from_field(name: &FieldName, value: &Cow<'static, str>) -> Option<Self> {
        Some(one(name, EnvValue::Text(value.clone())))
    }
}

impl FromField<EnvValue> for Env {
    fn from_field(name: &FieldName, value: &EnvValue) -> Option<Self> {
        Some(one(name, value.clone()))
    }
}

impl FromField<Address> for Env {
    fn from_field(name: &FieldName, address: &Address) -> Option<Self> {
        Some(one(name, address.clone().into()))
    }
}

impl FromField<bool> for Env {
    fn from_field(name: &FieldName, value: &bool) -> Option<Self> {
        Some(one(name, EnvValue::Flag(*value)))
    }
}

/// Numbers are written in digits.
macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl FromField<$number> for Env {
            fn from_field(name: &FieldName, value: &$number) -> Option<Self> {
                Some(one(name, EnvValue::Text(Cow::Owned(value.to_string()))))
            }
        }
    )+};
}

numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

/// A whole map of variables, in the order of their names.
macro_rules! maps {
    ($($value:ty => $text:expr),+) => {$(
        impl FromField<BTreeMap<EnvName, $value>> for Env {
            fn from_field(_: &FieldName, map: &BTreeMap<EnvName, $value>) -> Option<Self> {
                let text: fn(&$value) -> EnvValue = $text;
                let mut env = Self::new();
                for (name, value) in map {
                    env.set(name.to_string(), text(value));
                }
                Some(env)
            }
        }
    )+};
}

maps!(String => |text| EnvValue::Text(Cow::Owned(text.clone())), EnvValue => Clone::clone);
