//! ResourceQuotas.

mod scopes;

use k8s_openapi::api::core::v1::{ResourceQuota, ResourceQuotaSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::checks::text;
use super::meta::{self, Form, SUBDOMAIN};
use super::pod::resources::{is_extended, is_whole, value};
use super::quota_resources::{COUNTED, check_for_quota};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for ResourceQuota {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(
            &self.metadata,
            Form::namespaced(SUBDOMAIN).keeps_generation(),
            &at.field("metadata"),
            errors,
        );
        let spec: Option<&ResourceQuotaSpec> = self.spec.get();
        let Some(spec) = spec else { return };
        let at = at.field("spec");
        let hard = at.field("hard");
        for (name, amount) in spec.hard.iter().flatten() {
            text(check_for_quota(name), &hard.key(name), errors);
            check_amount(name, amount, &hard.key(name), errors);
        }
        scopes::check(spec, &at, errors);
    }
}

fn check_amount(name: &str, amount: &Quantity, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let number = value(amount);
    if number < 0 {
        errors.invalid(at, format!("the limit of `{name}` is `{}`, expected 0 or more", amount.0));
    }
    if (COUNTED.contains(&name) || is_extended(name)) && !is_whole(number) {
        errors.invalid(at, format!("the limit of `{name}` is `{}`, expected a whole number", amount.0));
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn limits_are_checked() {
        assert_paths(
            "apiVersion: v1, kind: ResourceQuota",
            &[
                ("spec: {hard: ~}", &[]),
                ("spec: {hard: {pods: 1e100}}", &[]),
                (
                    "spec: {hard: {pods: 1Gi, count/pods: 5, requests.nvidia.com/gpu: 500m, hugepages-any: 1}}",
                    &[],
                ),
                (
                    "spec: {hard: {pods: 500m, count/pods: 500m, gpu: 1, cpu: -1}}",
                    &["spec.hard[count/pods]", "spec.hard[cpu]", "spec.hard[gpu]", "spec.hard[pods]"],
                ),
            ],
        );
    }
}
