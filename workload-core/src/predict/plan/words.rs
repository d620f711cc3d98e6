//! From the words of one action to what is done.

use k8s_openapi::api::core::v1::Taint;

use crate::predict::simulation::{Action, Kind, NodeRef, PodFilter, PodRef, Propagation, Target};

use super::action_error::ActionError;
use super::assumed;
use super::targets::Targets;

/// Maximum number of Pods that a plan simulates.
pub const MOST_PODS: u32 = 500_000;

/// `api=api:v2` for all containers, `api c=api:v2` for one; none when it is neither.
pub(super) fn image(words: &[&str], targets: &Targets) -> Result<Option<Action>, ActionError> {
    let pair = words.last().and_then(|pair| pair.split_once('='));
    let Some((name, image)) = pair.filter(|(_, image)| !image.is_empty()) else { return Ok(None) };
    let (workload, container) = match words {
        [_] => (name, None),
        [workload, _] => (*workload, Some(name)),
        _ => return Ok(None),
    };
    let target = targets.workload(workload)?;
    let container = container.map(|name| targets.container(&target, name)).transpose()?;
    Ok(Some(Action::SetImage { target, container, image: image.to_owned() }))
}

pub(super) fn scale(target: Target, count: &str) -> Result<Action, ActionError> {
    let scales = matches!(
        target.kind,
        Kind::Deployment | Kind::StatefulSet | Kind::ReplicaSet | Kind::ReplicationController
    );
    if !scales {
        return Err(ActionError::new(format!("a {} has no replicas", target.kind))
            .help("only a Deployment, StatefulSet, ReplicaSet or ReplicationController has"));
    }
    match count.parse().ok().filter(|count| *count >= 0) {
        Some(count) if i32::unsigned_abs(count) > MOST_PODS => {
            Err(ActionError::new(format!("{count} Pods are more than a plan simulates: at most {MOST_PODS}")))
        }
        Some(count) => Ok(Action::Scale(target, count)),
        None => Err(ActionError::new(format!("`{count}` is no number of replicas"))
            .help(format!("write `scale {} 5`", target.name))),
    }
}

/// As `kubectl rollout restart` does it, for the kinds that it takes.
pub(super) fn restart(target: Target) -> Result<Action, ActionError> {
    match target.kind {
        Kind::Deployment | Kind::StatefulSet | Kind::DaemonSet => Ok(Action::Restart(target)),
        kind => Err(ActionError::new(format!("a {kind} cannot be restarted"))
            .help("only a Deployment, StatefulSet or DaemonSet can")),
    }
}

/// Back to a revision by its number.
pub(super) fn undo(target: Target, number: &str) -> Result<Action, ActionError> {
    match number.parse().ok().filter(|number| *number > 0) {
        Some(number) => Ok(Action::Undo(target, Some(number))),
        None => Err(ActionError::new(format!("`{number}` is no number of a revision"))
            .help(format!("write `undo {} to 1`", target.name))),
    }
}

/// A Pod by its name, or any one of a workload's by the workload's.
pub(super) fn pod(verb: &str, word: &str, targets: &Targets) -> Action {
    let of = |target: Target| {
        let end = if matches!(target.kind, Kind::StatefulSet | Kind::CronJob) { '-' } else { '/' };
        PodRef::Any(format!("{}{end}", target.name))
    };
    let pod = targets.workload(word).map_or_else(|_| PodRef::Named(word.to_owned()), of);
    match verb {
        "evict" => Action::Evict(pod),
        "force" => Action::ForceDeletePod(pod),
        _ => Action::DeletePod(pod),
    }
}

pub(super) fn delete(target: Target, orphan: bool) -> Action {
    Action::Delete(target, if orphan { Propagation::Orphan } else { Propagation::Background })
}

pub(super) fn add(name: String) -> Action {
    Action::AddNode(assumed::node(name))
}

pub(super) fn node(verb: &str, name: String) -> Action {
    let node = NodeRef::Named(name);
    match verb {
        "drain" => Action::Drain(node),
        "cordon" => Action::Cordon(node),
        "uncordon" => Action::Uncordon(node),
        "fail" => Action::FailNode(node),
        "recover" => Action::RecoverNode(node),
        "out-of-service" => Action::OutOfService(node),
        _ => Action::RemoveNode(node),
    }
}

/// A taint as kubectl takes it: `key=value:Effect` or `key:Effect`, with a `-` behind it to take it away.
pub(super) fn taint(node: String, word: &str) -> Result<Action, ActionError> {
    let node = NodeRef::Named(node);
    if let Some(key) = word.strip_suffix('-') {
        let key = key.split(['=', ':']).next().unwrap_or_default();
        return Ok(Action::DropTaints(node, key.to_owned()));
    }
    Ok(Action::AddTaint(node, new_taint(word)?))
}

fn new_taint(word: &str) -> Result<Taint, ActionError> {
    const EFFECTS: [&str; 3] = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
    let (pair, effect) = word.split_once(':').unwrap_or((word, ""));
    if pair.split('=').next().unwrap_or_default().is_empty() {
        return Err(
            ActionError::new(format!("the taint `{word}` has no key")).help("write `gpu=yes:NoExecute`")
        );
    }
    if !EFFECTS.contains(&effect) {
        return Err(ActionError::new(format!("the taint `{word}` has no effect"))
            .help(format!("write `{pair}:NoExecute`; the effects are {}", EFFECTS.join(", "))));
    }
    let (key, value) =
        pair.split_once('=').map_or((pair, None), |(key, value)| (key, Some(value.to_owned())));
    Ok(Taint { key: key.to_owned(), value, effect: effect.to_owned(), ..Taint::default() })
}

/// Pods of the workload that start from now on never become ready.
pub(super) fn fail(target: &Target) -> Action {
    Action::Fail(PodFilter { workload: Some(target.name.clone()), ..PodFilter::default() })
}

/// `pause` for Deployments, `suspend` for Jobs and CronJobs, `resume` for all three.
pub(super) fn hold(verb: &str, target: Target) -> Result<Action, ActionError> {
    let on = verb != "resume";
    let cannot = |past: &str| ActionError::new(format!("a {} cannot be {past}", target.kind));
    match (verb, target.kind) {
        ("pause" | "resume", Kind::Deployment) => Ok(Action::Pause(target, on)),
        ("suspend" | "resume", Kind::Job | Kind::CronJob) => Ok(Action::Suspend(target, on)),
        ("pause", Kind::Job | Kind::CronJob) => {
            Err(cannot("paused").help(format!("write `suspend {}`", target.name)))
        }
        ("suspend", Kind::Deployment) => {
            Err(cannot("suspended").help(format!("write `pause {}`", target.name)))
        }
        ("pause", _) => Err(cannot("paused").help("only a Deployment can")),
        ("suspend", _) => Err(cannot("suspended").help("only a Job or a CronJob can")),
        _ => Err(cannot("resumed").help("only what was paused or suspended can")),
    }
}
