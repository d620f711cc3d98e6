//! A recorded step as a request.

use serde_json::Value;
use workload_core::cluster::{Request, Verb};

/// The namespace of the recordings.
pub const NAMESPACE: &str = "own-demo";

/// Kinds of the recordings that are in no namespace.
const CLUSTER_SCOPED: &[&str] = &[
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "Fleet",
    "IngressClass",
    "Namespace",
    "PersistentVolume",
    "PriorityClass",
    "StorageClass",
    "ValidatingWebhookConfiguration",
];

/// What a step sent, and whether it names its object.
pub fn from_step(scenario: &Value, step: &Value) -> (Request, bool) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let body = &step["body"];
    let verb = step["verb"].as_str().unwrap();
    let is_object = body.is_object() && ["create", "update", "apply"].contains(&verb);
    let of_body = |pointer: &str| body.pointer(pointer).filter(|_| is_object).and_then(text);
    let body_version = of_body("/apiVersion").filter(|_| step["subresource"] != "scale");
    let api_version = text(&step["urlApi"])
        .or_else(|| text(&step["apiVersion"]))
        .or(body_version)
        .unwrap_or_else(|| text(&scenario["apiVersion"]).unwrap());
    let kind = text(&step["kind"]).unwrap_or_else(|| text(&scenario["kind"]).unwrap());
    let name = text(&step["urlName"]).or_else(|| text(&step["name"])).or_else(|| of_body("/metadata/name"));
    let is_named = name.is_some();
    let mut request = Request::new(read_verb(verb), &api_version, &kind);
    request.name = name.unwrap_or_else(|| default_name(&kind).to_owned());
    request.namespace = text(&step["urlNamespace"]).unwrap_or_else(|| NAMESPACE.to_owned());
    request.subresource = text(&step["subresource"]).unwrap_or_default();
    if verb == "scale-update" {
        "scale".clone_into(&mut request.subresource);
    }
    request.field_manager = text(&step["manager"]);
    request.user_agent = text(&step["userAgent"]).unwrap_or_else(|| "recorder".to_owned());
    request.force = step["force"].as_bool();
    request.dry_run = step["dryRun"] == true;
    request.field_validation = text(&step["fieldValidation"]);
    request.body = body.clone();
    (request, is_named)
}

fn read_verb(verb: &str) -> Verb {
    match verb {
        "get" => Verb::Get,
        "create" => Verb::Create,
        "update" | "scale-update" | "status-update" => Verb::Update,
        "apply" => Verb::Apply,
        "merge-patch" => Verb::MergePatch,
        "strategic-patch" => Verb::StrategicPatch,
        "json-patch" => Verb::JsonPatch,
        "delete" => Verb::Delete,
        other => panic!("unknown verb {other}"),
    }
}

fn default_name(kind: &str) -> &'static str {
    match kind {
        "Namespace" => "own-demo-ns",
        kind if CLUSTER_SCOPED.contains(&kind) => "own-demo-web",
        _ => "web",
    }
}
