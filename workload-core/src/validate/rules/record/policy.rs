//! What the rules over many objects know of a `NetworkPolicy`.

use k8s_openapi::api::networking::v1::NetworkPolicySpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::OptionalField as _;
use crate::k8s::selector::CompactSelector;

/// A policy: which Pods it is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PolicyRecord {
    pub(crate) selector: CompactSelector,
    /// The ports by name that it lets traffic in at: the number of the rule, that of the port, and the name.
    pub(crate) ports: Box<[(usize, usize, Box<str>)]>,
}

impl PolicyRecord {
    pub(super) fn of(spec: &NetworkPolicySpec) -> Self {
        let selector: Option<&LabelSelector> = spec.pod_selector.get();
        let mut ports = Vec::new();
        for (rule, one) in spec.ingress.iter().flatten().enumerate() {
            for (number, port) in one.ports.iter().flatten().enumerate() {
                if let Some(IntOrString::String(name)) = &port.port {
                    ports.push((rule, number, name.as_str().into()));
                }
            }
        }
        Self { selector: selector.map(CompactSelector::from).unwrap_or_default(), ports: ports.into() }
    }
}
