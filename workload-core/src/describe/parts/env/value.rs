//! The value of an environment variable: written down, or taken from somewhere.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::{
    ConfigMapKeySelector, EnvVar, EnvVarSource, ObjectFieldSelector, ResourceFieldSelector, SecretKeySelector,
};

use super::Address;
use crate::k8s::literal::{Literal, forms};
use crate::k8s::values::{ContainerResource, DataKey, FieldPath, ObjectName};

/// The value of an environment variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvValue {
    /// A text.
    Text(Cow<'static, str>),
    /// A whole number, written as text.
    Number(i128),
    /// `true` or `false`, written as text.
    Flag(bool),
    /// A key of a Secret: `secret("redis", "password")`.
    Secret(ObjectName, DataKey),
    /// A key of a ConfigMap: `config("redis", "url")`.
    Config(ObjectName, DataKey),
    /// A field of the Pod: `field("status.podIP")`.
    Field(FieldPath),
    /// A resource of the container: `resource("limits.cpu")`.
    Resource(ContainerResource),
    /// Where another workload is reached, as the app needs it.
    Address(Box<Address>),
}

impl From<Address> for EnvValue {
    fn from(address: Address) -> Self {
        Self::Address(Box::new(address))
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

    /// The variable called `name` with this value.
    pub(crate) fn named(self, name: String) -> EnvVar {
        let text = |text| EnvVar { value: Some(text), ..EnvVar::default() };
        let from = |source| EnvVar { value_from: Some(source), ..EnvVar::default() };
        let var = match self {
            Self::Text(value) => text(value.into_owned()),
            Self::Number(number) => text(number.to_string()),
            Self::Flag(on) => text(on.to_string()),
            Self::Secret(name, key) => from(secret(name, key)),
            Self::Config(name, key) => from(config(name, key)),
            Self::Field(path) => from(field(path)),
            Self::Resource(resource) => from(container_resource(resource)),
            Self::Address(address) => text(address.to_string()),
        };
        EnvVar { name, ..var }
    }
}

fn secret(name: ObjectName, key: DataKey) -> EnvVarSource {
    let selector = SecretKeySelector { name: name.into(), key: key.into(), ..SecretKeySelector::default() };
    EnvVarSource { secret_key_ref: Some(selector), ..EnvVarSource::default() }
}

fn config(name: ObjectName, key: DataKey) -> EnvVarSource {
    let selector =
        ConfigMapKeySelector { name: name.into(), key: key.into(), ..ConfigMapKeySelector::default() };
    EnvVarSource { config_map_key_ref: Some(selector), ..EnvVarSource::default() }
}

fn field(path: FieldPath) -> EnvVarSource {
    let selector = ObjectFieldSelector { field_path: path.into(), ..ObjectFieldSelector::default() };
    EnvVarSource { field_ref: Some(selector), ..EnvVarSource::default() }
}

fn container_resource(resource: ContainerResource) -> EnvVarSource {
    let selector = ResourceFieldSelector { resource: resource.into(), ..ResourceFieldSelector::default() };
    EnvVarSource { resource_field_ref: Some(selector), ..EnvVarSource::default() }
}

forms!(EnvValue: "text in quotes, a number, `true` or `false`, or a source such as `secret(\"name\", \"key\")`",
    text => EnvValue::text, int => EnvValue::number, flag => EnvValue::flag);

/// The sources, as functions in an attribute.
impl Literal<EnvValue> {
    /// `secret("redis", "password")`: a key of a Secret.
    #[must_use]
    #[track_caller]
    pub const fn secret(self, name: &'static str, key: &'static str) -> EnvValue {
        EnvValue::Secret(ObjectName::new(name), DataKey::new(key))
    }

    /// `config("redis", "url")`: a key of a ConfigMap.
    #[must_use]
    #[track_caller]
    pub const fn config(self, name: &'static str, key: &'static str) -> EnvValue {
        EnvValue::Config(ObjectName::new(name), DataKey::new(key))
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
        EnvValue::Resource(ContainerResource::new(resource))
    }
}
