//! Every Pod is unique, with a name and data of its own: a StatefulSet (article §4).

use k8s_openapi::api::apps::v1::{
    RollingUpdateStatefulSetStrategy, StatefulSetSpec, StatefulSetUpdateStrategy,
};
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::can;
use super::kind::{OwnService, Sealed, Shape};

/// Every Pod keeps its name, its address and its data across rebuilds: a StatefulSet, always
/// with a headless Service (article §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stateful;

impl Sealed for Stateful {}

impl Shape for Stateful {
    const KIND: &'static str = "StatefulSet";
    // Its Pods have a label of the set's name with eleven characters more: the server takes
    // a longer one, but no Pod would ever start (kubernetes/kubernetes#64023).
    const LONGEST_NAME: usize = 52;
    const SERVICE: OwnService = OwnService::Headless;
    type Spec = StatefulSetSpec;

    fn set_template(spec: &mut StatefulSetSpec, template: PodTemplateSpec, selector: LabelSelector) {
        spec.template = template;
        spec.selector = selector;
    }
}

impl can::LongRunning for Stateful {}

impl can::Replicated for Stateful {
    fn replicas(spec: &mut StatefulSetSpec) -> &mut Option<i32> {
        &mut spec.replicas
    }
}

impl can::PerPodClaims for Stateful {}
impl can::HasService for Stateful {}

impl can::RollingUpdates for Stateful {
    fn set_rolling_update(spec: &mut StatefulSetSpec, bounds: can::Bounds) {
        let can::Bounds { max_unavailable, partition, .. } = bounds;
        spec.update_strategy = Some(StatefulSetUpdateStrategy {
            type_: Some("RollingUpdate".to_owned()),
            rolling_update: Some(RollingUpdateStatefulSetStrategy { max_unavailable, partition }),
        });
    }

    fn min_ready_seconds(spec: &mut StatefulSetSpec) -> &mut Option<i32> {
        &mut spec.min_ready_seconds
    }

    fn revision_history_limit(spec: &mut StatefulSetSpec) -> &mut Option<i32> {
        &mut spec.revision_history_limit
    }
}

impl can::OnDelete for Stateful {
    fn set_on_delete(spec: &mut StatefulSetSpec, on: bool) {
        let strategy = StatefulSetUpdateStrategy { type_: Some("OnDelete".to_owned()), rolling_update: None };
        spec.update_strategy = on.then_some(strategy);
    }
}

impl can::OrderedPods for Stateful {
    fn stateful_set(spec: &mut StatefulSetSpec) -> &mut StatefulSetSpec {
        spec
    }
}
