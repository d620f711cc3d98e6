//! The types of custom resources, made of the definitions among the files.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;
use workload_core::syntax::yaml::Step;
use workload_core::validate::custom_resources::CustomResources;

use super::schema::{FieldType, Schema, Type};

/// The custom resources of a folder: their fields, and how their objects are checked.
#[derive(Debug)]
pub(super) struct CustomTypes {
    /// Their types.
    pub(super) schema: Schema,
    /// What checks their objects.
    pub(super) resources: Arc<CustomResources>,
}

impl CustomTypes {
    /// Reads definitions; the first of a kind and version counts.
    pub(super) fn new<'d>(
        definitions: impl Iterator<Item = &'d Value>,
        resources: Arc<CustomResources>,
    ) -> Self {
        let mut reader = Reader { kinds: Vec::new(), types: HashMap::new() };
        for definition in definitions {
            reader.add(definition);
        }
        Self { schema: Schema { kinds: reader.kinds, types: reader.types }, resources }
    }
}

/// Reads definitions.
struct Reader {
    kinds: Vec<(String, String, String)>,
    types: HashMap<String, Type>,
}

impl Reader {
    /// Adds the versions that a definition serves.
    fn add(&mut self, definition: &Value) {
        let spec = &definition["spec"];
        let (group, kind) = (text(&spec["group"]), text(&spec["names"]["kind"]));
        for version in spec["versions"].as_array().into_iter().flatten() {
            let schema = &version["schema"]["openAPIV3Schema"];
            let api_version = format!("{group}/{}", text(&version["name"]));
            let is_known = self.kinds.iter().any(|(own, other, _)| *own == api_version && other == kind);
            if version["served"] == true && schema.is_object() && !kind.is_empty() && !is_known {
                let name = format!("{api_version}/{kind}");
                self.add_type(&name, schema);
                self.complete(&name);
                self.kinds.push((api_version, kind.to_owned(), name));
            }
        }
    }

    /// Adds the type of an object with properties.
    fn add_type(&mut self, name: &str, schema: &Value) {
        let required = schema["required"].as_array().into_iter().flatten();
        let required: Vec<_> = required.filter_map(Value::as_str).collect();
        let mut fields = Vec::new();
        for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
            fields.push(FieldType {
                kind: self.kind(&format!("{name}.{field}"), schema),
                required: required.contains(&field.as_str()),
                about: about(schema),
                name: field.clone(),
            });
        }
        self.types.insert(name.to_owned(), Type { about: about(schema), kind: "object".to_owned(), fields });
    }

    /// What values are, in the words of the table.
    fn kind(&mut self, name: &str, schema: &Value) -> String {
        if schema["properties"].as_object().is_some_and(|properties| !properties.is_empty()) {
            self.add_type(name, schema);
            return format!("#{name}");
        }
        if schema["x-kubernetes-int-or-string"] == true {
            return "number or string".to_owned();
        }
        match schema["type"].as_str() {
            Some("array") => format!("[{}", self.kind(&format!("{name}[]"), &schema["items"])),
            Some("object") if schema["additionalProperties"].is_object() => {
                format!("{{{}", self.kind(&format!("{name}{{}}"), &schema["additionalProperties"]))
            }
            Some(one) => one.to_owned(),
            None => "any".to_owned(),
        }
    }

    /// Gives the type of whole objects what every object has, which definitions seldom describe.
    fn complete(&mut self, name: &str) {
        let Some(own) = self.types.get_mut(name) else { return };
        let builtin = Schema::builtin();
        for field in ["apiVersion", "kind", "metadata"] {
            let path = [Step::Field(field.to_owned())];
            let Some(known) = builtin.at("v1", "ConfigMap", &path).and_then(|spot| spot.field) else {
                continue;
            };
            own.fields.retain(|own| own.name != field);
            own.fields.push(FieldType {
                name: known.name.clone(),
                kind: known.kind.clone(),
                required: true,
                about: known.about.clone(),
            });
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// What a definition says of a value: its description, and what it allows.
fn about(schema: &Value) -> String {
    let mut lines: Vec<_> = schema["description"].as_str().map(str::to_owned).into_iter().collect();
    if let Some(values) = schema["enum"].as_array() {
        let values: Vec<_> = values.iter().map(|value| format!("`{}`", plain(value))).collect();
        lines.push(format!("One of {}.", values.join(", ")));
    }
    let bounds = [
        ("default", "Default"),
        ("minimum", "At least"),
        ("maximum", "At most"),
        ("pattern", "Pattern"),
        ("format", "Format"),
    ];
    for (key, word) in bounds {
        if let Some(value) = schema.get(key) {
            lines.push(format!("{word}: `{}`.", plain(value)));
        }
    }
    lines.join("\n\n")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
