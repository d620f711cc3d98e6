//! Annotations by which Services said things before there were fields for them.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ServiceSpec;

use super::super::address::refuse;
use super::Type;
use super::addresses::ONLY_BALANCERS;
use crate::k8s::values::check_cidr;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const RANGES: &str = "service.beta.kubernetes.io/load-balancer-source-ranges";
const HINTS: &str = "service.kubernetes.io/topology-aware-hints";
const MODE: &str = "service.kubernetes.io/topology-mode";

/// Checks annotations that the server reads; `at` is the metadata.
pub(super) fn check(
    annotations: Option<&BTreeMap<String, String>>,
    spec: &ServiceSpec,
    kind: Type,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let Some(annotations) = annotations else { return };
    let at = at.field("annotations");
    one_mode(annotations, &at.key(MODE), errors);
    let has_field = spec.load_balancer_source_ranges.as_ref().is_some_and(|ranges| !ranges.is_empty());
    if let Some(ranges) = annotations.get(RANGES).filter(|_| !has_field) {
        source_ranges(ranges.trim(), kind, &at.key(RANGES), errors);
    }
}

/// Checks that the annotation for topology and its older name agree; `at` is the annotation.
fn one_mode(annotations: &BTreeMap<String, String>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let (Some(mode), Some(hints)) = (annotations.get(MODE), annotations.get(HINTS))
        && mode != hints
    {
        let message = format!("`{mode}` is not what `{HINTS}` says: `{hints}`");
        errors.invalid(at, message).help("leave the older annotation out");
    }
}

fn source_ranges(ranges: &str, kind: Type, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if kind != Type::LoadBalancer {
        errors.forbidden(at, ONLY_BALANCERS);
    }
    for range in ranges.split(',').filter(|_| !ranges.is_empty()) {
        if let Err(message) = check_cidr(range.trim()) {
            refuse(range.trim(), &message, at, errors);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_annotations_are_read() {
        for (json, kind, refused) in [
            (
                r#"{"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8, 1.2.3.4/32"}"#,
                Type::LoadBalancer,
                0,
            ),
            (r#"{"service.beta.kubernetes.io/load-balancer-source-ranges": " "}"#, Type::LoadBalancer, 0),
            (
                r#"{"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8,x"}"#,
                Type::LoadBalancer,
                1,
            ),
            (
                r#"{"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8"}"#,
                Type::ClusterIp,
                1,
            ),
            (
                r#"{"service.kubernetes.io/topology-mode": "Auto", "service.kubernetes.io/topology-aware-hints": "Auto"}"#,
                Type::ClusterIp,
                0,
            ),
            (
                r#"{"service.kubernetes.io/topology-mode": "Auto", "service.kubernetes.io/topology-aware-hints": "x"}"#,
                Type::ClusterIp,
                1,
            ),
        ] {
            let annotations = serde_json::from_str(json).unwrap();
            let mut errors = FieldErrors::default();
            check(Some(&annotations), &ServiceSpec::default(), kind, &PathBuilder::root(), &mut errors);
            assert_eq!(errors.into_tested().len(), refused, "{json}");
        }
    }
}
