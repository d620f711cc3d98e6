//! One Pod on every node: a DaemonSet (article §5).

use k8s_openapi::api::apps::v1::DaemonSetSpec;
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::{Shape, can};

/// One Pod on every node, new nodes included: a DaemonSet (article §5.2).
#[derive(Clone, Copy, Debug)]
pub struct PerNode;

impl Shape for PerNode {
    const KIND: &'static str = "DaemonSet";
    type Spec = DaemonSetSpec;

    fn set_template(spec: &mut DaemonSetSpec, template: PodTemplateSpec, selector: LabelSelector) {
        spec.template = template;
        spec.selector = selector;
    }
}

impl can::RunOn for PerNode {}
impl can::ReachTheNode for PerNode {}
