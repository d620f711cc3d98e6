//! The type of what a schema of a custom resource describes.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::JSONSchemaProps;
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaPropsOrArray, JSONSchemaPropsOrBool,
};

use super::types::Type;

/// Words that are no names in CEL; a property of that name is called `__word__`.
const RESERVED: [&str; 15] = [
    "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if",
    "import", "let", "loop",
];

/// The type of a value of a schema; `is_root` says that it is a whole object.
pub(in crate::validate) fn of_schema(schema: &JSONSchemaProps, is_root: bool) -> Type {
    if schema.x_kubernetes_int_or_string == Some(true) {
        return Type::Dyn;
    }
    match schema.type_.as_deref() {
        Some("object") => object(schema, is_root || schema.x_kubernetes_embedded_resource == Some(true)),
        Some("array") => match &schema.items {
            Some(JSONSchemaPropsOrArray::Schema(item)) => Type::list(of_schema(item, false)),
            _ => Type::list(Type::Unknown),
        },
        Some("string") => match schema.format.as_deref() {
            Some("duration") => Type::Duration,
            Some("date" | "date-time") => Type::Timestamp,
            Some("byte") => Type::Bytes,
            _ => Type::String,
        },
        Some("integer") => Type::Int,
        Some("number") => Type::Double,
        Some("boolean") => Type::Bool,
        _ => Type::Unknown,
    }
}

fn object(schema: &JSONSchemaProps, is_resource: bool) -> Type {
    let properties = schema.properties.as_ref().filter(|properties| !properties.is_empty());
    match (&schema.additional_properties, properties) {
        (Some(JSONSchemaPropsOrBool::Schema(value)), None) => return Type::map(of_schema(value, false)),
        (Some(JSONSchemaPropsOrBool::Bool(true)), None) => return Type::Unknown,
        _ => {}
    }
    let own = properties.into_iter().flatten();
    let own = own.map(|(name, schema)| (escaped(name), of_schema(schema, false)));
    let meta = [("name", Type::String), ("generateName", Type::String)];
    let of_resource = [
        ("apiVersion".to_owned(), Type::String),
        ("kind".to_owned(), Type::String),
        ("metadata".to_owned(), Type::object(meta)),
    ];
    let of_resource = of_resource.into_iter().filter(|_| is_resource);
    Type::object(own.filter(|(name, _)| !is_resource || name != "metadata").chain(of_resource))
}

/// The name of a property in CEL.
fn escaped(name: &str) -> String {
    if RESERVED.contains(&name) || ["namespace", "package", "return", "var", "void", "while"].contains(&name)
    {
        return format!("__{name}__");
    }
    let escaped = name.replace("__", "__underscores__");
    escaped.replace('-', "__dash__").replace('.', "__dot__").replace('/', "__slash__")
}
