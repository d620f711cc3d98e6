//! The fields that a value mentions.

use std::collections::BTreeMap;

use serde_json::Value;

use super::item_key::item_key;
use crate::ownership::field_set::FieldSet;
use crate::ownership::path::PathElement;
use crate::ownership::schema::{Form, ListType, MapType, ObjectType, Schema, TypeId};

/// Every leaf and every item that `value` mentions. An item that stands more than once is one
/// leaf.
pub(crate) fn field_set(value: &Value, ty: ObjectType<'_>) -> FieldSet {
    let mut collector = Collector { schema: ty.schema, set: FieldSet::default(), path: Vec::new() };
    collector.visit(value, ty.root);
    collector.set
}

struct Collector<'a> {
    schema: &'a Schema,
    set: FieldSet,
    path: Vec<PathElement>,
}

impl Collector<'_> {
    fn visit(&mut self, value: &Value, ty: TypeId) {
        let schema = self.schema;
        match (schema.atom(ty).deduce(Some(value)), value) {
            (Some(Form::Scalar(_)), _) => self.set.insert(&self.path),
            (Some(Form::Map(map)), _) if map.atomic => self.set.insert(&self.path),
            (Some(Form::List(list)), _) if list.atomic => self.set.insert(&self.path),
            (Some(Form::Map(ty)), Value::Object(map)) => {
                for (key, value) in map {
                    self.map_value(ty, key, value);
                }
            }
            (Some(Form::List(ty)), Value::Array(items)) => self.items(ty, items),
            _ => {}
        }
    }

    fn map_value(&mut self, ty: &MapType, key: &str, value: &Value) {
        let Some(inner) = ty.value_type(key) else { return };
        self.path.push(PathElement::field(key));
        self.visit(value, inner);
        let bare = value.is_null() || value.as_object().is_some_and(serde_json::Map::is_empty);
        if bare || !ty.fields.contains_key(key) {
            self.set.insert(&self.path);
        }
        self.path.pop();
    }

    fn items(&mut self, ty: &ListType, items: &[Value]) {
        let mut times: BTreeMap<PathElement, (usize, &Value)> = BTreeMap::new();
        for item in items {
            if let Ok(element) = item_key(self.schema, ty, item) {
                times.entry(element).or_insert((0, item)).0 += 1;
            }
        }
        for (element, (times, item)) in times {
            self.path.push(element);
            if times == 1 {
                self.visit(item, ty.element);
            }
            self.set.insert(&self.path);
            self.path.pop();
        }
    }
}
