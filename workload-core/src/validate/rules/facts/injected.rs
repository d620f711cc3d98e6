//! Containers that an admission webhook puts beside those of a Pod, and that serve until they are stopped.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::k8s::Object;
use crate::validate::rules::facts::cron_times::job;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};

/// A label or an annotation that asks for a container, its value, and the container.
const ASK: [(&str, &str, &str); 5] = [
    ("sidecar.istio.io/inject", "true", "the proxy of Istio"),
    ("linkerd.io/inject", "enabled", "the proxy of Linkerd"),
    ("vault.hashicorp.com/agent-inject", "true", "the agent of Vault"),
    ("consul.hashicorp.com/connect-inject", "true", "the proxy of Consul"),
    ("dapr.io/enabled", "true", "the sidecar of Dapr"),
];

/// What says that the container is none that stays: left out, or stopped by the kubelet.
const HARMLESS: [(&str, &str); 6] = [
    ("sidecar.istio.io/inject", "false"),
    ("linkerd.io/inject", "disabled"),
    ("sidecar.istio.io/nativeSidecar", "true"),
    ("config.alpha.linkerd.io/proxy-enable-native-sidecar", "true"),
    ("config.beta.linkerd.io/proxy-enable-native-sidecar", "true"),
    ("vault.hashicorp.com/agent-pre-populate-only", "true"),
];

/// What asks for a container, where it stands, and which container it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The field of `metadata`: `labels` or `annotations`.
    pub(crate) field: &'static str,
    pub(crate) key: &'static str,
    /// The container, in words.
    pub(crate) what: &'static str,
}

/// What the metadata of Pods asks for.
pub(crate) fn asked(meta: &ObjectMeta) -> Option<Asked> {
    ASK.iter().find_map(|(key, value, what)| {
        let field = field_with(meta, key, |own| own == *value)?;
        Some(Asked { field, key, what })
    })
}

/// What a Namespace asks for, for all Pods in it.
pub(crate) fn asked_by_namespace(object: &Object) -> Option<Asked> {
    let Object::Namespace(namespace) = object else { return None };
    let meta = &namespace.metadata;
    let [istio, linkerd, ..] = ASK.map(|(_, _, what)| what);
    let found = |key: &'static str, what, fits: fn(&str) -> bool| {
        field_with(meta, key, fits).map(|field| Asked { field, key, what })
    };
    if is_harmless(meta) {
        return None;
    }
    found("istio-injection", istio, |value| value == "enabled")
        .or_else(|| found("istio.io/rev", istio, |value| !value.is_empty()))
        .or_else(|| found("linkerd.io/inject", linkerd, |value| matches!(value, "enabled" | "ingress")))
}

/// Whether Pods of a Job never end with such a container beside their own: nothing says that it is left
/// out, and no container stops it.
pub(crate) fn would_stay(subject: &Subject<'_>) -> bool {
    let Some((job, _)) = job(subject) else { return false };
    let Some(pod) = subject.pod() else { return false };
    job.success_policy.is_none()
        && pod.spec.host_network != Some(true)
        && !pod.meta.is_some_and(is_harmless)
        && !subject.containers().any(|part| stops_others(&part))
}

/// Whether a container ends the others when it is done.
pub(crate) fn stops_others(part: &ContainerPart<'_>) -> bool {
    let words = part.container.command.iter().chain(&part.container.args).flatten();
    words
        .into_iter()
        .any(|word| ["quitquitquit", "kill", "shutdown", "quit"].iter().any(|stop| word.contains(stop)))
}

fn is_harmless(meta: &ObjectMeta) -> bool {
    // Whoever sets how Consul's proxy ends has thought of its end.
    let ends =
        |key: &String| key.starts_with("consul.hashicorp.com/") && key.contains("sidecar-proxy-lifecycle");
    if meta.annotations.iter().flat_map(|all| all.keys()).any(ends) {
        return true;
    }
    HARMLESS.iter().any(|(key, value)| field_with(meta, key, |own| own == *value).is_some())
}

/// The field of the metadata that has such a value under `key`.
fn field_with(meta: &ObjectMeta, key: &str, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
    let fields = [("labels", &meta.labels), ("annotations", &meta.annotations)];
    let has = |map: &Option<std::collections::BTreeMap<String, String>>| {
        map.as_ref().and_then(|map| map.get(key)).is_some_and(|value| fits(value))
    };
    fields.into_iter().find(|(_, map)| has(map)).map(|(field, _)| field)
}
