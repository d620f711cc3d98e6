//! Services: a load balancer has an address.

use serde_json::Value;

use crate::readiness::conditions::{items, text};
use crate::readiness::progress::Readiness;

/// How far a Service is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    let is_balanced = text(object, "/spec/type") == "LoadBalancer";
    let class = text(object, "/spec/loadBalancerClass");
    if !is_balanced || !items(object, "/status/loadBalancer/ingress").is_empty() {
        return Readiness::ready();
    }
    Readiness::missing(match class {
        "" => "its load balancer has no address yet".to_owned(),
        class => format!("its load balancer of class {class} has no address yet"),
    })
}
