//! A variable of a container, from its name and its value.

use k8s_openapi::api::core::v1::{
    ConfigMapKeySelector, EnvVar, EnvVarSource, ObjectFieldSelector, ResourceFieldSelector, SecretKeySelector,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as RawQuantity;

use super::source::{KeyOf, ResourceOf};
use super::value::EnvValue;
use crate::k8s::values::FieldPath;

/// The variable called `name` with that value.
pub(super) fn variable(name: String, value: &EnvValue) -> EnvVar {
    let text = |text| EnvVar { value: Some(text), ..EnvVar::default() };
    let from = |source| EnvVar { value_from: Some(source), ..EnvVar::default() };
    let var = match value {
        EnvValue::Text(value) => text(value.to_string()),
        EnvValue::Number(number) => text(number.to_string()),
        EnvValue::Flag(on) => text(on.to_string()),
        EnvValue::Secret(key) => from(secret(key)),
        EnvValue::Config(key) => from(config(key)),
        EnvValue::Field(path) => from(field(path)),
        EnvValue::Resource(resource) => from(container_resource(resource)),
        EnvValue::Addressed(addressed) => text(addressed.to_string()),
    };
    EnvVar { name, ..var }
}

fn secret(of: &KeyOf) -> EnvVarSource {
    let optional = of.optional.then_some(true);
    let selector = SecretKeySelector { name: of.name.to_string(), key: of.key.to_string(), optional };
    EnvVarSource { secret_key_ref: Some(selector), ..EnvVarSource::default() }
}

fn config(of: &KeyOf) -> EnvVarSource {
    let optional = of.optional.then_some(true);
    let selector = ConfigMapKeySelector { name: of.name.to_string(), key: of.key.to_string(), optional };
    EnvVarSource { config_map_key_ref: Some(selector), ..EnvVarSource::default() }
}

fn field(path: &FieldPath) -> EnvVarSource {
    let selector = ObjectFieldSelector { field_path: path.to_string(), ..ObjectFieldSelector::default() };
    EnvVarSource { field_ref: Some(selector), ..EnvVarSource::default() }
}

fn container_resource(of: &ResourceOf) -> EnvVarSource {
    let selector = ResourceFieldSelector {
        resource: of.resource.to_string(),
        container_name: of.container.as_ref().map(ToString::to_string),
        divisor: of.divisor.as_ref().map(|divisor| RawQuantity(divisor.to_string())),
    };
    EnvVarSource { resource_field_ref: Some(selector), ..EnvVarSource::default() }
}
