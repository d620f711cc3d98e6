//! The types of custom resources, as their definitions declare them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::ownership::facts::Facts;
use crate::ownership::schema::{Atom, Field, ListType, MapType, ObjectType, Scalar, Schema, TypeId};

/// The type of one version of a custom resource.
#[derive(Clone, Debug)]
pub struct CustomType {
    schema: Schema,
    root: TypeId,
}

impl CustomType {
    /// Reads `openAPIV3Schema` of a version of a `CustomResourceDefinition`: the
    /// `x-kubernetes-*` keys, `properties`, `items`, `additionalProperties` and `default`.
    pub fn from_open_api(open_api: &Value) -> Self {
        let (builtin, meta) = Facts::builtin().schema_and_root("apis.meta.v1.ObjectMeta");
        let mut reader = Reader { schema: builtin.clone(), meta: meta.unwrap_or(Schema::DEDUCED) };
        let root = reader.resource(open_api, false);
        Self { root, schema: reader.schema }
    }

    /// The type of a custom resource of which nothing is known: its lists are atomic.
    pub fn unknown() -> Self {
        Self { schema: Schema::new(), root: Schema::DEDUCED }
    }

    /// The type, for merging.
    pub fn object_type(&self) -> ObjectType<'_> {
        ObjectType { schema: &self.schema, root: self.root }
    }
}

struct Reader {
    schema: Schema,
    meta: TypeId,
}

impl Reader {
    /// A value that is a resource: `apiVersion`, `kind` and `metadata` are declared too.
    fn resource(&mut self, node: &Value, keeps_unknown: bool) -> TypeId {
        let mut atom = self.atom(node, keeps_unknown);
        let text = self.schema.add(Atom { scalar: Some(Scalar::Text), ..Atom::default() });
        if let Some(map) = &mut atom.map {
            for (name, ty) in [("apiVersion", text), ("kind", text), ("metadata", self.meta)] {
                map.fields.insert(name.to_owned(), Field { ty, default: None });
            }
        }
        self.schema.add(atom)
    }

    fn ty(&mut self, node: &Value, keeps_unknown: bool) -> TypeId {
        if is_true(node, "x-kubernetes-embedded-resource") {
            return self.resource(node, keeps_unknown);
        }
        let atom = self.atom(node, keeps_unknown);
        self.schema.add(atom)
    }

    fn atom(&mut self, node: &Value, keeps_unknown: bool) -> Atom {
        let keeps_unknown = keeps_unknown || is_true(node, "x-kubernetes-preserve-unknown-fields");
        let scalar = |scalar| Atom { scalar: Some(scalar), ..Atom::default() };
        match node["type"].as_str().unwrap_or_default() {
            "object" => Atom { map: Some(self.map(node, keeps_unknown)), ..Atom::default() },
            "array" => Atom { list: Some(self.list(node, keeps_unknown)), ..Atom::default() },
            "integer" | "number" => scalar(Scalar::Numeric),
            "boolean" => scalar(Scalar::Boolean),
            "string" => scalar(text_scalar(node)),
            _ => Atom {
                scalar: Some(Scalar::Any),
                list: Some(self.list(node, keeps_unknown)),
                map: Some(self.map(node, keeps_unknown)),
            },
        }
    }

    fn map(&mut self, node: &Value, keeps_unknown: bool) -> MapType {
        let mut fields = BTreeMap::new();
        for (name, property) in node["properties"].as_object().into_iter().flatten() {
            let field =
                Field { ty: self.ty(property, keeps_unknown), default: property.get("default").cloned() };
            fields.insert(name.clone(), field);
        }
        let element = match &node["additionalProperties"] {
            Value::Null if keeps_unknown || fields.is_empty() => Some(Schema::DEDUCED),
            Value::Null | Value::Bool(false) => None,
            Value::Bool(true) => Some(Schema::DEDUCED),
            values => Some(self.ty(values, keeps_unknown)),
        };
        MapType { fields, element, atomic: node["x-kubernetes-map-type"] == "atomic" }
    }

    fn list(&mut self, node: &Value, keeps_unknown: bool) -> ListType {
        let element = match &node["items"] {
            Value::Null => Schema::UNTYPED,
            items => self.ty(items, keeps_unknown),
        };
        let keys = node["x-kubernetes-list-map-keys"].as_array().into_iter().flatten();
        let list_type = node["x-kubernetes-list-type"].as_str().unwrap_or("atomic");
        ListType {
            element,
            atomic: list_type == "atomic",
            keys: keys.filter(|_| list_type == "map").filter_map(Value::as_str).map(str::to_owned).collect(),
        }
    }
}

fn is_true(node: &Value, key: &str) -> bool {
    node[key] == Value::Bool(true)
}

/// The type of a text: base64 and plain texts are compared as texts, all others as whatever they hold.
fn text_scalar(node: &Value) -> Scalar {
    match node["format"].as_str().unwrap_or_default() {
        "" | "byte" => Scalar::Text,
        _ => Scalar::Any,
    }
}
