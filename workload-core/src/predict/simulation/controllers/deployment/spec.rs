//! What a Deployment's spec says, with the server's defaults.

use std::sync::Arc;

use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::defaults::values::{
    DEPLOYMENT_BOUND, PROGRESS_DEADLINE_SECONDS, REPLICAS, REVISION_HISTORY_LIMIT,
};
use crate::k8s::int_or_percent::{Rounding, scaled};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::template::Template;

/// The fields that decide what happens.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub(crate) replicas: i32,
    pub(crate) selector: LabelSelector,
    pub(crate) paused: bool,
    pub(crate) recreates: bool,
    max_surge: IntOrString,
    max_unavailable: IntOrString,
    /// Seconds of readiness before a Pod counts as available.
    pub(crate) min_ready: i32,
    pub(crate) history_limit: i32,
    /// How long a rollout may make no progress; `None` is for ever.
    pub(crate) deadline: Option<Millis>,
    pub(crate) template: Arc<Template>,
}

impl PartialEq for Spec {
    fn eq(&self, other: &Self) -> bool {
        let key =
            |it: &Self| (it.replicas, it.paused, it.recreates, it.min_ready, it.history_limit, it.deadline);
        key(self) == key(other)
            && self.max_surge == other.max_surge
            && self.max_unavailable == other.max_unavailable
            && self.template.written == other.template.written
    }
}

impl Spec {
    /// Reads the spec of a Deployment.
    pub(crate) fn read(object: &Deployment) -> Self {
        let spec: DeploymentSpec = Option::from(object.spec.clone()).unwrap_or_default();
        let strategy = spec.strategy.unwrap_or_default();
        let bounds = strategy.rolling_update.unwrap_or_default();
        let quarter = || IntOrString::String(DEPLOYMENT_BOUND.to_owned());
        Self {
            replicas: spec.replicas.unwrap_or(REPLICAS),
            selector: spec.selector,
            paused: spec.paused.unwrap_or(false),
            recreates: strategy.type_.as_deref() == Some("Recreate"),
            max_surge: bounds.max_surge.unwrap_or_else(quarter),
            max_unavailable: bounds.max_unavailable.unwrap_or_else(quarter),
            min_ready: spec.min_ready_seconds.unwrap_or(0),
            history_limit: spec.revision_history_limit.unwrap_or(REVISION_HISTORY_LIMIT),
            deadline: deadline(spec.progress_deadline_seconds),
            template: Template::read(&spec.template),
        }
    }

    /// How many Pods more than wanted there may be, and how many fewer; never are both 0.
    fn bounds(&self) -> (i32, i32) {
        let surge = scaled(&self.max_surge, self.replicas, Rounding::Up).unwrap_or(0);
        let unavailable = scaled(&self.max_unavailable, self.replicas, Rounding::Down).unwrap_or(0);
        if surge == 0 && unavailable == 0 { (0, 1) } else { (surge, unavailable) }
    }

    /// How many Pods more than wanted there may be.
    pub(crate) fn max_surge(&self) -> i32 {
        // Both together are a number of Pods too.
        if self.recreates { 0 } else { self.bounds().0.min(i32::MAX - self.replicas) }
    }

    /// How many of the wanted Pods may be unavailable.
    pub(crate) fn max_unavailable(&self) -> i32 {
        if self.recreates || self.replicas == 0 { 0 } else { self.bounds().1.min(self.replicas) }
    }
}

/// How long a rollout may go on without progress; nothing when it may go on for ever.
fn deadline(seconds: Option<i32>) -> Option<Millis> {
    let seconds = seconds.unwrap_or(PROGRESS_DEADLINE_SECONDS);
    (seconds != i32::MAX).then(|| Millis::try_from(seconds).unwrap_or(0) * 1000)
}
