//! The part of a DaemonSet's spec that decides how it runs.

use std::sync::Arc;

use k8s_openapi::api::apps::v1::{DaemonSetSpec, RollingUpdateDaemonSet};
use k8s_openapi::api::core::v1::{PodTemplateSpec, Toleration};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::defaults::values::{
    DAEMON_SET_MAX_SURGE, DAEMON_SET_MAX_UNAVAILABLE, REVISION_HISTORY_LIMIT,
};
use crate::k8s::int_or_percent::{Rounding, scaled};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::template::Template;

/// The taints that Pods of DaemonSets always tolerate, with the effect.
const ALWAYS: &[(&str, &str)] = &[
    ("node.kubernetes.io/not-ready", "NoExecute"),
    ("node.kubernetes.io/unreachable", "NoExecute"),
    ("node.kubernetes.io/disk-pressure", "NoSchedule"),
    ("node.kubernetes.io/memory-pressure", "NoSchedule"),
    ("node.kubernetes.io/pid-pressure", "NoSchedule"),
    ("node.kubernetes.io/unschedulable", "NoSchedule"),
];

/// The taint that Pods in the node's network tolerate besides.
const IN_THE_NETWORK_OF_THE_NODE: (&str, &str) = ("node.kubernetes.io/network-unavailable", "NoSchedule");

/// A DaemonSet's spec with the server's defaults.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub(crate) template: Arc<Template>,
    pub(crate) on_delete: bool,
    max_surge: IntOrString,
    max_unavailable: IntOrString,
    pub(crate) min_ready: Millis,
    pub(crate) history_limit: i32,
}

impl PartialEq for Spec {
    fn eq(&self, other: &Self) -> bool {
        self.template.written == other.template.written
            && (self.on_delete, &self.max_surge, &self.max_unavailable)
                == (other.on_delete, &other.max_surge, &other.max_unavailable)
            && (self.min_ready, self.history_limit) == (other.min_ready, other.history_limit)
    }
}

impl Spec {
    /// Reads a spec and fills in the defaults.
    pub(crate) fn read(object: &k8s_openapi::api::apps::v1::DaemonSet) -> Self {
        let spec: Option<DaemonSetSpec> = object.spec.clone().into();
        let spec = spec.unwrap_or_default();
        let strategy = spec.update_strategy.unwrap_or_default();
        let rolling: RollingUpdateDaemonSet = strategy.rolling_update.unwrap_or_default();
        Self {
            template: read_template(&spec.template),
            on_delete: strategy.type_.as_deref() == Some("OnDelete"),
            max_surge: rolling.max_surge.unwrap_or(IntOrString::Int(DAEMON_SET_MAX_SURGE)),
            max_unavailable: rolling.max_unavailable.unwrap_or(IntOrString::Int(DAEMON_SET_MAX_UNAVAILABLE)),
            min_ready: u64::try_from(spec.min_ready_seconds.unwrap_or(0)).unwrap_or(0) * 1000,
            history_limit: spec.revision_history_limit.unwrap_or(REVISION_HISTORY_LIMIT),
        }
    }

    /// Replaces the Pod template.
    pub(crate) fn set_template(&mut self, written: &PodTemplateSpec) {
        self.template = read_template(written);
    }

    /// How many Pods may be too many, and how many may be missing; both round up. When neither
    /// may, one may be missing.
    pub(crate) fn limits(&self, desired: usize) -> (usize, usize) {
        let desired = i32::try_from(desired).unwrap_or(i32::MAX);
        let amount = |value: &IntOrString| {
            usize::try_from(scaled(value, desired, Rounding::Up).unwrap_or(0)).unwrap_or(0)
        };
        match (self.surges(), amount(&self.max_surge), amount(&self.max_unavailable)) {
            (_, 0, 0) if desired > 0 => (0, 1),
            (_, surge, unavailable) => (surge, unavailable),
        }
    }

    /// Whether the new Pod of a node starts beside the old one.
    pub(crate) fn surges(&self) -> bool {
        !self.on_delete && scaled(&self.max_surge, 100, Rounding::Up).unwrap_or(0) > 0
    }

    /// The name of the only node that the template lets Pods run on.
    pub(crate) fn node_name(&self) -> Option<&str> {
        let spec = self.template.written.spec.as_ref()?;
        spec.node_name.as_deref().filter(|name| !name.is_empty())
    }
}

/// The template of the Pods: as written, and with the tolerations that the controller adds.
fn read_template(written: &PodTemplateSpec) -> Arc<Template> {
    let mut template = Template::read(written);
    let host_network = written.spec.as_ref().and_then(|spec| spec.host_network) == Some(true);
    let added = ALWAYS.iter().chain(host_network.then_some(&IN_THE_NETWORK_OF_THE_NODE));
    if let Some(template) = Arc::get_mut(&mut template) {
        template.placement.tolerations.extend(added.map(|(key, effect)| Toleration {
            key: Some((*key).to_owned()),
            operator: Some("Exists".to_owned()),
            effect: Some((*effect).to_owned()),
            ..Toleration::default()
        }));
    }
    template
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(strategy: &str) -> Spec {
        Spec::read(
            &serde_yaml::from_str(&format!(
                "spec: {{selector: {{}}, template: {{}}, updateStrategy: {{rollingUpdate: {strategy}}}}}"
            ))
            .unwrap(),
        )
    }

    #[test]
    fn percentages_round_up_and_one_may_always_be_missing() {
        assert_eq!(spec("{}").limits(7), (0, 1));
        assert_eq!(spec("{maxUnavailable: 10%}").limits(7), (0, 1));
        assert_eq!(spec("{maxUnavailable: 34%}").limits(6), (0, 3));
        assert_eq!(spec("{maxSurge: 20%, maxUnavailable: 0}").limits(6), (2, 0));
        assert_eq!(spec("{maxSurge: 0, maxUnavailable: 0}").limits(6), (0, 1));
    }

    #[test]
    fn pods_tolerate_what_the_controller_adds() {
        let of = |spec: &str| {
            read_template(&serde_yaml::from_str(&format!("spec: {spec}")).unwrap()).tolerations().len()
        };
        assert_eq!(of("{containers: []}"), 6);
        assert_eq!(of("{containers: [], hostNetwork: true, tolerations: [{operator: Exists}]}"), 8);
    }
}
