//! What a Pod template holds that a change of Pods means something to.

use serde_json::Value;

use super::super::object_diff::{items, text};

/// What replacing Pods of this template does to data; `pod_spec` is the template's `spec`.
pub(super) fn data_when_replaced(pod_spec: &Value) -> String {
    let volumes = items(pod_spec, "/volumes");
    let names = |source: &str| -> Vec<String> {
        let with_source = volumes.iter().filter(|volume| volume.get(source).is_some());
        with_source.map(|volume| format!("`{}`", text(volume, "/name"))).collect()
    };
    let claims: Vec<_> =
        volumes.iter().filter_map(|volume| volume.pointer("/persistentVolumeClaim/claimName")).collect();
    let mut sentences = Vec::new();
    let scratch = names("emptyDir");
    if !scratch.is_empty() {
        sentences.push(format!("What is on {} (`emptyDir`) goes with each old Pod.", scratch.join(", ")));
    }
    let host = names("hostPath");
    if !host.is_empty() {
        sentences.push(format!("What is on {} (`hostPath`) stays on its node.", host.join(", ")));
    }
    for claim in claims {
        sentences.push(format!("Claim {claim} stays, and the new Pods mount it."));
    }
    if sentences.is_empty() { "The Pods keep no data on volumes.".to_owned() } else { sentences.join(" ") }
}

/// The containers of a Pod's `spec`, of every kind.
pub(super) fn containers(pod_spec: &Value) -> impl Iterator<Item = &Value> {
    ["/initContainers", "/containers"].into_iter().flat_map(|list| items(pod_spec, list))
}
