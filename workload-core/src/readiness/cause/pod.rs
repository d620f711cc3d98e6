//! What the status of a Pod tells.

use serde_json::Value;

use super::help::help;
use super::model::Cause;
use crate::readiness::conditions::{condition_is, items, text};

/// Reasons of waiting that are part of every start.
const USUAL: [&str; 2] = ["ContainerCreating", "PodInitializing"];

/// The causes in the status of a Pod, the most telling first.
#[must_use]
pub fn causes_of_pod(pod: &Value) -> Vec<Cause> {
    let lists = ["/status/initContainerStatuses", "/status/containerStatuses"];
    let containers = lists.iter().flat_map(|list| items(pod, list));
    let mut causes: Vec<Cause> = containers.filter_map(of_container).collect();
    causes.extend(scheduling(pod));
    if text(pod, "/status/phase") == "Failed" {
        let (reason, message) = (text(pod, "/status/reason"), text(pod, "/status/message"));
        causes.extend((!reason.is_empty()).then(|| cause(reason, message, None)));
    }
    causes
}

fn cause(reason: &str, message: &str, container: Option<&str>) -> Cause {
    Cause {
        reason: reason.to_owned(),
        message: message.trim().to_owned(),
        help: help(reason, message),
        container: container.map(str::to_owned),
        lasts: true,
        log: None,
    }
}

fn of_container(status: &Value) -> Option<Cause> {
    let name = Some(text(status, "/name"));
    let waiting = text(status, "/state/waiting/reason");
    if !waiting.is_empty() && !USUAL.contains(&waiting) {
        let message = text(status, "/state/waiting/message");
        if waiting == "CrashLoopBackOff" {
            return Some(crash(status, name));
        }
        return Some(cause(waiting, message, name));
    }
    let ended = &status["state"]["terminated"];
    ended["exitCode"].as_i64().filter(|code| *code != 0)?;
    let found = cause(text(ended, "/reason"), &ending(ended), name);
    Some(Cause { log: Some(false), ..found })
}

/// A container that ends again and again: how it ended last is what counts.
fn crash(status: &Value, name: Option<&str>) -> Cause {
    let ended = &status["lastState"]["terminated"];
    let restarts = status["restartCount"].as_i64().unwrap_or_default();
    let ending = if ended.is_object() { ending(ended) } else { "ends again and again".to_owned() };
    let times = if restarts == 1 { "once".to_owned() } else { format!("{restarts} times") };
    let mut found = cause("CrashLoopBackOff", &format!("{ending}; restarted {times}"), name);
    if ended["reason"] == "OOMKilled" {
        found.help = help("OOMKilled", "");
    }
    Cause { log: Some(true), ..found }
}

fn ending(ended: &Value) -> String {
    let code = ended["exitCode"].as_i64().unwrap_or_default();
    let mut words = format!("ended with exit code {code}");
    for more in [text(ended, "/reason"), text(ended, "/message").trim()] {
        if !["", "Error"].contains(&more) {
            words.push_str(", ");
            words.push_str(more);
        }
    }
    words
}

fn scheduling(pod: &Value) -> Option<Cause> {
    let condition = condition_is(pod, "PodScheduled", "False")?;
    Some(cause(text(condition, "/reason"), text(condition, "/message"), None))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn container(state: Value, last: Value) -> Value {
        json!({"status": {"phase": "Running", "containerStatuses": [
            {"name": "web", "ready": false, "restartCount": 4, "state": state, "lastState": last},
        ]}})
    }

    #[test]
    fn waiting_and_ended_containers_are_causes() {
        let usual = container(json!({"waiting": {"reason": "ContainerCreating"}}), json!({}));
        assert_eq!(causes_of_pod(&usual), []);
        let pull = container(
            json!({"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image \"x\""}}),
            json!({}),
        );
        let found = &causes_of_pod(&pull)[0];
        assert_eq!(found.to_string(), "container web: ImagePullBackOff: Back-off pulling image \"x\"");
        assert!(found.help.as_deref().unwrap().contains("imagePullSecrets") && found.lasts);
        let crash = container(
            json!({"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 40s"}}),
            json!({"terminated": {"exitCode": 137, "reason": "OOMKilled"}}),
        );
        let found = &causes_of_pod(&crash)[0];
        assert_eq!(found.message, "ended with exit code 137, OOMKilled; restarted 4 times");
        assert!(found.help.as_deref().unwrap().contains("memory"));
        assert_eq!(found.log, Some(true));
        let ended = container(json!({"terminated": {"exitCode": 3, "reason": "Error"}}), json!({}));
        assert_eq!(causes_of_pod(&ended)[0].message, "ended with exit code 3");
    }

    #[test]
    fn a_pod_without_a_node_tells_the_scheduler_s_words() {
        let pod = json!({"status": {"phase": "Pending", "conditions": [
            {"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/3 nodes are available: 3 Insufficient cpu."},
        ]}});
        let found = &causes_of_pod(&pod)[0];
        assert_eq!(found.reason, "Unschedulable");
        assert!(found.help.as_deref().unwrap().contains("resources.requests"));
    }
}
