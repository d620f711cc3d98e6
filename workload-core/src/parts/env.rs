//! Environment variables, one or many.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::{EnvFromSource, EnvVar};

use crate::literal::{FieldName, FromField, Principal, forms, group_forms};
use crate::values::EnvName;

/// The value of an environment variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvValue {
    /// A text.
    Text(Cow<'static, str>),
    /// A whole number, written as text.
    Number(i128),
    /// `true` or `false`, written as text.
    Flag(bool),
}

/// Environment variables: `env(LOG = "info")`, or `#[workload(env)] log: String`.
#[derive(Clone, Debug, Default)]
pub struct Env {
    pub(crate) vars: Vec<EnvVar>,
    pub(crate) from: Vec<EnvFromSource>,
}

impl Env {
    /// No variables yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { vars: Vec::new(), from: Vec::new() }
    }

    /// A variable called `name`.
    pub fn entry(&mut self, name: EnvName, value: EnvValue) -> &mut Self {
        self.vars.push(value.named(name.into()));
        self
    }
}

impl EnvValue {
    const fn text(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    const fn number(number: i128) -> Self {
        Self::Number(number)
    }

    const fn flag(on: bool) -> Self {
        Self::Flag(on)
    }

    fn named(self, name: String) -> EnvVar {
        let value = match self {
            Self::Text(text) => text.into_owned(),
            Self::Number(number) => number.to_string(),
            Self::Flag(on) => on.to_string(),
        };
        EnvVar { name, value: Some(value), ..EnvVar::default() }
    }
}

forms!(EnvValue: "text in quotes, a number, or `true` or `false`",
    text => EnvValue::text, int => EnvValue::number, flag => EnvValue::flag);
group_forms!(Env: "variables, such as `env(LOG = \"info\")`", repeats);

impl Principal for Env {
    type Value = EnvName;

    fn set_principal(&mut self, name: EnvName) {
        for var in &mut self.vars {
            name.as_str().clone_into(&mut var.name);
        }
    }
}

impl FromField<String> for Env {
    fn from_field(name: &FieldName, value: &String) -> Option<Self> {
        let value = EnvValue::Text(Cow::Owned(value.clone()));
        Some(Self { vars: vec![value.named(name.screaming())], from: Vec::new() })
    }
}
