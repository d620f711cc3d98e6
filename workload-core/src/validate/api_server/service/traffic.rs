//! Which Pods a Service's traffic goes to.

use k8s_openapi::api::core::v1::ServiceSpec;

use super::super::checks::{strict_word, word};
use super::super::value::{given, port};
use super::Type;
use crate::k8s::facts::validation::TRAFFIC_TO_SAME;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const POLICIES: [&str; 2] = ["Cluster", "Local"];

const DISTRIBUTIONS: [&str; 3] = ["PreferSameZone", "PreferSameNode", "PreferClose"];

/// Checks the policies; `at` is the spec.
pub(super) fn check(spec: &ServiceSpec, kind: Type, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    external(spec, kind, &at.field("externalTrafficPolicy"), errors);
    health_check(spec, kind, &at.field("healthCheckNodePort"), errors);
    let internal = spec.internal_traffic_policy.as_ref();
    strict_word(internal, &POLICIES, &at.field("internalTrafficPolicy"), errors);
    let distribution = spec.traffic_distribution.as_ref();
    let distribution_at = at.field("trafficDistribution");
    strict_word(distribution, &DISTRIBUTIONS, &distribution_at, errors);
    if let Some(word) = distribution.filter(|word| DISTRIBUTIONS[..2].contains(&word.as_str())) {
        errors.unsupported(&distribution_at, word, &DISTRIBUTIONS[2..]).changed(&TRAFFIC_TO_SAME);
    }
}

fn external(spec: &ServiceSpec, kind: Type, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let has_external_ips = spec.external_ips.as_ref().is_some_and(|ips| !ips.is_empty());
    let is_reachable = match kind {
        Type::NodePort | Type::LoadBalancer => true,
        Type::ClusterIp => has_external_ips,
        Type::ExternalName | Type::Other => false,
    };
    let policy = spec.external_traffic_policy.as_ref();
    if is_reachable {
        word(policy, &POLICIES, at, errors);
    } else if given(policy).is_some() {
        errors
            .invalid(at, "no traffic comes from outside to a Service of this type")
            .help("leave it out, or write `type: LoadBalancer` or `type: NodePort`");
    }
}

fn health_check(spec: &ServiceSpec, kind: Type, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(number) = spec.health_check_node_port.filter(|number| *number != 0) else { return };
    if kind == Type::LoadBalancer && spec.external_traffic_policy.as_deref() == Some("Local") {
        port(number, at, errors);
    } else {
        errors
            .invalid(at, "nodes are checked only where traffic stays on them")
            .help("it goes with `type: LoadBalancer` and `externalTrafficPolicy: Local`");
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;

    fn with(more: &str) -> Vec<String> {
        said(&format!(r#"{{"ports": [{{"port": 80}}], {more}}}"#))
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for more in [
            r#""type": "NodePort", "externalTrafficPolicy": """#,
            r#""type": "LoadBalancer", "externalTrafficPolicy": "Local", "healthCheckNodePort": 30100"#,
            r#""externalIPs": ["192.0.2.1"], "externalTrafficPolicy": "Local""#,
            r#""externalTrafficPolicy": "", "healthCheckNodePort": 0"#,
            r#""internalTrafficPolicy": "Local", "trafficDistribution": "PreferSameNode""#,
        ] {
            assert_eq!(with(more), [""; 0], "{more}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for (more, path) in [
            (r#""externalTrafficPolicy": "Local""#, "spec.externalTrafficPolicy"),
            (r#""type": "NodePort", "externalTrafficPolicy": "local""#, "spec.externalTrafficPolicy"),
            (r#""healthCheckNodePort": 30100"#, "spec.healthCheckNodePort"),
            (
                r#""type": "LoadBalancer", "externalTrafficPolicy": "Local", "healthCheckNodePort": -1"#,
                "spec.healthCheckNodePort",
            ),
            (r#""internalTrafficPolicy": """#, "spec.internalTrafficPolicy"),
            (r#""trafficDistribution": "Close""#, "spec.trafficDistribution"),
        ] {
            assert_eq!(with(more), [path], "{more}");
        }
    }
}
