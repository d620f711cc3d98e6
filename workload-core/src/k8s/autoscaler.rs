//! Autoscalers of `autoscaling/v1`, as the API server reads them: as those of `autoscaling/v2`.

use k8s_openapi::api::autoscaling::{v1, v2};

use super::optional::OptionalField as _;

/// The utilization of CPU that an autoscaler aims at without a target of its own, in percent.
const DEFAULT_UTILIZATION: i32 = 80;

/// The autoscaler in the newer form.
pub(crate) fn from_v1(old: v1::HorizontalPodAutoscaler) -> v2::HorizontalPodAutoscaler {
    let spec: Option<&v1::HorizontalPodAutoscalerSpec> = old.spec.get();
    let spec = spec.cloned().map(|spec| v2::HorizontalPodAutoscalerSpec {
        scale_target_ref: target(spec.scale_target_ref),
        min_replicas: spec.min_replicas,
        max_replicas: spec.max_replicas,
        metrics: Some(vec![cpu(spec.target_cpu_utilization_percentage)]),
        behavior: None,
    });
    v2::HorizontalPodAutoscaler {
        metadata: old.metadata,
        spec: spec.unwrap_or_default().into(),
        status: None,
    }
}

fn cpu(utilization: Option<i32>) -> v2::MetricSpec {
    let target = v2::MetricTarget {
        type_: "Utilization".to_owned(),
        average_utilization: utilization.or(Some(DEFAULT_UTILIZATION)),
        ..v2::MetricTarget::default()
    };
    let resource = v2::ResourceMetricSource { name: "cpu".to_owned(), target };
    v2::MetricSpec { type_: "Resource".to_owned(), resource: Some(resource), ..v2::MetricSpec::default() }
}

fn target(old: v1::CrossVersionObjectReference) -> v2::CrossVersionObjectReference {
    let v1::CrossVersionObjectReference { api_version, kind, name } = old;
    v2::CrossVersionObjectReference { api_version, kind, name }
}
