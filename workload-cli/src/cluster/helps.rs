//! What to do about refusals that leave it open.

use serde_json::Value;
use workload_core::k8s::{Served, served};
use workload_core::live::{DryRun, Item};

use crate::error::CliError;

/// The error of an object whose kind the API server does not serve.
pub(super) fn not_served(object: &Value) -> CliError {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (kind, version) = (text(&object["kind"]), text(&object["apiVersion"]));
    let help = match served(&version, &kind) {
        Served::Removed { successor: Some(successor), until } => {
            format!("write `apiVersion: {successor}`: Kubernetes {until} has removed {version}")
        }
        Served::Removed { successor: None, until } => {
            format!("leave it out: Kubernetes {until} has removed {kind}, and nothing takes its place")
        }
        Served::NoVersion(Some(home)) => format!("write `apiVersion: {home}`"),
        _ => format!(
            "apply the CustomResourceDefinition of {kind} first or along with it; `kubectl api-resources` lists what is served"
        ),
    };
    let name = text(&object["metadata"]["name"]);
    CliError::new(format!("{kind} {name}: the API server does not serve kind {kind} in {version}")).help(help)
}

/// The same answer, with what to do where the namespace of a new object is missing or a webhook cannot be asked.
pub(super) fn with_help(answer: DryRun, item: &Item) -> DryRun {
    let namespace = item.config["metadata"]["namespace"].as_str();
    match (answer, namespace) {
        (DryRun::Refused { code: 404, .. }, Some(namespace)) if item.live.is_none() => DryRun::Refused {
            code: 404,
            message: format!(
                "namespace {namespace} does not exist; run `kubectl create namespace {namespace}`, or add a Namespace to the manifests"
            ),
        },
        (DryRun::Refused { code: 500, message }, _) if message.contains("failed calling webhook ") => {
            let help = "apply again when the Pods of the webhook are ready, or remove its configuration: `kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations`";
            DryRun::Refused { code: 500, message: format!("{message}; {help}") }
        }
        (answer, _) => answer,
    }
}
