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
/// When the items of a list cannot be told apart by their keys.
pub(crate) fn merge(live: &Value, config: &Value, ty: ObjectType<'_>) -> Result<Value, Vec<SchemaError>> {
    let mut walk = Walk { schema: ty.schema, errors: Vec::new() };
    let merged = walk.visit(Some(live), Some(config), ty.root);
    if walk.errors.is_empty() { Ok(merged.unwrap_or(Value::Null)) } else { Err(walk.errors) }
}

struct Walk<'a> {
    schema: &'a Schema,
    errors: Vec<SchemaError>,
}

/// A value on one side, unless it is absent there.
type Side<'v> = Option<&'v Value>;

impl Walk<'_> {
    fn visit(&mut self, live: Side<'_>, config: Side<'_>, ty: TypeId) -> Option<Value> {
        let schema = self.schema;
        match schema.atom(ty).deduce(config.or(live))? {
            Form::Scalar(scalar) => {
                let wrong = |side: Side<'_>| side.is_none_or(|value| scalar_error(scalar, value).is_err());
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

    fn map(&mut self, live: Side<'_>, config: Side<'_>, ty: &MapType) -> Option<Value> {
        let (left, right) = (live.and_then(Value::as_object), config.and_then(Value::as_object));
        let none = |map: Option<&Map<String, Value>>| map.is_none_or(Map::is_empty);
        if ty.atomic || (none(left) && none(right)) {
            return leaf(live, config);
        }
        let keys: BTreeSet<&String> = left.into_iter().chain(right).flat_map(Map::keys).collect();
        let mut out = Map::new();
        for key in keys {
            let Some(inner) = ty.value_type(key) else { continue };
            let (live, config) = (left.and_then(|map| map.get(key)), right.and_then(|map| map.get(key)));
            if let Some(merged) = self.visit(live, config, inner) {
                out.insert(key.clone(), merged);
            }
        }
        (!out.is_empty()).then_some(Value::Object(out))
    }

    fn list(&mut self, live: Side<'_>, config: Side<'_>, ty: &ListType) -> Option<Value> {
        let (left, right) = (live.and_then(Value::as_array), config.and_then(Value::as_array));
        let none = |list: Option<&Vec<Value>>| list.is_none_or(Vec::is_empty);
        if ty.atomic || (none(left) && none(right)) {
            return leaf(live, config);
        }
        let items = |list: Option<&Vec<Value>>| list.cloned().unwrap_or_default();
        let schema = self.schema;
        let merged = merge_items(schema, ty, &items(left), &items(right), |live, config| {
            self.visit(live, config, ty.element)
        });
        let items = merged.map_err(|errors| self.errors.extend(errors)).ok()?;
        (!items.is_empty()).then_some(Value::Array(items))
    }
}

fn leaf(live: Side<'_>, config: Side<'_>) -> Option<Value> {
    config.or(live).cloned()
}
