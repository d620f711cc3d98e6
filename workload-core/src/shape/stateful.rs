//! Every Pod is unique, with a name and data of its own: a StatefulSet (article §4).

use k8s_openapi::api::apps::v1::StatefulSetSpec;
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::{OwnService, Shape, can};

/// Every Pod keeps its name, its address and its data across rebuilds: a StatefulSet, always
/// with a headless Service (article §4.1).
#[derive(Clone, Copy, Debug)]
pub struct Stateful;

impl Shape for Stateful {
    const KIND: &'static str = "StatefulSet";
    const SERVICE: OwnService = OwnService::Headless;
    type Spec = StatefulSetSpec;

    fn set_template(spec: &mut StatefulSetSpec, template: PodTemplateSpec, selector: LabelSelector) {
        spec.template = template;
        spec.selector = selector;
    }
}

impl can::RunOn for Stateful {}

impl can::Replicate for Stateful {
    fn replicas(spec: &mut StatefulSetSpec) -> &mut Option<i32> {
        &mut spec.replicas
    }
}

impl can::OwnClaims for Stateful {}
