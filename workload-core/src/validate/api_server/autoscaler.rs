//! Autoscalers.

mod behavior;
mod metrics;
mod reference;
mod target;

use k8s_openapi::api::autoscaling::v2::{HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec, MetricSpec};

use super::checks::{each, optional, within};
use super::meta::{self, Naming};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::k8s::defaults::values::MIN_REPLICAS;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for HorizontalPodAutoscaler {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
        let spec: &HorizontalPodAutoscalerSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        replicas(spec, &at, errors);
        // Only a ReplicationController is of no group.
        let of_no_group = spec.scale_target_ref.kind == "ReplicationController";
        reference::check(&spec.scale_target_ref, of_no_group, &at.field("scaleTargetRef"), errors);
        let metrics_at = at.field("metrics");
        let metrics = spec.metrics.as_deref().unwrap_or_default();
        each(metrics.iter(), &metrics_at, errors, metrics::check);
        to_zero(spec, metrics, &metrics_at, errors);
        optional(spec.behavior.as_ref(), &at.field("behavior"), errors, behavior::check);
    }
}

fn replicas(spec: &HorizontalPodAutoscalerSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let most_at = at.field("maxReplicas");
    let (least, most) = (spec.min_replicas.unwrap_or(MIN_REPLICAS), spec.max_replicas);
    within(spec.min_replicas, 1..=i64::MAX, &at.field("minReplicas"), errors);
    if most == 0 {
        errors.required(&most_at, "an autoscaler says how many Pods there are at most: 1 or more");
    } else if most < 0 {
        within(Some(most), 1..=i64::MAX, &most_at, errors);
    } else if most < least {
        let message = format!("{most} Pods at most are fewer than {least} at least");
        errors.invalid(&most_at, message).help("let `maxReplicas` be at least `minReplicas`");
    }
}

/// Without Pods there is nothing to measure but what is outside of them.
fn to_zero(
    spec: &HorizontalPodAutoscalerSpec,
    metrics: &[MetricSpec],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let is_outside = |metric: &MetricSpec| matches!(metric.type_.as_str(), "Object" | "External");
    if spec.min_replicas == Some(0) && !metrics.iter().any(is_outside) {
        errors.forbidden(at, "down to zero Pods one scales by a metric of type `Object` or `External`");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(spec: &str) -> Vec<String> {
        let spec = format!(
            r#"{{"scaleTargetRef": {{"apiVersion": "apps/v1", "kind": "Deployment", "name": "a"}}, {spec}}}"#
        );
        let spec: HorizontalPodAutoscalerSpec = serde_json::from_str(&spec).unwrap();
        let object = HorizontalPodAutoscaler { spec: spec.into(), ..HorizontalPodAutoscaler::default() };
        let mut errors = FieldErrors::default();
        object.validate(&PathBuilder::root(), &mut errors);
        let paths = errors.into_vec().into_iter().map(|error| error.path.to_string());
        paths.filter(|path| path.starts_with("spec")).collect()
    }

    #[test]
    fn bounds_go_together() {
        for (spec, expected) in [
            (r#""maxReplicas": 1"#, &[][..]),
            (r#""minReplicas": 3, "maxReplicas": 3, "metrics": []"#, &[]),
            (r#""maxReplicas": 0"#, &["spec.maxReplicas"]),
            (r#""maxReplicas": -1"#, &["spec.maxReplicas"]),
            (r#""minReplicas": 4, "maxReplicas": 3"#, &["spec.maxReplicas"]),
            (r#""minReplicas": 0, "maxReplicas": 3"#, &["spec.minReplicas", "spec.metrics"]),
        ] {
            assert_eq!(said(spec), expected, "{spec}");
        }
    }
}
