//! Custom resources, checked against the CustomResourceDefinition that declares them.
//!
//! A [`CustomResources`] holds the definitions of a run. An object whose group, version and kind
//! one of them serves is checked as the API server does: unknown fields against the structural
//! schema, defaults filled in, then every constraint of the schema, and last the CEL rules
//! (`x-kubernetes-validations`), for an object that the schema accepts. A rule that cannot be
//! evaluated here counts as not checked; it is never an error. Sources: "Extend the Kubernetes API
//! with CustomResourceDefinitions" in Kubernetes' documentation, and answers recorded from a server.

mod cel;
mod check;
mod defaults;
mod definition;
mod formats;
mod pattern;
mod schema;
mod unknown_fields;

use std::collections::HashMap;

use serde_json::Value;

pub use definition::DefinitionError;

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};
use definition::{ServedVersion, served_versions};

/// The custom resources that a run knows, by API version and kind.
#[derive(Debug, Default)]
pub struct CustomResources {
    served: HashMap<(String, String), ServedVersion>,
}

impl CustomResources {
    /// Adds every version that a CustomResourceDefinition serves; a later definition of the same
    /// version and kind replaces an earlier one.
    ///
    /// # Errors
    ///
    /// When the object is no `apiextensions.k8s.io/v1` definition with a group, a kind and versions.
    pub fn add(&mut self, definition: &Value) -> Result<(), DefinitionError> {
        for (api_version, kind, version) in served_versions(definition)? {
            self.served.insert((api_version, kind), version);
        }
        Ok(())
    }

    /// Whether there is no definition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.served.is_empty()
    }

    /// Whether a definition serves this kind under this API version.
    #[must_use]
    pub fn serves(&self, api_version: &str, kind: &str) -> bool {
        self.find(api_version, kind).is_some()
    }

    fn find(&self, api_version: &str, kind: &str) -> Option<&ServedVersion> {
        self.served.get(&(api_version.to_owned(), kind.to_owned()))
    }

    /// Adds what the server would refuse in `object` at `at`, its typed metadata aside; whether a
    /// definition serves it at all.
    pub fn check(
        &self,
        api_version: &str,
        kind: &str,
        object: &Value,
        at: &PathBuilder<'_>,
        errors: &mut FieldErrors,
    ) -> bool {
        let Some(version) = self.find(api_version, kind) else { return false };
        let Value::Object(fields) = object else {
            errors.add(ErrorType::Type, at, format!("{kind} must be an object"));
            return true;
        };
        let mut fields = fields.clone();
        if version.has_status {
            fields.remove("status");
        }
        let mut object = Value::Object(fields);
        unknown_fields::check(&version.schema, &object, at, errors);
        defaults::apply(&version.schema, &mut object);
        let before = errors.len();
        check::root(&version.schema, &object, at, errors);
        if errors.len() == before {
            cel::check(version, &object, at, errors);
        }
        true
    }
}
