//! Environment variables, one or many.

use k8s_openapi::api::core::v1::{ConfigMapEnvSource, EnvFromSource, EnvVar, SecretEnvSource};

use super::env_var::variable;
use super::value::EnvValue;
use serde::{Deserialize, Serialize};

use crate::describe::parts::address_text::AddressText;
use crate::k8s::literal::group_forms;
use crate::k8s::values::{EnvName, ObjectName};

/// Environment variables: `env(LOG = "info")`, or `#[workload(env)] log: String`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Env {
    pub(crate) vars: Vec<EnvVar>,
    pub(crate) from: Vec<EnvFromSource>,
    /// The variables that hold an address, by their place among `vars`.
    pub(crate) addresses: Vec<(usize, AddressText)>,
    prefix: Option<EnvName>,
}

impl Env {
    /// No variables yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A variable called `name`.
    pub fn entry(&mut self, name: EnvName, value: EnvValue) -> &mut Self {
        self.set(name.into(), value);
        self
    }

    pub(super) fn set(&mut self, name: String, value: EnvValue) {
        if let EnvValue::Addressed(text) = &value {
            self.addresses.push((self.vars.len(), text.clone()));
        }
        self.vars.push(variable(name, &value));
    }

    /// Put before the names that the next `from_secret` or `from_config` brings.
    pub fn prefix(&mut self, prefix: EnvName) -> &mut Self {
        self.prefix = Some(prefix);
        self
    }

    /// A variable for every key of the Secret `name`.
    pub fn from_secret(&mut self, name: ObjectName) -> &mut Self {
        let source = SecretEnvSource { name: name.into(), ..SecretEnvSource::default() };
        self.push(EnvFromSource { secret_ref: Some(source), ..EnvFromSource::default() })
    }

    /// A variable for every key of the ConfigMap `name`.
    pub fn from_config(&mut self, name: ObjectName) -> &mut Self {
        let source = ConfigMapEnvSource { name: name.into(), ..ConfigMapEnvSource::default() };
        self.push(EnvFromSource { config_map_ref: Some(source), ..EnvFromSource::default() })
    }

    /// A variable for every key of the Secret `name`, which may be absent.
    pub fn from_optional_secret(&mut self, name: ObjectName) -> &mut Self {
        let source = SecretEnvSource { name: name.into(), optional: Some(true) };
        self.push(EnvFromSource { secret_ref: Some(source), ..EnvFromSource::default() })
    }

    /// A variable for every key of the ConfigMap `name`, which may be absent.
    pub fn from_optional_config(&mut self, name: ObjectName) -> &mut Self {
        let source = ConfigMapEnvSource { name: name.into(), optional: Some(true) };
        self.push(EnvFromSource { config_map_ref: Some(source), ..EnvFromSource::default() })
    }

    fn push(&mut self, source: EnvFromSource) -> &mut Self {
        let prefix = self.prefix.take().map(Into::into);
        self.from.push(EnvFromSource { prefix, ..source });
        self
    }

    /// Gives every variable that name, which is one where a field gives it.
    fn rename(&mut self, name: EnvName) {
        for var in &mut self.vars {
            name.as_str().clone_into(&mut var.name);
        }
    }
}

group_forms!(Env: "variables, such as `env(LOG = \"info\")`", beside [EnvName => Self::rename], repeats);
