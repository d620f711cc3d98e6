//! The value of an environment variable: written down, or taken from somewhere.

use std::borrow::Cow;
use std::fmt::Display;

use serde::{Deserialize, Serialize};

use super::source::{KeyOf, ResourceOf};
use crate::describe::parts::address::Address;
use crate::describe::parts::address_text::{AddressText, IntoAddresses};
use crate::k8s::literal::{Literal, forms};
use crate::k8s::values::{ContainerResource, DataKey, FieldPath, Name, ObjectName, Quantity};

/// The value of an environment variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum EnvValue {
    /// A text.
    Text(Cow<'static, str>),
    /// A whole number, written as text.
    Number(i128),
    /// `true` or `false`, written as text.
    Flag(bool),
    /// A key of a Secret: `secret("redis", "password")`.
    Secret(KeyOf),
    /// A key of a ConfigMap: `config("redis", "url")`.
    Config(KeyOf),
    /// A field of the Pod: `field("status.podIP")`.
    Field(FieldPath),
    /// A resource of the container: `resource("limits.cpu")`.
    Resource(ResourceOf),
    /// A text with addresses of other workloads, as the app needs them.
    Addressed(AddressText),
}

impl From<Address> for EnvValue {
    fn from(address: Address) -> Self {
        Self::Addressed(address.into())
    }
}

impl From<AddressText> for EnvValue {
    fn from(text: AddressText) -> Self {
        Self::Addressed(text)
    }
}

impl EnvValue {
    /// A text with the addresses of other workloads in the place of each `{}`:
    /// `EnvValue::format("redis://{}/0", redis.address())`.
    ///
    /// # Panics
    ///
    /// When there are more or fewer addresses than places for them.
    #[must_use]
    #[track_caller]
    pub fn format(pattern: &str, addresses: impl IntoAddresses) -> Self {
        Self::Addressed(AddressText::format(pattern, addresses))
    }

    /// Whatever can be shown, as text.
    #[must_use]
    pub fn display(value: &impl Display) -> Self {
        Self::Text(Cow::Owned(value.to_string()))
    }

    /// The key `key` of the Secret `name`.
    ///
    /// # Panics
    ///
    /// When `name` is no [`ObjectName`] or `key` no [`DataKey`]; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn secret(name: &'static str, key: &'static str) -> Self {
        Self::secret_of(ObjectName::new(name), DataKey::new(key))
    }

    /// The key `key` of the ConfigMap `name`.
    ///
    /// # Panics
    ///
    /// When `name` is no [`ObjectName`] or `key` no [`DataKey`]; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn config(name: &'static str, key: &'static str) -> Self {
        Self::config_of(ObjectName::new(name), DataKey::new(key))
    }

    /// A key of a Secret whose names come at run time.
    #[must_use]
    pub const fn secret_of(name: ObjectName, key: DataKey) -> Self {
        Self::Secret(KeyOf { name, key, optional: false })
    }

    /// A key of a ConfigMap whose names come at run time.
    #[must_use]
    pub const fn config_of(name: ObjectName, key: DataKey) -> Self {
        Self::Config(KeyOf { name, key, optional: false })
    }

    /// A field of the Pod.
    #[must_use]
    pub const fn field(path: FieldPath) -> Self {
        Self::Field(path)
    }

    /// A resource of the container itself.
    #[must_use]
    pub const fn resource(resource: ContainerResource) -> Self {
        Self::Resource(ResourceOf { resource, container: None, divisor: None })
    }

    /// The same key of a Secret or ConfigMap, which may be absent: then the variable is not set.
    #[must_use]
    pub fn optional(mut self) -> Self {
        if let Self::Secret(key) | Self::Config(key) = &mut self {
            key.optional = true;
        }
        self
    }

    const fn text(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    const fn number(number: i128) -> Self {
        Self::Number(number)
    }

    const fn flag(on: bool) -> Self {
        Self::Flag(on)
    }
}

forms!(EnvValue: "text in quotes, a number, `true` or `false`, or a source such as `secret(\"name\", \"key\")`",
    text => EnvValue::text, int => EnvValue::number, flag => EnvValue::flag);

/// The sources, as functions in an attribute.
impl Literal<EnvValue> {
    /// `secret("redis", "password")`: a key of a Secret.
    #[must_use]
    #[track_caller]
    pub const fn secret(self, name: &'static str, key: &'static str) -> EnvValue {
        EnvValue::secret(name, key)
    }

    /// `optional_secret("redis", "password")`: a key of a Secret that may be absent.
    #[must_use]
    #[track_caller]
    pub const fn optional_secret(self, name: &'static str, key: &'static str) -> EnvValue {
        EnvValue::Secret(KeyOf { name: ObjectName::new(name), key: DataKey::new(key), optional: true })
    }

    /// `config("redis", "url")`: a key of a ConfigMap.
    #[must_use]
    #[track_caller]
    pub const fn config(self, name: &'static str, key: &'static str) -> EnvValue {
        EnvValue::config(name, key)
    }

    /// `optional_config("redis", "url")`: a key of a ConfigMap that may be absent.
    #[must_use]
    #[track_caller]
    pub const fn optional_config(self, name: &'static str, key: &'static str) -> EnvValue {
        EnvValue::Config(KeyOf { name: ObjectName::new(name), key: DataKey::new(key), optional: true })
    }

    /// `field("status.podIP")`: a field of the Pod.
    #[must_use]
    #[track_caller]
    pub const fn field(self, path: &'static str) -> EnvValue {
        EnvValue::Field(FieldPath::new(path))
    }

    /// `resource("limits.cpu")`: a resource of the container.
    #[must_use]
    #[track_caller]
    pub const fn resource(self, resource: &'static str) -> EnvValue {
        EnvValue::resource(ContainerResource::new(resource))
    }

    /// `resource_in("limits.memory", "1Mi")`: a resource of the container, counted in that unit.
    #[must_use]
    #[track_caller]
    pub const fn resource_in(self, resource: &'static str, divisor: &'static str) -> EnvValue {
        EnvValue::Resource(ResourceOf {
            resource: ContainerResource::new(resource),
            container: None,
            divisor: Some(Quantity::new(divisor)),
        })
    }

    /// `resource_of("proxy", "limits.memory", "1Mi")`: a resource of another container, in that unit.
    #[must_use]
    #[track_caller]
    pub const fn resource_of(
        self,
        container: &'static str,
        resource: &'static str,
        divisor: &'static str,
    ) -> EnvValue {
        EnvValue::Resource(ResourceOf {
            resource: ContainerResource::new(resource),
            container: Some(Name::new(container)),
            divisor: Some(Quantity::new(divisor)),
        })
    }
}
