//! A structural schema, as far as objects are checked against it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::pattern::Pattern;

/// One node of an `OpenAPI` v3 schema with Kubernetes' extensions.
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of the schema language")]
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Schema {
    /// `object`, `array`, `string`, `integer`, `number` or `boolean`; none for any type.
    #[serde(rename = "type")]
    pub(super) type_: Option<String>,
    pub(super) format: Option<String>,
    pub(super) nullable: bool,
    #[serde(deserialize_with = "present")]
    pub(super) default: Option<Value>,
    #[serde(rename = "enum")]
    pub(super) allowed: Option<Vec<Value>>,
    pub(super) pattern: Option<Pattern>,
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    pub(super) minimum: Option<f64>,
    pub(super) maximum: Option<f64>,
    pub(super) exclusive_minimum: bool,
    pub(super) exclusive_maximum: bool,
    pub(super) multiple_of: Option<f64>,
    pub(super) items: Option<Box<Schema>>,
    pub(super) min_items: Option<u64>,
    pub(super) max_items: Option<u64>,
    pub(super) properties: BTreeMap<String, Schema>,
    pub(super) additional_properties: Option<Additional>,
    pub(super) required: Vec<String>,
    pub(super) min_properties: Option<u64>,
    pub(super) max_properties: Option<u64>,
    pub(super) all_of: Vec<Schema>,
    pub(super) any_of: Vec<Schema>,
    pub(super) one_of: Vec<Schema>,
    pub(super) not: Option<Box<Schema>>,
    #[serde(rename = "x-kubernetes-preserve-unknown-fields")]
    pub(super) preserves_unknown_fields: bool,
    #[serde(rename = "x-kubernetes-embedded-resource")]
    pub(super) is_embedded_resource: bool,
    #[serde(rename = "x-kubernetes-int-or-string")]
    pub(super) is_int_or_string: bool,
    #[serde(rename = "x-kubernetes-list-type")]
    pub(super) list_type: Option<String>,
    #[serde(rename = "x-kubernetes-list-map-keys")]
    pub(super) list_map_keys: Vec<String>,
}

/// What is said of the properties without a schema of their own.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Additional {
    /// Allowed without a schema, or not allowed.
    Allowed(bool),
    /// Allowed with this schema.
    Schema(Box<Schema>),
}

impl Schema {
    /// The schema of a property, its own or that of all others.
    pub(super) fn property(&self, name: &str) -> Option<&Schema> {
        self.properties.get(name).or(match &self.additional_properties {
            Some(Additional::Schema(schema)) => Some(schema),
            Some(Additional::Allowed(_)) | None => None,
        })
    }

    /// Whether properties without a schema of their own are allowed.
    pub(super) fn allows_other_properties(&self) -> bool {
        matches!(&self.additional_properties, Some(Additional::Schema(_) | Additional::Allowed(true)))
    }
}

/// A default that is written, also one of `null`.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
