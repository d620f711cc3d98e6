//! Any Pod can serve any request: a Deployment (article §3).

use k8s_openapi::api::apps::v1::DeploymentSpec;
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::{OwnService, Shape, can};

/// State lives elsewhere and Pods may be rebuilt at will: a Deployment, with a load-balancing
/// Service when it has ports (article §3.1).
#[derive(Clone, Copy, Debug)]
pub struct Stateless;

impl Shape for Stateless {
    const KIND: &'static str = "Deployment";
    const SERVICE: OwnService = OwnService::WithPorts;
    type Spec = DeploymentSpec;

    fn set_template(spec: &mut DeploymentSpec, template: PodTemplateSpec, selector: LabelSelector) {
        spec.template = template;
        spec.selector = selector;
    }
}

impl can::RunOn for Stateless {}
impl can::ShareClaims for Stateless {}

impl can::Replicate for Stateless {
    fn replicas(spec: &mut DeploymentSpec) -> &mut Option<i32> {
        &mut spec.replicas
    }
}
