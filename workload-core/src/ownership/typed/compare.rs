//! What differs between two values of a type.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::check::scalar_error;
use super::item_key::item_key;
use crate::ownership::field_set::FieldSet;
use crate::ownership::path::PathElement;
use crate::ownership::schema::{Form, ListType, MapType, ObjectType, Schema, TypeId};
use crate::ownership::value_order::equal;

/// The paths that differ between an old value and a new one; none is in two of the sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) removed: FieldSet,
    pub(crate) modified: FieldSet,
    pub(crate) added: FieldSet,
}

impl Comparison {
    /// The comparison without the fields that `exclude` covers.
    pub(crate) fn excluding(&self, exclude: &FieldSet) -> Self {
        Self {
            removed: self.removed.recursive_difference(exclude),
            modified: self.modified.recursive_difference(exclude),
            added: self.added.recursive_difference(exclude),
        }
    }
}

/// Compares two values of a type.
pub(crate) fn compare(old: &Value, new: &Value, ty: ObjectType<'_>) -> Comparison {
    let mut comparer = Comparer { schema: ty.schema, path: Vec::new(), found: Comparison::default() };
    comparer.visit(Some(old), Some(new), ty.root);
    comparer.found
}

struct Comparer<'a> {
    schema: &'a Schema,
    path: Vec<PathElement>,
    found: Comparison,
}

type Side<'v> = Option<&'v Value>;

impl Comparer<'_> {
    fn visit(&mut self, old: Side<'_>, new: Side<'_>, ty: TypeId) {
        let schema = self.schema;
        let atom = schema.atom(ty);
        if old.is_some() && new.is_some() && !atom.same_form(old, new) {
            self.handle(old, new, atom.deduce(old));
        }
        let is_leaf = self.handle(old, new, atom.deduce(new.or(old)));
        if !is_leaf {
            if old.is_none() {
                self.found.added.insert(&self.path);
            } else if new.is_none() {
                self.found.removed.insert(&self.path);
            }
        }
    }

    /// Compares the values in one form; whether they are a leaf in it.
    fn handle(&mut self, old: Side<'_>, new: Side<'_>, form: Option<Form<'_>>) -> bool {
        match form {
            Some(Form::Scalar(scalar)) => {
                let wrong = |side: Side<'_>| side.is_some_and(|value| scalar_error(scalar, value).is_err());
                if wrong(old) && wrong(new) {
                    return false;
                }
                self.leaf(old, new)
            }
            Some(Form::Map(ty)) => self.map(old, new, ty),
            Some(Form::List(ty)) => self.list(old, new, ty),
            None => false,
        }
    }

    fn leaf(&mut self, old: Side<'_>, new: Side<'_>) -> bool {
        match (old, new) {
            (None, _) => self.found.added.insert(&self.path),
            (_, None) => self.found.removed.insert(&self.path),
            (Some(old), Some(new)) if !equal(old, new) => self.found.modified.insert(&self.path),
            _ => {}
        }
        true
    }

    fn map(&mut self, old: Side<'_>, new: Side<'_>, ty: &MapType) -> bool {
        let (left, right) = (old.and_then(Value::as_object), new.and_then(Value::as_object));
        let none = |map: Option<&Map<String, Value>>| map.is_none_or(Map::is_empty);
        if ty.atomic || (none(left) && none(right)) {
            return self.leaf(old, new);
        }
        let keys: BTreeSet<&String> = left.into_iter().chain(right).flat_map(Map::keys).collect();
        for key in keys {
            let Some(inner) = ty.value_type(key) else { continue };
            self.path.push(PathElement::field(key.as_str()));
            self.visit(left.and_then(|map| map.get(key)), right.and_then(|map| map.get(key)), inner);
            self.path.pop();
        }
        false
    }

    fn list(&mut self, old: Side<'_>, new: Side<'_>, ty: &ListType) -> bool {
        let (left, right) = (old.and_then(Value::as_array), new.and_then(Value::as_array));
        let none = |list: Option<&Vec<Value>>| list.is_none_or(Vec::is_empty);
        if ty.atomic || (none(left) && none(right)) {
            return self.leaf(old, new);
        }
        let (left, right) = (self.group(ty, left), self.group(ty, right));
        let keys: BTreeSet<&PathElement> = left.keys().chain(right.keys()).collect();
        for key in keys {
            let items = |side: &BTreeMap<PathElement, Vec<Value>>| side.get(key).cloned().unwrap_or_default();
            self.path.push(key.clone());
            self.items(ty, &items(&left), &items(&right));
            self.path.pop();
        }
        false
    }

    fn group(&self, ty: &ListType, list: Option<&Vec<Value>>) -> BTreeMap<PathElement, Vec<Value>> {
        let mut groups: BTreeMap<PathElement, Vec<Value>> = BTreeMap::new();
        for item in list.into_iter().flatten() {
            if let Ok(key) = item_key(self.schema, ty, item) {
                groups.entry(key).or_default().push(item.clone());
            }
        }
        groups
    }

    /// Compares the items of one key: one on either side as values, several as a leaf.
    fn items(&mut self, ty: &ListType, old: &[Value], new: &[Value]) {
        match (old, new) {
            ([] | [_], [] | [_]) => self.visit(old.first(), new.first(), ty.element),
            ([_, _, ..], [_, _, ..]) => {
                let same = old.len() == new.len() && old.iter().zip(new).all(|(old, new)| equal(old, new));
                if !same {
                    self.found.modified.insert(&self.path);
                }
            }
            ([_, _, ..], new) => {
                for new in new {
                    self.visit(None, Some(new), ty.element);
                }
                self.found.removed.insert(&self.path);
            }
            (old, [_, _, ..]) => {
                for old in old {
                    self.visit(Some(old), None, ty.element);
                }
                self.found.added.insert(&self.path);
            }
        }
    }
}
