//! What a shape can do. A key names the trait it needs; the messages are the article's.

use k8s_openapi::api::batch::v1::{CronJobSpec, JobSpec};

use super::Shape;

/// A shape whose Pods run on until they are replaced.
#[diagnostic::on_unimplemented(
    message = "a {Self} app runs to its end and cannot have this",
    label = "only for apps that run on: stateless, stateful, per_node",
    note = "article §2.1: Deployments, StatefulSets and DaemonSets run on; Jobs and CronJobs finish"
)]
pub trait RunOn: Shape {}

/// A shape with a number of Pods that somebody chooses.
#[diagnostic::on_unimplemented(
    message = "a {Self} app has no replica count",
    label = "only stateless and stateful apps have replicas",
    note = "article §2.1: a per-node app has one Pod on each node, a job as many as its `parallelism`"
)]
pub trait Replicate: RunOn {
    /// The field that counts the Pods.
    fn replicas(spec: &mut Self::Spec) -> &mut Option<i32>;
}

/// A shape that keeps a claim for each Pod.
#[diagnostic::on_unimplemented(
    message = "a {Self} app cannot keep a claim per Pod: the claim cannot follow a Pod whose name changes",
    label = "only stateful apps have a claim per Pod",
    note = "article §4.2: add `stateful`, or use `Claim` for one claim, `Scratch` for data that may be lost"
)]
pub trait OwnClaims: Shape {}

/// A shape whose Pods may share one claim.
#[diagnostic::on_unimplemented(
    message = "the Pods of a {Self} app cannot share a claim",
    label = "only stateless apps and jobs share a claim",
    note = "article §1.1, §4.2: give each stateful Pod a claim of its own with `PerPod`; a per-node app uses `HostPath`"
)]
pub trait ShareClaims: Shape {}

/// A shape whose Pods belong to their node.
#[diagnostic::on_unimplemented(
    message = "a {Self} app cannot keep files on its node: its Pods may start on another one",
    label = "only per-node apps use the node's files",
    note = "article §5.2: add `per_node`, or use `Scratch`, `Claim` or `PerPod`"
)]
pub trait ReachTheNode: Shape {}

/// A shape whose Pods run to their end.
#[diagnostic::on_unimplemented(
    message = "a {Self} app runs on and has no end to speak of",
    label = "only for jobs: run_once and schedule",
    note = "article §6: add `run_once`, or `schedule = \"…\"`"
)]
pub trait RunToEnd: Shape {
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
pub trait FollowSchedule: RunToEnd {
    /// The CronJob's spec.
    fn cron_job(spec: &mut Self::Spec) -> &mut CronJobSpec;
}
