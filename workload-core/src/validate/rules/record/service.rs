//! What the rules over many objects know of a `Service`.

use k8s_openapi::api::core::v1::ServiceSpec;

use super::port::ServicePortRecord;
use crate::k8s::selector::{CompactLabels, Labels};
use crate::validate::rules::facts::services::usable_selector;

/// A Service: its labels, and which Pods it selects, and at which ports.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServiceRecord {
    /// Its own labels.
    pub(crate) labels: CompactLabels,
    /// The labels that it selects by; none when it selects nothing by itself.
    pub(crate) selector: Option<CompactLabels>,
    pub(crate) ports: Box<[ServicePortRecord]>,
    /// Whether it is headless: `clusterIP: None`.
    pub(crate) headless: bool,
    /// The first of the fields `clusterIP` and `type` that is set.
    pub(crate) address_field: Option<&'static str>,
    /// Whether it sends traffic to Pods that are not ready.
    pub(crate) publishes_not_ready: bool,
}

impl ServiceRecord {
    pub(super) fn of(labels: Option<&Labels>, spec: &ServiceSpec) -> Self {
        let fields = [("clusterIP", &spec.cluster_ip), ("type", &spec.type_)];
        Self {
            labels: labels.map(CompactLabels::from).unwrap_or_default(),
            selector: usable_selector(spec).map(CompactLabels::from),
            ports: spec.ports.iter().flatten().map(ServicePortRecord::of).collect(),
            headless: spec.cluster_ip.as_deref() == Some("None"),
            address_field: fields.into_iter().find(|(_, value)| value.is_some()).map(|(field, _)| field),
            publishes_not_ready: spec.publish_not_ready_addresses == Some(true),
        }
    }
}
