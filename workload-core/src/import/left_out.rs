//! Objects that nobody should apply: those that controllers make, those without a name, and Secrets with their data.

use serde_json::Value as Json;

/// Of an object without a name.
pub(super) const NAMELESS: &str = "it has no name, so nobody can apply it";
/// Of a Secret.
pub(super) const SECRET: &str = "the data of a Secret is not written into a crate: keep the Secret in the cluster, or in a tool that encrypts it";
/// Of what kustomize reads.
pub(super) const KUSTOMIZATION: &str =
    "kustomize reads it: import what `kubectl kustomize` prints, for each overlay on its own";
/// Of a test of a chart.
pub(super) const CHART_TEST: &str = "it is a test of a chart, which only `helm test` runs";
const CONTROLLED: &str = "a controller makes it";
const EVERYWHERE: &str = "Kubernetes makes it itself";

/// Why an object is left out, if it is; asked before the server's fields fall away.
pub(super) fn reason(object: &Json) -> Option<&'static str> {
    let text = |pointer: &str| object.pointer(pointer).and_then(Json::as_str);
    let has = |pointer: &str| object.pointer(pointer).is_some_and(|value| !value.is_null());
    let (kind, name) = (text("/kind")?, text("/metadata/name").unwrap_or_default());
    if kind == "Kustomization"
        && text("/apiVersion").is_none_or(|version| version.starts_with("kustomize.config"))
    {
        return Some(KUSTOMIZATION);
    }
    let hooks = text("/metadata/annotations/helm.sh~1hook");
    if hooks.is_some_and(|hooks| hooks.split(',').all(|hook| hook.trim().starts_with("test"))) {
        return Some(CHART_TEST);
    }
    if name.is_empty() && !has("/metadata/generateName") {
        return Some(NAMELESS);
    }
    let owners = object.pointer("/metadata/ownerReferences").and_then(Json::as_array).into_iter().flatten();
    if owners.into_iter().any(|owner| owner["controller"] == true) {
        return Some(CONTROLLED);
    }
    let is_live = has("/metadata/uid");
    match kind {
        "Secret" if ["/data", "/stringData"].into_iter().any(has) => Some(SECRET),
        "ConfigMap" if ["kube-root-ca.crt", "openshift-service-ca.crt"].contains(&name) => Some(EVERYWHERE),
        "ServiceAccount" if name == "default" && is_live && !has("/imagePullSecrets") => Some(EVERYWHERE),
        "Service" if name == "kubernetes" && has("/metadata/labels/component") => Some(EVERYWHERE),
        "EndpointSlice" if has("/metadata/labels/endpointslice.kubernetes.io~1managed-by") => {
            Some(CONTROLLED)
        }
        "Endpoints"
            if has("/metadata/annotations/endpoints.kubernetes.io~1last-change-trigger-time")
                || has("/metadata/labels/endpoints.kubernetes.io~1managed-by") =>
        {
            Some(CONTROLLED)
        }
        "Event" => Some(CONTROLLED),
        "Lease" | "Endpoints" | "ControllerRevision" if is_live => Some(CONTROLLED),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{CHART_TEST, CONTROLLED, EVERYWHERE, KUSTOMIZATION, NAMELESS, SECRET, reason};

    #[test]
    fn what_nobody_should_apply_is_left_out() {
        let object = |kind: &str, name: &str| json!({"kind": kind, "metadata": {"name": name}});
        let mut secret = object("Secret", "keys");
        assert_eq!(reason(&secret), None);
        secret["stringData"] = json!({"key": "hush"});
        let mut pod = object("Pod", "web-1");
        pod["metadata"]["ownerReferences"] = json!([{"kind": "ReplicaSet", "controller": true}]);
        let mut account = object("ServiceAccount", "default");
        assert_eq!(reason(&account), None);
        account["metadata"]["uid"] = json!("1");
        for (object, expected) in [
            (secret, SECRET),
            (pod, CONTROLLED),
            (account, EVERYWHERE),
            (object("ConfigMap", "kube-root-ca.crt"), EVERYWHERE),
            (json!({"kind": "Kustomization"}), KUSTOMIZATION),
            (
                json!({"kind": "Pod", "metadata": {"name": "a", "annotations": {"helm.sh/hook": "test-success"}}}),
                CHART_TEST,
            ),
            (json!({"kind": "ConfigMap"}), NAMELESS),
        ] {
            assert_eq!(reason(&object), Some(expected));
        }
    }
}
