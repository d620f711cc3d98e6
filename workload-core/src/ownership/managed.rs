//! The entries of `metadata.managedFields`, decoded.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::ownership::field_set::FieldSet;
use crate::ownership::fields_v1;

/// How a manager writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// By server-side apply.
    Apply,
    /// By any other write.
    Update,
}

/// Who an entry belongs to. An applier is the same whichever API version it applies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ManagerId {
    /// The name that it gave.
    pub manager: String,
    /// How it writes.
    pub operation: Operation,
    /// The API version of its writes; empty for appliers.
    pub api_version: String,
    /// The subresource that it writes, or nothing.
    pub subresource: String,
}

/// What a manager owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// The fields.
    pub fields: FieldSet,
    /// The API version that the paths are of.
    pub api_version: String,
    /// Whether the manager is an applier.
    pub applied: bool,
    /// When it last changed the object, as RFC 3339; an entry may have no time.
    pub time: Option<String>,
}

/// All entries of an object.
pub type Managed = BTreeMap<ManagerId, Owned>;

impl ManagerId {
    /// The manager of a write.
    pub fn new(manager: &str, operation: Operation, api_version: &str, subresource: &str) -> Self {
        let manager = if manager.is_empty() { "unknown" } else { manager };
        let api_version = if operation == Operation::Apply { "" } else { api_version };
        Self {
            manager: manager.to_owned(),
            operation,
            api_version: api_version.to_owned(),
            subresource: subresource.to_owned(),
        }
    }

    /// The text that the API server identifies managers by, which decides their order.
    pub(crate) fn sort_key(&self) -> String {
        let parts = [
            ("manager", self.manager.as_str()),
            ("operation", self.operation.name()),
            ("apiVersion", self.api_version.as_str()),
            ("subresource", self.subresource.as_str()),
        ];
        let given = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<_> = given.map(|(name, value)| format!("\"{name}\":{}", Value::from(value))).collect();
        format!("{{{}}}", pairs.join(","))
    }
}

impl Operation {
    /// `Apply` or `Update`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Apply => "Apply",
            Self::Update => "Update",
        }
    }
}

/// Reads `metadata.managedFields`.
///
/// # Errors
/// When an entry has no known operation, API version, type of fields, or fields that cannot be
/// read.
pub fn decode(entries: &[Value]) -> Result<Managed, String> {
    entries.iter().enumerate().map(|(place, entry)| decode_entry(place, entry)).collect()
}

fn decode_entry(place: usize, entry: &Value) -> Result<(ManagerId, Owned), String> {
    let text = |key: &str| entry[key].as_str().unwrap_or_default();
    let operation = decode_operation(place, text("operation"), text("apiVersion"), text("fieldsType"))?;
    let fields = match &entry["fieldsV1"] {
        Value::Null => FieldSet::default(),
        fields => fields_v1::decode(fields)?,
    };
    let api_version = text("apiVersion").to_owned();
    let mut id = ManagerId::new(text("manager"), operation, &api_version, text("subresource"));
    text("manager").clone_into(&mut id.manager);
    let time = entry["time"].as_str().map(str::to_owned);
    Ok((id, Owned { fields, api_version, applied: operation == Operation::Apply, time }))
}

/// The operation of an entry that has an API version and fields of the known type.
fn decode_operation(
    place: usize,
    operation: &str,
    api_version: &str,
    fields_type: &str,
) -> Result<Operation, String> {
    match (operation, api_version, fields_type) {
        ("Apply" | "Update", "", _) => Err("apiVersion must not be empty".to_owned()),
        ("Apply", _, "FieldsV1") => Ok(Operation::Apply),
        ("Update", _, "FieldsV1") => Ok(Operation::Update),
        ("Apply" | "Update", _, "") => Err(format!("missing fieldsType in managed fields entry {place}")),
        ("Apply" | "Update", _, other) => {
            Err(format!("invalid fieldsType {other:?} in managed fields entry {place}"))
        }
        _ => Err("operation must be `Apply` or `Update`".to_owned()),
    }
}

/// Writes the entries as `metadata.managedFields`: appliers first, then by time and name.
pub fn encode(managed: &Managed) -> Vec<Value> {
    let mut entries: Vec<_> = managed.iter().collect();
    entries.sort_by_key(|(id, owned)| {
        let operation = if owned.applied { "Apply" } else { id.operation.name() };
        let time = owned.time.clone().unwrap_or_default();
        (operation, time, id.manager.clone(), owned.api_version.clone(), id.subresource.clone())
    });
    entries.into_iter().map(|(id, owned)| encode_entry(id, owned)).collect()
}

fn encode_entry(id: &ManagerId, owned: &Owned) -> Value {
    let mut entry = Map::new();
    if !id.manager.is_empty() {
        entry.insert("manager".to_owned(), json!(id.manager));
    }
    let operation = if owned.applied { Operation::Apply } else { id.operation };
    entry.insert("operation".to_owned(), json!(operation.name()));
    entry.insert("apiVersion".to_owned(), json!(owned.api_version));
    if let Some(time) = &owned.time {
        entry.insert("time".to_owned(), json!(time));
    }
    entry.insert("fieldsType".to_owned(), json!("FieldsV1"));
    entry.insert("fieldsV1".to_owned(), fields_v1::encode(&owned.fields));
    if !id.subresource.is_empty() {
        entry.insert("subresource".to_owned(), json!(id.subresource));
    }
    Value::Object(entry)
}
