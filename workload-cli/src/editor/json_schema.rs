//! A JSON Schema of kinds, for editors and programs that read manifests by one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};
use workload_core::syntax::text::pointer_token;
use workload_core::validate::custom_resources::CustomResources;

use super::custom::CustomTypes;
use super::schema::{FieldType, Schema, Shape, Type};

/// The dialect that editors read best.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of one document that holds an object of one of these kinds, or a `List` of such. Kinds that
/// neither Kubernetes nor a definition has are left open.
pub(crate) fn json_schema(kinds: &[(String, String)], definitions: &[Value]) -> Value {
    let custom = CustomTypes::new(definitions.iter(), Arc::<CustomResources>::default()).schema;
    let mut writer = Writer { definitions: BTreeMap::new() };
    let mut cases: Vec<_> = kinds.iter().filter_map(|kind| writer.case(&custom, kind)).collect();
    let items = json!({ "type": "array", "items": { "$ref": "#" } });
    cases.push(case("v1", "List", &json!({ "properties": { "items": items } })));
    json!({
        "$schema": DIALECT,
        "title": "Kubernetes objects",
        "type": ["object", "null"],
        "required": ["apiVersion", "kind"],
        "properties": { "apiVersion": words(kinds, |kind| &kind.0), "kind": words(kinds, |kind| &kind.1) },
        "allOf": cases,
        "definitions": writer.definitions,
    })
}

/// What counts for an object of a kind.
fn case(api_version: &str, kind: &str, then: &Value) -> Value {
    let is_it =
        json!({ "properties": { "apiVersion": { "const": api_version }, "kind": { "const": kind } } });
    json!({ "if": is_it, "then": then })
}

/// A text, for which editors offer these words.
fn words(kinds: &[(String, String)], own: fn(&(String, String)) -> &String) -> Value {
    let words: BTreeSet<_> = kinds.iter().map(own).collect();
    json!({ "type": "string", "examples": words })
}

fn reference(name: &str) -> String {
    format!("#/definitions/{}", pointer_token(name))
}

/// Writes types.
struct Writer {
    definitions: BTreeMap<String, Value>,
}

impl Writer {
    /// What counts for the objects of a kind; none of one that nobody described.
    fn case(&mut self, custom: &Schema, (api_version, kind): &(String, String)) -> Option<Value> {
        let schema = [custom, Schema::builtin()].into_iter().find(|schema| schema.has(api_version, kind))?;
        let Shape::Object(own) = schema.at(api_version, kind, &[])?.shape else { return None };
        let name = format!("{api_version}.{kind}");
        let object = self.object(schema, own, true);
        self.definitions.insert(name.clone(), object);
        Some(case(api_version, kind, &json!({ "$ref": reference(&name) })))
    }

    /// An object with fields; of a whole object only the API server writes the status.
    fn object(&mut self, schema: &Schema, own: &Type, is_whole: bool) -> Value {
        let mut properties = Map::new();
        for field in &own.fields {
            let mut property = self.value(schema, &field.kind);
            if !field.about.is_empty() {
                // Validators read nothing beside a reference; editors show it.
                property["description"] = json!(field.about);
            }
            properties.insert(field.name.clone(), property);
        }
        // An empty text or a zero that is missing is none to Kubernetes' own kinds.
        let is_custom = !std::ptr::eq(schema, Schema::builtin());
        let needs =
            |field: &&FieldType| field.required && (is_custom || field.kind.starts_with(['#', '[', '{']));
        let required = own.fields.iter().filter(|_| !is_whole).filter(needs);
        let required: Vec<_> = required.map(|field| &field.name).collect();
        let types = if is_whole { json!("object") } else { json!(["object", "null"]) };
        let mut object = json!({ "type": types, "properties": properties, "additionalProperties": false });
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        if !own.about.is_empty() {
            object["description"] = json!(own.about);
        }
        object
    }

    /// What values of a kind are; the API server takes a null for every one.
    fn value(&mut self, schema: &Schema, kind: &str) -> Value {
        match schema.shape(kind) {
            Shape::List(items) => {
                json!({ "type": ["array", "null"], "items": self.value(schema, items) })
            }
            Shape::Map(values) => {
                json!({ "type": ["object", "null"], "additionalProperties": self.value(schema, values) })
            }
            Shape::Scalar(kind) => scalar(kind),
            Shape::Object(own) => {
                let name = kind.trim_start_matches('#');
                if !self.definitions.contains_key(name) {
                    // A type may hold itself.
                    self.definitions.insert(name.to_owned(), Value::Null);
                    let object = self.object(schema, own, false);
                    self.definitions.insert(name.to_owned(), object);
                }
                json!({ "$ref": reference(name) })
            }
        }
    }
}

fn scalar(kind: &str) -> Value {
    match kind {
        "number or string" => json!({ "type": ["number", "string", "null"] }),
        "boolean" | "integer" | "number" | "string" => json!({ "type": [kind, "null"] }),
        _ => json!({}),
    }
}
