//! Custom resources, checked against the `CustomResourceDefinition` that declares them.
//!
//! A [`CustomResources`] holds the definitions of a run. An object whose group, version and kind
//! one of them serves is checked as the API server does: unknown fields against the structural
//! schema, defaults filled in, then every constraint of the schema, and last the CEL rules
//! (`x-kubernetes-validations`), for an object that the schema accepts. A rule that cannot be
//! evaluated here counts as not checked; it is never an error. Sources: "Extend the Kubernetes API
//! with `CustomResourceDefinitions`" in Kubernetes' documentation, and answers recorded from a server.

mod cel;
mod check;
mod defaults;
mod definition;
mod formats;
mod metadata;
mod object;
mod pattern;
mod rules;
mod schema;
mod unknown_fields;

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::Value;

pub use definition::DefinitionError;

use crate::syntax::yaml::{NodeId, Path, PathBuilder, Scalar, Tree};
use crate::validate::decode::{Header, value};
use crate::validate::document::OtherKinds;
use crate::validate::field_error::{ErrorType, FieldError, FieldErrors};
use definition::{ServedVersion, served_versions};

/// The custom resources that a run knows, by API version and kind.
#[derive(Clone, Debug, Default)]
pub struct CustomResources {
    served: HashMap<String, HashMap<String, Vec<ServedVersion>>>,
}

impl CustomResources {
    /// Adds every version that a `CustomResourceDefinition` serves.
    ///
    /// A repository often keeps several definitions of one kind, such as one for each release. An
    /// object is then right when it fits one of them; else the errors are those of the one that it
    /// fits best.
    ///
    /// # Errors
    ///
    /// When the object is no `apiextensions.k8s.io/v1` definition with a group, a kind and versions.
    pub fn add(&mut self, definition: &Value) -> Result<(), DefinitionError> {
        for version in served_versions(definition)? {
            let kinds = self.served.entry(version.api_version.clone()).or_default();
            kinds.entry(version.kind.clone()).or_default().push(version);
        }
        Ok(())
    }

    /// Adds the definitions of `others` for the versions and kinds that have none yet.
    pub fn add_missing(&mut self, others: Self) {
        for (api_version, kinds) in others.served {
            let own = self.served.entry(api_version).or_default();
            for (kind, definitions) in kinds {
                own.entry(kind).or_insert(definitions);
            }
        }
    }

    /// Whether there is no definition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.served.is_empty()
    }

    fn find(&self, api_version: &str, kind: &str) -> Option<&[ServedVersion]> {
        self.served.get(api_version)?.get(kind).map(Vec::as_slice)
    }

    /// A kind of the same group and version that differs only in letter case or blanks.
    fn near_kind(&self, api_version: &str, kind: &str) -> Option<&str> {
        let mut kinds = self.served.get(api_version)?.keys().map(String::as_str);
        kinds.find(|other| other.eq_ignore_ascii_case(kind.trim()))
    }
}

impl OtherKinds for CustomResources {
    fn check(
        &self,
        tree: &Tree<'_>,
        node: NodeId,
        root: &Path,
        header: &Header<'_>,
    ) -> Option<Vec<FieldError>> {
        let (api_version, kind) = (header.api_version.as_deref()?, header.kind.as_deref()?);
        let at = PathBuilder::along(root);
        let Some(definitions) = self.find(api_version, kind) else {
            let near = self.near_kind(api_version, kind)?;
            let mut errors = FieldErrors::default();
            let message = format!("`{api_version}` has no kind `{kind}`");
            errors
                .add(ErrorType::UnknownKind, &at.field("kind"), message)
                .help(format!("did you mean `{near}`?"));
            return Some(errors.into_vec());
        };
        let mut found = metadata::check(tree, node, &at);
        found.extend(infinite_numbers(tree, node));
        // A number that JSON cannot hold leaves the rest unchecked.
        if let Some(object) = value(tree, node) {
            found.extend(errors_of_the_best_fit(definitions, object, &at));
        }
        Some(found)
    }
}

/// What is wrong with an object by the definition that it fits best: the one with the fewest errors, of
/// these the one whose errors lie deepest, and of these the last.
fn errors_of_the_best_fit(
    definitions: &[ServedVersion],
    object: Value,
    at: &PathBuilder<'_>,
) -> Vec<FieldError> {
    let Some((last, others)) = definitions.split_last() else { return Vec::new() };
    let mut best: Option<Vec<FieldError>> = None;
    for version in others {
        let errors = errors_of(version, object.clone(), at);
        if errors.is_empty() {
            return errors;
        }
        if best.as_ref().is_none_or(|best| misfit(&errors) <= misfit(best)) {
            best = Some(errors);
        }
    }
    let errors = errors_of(last, object, at);
    best.filter(|best| misfit(best) < misfit(&errors)).unwrap_or(errors)
}

fn errors_of(version: &ServedVersion, object: Value, at: &PathBuilder<'_>) -> Vec<FieldError> {
    let mut errors = FieldErrors::default();
    object::check(version, object, at, &mut errors);
    errors.into_vec()
}

/// How badly an object fits: the number of errors, and how near to its root the first of them lies.
fn misfit(errors: &[FieldError]) -> (usize, Reverse<usize>) {
    let nearest = errors.iter().map(|error| error.path.0.len()).min();
    (errors.len(), Reverse(nearest.unwrap_or_default()))
}

/// An error for each number that JSON cannot hold, such as `.inf`.
fn infinite_numbers(tree: &Tree<'_>, node: NodeId) -> Vec<FieldError> {
    let infinite = |id: &NodeId| {
        let scalar = tree.raw(*id).scalar();
        matches!(scalar, Some(Ok(Scalar::Float(number))) if !number.is_finite())
    };
    let message = "expected a finite number: JSON has no infinity";
    let refuse = |id| FieldError::new(ErrorType::Type, tree.path_of(id), message);
    tree.below(node).filter(infinite).map(refuse).collect()
}
