//! Leases.

use k8s_openapi::api::coordination::v1::{Lease, LeaseSpec};

use super::checks::{not_negative, within};
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for Lease {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let form = Form::namespaced(SUBDOMAIN).any_finalizer().keeps_generation();
        meta::check(&self.metadata, form, &at.field("metadata"), errors);
        let spec: Option<&LeaseSpec> = self.spec.get();
        let Some(spec) = spec else { return };
        let at = at.field("spec");
        within(spec.lease_duration_seconds, 1..=i64::MAX, &at.field("leaseDurationSeconds"), errors);
        not_negative(spec.lease_transitions, &at.field("leaseTransitions"), errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn numbers_are_checked() {
        assert_paths(
            "apiVersion: coordination.k8s.io/v1, kind: Lease",
            &[
                ("", &[]),
                (
                    "spec: {leaseDurationSeconds: 1, renewTime: '2024-05-01T10:00:00.000000Z', strategy: x}",
                    &[],
                ),
                (
                    "spec: {leaseDurationSeconds: 0, leaseTransitions: -1}",
                    &["spec.leaseDurationSeconds", "spec.leaseTransitions"],
                ),
                ("metadata: {name: a, finalizers: [nope]}", &[]),
            ],
        );
    }
}
