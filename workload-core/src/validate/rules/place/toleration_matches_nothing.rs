//! P04: a toleration for a taint that no node has.

use k8s_openapi::api::core::v1::Toleration;

use crate::syntax::text::nearest;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::tolerations::{CONTROL_PLANE, MASTER, any_tolerates, tolerations};
use crate::validate::rules::rule::rule;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// A toleration matches a taint that nodes have.
    ///
    /// The scheduler compares key, value and effect to the letter. Kubernetes' own taints have no
    /// value, so `operator: Equal` with `value: "true"` matches none of them; those of a node's
    /// condition (`node.kubernetes.io/disk-pressure` and its kin) come with `NoSchedule` only; and a
    /// misspelt key is another key (article §5.3).
    ///
    /// A toleration without `operator` and `value` asks for an empty value: it misses the taints that
    /// providers set with one (`nvidia.com/gpu=present`), and maybe one of your own, which is worth
    /// knowing. Some installers set the taints of the control plane with `=true`: that is taken.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: logs}
    /// spec:
    ///   selector: {matchLabels: {app: logs}}
    ///   template:
    ///     metadata: {labels: {app: logs}}
    ///     spec:
    ///       tolerations:
    ///       - {key: node.kubernetes.io/not-ready, operator: Equal, value: "true", effect: NoSchedule}
    ///       containers:
    ///       - {name: logs, image: "log-collector:v1.0"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: logs}
    /// spec:
    ///   selector: {matchLabels: {app: logs}}
    ///   template:
    ///     metadata: {labels: {app: logs}}
    ///     spec:
    ///       tolerations:
    ///       - {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}
    ///       - {key: dedicated, operator: Equal, value: logs, effect: NoSchedule}
    ///       containers:
    ///       - {name: logs, image: "log-collector:v1.0"}
    /// ```
    P04 toleration_matches_nothing: Warning, ["5.3"], Object(check)
}

/// Taints that Kubernetes sets with `NoSchedule` and nothing else.
const CONDITIONS: &[&str] = &[
    "node.kubernetes.io/memory-pressure",
    "node.kubernetes.io/disk-pressure",
    "node.kubernetes.io/pid-pressure",
    "node.kubernetes.io/network-unavailable",
    "node.kubernetes.io/unschedulable",
];

/// Taints that Kubernetes sets, without a value.
const KNOWN: &[&str] = &[
    "node.kubernetes.io/memory-pressure",
    "node.kubernetes.io/disk-pressure",
    "node.kubernetes.io/pid-pressure",
    "node.kubernetes.io/network-unavailable",
    "node.kubernetes.io/unschedulable",
    "node.kubernetes.io/not-ready",
    "node.kubernetes.io/unreachable",
    "node-role.kubernetes.io/control-plane",
    "node-role.kubernetes.io/master",
];

/// Taints that providers set, with their values.
const VALUED: &[(&str, &str)] = &[
    ("kubernetes.azure.com/scalesetpriority", "spot"),
    ("kubernetes.azure.com/mode", "gateway"),
    ("cloud.google.com/gke-spot", "true"),
    ("cloud.google.com/gke-preemptible", "true"),
    ("cloud.google.com/gke-provisioning", "preemptible"),
    ("sandbox.gke.io/runtime", "gvisor"),
    ("nvidia.com/gpu", "present"),
    ("google.com/tpu", "present"),
    ("kubernetes.io/arch", "arm64"),
    ("eks.amazonaws.com/compute-type", "fargate"),
    ("virtual-kubelet.io/provider", "azure"),
];

/// Keys near to those that somebody does set.
const OTHERS: &[&str] = &["node.kubernetes.io/out-of-service", "node-role.kubernetes.io/controlplane"];

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(pod) = subject.pod() else { return };
    for (number, toleration) in tolerations(pod.spec).iter().enumerate() {
        let Some((field, message, help)) = wrong(toleration) else {
            without_value(subject, number, toleration, reports);
            continue;
        };
        // Another one that is right makes this one harmless, as in a list for many clusters.
        let covered = toleration.key.as_deref().is_some_and(|key| any_tolerates(pod.spec, key));
        if covered && field != "key" {
            continue;
        }
        let path = pod_spec(subject);
        let spec = PathBuilder::along(&path);
        reports
            .report(subject, &spec.field("tolerations").index(number).field(field), message)
            .help(format!("{help} (article §5.3)"));
    }
}

/// Of a taint that somebody sets: it may have a value, and this asks for none.
fn without_value(subject: &Subject<'_>, number: usize, toleration: &Toleration, reports: &mut Violations) {
    let key = toleration.key.as_deref().unwrap_or_default();
    // Kubernetes' own have no value, and so have most with a domain.
    if key.is_empty() || key.contains("kubernetes.io/") || !is_bare(toleration) {
        return;
    }
    let path = pod_spec(subject);
    let spec = PathBuilder::along(&path);
    let message =
        format!("without `operator` and `value` this matches only a taint `{key}` with an empty value");
    reports
        .report(subject, &spec.field("tolerations").index(number).field("key"), message)
        .help("use `operator: Exists` for any value, or give the value (article §5.3)")
        .severity(Severity::Info);
}

/// Whether it has neither operator nor value, which asks for an empty value.
fn is_bare(toleration: &Toleration) -> bool {
    let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
    !given(&toleration.value) && toleration.operator.as_deref().unwrap_or("Equal") != "Exists"
}

/// The field that is wrong, why, and what to do.
fn wrong(toleration: &Toleration) -> Option<(&'static str, String, String)> {
    let key = toleration.key.as_deref()?;
    if let Some(now) = today(key) {
        let message = format!("no node has the taint `{key}`: it matches nothing");
        return Some(("key", message, format!("did you mean `{now}`?")));
    }
    let value = toleration.value.as_deref().unwrap_or_default();
    // Some installers give the nodes of the control plane the value "true".
    let installed = key.starts_with("node-role.kubernetes.io/") && value == "true";
    if KNOWN.contains(&key)
        && !installed
        && toleration.operator.as_deref() != Some("Exists")
        && !value.is_empty()
    {
        let message =
            format!("the taint `{key}` has no value, and this asks for `{value}`: it matches nothing");
        return Some(("value", message, "use `operator: Exists` without a value".to_owned()));
    }
    if let (true, Some((_, set))) = (is_bare(toleration), VALUED.iter().find(|(known, _)| *known == key)) {
        let message = format!(
            "the taint `{key}` has the value `{set}`, and this asks for an empty one: it matches nothing"
        );
        return Some(("key", message, "use `operator: Exists`, or give the value".to_owned()));
    }
    let effect = toleration.effect.as_deref().unwrap_or_default();
    let is_of_role = key == CONTROL_PLANE && !installed;
    if (CONDITIONS.contains(&key) || is_of_role) && !matches!(effect, "" | "NoSchedule") {
        let message =
            format!("the taint `{key}` comes with NoSchedule, never with {effect}: it matches nothing");
        return Some((
            "effect",
            message,
            "use `effect: NoSchedule`, or leave it out for every effect".to_owned(),
        ));
    }
    None
}

/// The taint that is meant by a key that no node has.
fn today(key: &str) -> Option<&'static str> {
    match key {
        "node.alpha.kubernetes.io/notReady" => return Some("node.kubernetes.io/not-ready"),
        "node.alpha.kubernetes.io/unreachable" => return Some("node.kubernetes.io/unreachable"),
        "node.alpha.kubernetes.io/ismaster" | "node-role/control-plane" => return Some(CONTROL_PLANE),
        _ => {}
    }
    let (domain, name) = key.split_once('/')?;
    if KNOWN.contains(&key)
        || OTHERS.contains(&key)
        || !matches!(domain, "node.kubernetes.io" | "node-role.kubernetes.io")
    {
        return None;
    }
    // Compared without the domain, which all share.
    let known = KNOWN.iter().filter(|known| known.starts_with(domain) && **known != MASTER);
    known.copied().find(|known| {
        let own = known.split_once('/').map_or("", |(_, own)| own);
        nearest(name, &[own]).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_taints_are_known_and_foreign_ones_left_alone() {
        assert_eq!(today("node-role.kubernetes.io/control_plane"), Some(CONTROL_PLANE));
        assert_eq!(today("node.kubernetes.io/notready"), Some("node.kubernetes.io/not-ready"));
        for key in
            ["gpu", "nvidia.com/gpu", "node-role.kubernetes.io/infra", "node-role.kubernetes.io/controlplane"]
        {
            assert_eq!(today(key), None, "{key}");
        }
        assert!(KNOWN.iter().all(|key| today(key).is_none()));
    }
}
