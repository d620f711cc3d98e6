//! Custom kinds, as their definitions declare them.

use crate::k8s::group_and_version;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::ownership::custom::CustomType;
use crate::ownership::facts::Facts;
use crate::ownership::schema::ObjectType;
use crate::ownership::stored::{decode_form, write_form};
use crate::ownership::structural::{drop_nulls, prune_unknown, set_schema_defaults};
use crate::ownership::versions::{ConvertError, Versions};

/// A custom kind: the versions of its definition, which are converted without a webhook.
#[derive(Clone, Debug)]
pub struct CustomKind {
    kind: String,
    versions: BTreeMap<String, CustomVersion>,
}

#[derive(Clone, Debug)]
struct CustomVersion {
    schema: Value,
    ty: CustomType,
}

impl CustomKind {
    /// Reads a `CustomResourceDefinition`.
    pub fn from_definition(definition: &Value) -> Self {
        let spec = &definition["spec"];
        let group = spec["group"].as_str().unwrap_or_default();
        let mut versions = BTreeMap::new();
        for version in spec["versions"].as_array().into_iter().flatten() {
            let schema = version["schema"]["openAPIV3Schema"].clone();
            let name = format!("{group}/{}", version["name"].as_str().unwrap_or_default());
            versions.insert(name, CustomVersion { ty: CustomType::from_open_api(&schema), schema });
        }
        Self { kind: spec["names"]["kind"].as_str().unwrap_or_default().to_owned(), versions }
    }

    /// A kind of whose fields nothing is known; all of them are kept.
    pub fn unknown(api_version: &str, kind: &str) -> Self {
        let (group, version) = group_and_version(api_version);
        let schema = json!({"type": "object", "x-kubernetes-preserve-unknown-fields": true});
        let version = json!({"name": version, "schema": {"openAPIV3Schema": schema}});
        let spec = json!({"group": group, "names": {"kind": kind}, "versions": [version]});
        let mut known = Self::from_definition(&json!({"spec": spec}));
        if group.is_empty() {
            // The core group has no name to stand before the version.
            known.versions = known.versions.into_values().map(|own| (api_version.to_owned(), own)).collect();
        }
        known
    }

    /// The schema of a version.
    pub fn schema(&self, api_version: &str) -> Option<&Value> {
        self.versions.get(api_version).map(|version| &version.schema)
    }

    /// The object that the API server makes of a body, and the paths of unknown fields.
    pub fn decode(&self, body: &Value) -> (Value, Vec<String>) {
        let (mut object, unknown) = self.coerce(body);
        self.set_defaults(&mut object);
        (object, unknown)
    }

    /// Prunes and spells metadata as the API server does.
    fn coerce(&self, body: &Value) -> (Value, Vec<String>) {
        let mut object = body.clone();
        let mut unknown = Vec::new();
        if !object.is_object() {
            return (object, unknown);
        }
        if let Some(schema) = self.schema(body["apiVersion"].as_str().unwrap_or_default()) {
            unknown = prune_unknown(&mut object, schema);
            drop_nulls(&mut object, schema);
        }
        if let Some(metadata) = body.get("metadata") {
            object["metadata"] = metadata_form(metadata);
        }
        (object, unknown)
    }

    /// An object in memory as it is read back from storage: nulls that the schema does not allow are
    /// gone, and whole numbers are integers.
    pub fn store(&self, object: &Value) -> Value {
        let mut stored = whole_numbers(object);
        if !stored.is_object() {
            return stored;
        }
        if let Some(schema) = self.schema(object["apiVersion"].as_str().unwrap_or_default()) {
            drop_nulls(&mut stored, schema);
        }
        if let Some(metadata) = object.get("metadata") {
            stored["metadata"] = metadata_form(metadata);
        }
        stored
    }

    fn set_defaults(&self, object: &mut Value) {
        let api_version = object["apiVersion"].as_str().unwrap_or_default().to_owned();
        if let Some(schema) = self.schema(&api_version) {
            set_schema_defaults(object, schema);
        }
    }
}

/// Numbers without a fraction are integers once they have been stored.
fn whole_numbers(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(whole_numbers).collect()),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.clone(), whole_numbers(value))).collect())
        }
        Value::Number(number) if number.is_f64() => number
            .to_string()
            .strip_suffix(".0")
            .and_then(|whole| whole.parse::<i64>().ok())
            .map_or_else(|| value.clone(), Value::from),
        _ => value.clone(),
    }
}

/// Metadata as Go's struct writes it, without the empty list that would hide a reset of owners.
fn metadata_form(metadata: &Value) -> Value {
    let decoded = decode_form(Facts::builtin(), "apis.meta.v1.ObjectMeta", metadata);
    write_form(Facts::builtin(), "apis.meta.v1.ObjectMeta", &decoded, false)
}

impl Versions for CustomKind {
    fn convert(&self, object: &Value, api_version: &str) -> Result<Value, ConvertError> {
        if !self.versions.contains_key(api_version) {
            let error = format!("request to convert CR to an invalid group/version: {api_version}");
            return Err(ConvertError::Failed(error));
        }
        let mut object = object.clone();
        let Value::Object(map) = &mut object else {
            return Err(ConvertError::Failed(format!("expected an object, found `{object}`")));
        };
        map.insert("apiVersion".to_owned(), json!(api_version));
        Ok(object)
    }

    fn object_type(&self, api_version: &str) -> Option<ObjectType<'_>> {
        self.versions.get(api_version).map(|version| version.ty.object_type())
    }

    fn empty(&self, api_version: &str) -> Value {
        json!({"apiVersion": api_version, "kind": self.kind})
    }

    fn complete(&self, mut object: Value) -> Result<Value, ConvertError> {
        self.set_defaults(&mut object);
        Ok(object)
    }
}
