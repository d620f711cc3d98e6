//! One Pod on every node: a DaemonSet (article §5).

use k8s_openapi::api::apps::v1::{DaemonSetSpec, DaemonSetUpdateStrategy, RollingUpdateDaemonSet};
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::can;
use super::kind::{Sealed, Shape};

/// One Pod on every node, new nodes included: a DaemonSet (article §5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerNode;

impl Sealed for PerNode {}

impl Shape for PerNode {
    const KIND: &'static str = "DaemonSet";
    type Spec = DaemonSetSpec;

    fn set_template(spec: &mut DaemonSetSpec, template: PodTemplateSpec, selector: LabelSelector) {
        spec.template = template;
        spec.selector = selector;
    }
}

impl can::LongRunning for PerNode {}
impl can::NodeLocal for PerNode {}
impl can::Surge for PerNode {}

impl can::RollingUpdates for PerNode {
    fn set_rolling_update(spec: &mut DaemonSetSpec, bounds: can::Bounds) {
        let can::Bounds { max_surge, max_unavailable, .. } = bounds;
        spec.update_strategy = Some(DaemonSetUpdateStrategy {
            type_: Some("RollingUpdate".to_owned()),
            rolling_update: Some(RollingUpdateDaemonSet { max_surge, max_unavailable }),
        });
    }

    fn min_ready_seconds(spec: &mut DaemonSetSpec) -> &mut Option<i32> {
        &mut spec.min_ready_seconds
    }

    fn revision_history_limit(spec: &mut DaemonSetSpec) -> &mut Option<i32> {
        &mut spec.revision_history_limit
    }
}

impl can::OnDelete for PerNode {
    fn set_on_delete(spec: &mut DaemonSetSpec, on: bool) {
        let strategy = DaemonSetUpdateStrategy { type_: Some("OnDelete".to_owned()), rolling_update: None };
        spec.update_strategy = on.then_some(strategy);
    }
}
