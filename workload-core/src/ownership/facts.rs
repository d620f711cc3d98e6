//! The table of facts about Kubernetes' built-in types.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use crate::ownership::schema::{Atom, Field, ListType, MapType, ObjectType, Scalar, Schema, TypeId};

/// The committed table; its head says what the columns are.
const TABLE: &str = include_str!("facts/types.tsv");

/// Types that the API server treats by name.
const QUANTITY: &str = "api.resource.Quantity";
const RAW_EXTENSION: &str = "runtime.RawExtension";

/// What is known of the built-in types of Kubernetes: how they merge and how they are stored.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    types: BTreeMap<String, TypeFacts>,
    schema: Schema,
    roots: BTreeMap<String, TypeId>,
}

/// The facts of one type.
#[derive(Clone, Debug, Default)]
pub struct TypeFacts {
    /// `struct`, or what stands for it: `object`, `any`, `string`.
    pub kind: String,
    /// Whether values are owned as a whole.
    pub atomic: bool,
    /// The format of a scalar, such as `date-time`; empty for none.
    pub format: String,
    /// The fields by name.
    pub fields: BTreeMap<String, FieldFacts>,
}

/// The facts of one field.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "the columns of a table are independent of one another")]
pub struct FieldFacts {
    /// The kind of its values: a scalar, a type, `[` and the kind of the items, `{` and the kind of
    /// the values.
    pub kind: String,
    /// The keys of a keyed list.
    pub keys: Vec<String>,
    /// Whether a list is a set.
    pub set: bool,
    /// Whether a map is atomic, if that is said of the field.
    pub atomic: Option<bool>,
    /// The patch strategies of a strategic merge patch.
    pub patch: Vec<String>,
    /// The merge key of a strategic merge patch.
    pub merge_key: Option<String>,
    /// The default in the schema.
    pub default: Option<Value>,
    /// Whether a string holds base64.
    pub is_bytes: bool,
    /// Whether Go keeps the value when it is zero.
    pub is_pointer: bool,
    /// Whether Go writes the field also when it is absent.
    pub is_always: bool,
    /// Whether Go leaves a struct out when it is zero.
    pub is_omitted_when_zero: bool,
}

impl Facts {
    /// The facts of Kubernetes 1.36, which are compiled in.
    pub fn builtin() -> &'static Self {
        static FACTS: OnceLock<Facts> = OnceLock::new();
        FACTS.get_or_init(|| Self::parse(TABLE))
    }

    fn parse(table: &str) -> Self {
        let mut facts = Self { schema: Schema::new(), ..Self::default() };
        let mut current = String::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            if let Some(field) = line.strip_prefix('\t') {
                let (name, field) = parse_field(field);
                facts.types.entry(current.clone()).or_default().fields.insert(name, field);
            } else {
                let (name, ty) = parse_type(line);
                current.clone_from(&name);
                facts.types.insert(name, ty);
            }
        }
        facts.build();
        facts
    }

    fn build(&mut self) {
        for name in self.types.keys() {
            self.roots.insert(name.clone(), self.schema.reserve());
        }
        for (name, ty) in &self.types {
            let mut builder = Builder { schema: &mut self.schema, roots: &self.roots, types: &self.types };
            let atom = match name.as_str() {
                QUANTITY => Atom { scalar: Some(Scalar::Any), ..Atom::default() },
                RAW_EXTENSION => builder.schema.atom(Schema::UNTYPED).clone(),
                _ => builder.type_atom(ty),
            };
            self.schema.define(self.roots[name], atom);
        }
    }

    /// The names of all types.
    pub fn type_names(&self) -> impl Iterator<Item = &str> {
        self.types.keys().map(String::as_str)
    }

    /// The facts of a type by its short name, such as `apps.v1.Deployment`.
    pub fn type_facts(&self, name: &str) -> Option<&TypeFacts> {
        self.types.get(name)
    }

    /// The schema of all built-in types, and the type of a name in it.
    pub(crate) fn schema_and_root(&self, name: &str) -> (&Schema, Option<TypeId>) {
        (&self.schema, self.roots.get(name).copied())
    }

    /// The type of a built-in kind, for merging.
    pub fn object_type(&self, api_version: &str, kind: &str) -> Option<ObjectType<'_>> {
        let root = *self.roots.get(&type_name(api_version, kind))?;
        Some(ObjectType { schema: &self.schema, root })
    }
}

/// The short name of a built-in kind's type: `apps.v1.Deployment`, `core.v1.Pod`.
pub fn type_name(api_version: &str, kind: &str) -> String {
    let (group, version) = api_version.split_once('/').unwrap_or(("core", api_version));
    let group = group.split('.').next().unwrap_or(group);
    format!("{group}.{version}.{kind}")
}

fn parse_type(line: &str) -> (String, TypeFacts) {
    let mut columns = line.split('\t');
    let name = columns.next().unwrap_or_default().to_owned();
    let kind = columns.next().unwrap_or("struct").to_owned();
    let mut ty = TypeFacts { kind, ..TypeFacts::default() };
    for column in columns {
        match column.split_once('=') {
            Some(("format", format)) => format.clone_into(&mut ty.format),
            _ => ty.atomic = column == "atomic",
        }
    }
    (name, ty)
}

fn parse_field(line: &str) -> (String, FieldFacts) {
    let mut columns = line.split('\t');
    let name = columns.next().unwrap_or_default().to_owned();
    let kind = columns.next().unwrap_or_default().to_owned();
    let mut field = FieldFacts { kind, ..FieldFacts::default() };
    for word in columns.next().unwrap_or_default().split(' ') {
        field.note(word);
    }
    (name, field)
}

impl FieldFacts {
    /// Takes one word of the column of facts.
    fn note(&mut self, word: &str) {
        let list = |text: &str| text.split(',').map(str::to_owned).collect();
        match word.split_once('=').unwrap_or((word, "")) {
            ("keys", keys) => self.keys = list(keys),
            ("patch", patch) => self.patch = list(patch),
            ("by", key) => self.merge_key = Some(key.to_owned()),
            ("default", default) => self.default = serde_json::from_str(default).ok(),
            ("set", _) => self.set = true,
            ("atomic", _) => self.atomic = Some(true),
            ("granular", _) => self.atomic = Some(false),
            ("byte", _) => self.is_bytes = true,
            ("ptr", _) => self.is_pointer = true,
            ("always", _) => self.is_always = true,
            ("zero", _) => self.is_omitted_when_zero = true,
            _ => {}
        }
    }
}

/// Makes the schema's types of the table's.
struct Builder<'a> {
    schema: &'a mut Schema,
    roots: &'a BTreeMap<String, TypeId>,
    types: &'a BTreeMap<String, TypeFacts>,
}

impl Builder<'_> {
    fn type_atom(&mut self, ty: &TypeFacts) -> Atom {
        match (ty.kind.as_str(), ty.fields.is_empty()) {
            ("any", _) if ty.format.is_empty() && ty.fields.is_empty() => any(),
            ("any" | "string", _) => Atom { scalar: Some(Scalar::Any), ..Atom::default() },
            ("object", true) => struct_atom(BTreeMap::new(), Some(Schema::DEDUCED), ty.atomic),
            _ => {
                let fields =
                    ty.fields.iter().map(|(name, field)| (name.clone(), self.field(field))).collect();
                struct_atom(fields, None, ty.atomic)
            }
        }
    }

    fn field(&mut self, facts: &FieldFacts) -> Field {
        Field { ty: self.kind(&facts.kind, facts), default: facts.default.clone() }
    }

    fn kind(&mut self, kind: &str, facts: &FieldFacts) -> TypeId {
        if let Some(item) = kind.strip_prefix('[') {
            return self.list(item, facts);
        }
        if let Some(item) = kind.strip_prefix('{') {
            let element = self.kind(item, &FieldFacts::default());
            return self.map(element, facts);
        }
        let scalar = match kind {
            "string" => Scalar::Text,
            "integer" | "number" => Scalar::Numeric,
            "boolean" => Scalar::Boolean,
            "any" => return Schema::DEDUCED,
            "object" => return self.map(Schema::DEDUCED, facts),
            named => return self.named(named, facts),
        };
        self.schema.add(Atom { scalar: Some(scalar), ..Atom::default() })
    }

    fn list(&mut self, item: &str, facts: &FieldFacts) -> TypeId {
        let element = self.kind(item, &FieldFacts::default());
        let atomic = facts.keys.is_empty() && !facts.set;
        let list = ListType { element, atomic, keys: facts.keys.clone() };
        self.schema.add(Atom { list: Some(list), ..Atom::default() })
    }

    /// A map of values of the type `element`.
    fn map(&mut self, element: TypeId, facts: &FieldFacts) -> TypeId {
        self.schema.add(struct_atom(BTreeMap::new(), Some(element), facts.atomic == Some(true)))
    }

    /// A type by name; what the field says of atomic goes before what the type says.
    fn named(&mut self, name: &str, facts: &FieldFacts) -> TypeId {
        let Some(id) = self.roots.get(name).copied() else { return Schema::DEDUCED };
        let (Some(atomic), Some(ty)) = (facts.atomic, self.types.get(name)) else { return id };
        if ty.atomic == atomic {
            return id;
        }
        let atom = self.type_atom(&TypeFacts { atomic, ..ty.clone() });
        self.schema.add(atom)
    }
}

fn struct_atom(fields: BTreeMap<String, Field>, element: Option<TypeId>, atomic: bool) -> Atom {
    Atom { map: Some(MapType { fields, element, atomic }), ..Atom::default() }
}

/// A value of any type: a scalar, or something owned as a whole.
fn any() -> Atom {
    let list = ListType { element: Schema::UNTYPED, atomic: true, keys: Vec::new() };
    let map = MapType { fields: BTreeMap::new(), element: Some(Schema::DEDUCED), atomic: false };
    Atom { scalar: Some(Scalar::Any), list: Some(list), map: Some(map) }
}
