//! Ingresses: ready once they are stored; an address is told where one is missing.
//!
//! Nothing is awaited, as with kstatus, Helm and Flux. The API knows no state in which an Ingress is refused or
//! unserved, a cluster without a controller never answers, and controllers behind a `NodePort` or without a published Service
//! never write an address though they serve the Ingress.

use serde_json::Value;

use crate::readiness::conditions::{items, text};
use crate::readiness::progress::Readiness;

/// How far an Ingress is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if !items(object, "/status/loadBalancer/ingress").is_empty() {
        return Readiness::ready();
    }
    Readiness::ready_but(match text(object, "/spec/ingressClassName") {
        "" => "no address yet, and no class: only the controller of the default IngressClass takes it"
            .to_owned(),
        class => format!("no address yet: the controller of class {class} gives it one, if it publishes any"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_ingress_without_an_address_is_ready_with_a_word_about_it() {
        let with = |class: Value, addresses: Value| {
            readiness(
                &json!({"spec": {"ingressClassName": class}, "status": {"loadBalancer": {"ingress": addresses}}}),
            )
        };
        assert_eq!(with(json!("nginx"), json!([{"ip": "10.0.0.1"}])), Readiness::ready());
        let waiting = with(json!("nginx"), json!([]));
        assert!(waiting.is_ready() && waiting.notes()[0].contains("class nginx"), "{waiting:?}");
        assert!(with(Value::Null, json!([])).notes()[0].contains("default IngressClass"));
    }
}
