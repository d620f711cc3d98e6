//! Pods: ready, or over.

use serde_json::Value;

use crate::readiness::conditions::{condition_is, items, text};
use crate::readiness::progress::Readiness;

/// How far a Pod is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    match text(object, "/status/phase") {
        "Succeeded" => Readiness::ready(),
        "Failed" => Readiness::failed(failure(object)),
        "Running" if condition_is(object, "Ready", "True").is_some() => Readiness::ready(),
        "Running" => Readiness::missing(unready(object)),
        _ if condition_is(object, "PodScheduled", "True").is_some()
            || object["spec"]["nodeName"].is_string() =>
        {
            Readiness::missing("its containers have not started")
        }
        _ => Readiness::missing("has no node yet"),
    }
}

fn failure(object: &Value) -> String {
    let own = [text(object, "/status/reason"), text(object, "/status/message")];
    let own: Vec<&str> = own.into_iter().filter(|part| !part.is_empty()).collect();
    if !own.is_empty() {
        return own.join(": ");
    }
    let ended = items(object, "/status/containerStatuses").iter().find_map(|container| {
        let code = container["state"]["terminated"]["exitCode"].as_i64().filter(|code| *code != 0)?;
        Some(format!("container {} ended with exit code {code}", text(container, "/name")))
    });
    ended.unwrap_or_else(|| "has failed".to_owned())
}

fn unready(object: &Value) -> String {
    let containers = items(object, "/status/containerStatuses").iter();
    let names: Vec<&str> =
        containers.filter(|one| one["ready"] != true).map(|one| text(one, "/name")).collect();
    match names.as_slice() {
        [] => "is not ready".to_owned(),
        [one] => format!("container {one} is not ready"),
        several => format!("containers {} are not ready", several.join(", ")),
    }
}
