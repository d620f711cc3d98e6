//! Brings a field set in line with a schema that has changed since the set was written.

use crate::ownership::field_set::FieldSet;
use crate::ownership::path::PathElement;
use crate::ownership::schema::{Form, ListType, MapType, ObjectType, Schema, TypeId};

/// The set in which whoever owned parts of what is now atomic owns it whole. What has turned
/// granular stays as it is until its owner writes again.
pub(crate) fn reconcile(set: &FieldSet, ty: ObjectType<'_>) -> FieldSet {
    let mut walker = Walker { schema: ty.schema, path: Vec::new(), atomic: FieldSet::default() };
    walker.visit(Some(set), ty.root, false);
    if walker.atomic.is_empty() {
        return set.clone();
    }
    set.recursive_difference(&walker.atomic).union(&walker.atomic)
}

struct Walker<'a> {
    schema: &'a Schema,
    path: Vec<PathElement>,
    /// The paths that are atomic now.
    atomic: FieldSet,
}

impl Walker<'_> {
    fn visit(&mut self, set: Option<&FieldSet>, ty: TypeId, is_whole: bool) {
        let schema = self.schema;
        match schema.atom(ty).first() {
            Some(Form::Map(map)) => self.map(set, map, is_whole),
            Some(Form::List(list)) => self.list(set, list, is_whole),
            Some(Form::Scalar(_)) | None => {}
        }
    }

    fn list(&mut self, set: Option<&FieldSet>, ty: &ListType, is_whole: bool) {
        if !is_whole && ty.atomic {
            self.atomic.insert(&self.path);
        } else if let Some(set) = set {
            for (element, child, is_whole) in nodes(set) {
                self.descend(element, child, ty.element, is_whole);
            }
        }
    }

    fn map(&mut self, set: Option<&FieldSet>, ty: &MapType, is_whole: bool) {
        if ty.fields.is_empty() && ty.element == Some(Schema::DEDUCED) {
            return;
        }
        if !is_whole && ty.atomic {
            if set.is_some_and(|set| !set.is_empty()) {
                self.atomic.insert(&self.path);
            }
        } else if let Some(set) = set {
            self.fields(set, ty);
        }
    }

    fn fields(&mut self, set: &FieldSet, ty: &MapType) {
        for (element, child, is_whole) in nodes(set) {
            let inner = match element {
                PathElement::Field(name) => ty.value_type(name),
                _ => ty.element,
            };
            if let Some(inner) = inner {
                self.descend(element, child, inner, is_whole);
            }
        }
    }

    fn descend(&mut self, element: &PathElement, set: Option<&FieldSet>, ty: TypeId, is_whole: bool) {
        self.path.push(element.clone());
        self.visit(set, ty, is_whole);
        self.path.pop();
    }
}

/// The elements of a node, each with what is below it, and whether it is owned with nothing below.
fn nodes(set: &FieldSet) -> impl Iterator<Item = (&PathElement, Option<&FieldSet>, bool)> {
    let below = set.children.iter().filter(|(element, _)| !set.members.contains(*element));
    let members = set.members.iter().map(|member| {
        let child = set.children.get(member);
        (member, child, child.is_none())
    });
    below.map(|(element, child)| (element, Some(child), false)).chain(members)
}
