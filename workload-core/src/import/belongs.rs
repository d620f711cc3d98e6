//! Which objects may belong to a workload: those that select its Pods, name it, or are named by it.

use serde_json::Value as Json;

use super::kinds::Kind;
use super::labels::read;
use super::volumes::behind;

/// The workload that objects may belong to.
pub(super) struct Owner<'j> {
    /// Its kind.
    pub(super) kind: Kind,
    /// Its object.
    pub(super) object: &'j Json,
    /// The Service in front of it.
    pub(super) service: Option<&'j Json>,
}

impl Owner<'_> {
    /// Whether an object may belong to the workload; a binding comes with its Role.
    pub(super) fn may_have(&self, other: &Json, all: &[&Json]) -> bool {
        if namespace(other) != namespace(self.object) {
            return false;
        }
        match other["kind"].as_str().unwrap_or_default() {
            "HorizontalPodAutoscaler" => {
                let target = |field: &str| other.pointer(&format!("/spec/scaleTargetRef/{field}"));
                target("kind") == self.object.get("kind") && text(target("name")) == name(self.object)
            }
            "PodDisruptionBudget" => self.is_selected_by(other.pointer("/spec/selector")),
            "NetworkPolicy" => self.is_selected_by(other.pointer("/spec/podSelector")),
            "Ingress" => self.service.is_some_and(|service| {
                let backend = other.pointer("/spec/rules/0/http/paths/0/backend/service/name");
                text(backend) == name(service)
            }),
            "Service" => selects(other, self.object),
            "ServiceAccount" => self.account() == name(other),
            "Role" => binding(other, all).is_some_and(|binding| {
                let subject = binding.pointer("/subjects/0").unwrap_or(&Json::Null);
                subject["kind"] == "ServiceAccount" && text(subject.get("name")) == self.account()
            }),
            "ConfigMap" | "PersistentVolumeClaim" => self.uses(other),
            _ => false,
        }
    }

    fn pod(&self) -> &Json {
        self.kind.template(self.object).get("spec").unwrap_or(&Json::Null)
    }

    fn account(&self) -> Option<&str> {
        let pod = self.pod();
        text(pod.get("serviceAccountName").or_else(|| pod.get("serviceAccount")))
    }

    /// Whether the selector is the workload's own.
    fn is_selected_by(&self, selector: Option<&Json>) -> bool {
        let own = read(self.object.pointer("/spec/selector/matchLabels"));
        let labels = read(selector.and_then(|selector| selector.get("matchLabels")));
        self.kind.selects() && !own.is_empty() && labels == own
    }

    /// Whether the Pods use a ConfigMap or a claim.
    fn uses(&self, object: &Json) -> bool {
        let Some(wanted) = name(object) else { return false };
        let kind = object["kind"].as_str().unwrap_or_default();
        let volumes = self.pod().get("volumes").and_then(Json::as_array).into_iter().flatten();
        let is_volume = volumes.into_iter().any(|volume| behind(volume) == Some((kind, wanted)));
        is_volume || kind == "ConfigMap" && self.has_variables_of(wanted)
    }

    fn has_variables_of(&self, map: &str) -> bool {
        let containers = ["containers", "initContainers"];
        let containers = containers.iter().filter_map(|list| self.pod().get(list)?.as_array()).flatten();
        containers.into_iter().any(|container| {
            let items = |field: &str| container.get(field).and_then(Json::as_array).into_iter().flatten();
            items("env").any(|var| text(var.pointer("/valueFrom/configMapKeyRef/name")) == Some(map))
                || items("envFrom").any(|source| text(source.pointer("/configMapRef/name")) == Some(map))
        })
    }
}

/// The binding of a Role.
pub(super) fn binding<'j>(role: &Json, all: &[&'j Json]) -> Option<&'j Json> {
    let is_of_role = |other: &&&Json| {
        other["kind"] == "RoleBinding"
            && other.pointer("/roleRef/kind").and_then(Json::as_str) == Some("Role")
            && text(other.pointer("/roleRef/name")) == name(role)
            && namespace(other) == namespace(role)
    };
    all.iter().find(is_of_role).copied()
}

/// Whether a Service selects the Pods of a workload.
pub(super) fn selects(service: &Json, workload: &Json) -> bool {
    // Each Service is asked about each workload, so nothing is copied.
    let selector = service.pointer("/spec/selector").and_then(Json::as_object).into_iter().flatten();
    let mut wanted = selector.filter_map(|(key, value)| Some((key, value.as_str()?))).peekable();
    if wanted.peek().is_none() || namespace(service) != namespace(workload) {
        return false;
    }
    let Some(kind) = Kind::of(workload) else { return false };
    let labels = kind.template(workload).pointer("/metadata/labels");
    wanted.all(|(key, value)| text(labels.and_then(|labels| labels.get(key))) == Some(value))
}

fn namespace(object: &Json) -> &str {
    object.pointer("/metadata/namespace").and_then(Json::as_str).unwrap_or("default")
}

fn name(object: &Json) -> Option<&str> {
    text(object.pointer("/metadata/name"))
}

fn text(value: Option<&Json>) -> Option<&str> {
    value.and_then(Json::as_str)
}
