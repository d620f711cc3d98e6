//! Typed objects out of any serde format, by the API version and kind that the object names.

use k8s_openapi::Resource as _;
use serde::{Deserialize, Deserializer};

use super::dynamic_object::DynamicObject;
use super::object::{Object, for_each_kind, kinds};

/// Declares how each kind is read, from the list of kinds that [`Object`] is made of.
macro_rules! deserialize {
    ($($kind:ident in $($path:ident)::+,)+) => {
        impl Object {
            /// Reads an object of that API version and kind; none for a kind that has no typed form here.
            ///
            /// # Errors
            ///
            /// Inside the option: the deserializer's own error, where a field has the wrong type.
            pub fn deserialize_as<'de, D: Deserializer<'de>>(
                api_version: &str,
                kind: &str,
                deserializer: D,
            ) -> Option<Result<Self, D::Error>> {
                $(
                    if kind == kinds::$kind::KIND && api_version == kinds::$kind::API_VERSION {
                        return Some(kinds::$kind::deserialize(deserializer).map(Self::from));
                    }
                )+
                None
            }
        }
    };
}

for_each_kind!(deserialize);

impl From<DynamicObject> for Object {
    /// The typed object, where its kind has a type and its fields fit; the same object otherwise.
    fn from(object: DynamicObject) -> Self {
        let value = serde_json::to_value(&object).unwrap_or_default();
        match Self::deserialize_as(object.api_version(), object.kind(), value) {
            Some(Ok(typed)) => typed,
            _ => Self::Dynamic(Box::new(object)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{DynamicObject, Object};

    #[test]
    fn a_kind_with_a_type_becomes_typed() {
        let map = DynamicObject::new("v1", "ConfigMap", "a").field("data", json!({ "a": "b" }));
        assert!(matches!(Object::from(map), Object::ConfigMap(_)));
        let wrong = DynamicObject::new("v1", "ConfigMap", "a").field("data", json!({ "a": 1 }));
        assert!(matches!(Object::from(wrong), Object::Dynamic(_)));
    }

    #[test]
    fn a_kind_without_a_type_stays_as_it_is() {
        let certificate = DynamicObject::new("cert-manager.io/v1", "Certificate", "a");
        let object = Object::from(certificate.clone());
        assert_eq!(object, Object::Dynamic(Box::new(certificate)));
    }
}
