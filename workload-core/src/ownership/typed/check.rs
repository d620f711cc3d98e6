//! Checks that a value has its type.

use std::collections::BTreeSet;

use serde_json::Value;

use super::go_text;
use super::item_key::item_key;
use super::schema_error::SchemaError;
use crate::ownership::path::PathElement;
use crate::ownership::schema::{Form, ListType, MapType, ObjectType, Scalar, Schema, TypeId};

/// Everything in which `value` does not have its type. Lists may hold a key twice only where
/// `allow_duplicates` says so.
pub(crate) fn check(value: &Value, ty: ObjectType<'_>, allow_duplicates: bool) -> Vec<SchemaError> {
    let mut checker = Checker { schema: ty.schema, allow_duplicates, errors: Vec::new() };
    checker.visit(value, ty.root, "");
    checker.errors
}

struct Checker<'a> {
    schema: &'a Schema,
    allow_duplicates: bool,
    errors: Vec<SchemaError>,
}

impl Checker<'_> {
    fn visit(&mut self, value: &Value, ty: TypeId, path: &str) {
        let schema = self.schema;
        match schema.atom(ty).deduce(Some(value)) {
            Some(Form::Map(map)) => self.map(value, map, path),
            Some(Form::List(list)) => self.list(value, list, path),
            Some(Form::Scalar(scalar)) => {
                if let Err(message) = scalar_error(scalar, value) {
                    self.error(path, message);
                }
            }
            None => {}
        }
    }

    fn error(&mut self, path: &str, message: impl Into<String>) {
        self.errors.push(SchemaError::new(message).below(path));
    }

    fn map(&mut self, value: &Value, ty: &MapType, path: &str) {
        let map = match value {
            Value::Null => return,
            Value::Object(map) => map,
            other => return self.error(path, format!("expected map, got &{{{}}}", go_text::plain(other))),
        };
        for (key, value) in map {
            let below = format!("{path}.{key}");
            match ty.value_type(key) {
                Some(inner) => self.visit(value, inner, &below),
                None => self.error(&below, "field not declared in schema"),
            }
        }
    }

    fn list(&mut self, value: &Value, ty: &ListType, path: &str) {
        let items = match value {
            Value::Null => return,
            Value::Array(items) => items,
            other => return self.error(path, format!("expected list, got &{{{}}}", go_text::plain(other))),
        };
        let mut seen = BTreeSet::new();
        for (place, item) in items.iter().enumerate() {
            let element = match element_of(self.schema, ty, place, item) {
                Ok(element) => element,
                Err(message) => return self.error(path, message),
            };
            if !seen.insert(element.clone()) && !self.allow_duplicates {
                self.error(path, format!("duplicate entries for key {element}"));
            }
            self.visit(item, ty.element, &format!("{path}{element}"));
        }
    }
}

/// Why a scalar does not have its type.
pub(super) fn scalar_error(scalar: Scalar, value: &Value) -> Result<(), String> {
    let wrapped = || format!("&{{{}}}", go_text::plain(value));
    match (scalar, value) {
        (_, Value::Null) => Ok(()),
        (Scalar::Numeric, Value::Number(_))
        | (Scalar::Text, Value::String(_))
        | (Scalar::Boolean, Value::Bool(_)) => Ok(()),
        (Scalar::Any, Value::Number(_) | Value::String(_) | Value::Bool(_)) => Ok(()),
        (Scalar::Numeric, _) => {
            Err(format!("expected numeric (int or float), got {}", go_text::type_name(value)))
        }
        (Scalar::Text, _) => {
            Err(format!("expected string, got &value.valueUnstructured{{Value:{}}}", go_text::typed(value)))
        }
        (Scalar::Boolean, _) => Err(format!("expected boolean, got {}", wrapped())),
        (Scalar::Any, _) => Err(format!("expected any scalar, got {}", wrapped())),
    }
}

/// The path element of an item: its place in an atomic list, its key in any other.
fn element_of(schema: &Schema, ty: &ListType, place: usize, item: &Value) -> Result<PathElement, String> {
    if ty.atomic {
        return Ok(PathElement::Index(i64::try_from(place).unwrap_or_default()));
    }
    item_key(schema, ty, item).map_err(|message| format!("element {place}: {message}"))
}
