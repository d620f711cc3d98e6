//! Which taints the Pods of a workload put up with.

use k8s_openapi::api::core::v1::{PodSpec, Toleration};

/// The taint, and the label, of nodes that run the control plane.
pub(crate) const CONTROL_PLANE: &str = "node-role.kubernetes.io/control-plane";

/// What it was called before Kubernetes 1.25, and what no such node carries since.
pub(crate) const MASTER: &str = "node-role.kubernetes.io/master";

/// The tolerations of the Pods.
pub(crate) fn tolerations(spec: &PodSpec) -> &[Toleration] {
    spec.tolerations.as_deref().unwrap_or_default()
}

/// Whether a toleration is good for the taint `key:NoSchedule`, which has no value.
pub(crate) fn tolerates(toleration: &Toleration, key: &str) -> bool {
    let effect =
        toleration.effect.as_deref().is_none_or(|effect| effect.is_empty() || effect == "NoSchedule");
    let named = toleration.key.as_deref().unwrap_or_default();
    let exists = toleration.operator.as_deref() == Some("Exists");
    let value = toleration.value.as_deref().unwrap_or_default();
    effect && if named.is_empty() { exists } else { named == key && (exists || value.is_empty()) }
}

/// Whether any toleration of the Pods is good for the taint `key:NoSchedule`.
pub(crate) fn any_tolerates(spec: &PodSpec, key: &str) -> bool {
    tolerations(spec).iter().any(|toleration| tolerates(toleration, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(key: &str, operator: &str, value: &str, effect: &str) -> Toleration {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Toleration {
            key: some(key),
            operator: some(operator),
            value: some(value),
            effect: some(effect),
            ..Toleration::default()
        }
    }

    #[test]
    fn a_toleration_matches_as_the_scheduler_does_it() {
        for good in [
            one(CONTROL_PLANE, "Exists", "", "NoSchedule"),
            one(CONTROL_PLANE, "", "", ""),
            one("", "Exists", "", ""),
        ] {
            assert!(tolerates(&good, CONTROL_PLANE), "{good:?}");
        }
        for bad in [
            one(CONTROL_PLANE, "Equal", "true", "NoSchedule"),
            one(CONTROL_PLANE, "Exists", "", "NoExecute"),
            one(MASTER, "Exists", "", ""),
        ] {
            assert!(!tolerates(&bad, CONTROL_PLANE), "{bad:?}");
        }
    }
}
