//! Objects as the crate kube holds them.

use kube::core::{DynamicObject as KubeObject, TypeMeta};
use serde_json::Value;

use super::dynamic_object::DynamicObject;
use super::object::Object;

impl From<KubeObject> for DynamicObject {
    fn from(object: KubeObject) -> Self {
        let TypeMeta { api_version, kind } = object.types.unwrap_or_default();
        let mut dynamic = Self::new(api_version, kind, "");
        *dynamic.meta_mut() = object.metadata;
        if let Value::Object(fields) = object.data {
            *dynamic.fields_mut() = fields;
        }
        dynamic
    }
}

impl From<&Object> for KubeObject {
    fn from(object: &Object) -> Self {
        let mut data = serde_json::to_value(object).unwrap_or_default();
        if let Value::Object(fields) = &mut data {
            for known in ["apiVersion", "kind", "metadata"] {
                fields.remove(known);
            }
        }
        let (api_version, kind) = (object.api_version().to_owned(), object.kind().to_owned());
        Self { types: Some(TypeMeta { api_version, kind }), metadata: object.meta().clone(), data }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_comes_back_as_it_went() {
        let tenant =
            DynamicObject::new("example.com/v1", "Tenant", "a").field("spec", serde_json::json!({ "b": 1 }));
        let object = Object::from(tenant.clone());
        assert_eq!(DynamicObject::from(KubeObject::from(&object)), tenant);
    }
}
