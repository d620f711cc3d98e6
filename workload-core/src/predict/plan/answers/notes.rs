//! What a plan says besides: what the run leaves out, and what happened to Pods that nobody asked for.

use std::collections::BTreeMap;

use k8s_openapi::api::autoscaling::v2::{HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec};
use k8s_openapi::api::batch::v1::{CronJob, CronJobSpec, Job, JobSpec};

use super::clock::Clock;
use crate::k8s::{Object, OptionalField as _};
use crate::predict::plan::amounts::thousands;
use crate::predict::plan::duration::short;
use crate::predict::plan::input::PlanInput;
use crate::predict::plan::run::RunRecord;
use crate::predict::simulation::{Event, EventKind, Kind, Preempted};

/// The controller that runs Jobs unless they name another.
const OWN_JOB_CONTROLLER: &str = "kubernetes.io/job-controller";

/// So many names are written.
const NAMES: usize = 3;

/// What a plan says besides its answers.
pub(super) fn notes(input: &PlanInput, record: &RunRecord, clock: Clock) -> Vec<String> {
    let forbidden = record.changes.changes.iter().filter(|change| change.is_forbidden());
    let refused = forbidden
        .map(|change| format!("{} runs on as it was: the server refuses its change.", change.object));
    let told =
        record.run.events().filter(|event| event.at() >= record.origin).filter_map(|event| told(&event));
    let left_out = input.new.objects.iter().filter_map(not_simulated);
    refused.chain(told).chain(preempted(record, clock)).chain(adopted(record)).chain(left_out).collect()
}

/// What one event says to people.
fn told(event: &Event<'_>) -> Option<String> {
    match event.what() {
        EventKind::Repeated { runs, .. } => Some(format!(
            "{runs} runs of CronJob {} that went like the ones before them are counted, and not shown one by one.",
            event.name()
        )),
        EventKind::Released if event.kind() == Kind::ReplicaSet => {
            Some(format!("ReplicaSet {} and its Pods go on, and nobody updates them any more.", event.name()))
        }
        _ => None,
    }
}

/// Who is ended for whom, once for each pair of workloads.
fn preempted(record: &RunRecord, clock: Clock) -> Vec<String> {
    let mut groups: BTreeMap<(String, Option<String>), Vec<Preempted>> = BTreeMap::new();
    for one in record.run.preempted().filter(|one| one.at >= record.origin && one.at <= record.end) {
        groups.entry((one.workload.clone(), one.budget.clone())).or_default().push(one);
    }
    groups
        .iter()
        .filter_map(|((workload, budget), ended)| ended_for(workload, budget.as_deref(), ended, clock))
        .collect()
}

/// Who is ended for whom, of Pods of one workload.
fn ended_for(workload: &str, budget: Option<&str>, ended: &[Preempted], clock: Clock) -> Option<String> {
    let Preempted { at, pod, by, node, .. } = ended.first()?;
    let at = short(clock.time(*at));
    let said = match ended.len() {
        1 => format!("Pod {pod} is ended on {node} at {at} for {by}, which has a higher priority"),
        many => format!(
            "{} Pods of {workload} are ended for Pods of higher priority, first {pod} on {node} at {at} for {by}",
            thousands(many)
        ),
    };
    let against = budget.map_or_else(String::new, |budget| {
        format!("; the PodDisruptionBudget {budget} does not stop that, as no other Pods would do")
    });
    Some(format!("{said}{against}."))
}

/// Who takes in Pods without an owner.
fn adopted(record: &RunRecord) -> Vec<String> {
    let mut by_owner: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for event in record.run.events().filter(|event| event.at() >= record.origin) {
        if let (Kind::Pod, EventKind::Adopted(owner)) = (event.kind(), event.what()) {
            by_owner.entry(owner).or_default().push(event.name());
        }
    }
    by_owner.into_iter().map(|(owner, pods)| taken_in(owner, &pods)).collect()
}

fn taken_in(owner: &str, pods: &[String]) -> String {
    match pods {
        [pod] => format!("{owner} takes in Pod {pod}, which had no owner."),
        few if few.len() <= NAMES => format!("{owner} takes in Pods without an owner: {}.", few.join(", ")),
        many => format!(
            "{owner} takes in {} Pods without an owner: {} and {} more.",
            thousands(many.len()),
            many[..NAMES - 1].join(", "),
            many.len() - NAMES + 1
        ),
    }
}

/// What is not simulated of an object.
fn not_simulated(object: &Object) -> Option<String> {
    match object {
        Object::Job(job) => {
            foreign(job, object.name()).or_else(|| is_suspended(job).then(|| suspended(object)))
        }
        Object::CronJob(cron) => is_off(cron).then(|| suspended(object)),
        Object::HorizontalPodAutoscaler(scaler) => without_load(scaler, object.name()),
        _ => None,
    }
}

fn is_suspended(job: &Job) -> bool {
    let spec: Option<&JobSpec> = job.spec.get();
    spec.is_some_and(|spec| spec.suspend == Some(true))
}

fn is_off(cron: &CronJob) -> bool {
    let spec: Option<&CronJobSpec> = cron.spec.get();
    spec.is_some_and(|spec| spec.suspend == Some(true))
}

fn suspended(object: &Object) -> String {
    let (kind, name) = (object.kind(), object.name());
    format!("{kind} {name} is suspended: it starts no Pods until `spec.suspend` is false.")
}

fn foreign(job: &Job, name: &str) -> Option<String> {
    let spec: Option<JobSpec> = job.spec.clone().into();
    let manager = spec?.managed_by.filter(|manager| manager != OWN_JOB_CONTROLLER)?;
    Some(format!(
        "Job {name} is managed by {manager}: Kubernetes itself does nothing for it, and what {manager} does is not \
         simulated."
    ))
}

fn without_load(scaler: &HorizontalPodAutoscaler, name: &str) -> Option<String> {
    let spec: Option<HorizontalPodAutoscalerSpec> = scaler.spec.clone().into();
    let HorizontalPodAutoscalerSpec { scale_target_ref: target, min_replicas, max_replicas, .. } = spec?;
    Some(format!(
        "HorizontalPodAutoscaler {name}: no load is simulated, so {} {} is only kept between {} and {max_replicas} \
         replicas; at 0 replicas the autoscaler is off.",
        target.kind,
        target.name,
        min_replicas.unwrap_or(1),
    ))
}
