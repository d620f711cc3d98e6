//! What a Pod template holds that a change of Pods means something to.

use serde_json::Value;

use super::super::object_diff::{items, text};

/// What replacing Pods of this template does to data; `pod_spec` is the template's `spec`.
pub(super) fn data_when_replaced(pod_spec: &Value) -> String {
    let volumes = items(pod_spec, "/volumes");
    let names = |source: &str| {
        let with_source = volumes.iter().filter(|volume| volume.get(source).is_some());
        with_source.map(|volume| format!("`{}`", text(volume, "/name"))).collect::<Vec<_>>()
    };
    let mut sentences = Vec::new();
    for (source, fate) in [("emptyDir", "goes with each old Pod"), ("hostPath", "stays on its node")] {
        let names = names(source);
        if !names.is_empty() {
            sentences.push(format!("What is on {} (`{source}`) {fate}.", names.join(", ")));
        }
    }
    for claim in volumes.iter().filter_map(|volume| volume.pointer("/persistentVolumeClaim/claimName")) {
        sentences.push(format!("Claim {claim} stays, and the new Pods mount it."));
    }
    if sentences.is_empty() { "The Pods keep no data on volumes.".to_owned() } else { sentences.join(" ") }
}

/// The containers of a Pod's `spec`, of every kind.
pub(super) fn containers(pod_spec: &Value) -> impl Iterator<Item = &Value> {
    ["/initContainers", "/containers"].into_iter().flat_map(|list| items(pod_spec, list))
}
