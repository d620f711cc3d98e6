//! The types of Kubernetes with the documentation of their fields, as k8s-openapi has them.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;
use workload_core::syntax::yaml::Step;

/// What `build.rs` made of the schemas.
const TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/types.json.deflate"));

/// All types.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Schema {
    /// API version, kind, and the name of the type.
    pub(super) kinds: Vec<(String, String, String)>,
    /// The types by their names.
    pub(super) types: HashMap<String, Type>,
}

/// One type.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Type {
    /// What it is for.
    pub(super) about: String,
    /// What it is when it has no fields.
    pub(super) kind: String,
    /// Its fields.
    pub(super) fields: Vec<FieldType>,
}

/// A field of a type.
#[derive(Debug, Deserialize)]
pub(super) struct FieldType {
    /// Its name.
    pub(super) name: String,
    /// What its values are: a scalar's type, `#` and a type's name, `[` and what the items are, `{` and what
    /// the values are.
    pub(super) kind: String,
    /// Whether an object without it is refused.
    pub(super) required: bool,
    /// What it is for.
    pub(super) about: String,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'s> {
    /// What its values are.
    pub(super) shape: Shape<'s>,
    /// The field that it is, or that it is an item of; none of a whole object.
    pub(super) field: Option<&'s FieldType>,
}

/// What values are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape<'s> {
    /// An object with fields.
    Object(&'s Type),
    /// A map of free keys; what the values are.
    Map(&'s str),
    /// A list; what the items are.
    List(&'s str),
    /// A scalar, or anything: its name.
    Scalar(&'s str),
}

impl Schema {
    /// The types of the version of Kubernetes that the program is built for.
    pub(super) fn builtin() -> &'static Self {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        SCHEMA.get_or_init(|| {
            let table = miniz_oxide::inflate::decompress_to_vec(TABLE).unwrap_or_default();
            serde_json::from_slice(&table).unwrap_or_default()
        })
    }

    /// Whether the kind is one of these.
    pub(super) fn has(&self, api_version: &str, kind: &str) -> bool {
        self.kinds.iter().any(|(version, own, _)| version == api_version && own == kind)
    }

    /// The API versions, each with a kind.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (&str, &str)> {
        self.kinds.iter().map(|(version, kind, _)| (version.as_str(), kind.as_str()))
    }

    /// The type of that name: an own one, or Kubernetes'.
    fn of_name(&self, name: &str) -> Option<&Type> {
        self.types.get(name).or_else(|| Self::builtin().types.get(name))
    }

    /// What stands at a path of an object of that kind.
    pub(super) fn at(&self, api_version: &str, kind: &str, path: &[Step]) -> Option<Spot<'_>> {
        let (.., name) = self.kinds.iter().find(|(version, own, _)| version == api_version && own == kind)?;
        let mut spot = Spot { shape: Shape::Object(self.of_name(name)?), field: None };
        for step in path {
            spot = self.step(spot, step)?;
        }
        Some(spot)
    }

    fn step<'s>(&'s self, spot: Spot<'s>, step: &Step) -> Option<Spot<'s>> {
        match (spot.shape, step) {
            (Shape::Object(own), Step::Field(name) | Step::Key(name)) => {
                let field = own.fields.iter().find(|field| field.name == *name)?;
                Some(Spot { shape: self.shape(&field.kind), field: Some(field) })
            }
            (Shape::Map(kind), Step::Field(_) | Step::Key(_)) | (Shape::List(kind), Step::Index(_)) => {
                Some(Spot { shape: self.shape(kind), ..spot })
            }
            _ => None,
        }
    }

    /// The shape of the items of a list, or of the values of a map.
    pub(super) fn shape<'s>(&'s self, kind: &'s str) -> Shape<'s> {
        if let Some(items) = kind.strip_prefix('[') {
            return Shape::List(items);
        }
        if let Some(values) = kind.strip_prefix('{') {
            return Shape::Map(values);
        }
        match kind.strip_prefix('#').and_then(|name| self.of_name(name)) {
            Some(own) if own.fields.is_empty() => Shape::Scalar(&own.kind),
            Some(own) => Shape::Object(own),
            None => Shape::Scalar(kind),
        }
    }
}

impl FieldType {
    /// What its values are.
    pub(super) fn shape<'s>(&'s self, schema: &'s Schema) -> Shape<'s> {
        schema.shape(&self.kind)
    }

    /// What its values are, in a word or two.
    pub(super) fn in_words(&self, schema: &Schema) -> String {
        match self.shape(schema) {
            Shape::Object(_) => "object".to_owned(),
            Shape::Map(_) => "map".to_owned(),
            Shape::List(items) => match schema.shape(items) {
                Shape::Scalar(kind) => format!("list of {kind}"),
                _ => "list of objects".to_owned(),
            },
            Shape::Scalar(kind) => kind.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use workload_core::k8s::served_kinds;

    use super::*;

    /// Kinds of requests that nobody writes into a file, and of lists.
    const REQUESTS: [&str; 5] = ["List", "Status", "Scale", "ConversionReview", "TokenRequest"];

    #[test]
    fn every_kind_that_is_served_has_a_type() {
        let schema = Schema::builtin();
        for (version, kinds) in served_kinds() {
            for kind in kinds.iter().filter(|kind| !REQUESTS.contains(kind)) {
                assert!(schema.at(version, kind, &[]).is_some(), "{kind} of {version}");
            }
        }
    }

    #[test]
    fn every_field_leads_to_a_known_type_and_is_documented() {
        let schema = Schema::builtin();
        let fields: Vec<_> = schema.types.values().flat_map(|one| &one.fields).collect();
        let documented = fields.iter().filter(|field| !field.about.is_empty()).count();
        assert!(
            fields.len() > 1000 && documented * 100 > fields.len() * 90,
            "{documented} of {}",
            fields.len()
        );
        for field in fields {
            let name = field.kind.trim_start_matches(['[', '{']);
            assert!(name.strip_prefix('#').is_none_or(|name| schema.types.contains_key(name)), "{name}");
        }
        assert!(TABLE.len() < 400_000, "{} bytes", TABLE.len());
    }

    #[test]
    fn paths_lead_through_lists_and_maps() {
        let field = |name: &str| Step::Field(name.to_owned());
        let path = ["spec", "template", "spec", "containers"].map(field);
        let mut path = path.to_vec();
        path.extend([Step::Index(3), field("resources"), field("limits"), field("cpu")]);
        let spot = Schema::builtin().at("apps/v1", "Deployment", &path).unwrap();
        assert!(matches!(spot.shape, Shape::Scalar("number or string")), "{spot:?}");
        assert_eq!(spot.field.unwrap().name, "limits");
        path.truncate(5);
        let Shape::Object(container) = Schema::builtin().at("apps/v1", "Deployment", &path).unwrap().shape
        else {
            panic!("a container is an object");
        };
        assert!(container.fields.iter().any(|field| field.name == "name" && field.required));
    }
}
