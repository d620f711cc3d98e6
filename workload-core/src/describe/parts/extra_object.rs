//! An object of any kind that comes with an app.

use crate::k8s::literal::{FieldName, FromField, forms};
use crate::k8s::{DynamicObject, Object, for_each_kind, kinds};

/// An object of any kind that comes with an app: `#[workload(object)] monitor: DynamicObject`.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtraObject(pub(crate) Object);

impl ExtraObject {
    /// The object, typed or a [`DynamicObject`].
    #[must_use]
    pub fn new(object: impl Into<Object>) -> Self {
        Self(object.into())
    }
}

forms!(ExtraObject: "a field that holds an object, such as `#[workload(object)] monitor: DynamicObject`", repeats);

#[diagnostic::do_not_recommend]
impl FromField<Object> for ExtraObject {
    fn from_field(_: &FieldName, object: &Object) -> Option<Self> {
        Some(Self(object.clone()))
    }
}

#[diagnostic::do_not_recommend]
impl FromField<DynamicObject> for ExtraObject {
    fn from_field(_: &FieldName, object: &DynamicObject) -> Option<Self> {
        Some(Self::new(object.clone()))
    }
}

/// Any typed object may come with an app.
macro_rules! typed_objects {
    ($($kind:ident in $($path:ident)::+,)+) => {$(
        #[diagnostic::do_not_recommend]
        impl FromField<kinds::$kind> for ExtraObject {
            fn from_field(_: &FieldName, object: &kinds::$kind) -> Option<Self> {
                Some(Self::new(object.clone()))
            }
        }
    )+};
}

for_each_kind!(typed_objects);
