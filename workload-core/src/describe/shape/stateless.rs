//! Any Pod can serve any request: a Deployment (article §3).

use k8s_openapi::api::apps::v1::{DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment};
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::can;
use super::kind::{OwnService, Sealed, Shape};

/// State lives elsewhere and Pods may be rebuilt at will: a Deployment, with a load-balancing
/// Service when it has ports (article §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stateless;

impl Sealed for Stateless {}

impl Shape for Stateless {
    const KIND: &'static str = "Deployment";
    const SERVICE: OwnService = OwnService::WithPorts;
    type Spec = DeploymentSpec;

    fn set_template(spec: &mut DeploymentSpec, template: PodTemplateSpec, selector: LabelSelector) {
        spec.template = template;
        spec.selector = selector;
    }
}

impl can::LongRunning for Stateless {}
impl can::SharedClaims for Stateless {}

impl can::Replicated for Stateless {
    fn replicas(spec: &mut DeploymentSpec) -> &mut Option<i32> {
        &mut spec.replicas
    }
}

impl can::HasService for Stateless {}
impl can::Surge for Stateless {}

impl can::RollingUpdates for Stateless {
    const STRATEGY: &'static str = "spec.strategy";

    fn set_rolling_update(spec: &mut DeploymentSpec, bounds: can::Bounds) {
        let can::Bounds { max_surge, max_unavailable, .. } = bounds;
        spec.strategy = Some(DeploymentStrategy {
            type_: Some("RollingUpdate".to_owned()),
            rolling_update: Some(RollingUpdateDeployment { max_surge, max_unavailable }),
        });
    }

    fn min_ready_seconds(spec: &mut DeploymentSpec) -> &mut Option<i32> {
        &mut spec.min_ready_seconds
    }

    fn revision_history_limit(spec: &mut DeploymentSpec) -> &mut Option<i32> {
        &mut spec.revision_history_limit
    }
}

impl can::Recreate for Stateless {
    fn deployment(spec: &mut DeploymentSpec) -> &mut DeploymentSpec {
        spec
    }
}
