//! A Service's addresses: given once, kept for life.

use serde_json::{Value, json};

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, items, number, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, in_place};

const WHY: &str =
    "Clients and DNS hold on to a Service's address, so it is given once, for the Service's life.";
const ONCE: &str = "may not change once set";

/// Whether it is, or becomes, a name outside: then addresses come and go.
fn is_external(diff: &ObjectDiff) -> bool {
    [diff.old, diff.new].iter().any(|service| text(service, "/spec/type") == "ExternalName")
}

fn is_headless(service: &Value) -> bool {
    text(service, "/spec/clusterIP") == "None"
}

pub(super) fn address(diff: &ObjectDiff, _: &Difference) -> Verdict {
    if is_external(diff) {
        return in_place("the address comes or goes with the type");
    }
    let addresses = match items(diff.new, "/spec/clusterIPs") {
        [] => json!([text(diff.new, "/spec/clusterIP")]),
        several => Value::from(several.to_vec()),
    };
    if is_second_only(diff) {
        return in_place("a second address is added");
    }
    forbidden(Refusal::invalid("spec.clusterIPs[0]", Some(&addresses), ONCE), WHY)
}

/// Whether the first address stays and others are added.
fn is_second_only(diff: &ObjectDiff) -> bool {
    let [old, new] = [diff.old, diff.new].map(|service| text(service, "/spec/clusterIP"));
    let [before, after] = [diff.old, diff.new].map(|service| items(service, "/spec/clusterIPs").len().max(1));
    old == new && after > before
}

/// Families may be added behind the first and taken from behind it.
pub(super) fn families(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|service| items(service, "/spec/ipFamilies"));
    let changes = in_place("the families of the Service's addresses change");
    let headless = [diff.old, diff.new].map(is_headless);
    if is_external(diff) || headless[0] != headless[1] || headless[1] || old.is_empty() {
        return changes;
    }
    let shown = Value::from(new.to_vec());
    if old.iter().zip(new).any(|(old, new)| old != new) {
        return forbidden(Refusal::invalid("spec.ipFamilies[0]", Some(&shown), ONCE), WHY);
    }
    let policy = diff.after("/spec/ipFamilyPolicy");
    if new.len() < old.len() && policy.and_then(Value::as_str) != Some("SingleStack") {
        let reason = "must be set to 'SingleStack' when releasing the secondary ipFamily";
        let why = "An address is given back only when the Service says that it wants one alone.";
        return forbidden(Refusal::invalid("spec.ipFamilyPolicy", policy, reason), why);
    }
    changes
}

pub(super) fn class(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if [diff.old, diff.new].iter().all(|service| text(service, "/spec/type") == "LoadBalancer") {
        let server = Refusal::invalid("spec.loadBalancerClass", difference.new.as_ref(), ONCE);
        return forbidden(server, "Whoever made the load balancer would never take it down again.");
    }
    in_place("another controller makes the load balancer")
}

pub(super) fn health(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|service| number(service, "/spec/healthCheckNodePort"));
    // A server gives every such Service a port of its own, which no manifest can guess.
    let has_one = text(diff.old, "/spec/type") == "LoadBalancer"
        && text(diff.old, "/spec/externalTrafficPolicy") == "Local";
    if (old == 0 && !has_one) || new == 0 || difference.new.is_none() {
        return in_place("the port for health checks is given, or kept, by the server");
    }
    forbidden(Refusal::forbidden("spec.healthCheckNodePort", "field is immutable"), WHY)
}

/// The Service is deleted and made again.
pub(super) fn recreated(diff: &ObjectDiff) -> Note {
    let headless = is_headless(diff.old) && is_headless(diff.new);
    let pods = if headless {
        "No Pod is touched; their addresses below the Service's name are not found until it is there again."
    } else {
        "No Pod is touched; connections through the old address break, and clients have to look up the new one."
    };
    Note::new("the Service is deleted and made again")
        .commands([diff.kubectl().delete(), Kubectl::apply()])
        .pods(pods)
}
