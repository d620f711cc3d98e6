//! An object of any kind that comes with an app.

use crate::k8s::literal::{FieldName, ToPart, forms};
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
