//! ControllerRevisions.

use k8s_openapi::api::apps::v1::ControllerRevision;
use k8s_openapi::apimachinery::pkg::runtime::RawExtension;

use super::checks::not_negative;
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for ControllerRevision {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let form = Form::namespaced(SUBDOMAIN).keeps_generation();
        meta::check(&self.metadata, form, &at.field("metadata"), errors);
        let data: Option<&RawExtension> = self.data.get();
        if !data.is_some_and(|data| data.0.is_object()) {
            errors.required(&at.field("data"), "a ControllerRevision needs `data`, which must be a map");
        }
        let revision: Option<&i64> = self.revision.get();
        not_negative(revision.copied(), &at.field("revision"), errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn data_is_a_map() {
        assert_paths(
            "apiVersion: apps/v1, kind: ControllerRevision",
            &[
                ("revision: 1, data: {a: [1]}", &[]),
                ("revision: 1, data: [a]", &["data"]),
                ("revision: -1", &["data", "revision"]),
            ],
        );
    }
}
