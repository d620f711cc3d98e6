//! What an Event tells.

use serde_json::Value;

use super::help::help;
use super::model::Cause;
use crate::readiness::conditions::text;

/// Warnings that name what keeps an object from going on, and whether it rarely goes away by itself.
const TELLING: [(&str, bool); 12] = [
    ("FailedCreate", true),
    ("FailedCreatePod", true),
    ("FailedMount", true),
    ("FailedAttachVolume", true),
    ("FailedCreatePodSandBox", true),
    ("FailedPreStopHook", false),
    ("FailedPostStartHook", true),
    ("ProvisioningFailed", true),
    ("FailedBinding", true),
    ("SyncLoadBalancerFailed", true),
    ("FailedDaemonPod", true),
    ("Unhealthy", false),
];

/// What a message begins with that stands for several like it.
const COMBINED: &str = "(combined from similar events): ";

/// What the controller of claims says as news, though nothing goes on before somebody helps.
const NO_NEWS: &str = "FailedBinding";

/// The cause that an Event tells; the status of Pods tells the others better.
#[must_use]
pub fn causes_of_event(event: &Value) -> Option<Cause> {
    let reason = text(event, "/reason");
    if event["type"] != "Warning" && reason != NO_NEWS {
        return None;
    }
    let (_, lasts) = TELLING.iter().find(|(name, _)| *name == reason)?;
    let message = match (text(event, "/message"), text(event, "/note")) {
        ("", note) => note,
        (message, _) => message,
    };
    Some(Cause {
        reason: reason.to_owned(),
        message: message.trim().strip_prefix(COMBINED).unwrap_or(message.trim()).to_owned(),
        help: help(reason, message),
        container: container(text(event, "/involvedObject/fieldPath")),
        lasts: *lasts,
        log: (reason == "Unhealthy").then_some(false),
    })
}

/// The container of `spec.containers{web}`.
fn container(path: &str) -> Option<String> {
    let (_, name) = path.trim_end_matches('}').split_once('{')?;
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_quota_is_named_with_the_way_out() {
        let event = json!({
            "type": "Warning", "reason": "FailedCreate",
            "message": "(combined from similar events): Error creating: pods \"web-1\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2",
        });
        let found = causes_of_event(&event).unwrap();
        assert!(found.message.starts_with("Error creating: "), "{found:?}");
        assert!(found.lasts && found.help.unwrap().contains("ResourceQuota"));
        assert_eq!(causes_of_event(&json!({"type": "Normal", "reason": "FailedCreate"})), None);
        assert_eq!(causes_of_event(&json!({"type": "Warning", "reason": "Whatever"})), None);
        assert!(causes_of_event(&json!({"type": "Normal", "reason": "FailedBinding"})).unwrap().lasts);
    }

    #[test]
    fn a_probe_names_its_container() {
        let event = json!({
            "type": "Warning", "reason": "Unhealthy", "message": "Readiness probe failed: HTTP probe failed with statuscode: 503",
            "involvedObject": {"fieldPath": "spec.containers{web}"},
        });
        let found = causes_of_event(&event).unwrap();
        assert_eq!(found.container.as_deref(), Some("web"));
        assert!(!found.lasts);
    }
}
