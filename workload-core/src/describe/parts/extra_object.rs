//! An object of any kind that comes with an app.

use k8s_openapi::Resource;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::Value;

use crate::k8s::literal::{FieldName, ToPart, forms};
use crate::k8s::{DynamicObject, Object, for_each_kind, kinds};

/// An object of any kind that comes with an app: `#[workload(object)] monitor: DynamicObject`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ExtraObject(pub(crate) Object);

impl ExtraObject {
    /// The object, typed or a [`DynamicObject`].
    #[must_use]
    pub fn new(object: impl Into<Object>) -> Self {
        Self(object.into())
    }
}

/// An object as its own type, where there is one for its kind.
macro_rules! from_value {
    ($($kind:ident in $($path:ident)::+,)+) => {
        fn object_of(value: Value) -> Result<Object, serde_json::Error> {
            let api_version = value.get("apiVersion").and_then(Value::as_str).map(ToOwned::to_owned);
            let kind = value.get("kind").and_then(Value::as_str).map(ToOwned::to_owned);
            match (api_version.as_deref(), kind.as_deref()) {
                $((Some(kinds::$kind::API_VERSION), Some(kinds::$kind::KIND)) => {
                    serde_json::from_value::<kinds::$kind>(value).map(Object::from)
                })+
                _ => serde_json::from_value::<DynamicObject>(value).map(Object::from),
            }
        }
    };
}

for_each_kind!(from_value);

impl<'de> Deserialize<'de> for ExtraObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object_of(Value::deserialize(deserializer)?).map(Self).map_err(D::Error::custom)
    }
}

forms!(ExtraObject: "a field that holds an object, such as `#[workload(object)] monitor: DynamicObject`", repeats);

#[diagnostic::do_not_recommend]
impl ToPart<ExtraObject> for Object {
    fn to_part(&self, _: &FieldName) -> Option<ExtraObject> {
        Some(ExtraObject(self.clone()))
    }
}

#[diagnostic::do_not_recommend]
impl ToPart<ExtraObject> for DynamicObject {
    fn to_part(&self, _: &FieldName) -> Option<ExtraObject> {
        Some(ExtraObject::new(self.clone()))
    }
}

/// Any typed object may come with an app.
macro_rules! typed_objects {
    ($($kind:ident in $($path:ident)::+,)+) => {$(
        #[diagnostic::do_not_recommend]
        impl ToPart<ExtraObject> for kinds::$kind {
            fn to_part(&self, _: &FieldName) -> Option<ExtraObject> {
                Some(ExtraObject::new(self.clone()))
            }
        }
    )+};
}

for_each_kind!(typed_objects);
