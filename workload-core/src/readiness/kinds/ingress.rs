//! Ingresses: the controller of the class has given an address.

use serde_json::Value;

use crate::readiness::conditions::{items, text};
use crate::readiness::progress::Readiness;

/// How far an Ingress is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if !items(object, "/status/loadBalancer/ingress").is_empty() {
        return Readiness::ready();
    }
    Readiness::missing(match text(object, "/spec/ingressClassName") {
        "" => {
            "has no address yet, and names no class: a controller takes it only when there is a default class"
                .to_owned()
        }
        class => format!("has no address yet: the controller of class {class} gives it one"),
    })
}
