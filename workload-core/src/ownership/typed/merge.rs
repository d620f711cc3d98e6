//! Lays an applied configuration over a live value.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::check::scalar_error;
use super::merge_list::merge_items;
use super::schema_error::SchemaError;
use crate::ownership::schema::{Form, ListType, MapType, ObjectType, Schema, TypeId};

/// The live value with the configuration over it: the configuration's leaves win, and nothing is
/// taken away.
///
/// # Errors
/// When a list of the configuration cannot be told apart by its keys.
pub(crate) fn merge(live: &Value, config: &Value, ty: ObjectType<'_>) -> Result<Value, Vec<SchemaError>> {
    let mut merger = Merger { schema: ty.schema, errors: Vec::new() };
    let merged = merger.visit(Some(live), Some(config), ty.root);
    if merger.errors.is_empty() { Ok(merged.unwrap_or(Value::Null)) } else { Err(merger.errors) }
}

pub(super) struct Merger<'a> {
    pub(super) schema: &'a Schema,
    pub(super) errors: Vec<SchemaError>,
}

impl Merger<'_> {
    pub(super) fn visit(
        &mut self,
        live: Option<&Value>,
        config: Option<&Value>,
        ty: TypeId,
    ) -> Option<Value> {
        let schema = self.schema;
        let form = schema.atom(ty).deduce(config.or(live))?;
        match form {
            Form::Scalar(scalar) => {
                let wrong =
                    |value: Option<&Value>| value.is_none_or(|value| scalar_error(scalar, value).is_err());
                if wrong(live) && wrong(config) {
                    self.errors.push(SchemaError::new("expected a scalar on either side"));
                    return None;
                }
                leaf(live, config)
            }
            Form::Map(map) => self.map(live, config, map),
            Form::List(list) => self.list(live, config, list),
        }
    }

    fn map(&mut self, live: Option<&Value>, config: Option<&Value>, ty: &MapType) -> Option<Value> {
        let (left, right) = (live.and_then(Value::as_object), config.and_then(Value::as_object));
        let none = |map: Option<&Map<String, Value>>| map.is_none_or(Map::is_empty);
        if ty.atomic || (none(left) && none(right)) {
            return leaf(live, config);
        }
        let keys: BTreeSet<&String> = left.into_iter().chain(right).flat_map(Map::keys).collect();
        let mut out = Map::new();
        for key in keys {
            let Some(inner) = ty.value_type(key) else { continue };
            let value = |map: Option<&'_ Map<String, Value>>| map.and_then(|map| map.get(key)).cloned();
            let (live, config) = (value(left), value(right));
            if let Some(merged) = self.visit(live.as_ref(), config.as_ref(), inner) {
                out.insert(key.clone(), merged);
            }
        }
        (!out.is_empty()).then_some(Value::Object(out))
    }

    fn list(&mut self, live: Option<&Value>, config: Option<&Value>, ty: &ListType) -> Option<Value> {
        let (left, right) = (live.and_then(Value::as_array), config.and_then(Value::as_array));
        let none = |list: Option<&Vec<Value>>| list.is_none_or(Vec::is_empty);
        if ty.atomic || (none(left) && none(right)) {
            return leaf(live, config);
        }
        let items = |list: Option<&Vec<Value>>| list.cloned().unwrap_or_default();
        merge_items(self, ty, &items(left), &items(right))
    }
}

fn leaf(live: Option<&Value>, config: Option<&Value>) -> Option<Value> {
    config.or(live).cloned()
}
