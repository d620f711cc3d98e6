//! What a `CustomResourceDefinition` declares: the versions it serves, each with its schema.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use super::rules::Rules;
use super::schema::Schema;

/// One version of a custom resource.
#[derive(Clone, Debug)]
pub(super) struct ServedVersion {
    /// The schema, read.
    pub(super) schema: Schema,
    /// The CEL rules of the schema.
    pub(super) rules: Rules,
    /// Whether `status` is a subresource, and dropped when an object is created.
    pub(super) has_status: bool,
    /// The API version, with its group.
    pub(super) api_version: String,
    /// The kind.
    pub(super) kind: String,
}

/// Why an object is no `CustomResourceDefinition` that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionError(String);

impl fmt::Display for DefinitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DefinitionError {}

#[derive(Deserialize)]
struct Definition {
    spec: Spec,
}

#[derive(Deserialize)]
struct Spec {
    group: String,
    names: Names,
    versions: Vec<Version>,
}

#[derive(Deserialize)]
struct Names {
    kind: String,
}

#[derive(Deserialize)]
struct Version {
    name: String,
    #[serde(default)]
    served: bool,
    schema: Option<VersionSchema>,
    subresources: Option<Subresources>,
}

#[derive(Deserialize)]
struct VersionSchema {
    #[serde(rename = "openAPIV3Schema")]
    open_api: Option<Value>,
}

#[derive(Deserialize)]
struct Subresources {
    status: Option<Value>,
}

/// The versions that a definition serves and has a schema for.
pub(super) fn served_versions(definition: &Value) -> Result<Vec<ServedVersion>, DefinitionError> {
    let read = Definition::deserialize(definition);
    let spec = read.map_err(|error| DefinitionError(format!("not a usable definition: {error}")))?.spec;
    let served = spec.versions.into_iter().filter(|version| version.served);
    let with_schema =
        served.filter_map(|version| Some((version.name, version.schema?.open_api?, version.subresources)));
    with_schema
        .map(|(name, raw, subresources)| {
            let schema = Schema::deserialize(&raw).map_err(|error| {
                DefinitionError(format!("the schema of version `{name}` is malformed: {error}"))
            })?;
            Ok(ServedVersion {
                schema,
                rules: Rules::of(raw),
                has_status: subresources.is_some_and(|subresources| subresources.status.is_some()),
                api_version: format!("{}/{name}", spec.group),
                kind: spec.names.kind.clone(),
            })
        })
        .collect()
}
