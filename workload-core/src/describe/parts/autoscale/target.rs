//! What a metric aims at: a share of what the Pods request, or an amount for each Pod.

use k8s_openapi::api::autoscaling::v2::MetricTarget;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as RawQuantity;

use crate::k8s::values::Quantity;

pub(super) fn utilization(percent: u32) -> MetricTarget {
    MetricTarget {
        type_: "Utilization".to_owned(),
        average_utilization: i32::try_from(percent).ok(),
        ..MetricTarget::default()
    }
}

pub(super) fn average(amount: &Quantity) -> MetricTarget {
    MetricTarget {
        type_: "AverageValue".to_owned(),
        average_value: Some(RawQuantity(amount.to_string())),
        ..MetricTarget::default()
    }
}
