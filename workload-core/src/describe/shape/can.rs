//! What a shape can do. A key names the trait it needs; the messages are the article's.

use k8s_openapi::api::apps::v1::{DeploymentSpec, StatefulSetSpec};
use k8s_openapi::api::batch::v1::{CronJobSpec, JobSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::kind::Shape;

/// A shape whose Pods run on until they are replaced.
#[diagnostic::on_unimplemented(
    message = "a {Self} app runs to its end and cannot have this",
    label = "only for apps that run on: stateless, stateful, per_node",
    note = "article §2.1: Deployments, StatefulSets and DaemonSets run on; Jobs and CronJobs finish"
)]
pub trait LongRunning: Shape {}

/// A shape with a number of Pods that somebody chooses.
#[diagnostic::on_unimplemented(
    message = "a {Self} app has no replica count",
    label = "only stateless and stateful apps have replicas",
    note = "article §2.1: a per-node app has one Pod on each node, a job as many as its `parallelism`"
)]
pub trait Replicated: LongRunning {
    /// The field that counts the Pods.
    fn replicas(spec: &mut Self::Spec) -> &mut Option<i32>;
}

/// The bounds of a rolling update, as far as a shape has them.
#[derive(Clone, Debug, Default)]
pub struct Bounds {
    /// How many Pods too many.
    pub max_surge: Option<IntOrString>,
    /// How many Pods too few.
    pub max_unavailable: Option<IntOrString>,
    /// The lowest ordinal that is updated.
    pub partition: Option<i32>,
}

/// A shape whose Pods are replaced when the template changes.
#[diagnostic::on_unimplemented(
    message = "a {Self} app is not rolled out: a change makes a new Job",
    label = "only for apps that run on: stateless, stateful, per_node",
    note = "article §2.1: Deployments, StatefulSets and DaemonSets replace their Pods; a Job's template never changes"
)]
pub trait RollingUpdates: LongRunning {
    /// Where the strategy stands in the object.
    const STRATEGY: &'static str = "spec.updateStrategy";

    /// Sets the bounds of a rolling update.
    fn set_rolling_update(spec: &mut Self::Spec, bounds: Bounds);

    /// The seconds that a Pod must be ready before it counts.
    fn min_ready_seconds(spec: &mut Self::Spec) -> &mut Option<i32>;

    /// The number of old revisions that are kept.
    fn revision_history_limit(spec: &mut Self::Spec) -> &mut Option<i32>;
}

/// A shape that may start new Pods before old ones have gone.
#[diagnostic::on_unimplemented(
    message = "a {Self} app has no `max_surge`: a new Pod takes the name of the old one, which must go first",
    label = "only stateless and per-node apps surge",
    note = "article §4.3: use `max_unavailable`, or leave the bound out"
)]
pub trait Surge: RollingUpdates {}

/// A shape whose Pods can wait to be deleted by hand.
#[diagnostic::on_unimplemented(
    message = "a {Self} app cannot wait for its Pods to be deleted",
    label = "only stateful and per-node apps have `on_delete`",
    note = "use `paused` on a stateless app"
)]
pub trait OnDelete: RollingUpdates {
    /// Chooses to wait, or not.
    fn set_on_delete(spec: &mut Self::Spec, on: bool);
}

/// A shape that may stop all Pods before it starts new ones: the stateless one.
#[diagnostic::on_unimplemented(
    message = "a {Self} app has no such setting: its Pods are not interchangeable",
    label = "only stateless apps have this",
    note = "article §4.4: the Pods of a Deployment are random and replaceable"
)]
pub trait Recreate: RollingUpdates {
    /// The Deployment's spec.
    fn deployment(spec: &mut Self::Spec) -> &mut DeploymentSpec;
}

/// A shape whose Pods are numbered and start in order: the stateful one.
#[diagnostic::on_unimplemented(
    message = "the Pods of a {Self} app have no numbers and no order",
    label = "only stateful apps have ordered Pods",
    note = "article §4.3: add `stateful`, whose Pods start 0→1→2 and keep their claims"
)]
pub trait OrderedPods: RollingUpdates {
    /// The StatefulSet's spec.
    fn stateful_set(spec: &mut Self::Spec) -> &mut StatefulSetSpec;
}

/// A shape whose runs can be held back.
#[diagnostic::on_unimplemented(
    message = "a {Self} app cannot be suspended: it runs on",
    label = "only for jobs: run_once and schedule",
    note = "scale a stateless or stateful app to 0 with `replicas = 0`"
)]
pub trait Suspendable: RunsToCompletion {
    /// Whether it is held back.
    fn suspend(spec: &mut Self::Spec) -> &mut Option<bool>;
}

/// A shape that has a Service, under which others reach it.
#[diagnostic::on_unimplemented(
    message = "a {Self} app has no address",
    label = "only stateless and stateful apps have a Service",
    note = "article §8.4: load balancing is a Deployment with a Service, fixed DNS a StatefulSet with a headless one"
)]
pub trait HasService: Shape {}

/// A shape that keeps a claim for each Pod.
#[diagnostic::on_unimplemented(
    message = "a {Self} app cannot keep a claim per Pod: the claim cannot follow a Pod whose name changes",
    label = "only stateful apps have a claim per Pod",
    note = "article §4.2: add `stateful`, or use `Claim` for one claim, `Scratch` for data that may be lost"
)]
pub trait PerPodClaims: Shape {}

/// A shape whose Pods may share one claim.
#[diagnostic::on_unimplemented(
    message = "the Pods of a {Self} app cannot share a claim",
    label = "only stateless apps and jobs share a claim",
    note = "article §1.1, §4.2: give each stateful Pod a claim of its own with `PerPod`; a per-node app uses `HostPath`"
)]
pub trait SharedClaims: Shape {}

/// A shape whose Pods belong to their node.
#[diagnostic::on_unimplemented(
    message = "a {Self} app cannot keep files on its node: its Pods may start on another one",
    label = "only per-node apps use the node's files",
    note = "article §5.2: add `per_node`, or use `Scratch`, `Claim` or `PerPod`"
)]
pub trait NodeLocal: Shape {}

/// A shape whose Pods run to their end.
#[diagnostic::on_unimplemented(
    message = "a {Self} app runs on and has no end to speak of",
    label = "only for jobs: run_once and schedule",
    note = "article §6: add `run_once`, or `schedule = \"…\"`"
)]
pub trait RunsToCompletion: Shape {
    /// Where the Job's spec stands in the object.
    const JOB: &'static str;

    /// The Job's spec.
    fn job(spec: &mut Self::Spec) -> &mut JobSpec;
}

/// A shape that runs by the clock.
#[diagnostic::on_unimplemented(
    message = "a {Self} app does not run by the clock",
    label = "only for apps with a schedule",
    note = "article §6.2: add `schedule = \"0 3 * * *\"`"
)]
pub trait CronScheduled: RunsToCompletion {
    /// The CronJob's spec.
    fn cron_job(spec: &mut Self::Spec) -> &mut CronJobSpec;
}
