//! The ports that a rule opens.

use k8s_openapi::api::networking::v1::NetworkPolicyPort;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::super::checks::{each, optional, strict_word};
use super::super::value::{PROTOCOLS, port, port_ref};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the ports of a rule.
pub(super) fn check_all(ports: Option<&[NetworkPolicyPort]>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    each(ports.into_iter().flatten(), at, errors, check);
}

fn check(given: &NetworkPolicyPort, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    strict_word(given.protocol.as_ref(), &PROTOCOLS, &at.field("protocol"), errors);
    optional(given.port.as_ref(), &at.field("port"), errors, port_ref);
    let Some(end) = given.end_port else { return };
    let at = at.field("endPort");
    let message = match given.port {
        Some(IntOrString::Int(first)) => {
            if end < first {
                errors.invalid(&at, format!("the range ends at {end}, before it begins at {first}"));
            }
            return port(end, &at, errors);
        }
        Some(IntOrString::String(_)) => "a range begins with a number, not with the name of a port",
        None => "a range has a beginning: add `port`",
    };
    errors.invalid(&at, message);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_go_upwards() {
        for (json, expected) in [
            ("{}", &[][..]),
            (r#"{"protocol": "SCTP", "port": "http"}"#, &[]),
            (r#"{"port": 80, "endPort": 80}"#, &[]),
            (r#"{"protocol": "tcp"}"#, &["protocol"]),
            (r#"{"port": "80"}"#, &["port"]),
            (r#"{"port": 80, "endPort": 79}"#, &["endPort"]),
            (r#"{"port": 80, "endPort": 65536}"#, &["endPort"]),
            (r#"{"port": "http", "endPort": 80}"#, &["endPort"]),
            (r#"{"endPort": 80}"#, &["endPort"]),
        ] {
            let port = serde_json::from_str(json).unwrap();
            let mut errors = FieldErrors::default();
            check(&port, &PathBuilder::root(), &mut errors);
            let paths: Vec<_> = errors.into_vec().iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, expected, "{json}");
        }
    }
}
