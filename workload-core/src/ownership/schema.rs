//! What merging must know of types: which lists have keys, which are sets, what is atomic.

use std::collections::BTreeMap;

use serde_json::Value;

/// The number of a type within its [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub(crate) usize);

/// A scalar type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// An integer or a float.
    Numeric,
    /// A string.
    Text,
    /// A boolean.
    Boolean,
    /// Any scalar, such as a quantity, a port name or a time.
    Any,
}

/// A list type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListType {
    /// The type of the items.
    pub(crate) element: TypeId,
    /// Whether the list is owned as a whole.
    pub(crate) atomic: bool,
    /// The keys of a keyed list; empty for a set.
    pub(crate) keys: Vec<String>,
}

/// A struct or a map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MapType {
    /// The declared fields.
    pub(crate) fields: BTreeMap<String, Field>,
    /// The type of the values of all other keys; without one there may be no other keys.
    pub(crate) element: Option<TypeId>,
    /// Whether the map is owned as a whole.
    pub(crate) atomic: bool,
}

/// A declared field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    /// The type of its value.
    pub(crate) ty: TypeId,
    /// What stands for the key of a list item that does not give it.
    pub(crate) default: Option<Value>,
}

/// What values a type has: a scalar, a list, a map, or one of several of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Atom {
    /// Values that are scalars.
    pub(crate) scalar: Option<Scalar>,
    /// Values that are lists.
    pub(crate) list: Option<ListType>,
    /// Values that are structs or maps.
    pub(crate) map: Option<MapType>,
}

/// The form in which a value of an [`Atom`] is treated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Form<'a> {
    Scalar(Scalar),
    List(&'a ListType),
    Map(&'a MapType),
}

/// Types that refer to one another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schema {
    atoms: Vec<Atom>,
}

/// The type of an object, as far as merging must know it.
#[derive(Clone, Copy, Debug)]
pub struct ObjectType<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) root: TypeId,
}

impl Schema {
    /// A schema that knows nothing but values of any type.
    pub(crate) fn new() -> Self {
        let mut schema = Self::default();
        let untyped = schema.reserve();
        let deduced = schema.reserve();
        let list = ListType { element: untyped, atomic: true, keys: Vec::new() };
        let map = |element, atomic| MapType { fields: BTreeMap::new(), element: Some(element), atomic };
        let any = Atom { scalar: Some(Scalar::Any), list: Some(list), map: Some(map(untyped, true)) };
        schema.define(deduced, Atom { map: Some(map(deduced, false)), ..any.clone() });
        schema.define(untyped, any);
        schema
    }

    /// The type of a value of unknown type: its maps are granular, its lists are atomic.
    pub(crate) const DEDUCED: TypeId = TypeId(1);
    /// The type of a value of unknown type that is owned as a whole.
    pub(crate) const UNTYPED: TypeId = TypeId(0);

    pub(crate) fn reserve(&mut self) -> TypeId {
        self.atoms.push(Atom::default());
        TypeId(self.atoms.len() - 1)
    }

    pub(crate) fn define(&mut self, id: TypeId, atom: Atom) {
        self.atoms[id.0] = atom;
    }

    pub(crate) fn add(&mut self, atom: Atom) -> TypeId {
        let id = self.reserve();
        self.define(id, atom);
        id
    }

    /// The values of a type.
    pub(crate) fn atom(&self, id: TypeId) -> &Atom {
        &self.atoms[id.0]
    }
}

impl Atom {
    /// The only kind of values that `value` can be of; all kinds when it is absent, null or of
    /// none of them.
    pub(crate) fn deduce(&self, value: Option<&Value>) -> Option<Form<'_>> {
        let found = match value {
            Some(Value::Number(_) | Value::String(_) | Value::Bool(_)) => self.scalar.map(Form::Scalar),
            Some(Value::Array(_)) => self.list.as_ref().map(Form::List),
            Some(Value::Object(_)) => self.map.as_ref().map(Form::Map),
            Some(Value::Null) | None => None,
        };
        found.or_else(|| self.first())
    }

    /// Whether `value` leaves open which kind it is.
    pub(crate) fn is_open(&self, value: Option<&Value>) -> bool {
        match value {
            Some(Value::Number(_) | Value::String(_) | Value::Bool(_)) => self.scalar.is_none(),
            Some(Value::Array(_)) => self.list.is_none(),
            Some(Value::Object(_)) => self.map.is_none(),
            Some(Value::Null) | None => true,
        }
    }

    /// The kind that is tried first.
    pub(crate) fn first(&self) -> Option<Form<'_>> {
        let map = self.map.as_ref().map(Form::Map);
        map.or_else(|| self.scalar.map(Form::Scalar)).or_else(|| self.list.as_ref().map(Form::List))
    }
}

impl MapType {
    /// The type of the value at `key`.
    pub(crate) fn value_type(&self, key: &str) -> Option<TypeId> {
        self.fields.get(key).map(|field| field.ty).or(self.element)
    }
}

impl Atom {
    /// Whether two values are treated alike.
    pub(crate) fn same_form(&self, left: Option<&Value>, right: Option<&Value>) -> bool {
        let kinds = [self.scalar.is_some(), self.list.is_some(), self.map.is_some()];
        let one_kind = kinds.into_iter().filter(|known| *known).count() == 1;
        one_kind || (self.is_open(left) == self.is_open(right) && self.deduce(left) == self.deduce(right))
    }
}
