//! The actions of a scenario, as the simulation takes them.

use serde_json::Value;
use workload_core::predict::simulation::{Action, Kind, NodeRef, PodRef, Propagation, Target};

use super::manifest::{self, applied, object};
use super::patch::merge;
use super::replay::{START, node, taints};

/// The kinds that an action may be about.
const KINDS: &[Kind] = &[
    Kind::Deployment,
    Kind::ReplicaSet,
    Kind::ReplicationController,
    Kind::StatefulSet,
    Kind::DaemonSet,
    Kind::Job,
    Kind::CronJob,
    Kind::PodDisruptionBudget,
    Kind::HorizontalPodAutoscaler,
    Kind::PersistentVolumeClaim,
    Kind::Pod,
];

fn target(step: &Value) -> Target {
    let (kind, name) = step["target"].as_str().unwrap().split_once('/').unwrap();
    Target::new(KINDS.iter().copied().find(|known| known.to_string() == kind).unwrap(), name)
}

fn pod(step: &Value) -> PodRef {
    pod_named(step["pod"].as_str().unwrap())
}

fn pod_named(name: &str) -> PodRef {
    match (name.strip_prefix("any:"), name.strip_prefix("on:")) {
        (Some(prefix), _) => PodRef::Any(prefix.to_owned()),
        (_, Some(node)) => PodRef::On(node.to_owned()),
        // `redis-1#2` is the second Pod of that name: its name in the cluster is redis-1.
        _ => PodRef::Named(name.split('#').next().unwrap().to_owned()),
    }
}

fn node_ref(step: &Value) -> NodeRef {
    let name = step["node"].as_str().unwrap();
    match name.strip_prefix('@') {
        Some(pod) => NodeRef::Of(pod_named(pod)),
        None => NodeRef::Named(name.to_owned()),
    }
}

/// What is done in a step; `documents` are the manifests as they are by then, for strategic merges.
pub fn action(step: &Value, documents: &mut Vec<Value>) -> Vec<Action> {
    match step["do"].as_str().unwrap() {
        "apply" => apply(step, documents),
        "delete" => {
            documents.retain(|document| !is_target(document, &target(step)));
            vec![Action::Delete(target(step), propagation(step))]
        }
        _ => vec![simple(step, documents)],
    }
}

/// Applying an object that is there merges it.
fn apply(step: &Value, documents: &mut Vec<Value>) -> Vec<Action> {
    let mut written = Vec::new();
    for new in manifest::documents(step["manifest"].as_str().unwrap()) {
        let same = |old: &&mut Value| {
            old["kind"] == new["kind"] && old["metadata"]["name"] == new["metadata"]["name"]
        };
        if let Some(old) = documents.iter_mut().find(same) {
            merge(old, &new);
            written.push(old.clone());
        } else {
            written.push(new.clone());
            documents.push(new);
        }
    }
    applied(&written)
}

fn simple(step: &Value, documents: &mut [Value]) -> Action {
    match step["do"].as_str().unwrap() {
        "patch" => patched(step, &step["patch"], documents),
        "set-image" => {
            let image = step["image"].as_str().unwrap().to_owned();
            remember(step, documents, |spec| {
                // The template of a CronJob is one level deeper.
                let spec =
                    if spec["jobTemplate"].is_object() { &mut spec["jobTemplate"]["spec"] } else { spec };
                spec["template"]["spec"]["containers"][0]["image"] = image.clone().into();
            });
            Action::SetImage { target: target(step), container: None, image }
        }
        "scale" => {
            let replicas = i32::try_from(step["replicas"].as_i64().unwrap()).unwrap();
            remember(step, documents, |spec| spec["replicas"] = replicas.into());
            Action::Scale(target(step), replicas)
        }
        "pause" | "resume" => {
            let on = step["do"] == "pause";
            remember(step, documents, |spec| spec["paused"] = on.into());
            Action::Pause(target(step), on)
        }
        "suspend" | "unsuspend" => {
            let on = step["do"] == "suspend";
            remember(step, documents, |spec| spec["suspend"] = on.into());
            Action::Suspend(target(step), on)
        }
        "undo" => Action::Undo(target(step), step["toRevision"].as_i64().filter(|to| *to > 0)),
        "delete-job" => Action::Delete(Target::new(Kind::Job, job(step)), propagation(step)),
        "delete-pod" => Action::DeletePod(pod(step)),
        "force-delete-pod" => Action::ForceDeletePod(pod(step)),
        "patch-pod" => Action::PatchPod(pod(step), step["patch"].clone()),
        "stop-kubelet" => Action::FailNode(node_ref(step)),
        "start-kubelet" => Action::RecoverNode(node_ref(step)),
        "not-ready" => Action::SetNodeReady(node_ref(step), false),
        "ready-again" => Action::SetNodeReady(node_ref(step), true),
        "evict" => Action::Evict(pod(step)),
        "annotate-pod" => {
            let cost = &step["annotations"]["controller.kubernetes.io/pod-deletion-cost"];
            Action::DeletionCost(pod(step), cost.as_str().unwrap().parse().unwrap())
        }
        "set-ready" => Action::SetReady(pod(step), step["ready"].as_bool().unwrap()),
        "cordon" => Action::Cordon(node_ref(step)),
        "uncordon" => Action::Uncordon(node_ref(step)),
        "drain" => Action::Drain(node_ref(step)),
        "add-node" => Action::AddNode(node(&step["node"])),
        "remove-node" => Action::RemoveNode(node_ref(step)),
        "label-node" => {
            let labels = step["labels"].as_object().unwrap().iter();
            let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
            Action::LabelNode(node_ref(step), labels.map(|(key, value)| (key.clone(), text(value))).collect())
        }
        "taint-node" => Action::TaintNode(node_ref(step), taints(&step["taints"])),
        "note" => Action::Note(step["text"].as_str().unwrap_or_default().to_owned()),
        other => panic!("no scenario so far has the action {other}"),
    }
}

fn propagation(step: &Value) -> Propagation {
    match step["propagation"].as_str() {
        Some("Foreground") => Propagation::Foreground,
        Some("Orphan") => Propagation::Orphan,
        _ => Propagation::Background,
    }
}

fn document<'a>(step: &Value, documents: &'a mut [Value]) -> &'a mut Value {
    let target = target(step);
    documents.iter_mut().find(|document| is_target(document, &target)).unwrap()
}

fn is_target(document: &Value, target: &Target) -> bool {
    document["kind"] == target.kind.to_string().as_str()
        && document["metadata"]["name"] == target.name.as_str()
}

/// The name of a Job by its token: `tick/m1` is the one of the first full minute.
fn job(step: &Value) -> String {
    let token = step["job"].as_str().unwrap();
    match token.split_once("/m") {
        Some((cron, number)) => format!("{cron}-{}", START / 60_000 + number.parse::<i64>().unwrap()),
        None => token.to_owned(),
    }
}

fn remember(step: &Value, documents: &mut [Value], edit: impl FnOnce(&mut Value)) {
    edit(&mut document(step, documents)["spec"]);
}

fn patched(step: &Value, patch: &Value, documents: &mut [Value]) -> Action {
    let document = document(step, documents);
    merge(document, patch);
    Action::Apply(vec![object(document)])
}
