//! Field sets in which the structs above a member are members too.

use crate::ownership::field_set::FieldSet;
use crate::ownership::path::PathElement;
use crate::ownership::schema::{MapType, ObjectType, Schema, TypeId};

/// The set together with each declared field that has members below it; keys of maps are not
/// added.
pub(crate) fn with_named_fields(set: &FieldSet, ty: ObjectType<'_>) -> FieldSet {
    walk(set, ty.schema, Some(ty.root))
}

fn walk(set: &FieldSet, schema: &Schema, ty: Option<TypeId>) -> FieldSet {
    let atom = ty.map(|ty| schema.atom(ty));
    let map = atom.and_then(|atom| atom.map.as_ref());
    let list = atom.and_then(|atom| atom.list.as_ref());
    let mut out = FieldSet { members: set.members.clone(), ..FieldSet::default() };
    for (element, child) in &set.children {
        let inner = match element {
            PathElement::Field(name) => map.and_then(|map| map.value_type(name)),
            PathElement::Key(_) => list.map(|list| list.element),
            PathElement::Value(_) | PathElement::Index(_) => None,
        };
        if is_declared(element, map) {
            out.members.insert(element.clone());
        }
        out.children.insert(element.clone(), walk(child, schema, inner));
    }
    out
}

/// Whether a path element is a field that the type names.
fn is_declared(element: &PathElement, map: Option<&MapType>) -> bool {
    matches!(element, PathElement::Field(name) if map.is_some_and(|map| map.fields.contains_key(name)))
}
