//! `VolumeAttributesClasses`.

use std::collections::BTreeMap;

use k8s_openapi::api::storage::v1::VolumeAttributesClass;

use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use super::volume_parameters::{driver_name, parameters};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for VolumeAttributesClass {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(
            &self.metadata,
            Form::cluster(SUBDOMAIN).keeps_generation(),
            &at.field("metadata"),
            errors,
        );
        driver_name(&self.driver_name, "driverName", at, errors);
        let at = at.field("parameters");
        if self.parameters.as_ref().is_none_or(BTreeMap::is_empty) {
            errors.required(&at, "a VolumeAttributesClass needs at least one parameter");
        }
        parameters(self.parameters.as_ref(), &at, errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn driver_and_parameters_are_needed() {
        assert_paths(
            "apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass",
            &[
                ("driverName: a.b, parameters: {iops: '5'}", &[]),
                ("driverName: /x, parameters: {'': '5'}", &["driverName", "parameters"]),
                ("", &["driverName", "parameters"]),
            ],
        );
    }
}
