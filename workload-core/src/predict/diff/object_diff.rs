//! What the rules of a kind are asked about: one object, old and new, among the others.

use serde_json::{Map, Value};

use super::commands::Kubectl;
use super::object_sets::ObjectSets;
use crate::k8s::ObjectRef;

/// One object before and after, as the server stores it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ObjectDiff<'a> {
    /// The object.
    pub object: &'a ObjectRef,
    /// The old object as stored; null when it is added.
    pub old: &'a Value,
    /// The new object as stored; null when it is removed.
    pub new: &'a Value,
    /// The old object as given.
    pub given_old: &'a Value,
    /// The new object as given, with what the cluster retains of the old one.
    pub given_new: &'a Value,
    /// The new object as it would be stored if the cluster retained nothing of a manifest.
    pub unretained: Option<&'a Value>,
    /// Everything else.
    pub sets: &'a ObjectSets,
}

impl<'a> ObjectDiff<'a> {
    /// What the new object says at a JSON pointer.
    pub(super) fn after(&self, pointer: &str) -> Option<&'a Value> {
        self.new.pointer(pointer)
    }

    /// What the old object says at a JSON pointer.
    pub(super) fn before(&self, pointer: &str) -> Option<&'a Value> {
        self.old.pointer(pointer)
    }

    /// The object that is there: the new one, or the old one when it goes.
    pub(super) fn present(&self) -> &'a Value {
        if self.new.is_null() { self.old } else { self.new }
    }

    /// Its name.
    pub(super) fn name(&self) -> &'a str {
        &self.object.name
    }

    /// Commands about this object.
    pub(super) fn kubectl(&self) -> Kubectl<'a> {
        Kubectl(self.object)
    }
}

/// A text at a JSON pointer, empty when it is not there.
pub(super) fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// A whole number at a JSON pointer, 0 when it is not there.
pub(super) fn number(value: &Value, pointer: &str) -> i64 {
    value.pointer(pointer).and_then(Value::as_i64).unwrap_or_default()
}

/// Whether `true` stands at a JSON pointer.
pub(super) fn is_true(value: &Value, pointer: &str) -> bool {
    value.pointer(pointer) == Some(&Value::Bool(true))
}

/// The items of a list at a JSON pointer.
pub(super) fn items<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The entries of a map at a JSON pointer.
pub(super) fn entries<'v>(value: &'v Value, pointer: &str) -> Option<&'v Map<String, Value>> {
    value.pointer(pointer).and_then(Value::as_object)
}
