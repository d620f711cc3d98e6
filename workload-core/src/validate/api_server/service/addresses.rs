//! Addresses outside the cluster: which a Service answers on, and which may reach it.

use core::net::{IpAddr, Ipv6Addr};

use k8s_openapi::api::core::v1::ServiceSpec;

use super::super::checks::{each, text};
use super::Type;
use crate::k8s::values::{check_cidr, check_ip, check_qualified};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the addresses; `at` is the spec.
pub(super) fn check(spec: &ServiceSpec, kind: Type, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let list_at = at.field("externalIPs");
    each(spec.external_ips.iter().flatten(), &list_at, errors, |ip, at, errors| external(ip, at, errors));
    ranges(spec, kind, at, errors);
    balancer_only(spec, kind, at, errors);
}

fn external(text: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match check_ip(text) {
        Err(error) => {
            errors.invalid(at, error.as_str());
        }
        Ok(ip) => {
            if let Some(what) = special(ip) {
                errors.invalid(at, format!("`{text}` is {what}: nobody outside can reach it"));
            }
        }
    }
}

/// What an address is that no other machine can reach.
fn special(ip: IpAddr) -> Option<&'static str> {
    let (local, multicast) = match ip {
        IpAddr::V4(ip) => (ip.is_link_local(), matches!(ip.octets(), [224, 0, 0, _])),
        IpAddr::V6(ip) => (ip.is_unicast_link_local(), is_local_multicast(ip)),
    };
    match ip {
        _ if ip.is_unspecified() => Some("no address at all"),
        _ if ip.is_loopback() => Some("the machine's own address"),
        _ if local => Some("an address of one link only"),
        _ if multicast => Some("a group of one link only"),
        _ => None,
    }
}

fn is_local_multicast(ip: Ipv6Addr) -> bool {
    ip.segments()[0] & 0xFF0F == 0xFF02
}

fn ranges(spec: &ServiceSpec, kind: Type, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    // The server spells the field so.
    let (list_at, real) = (at.field("LoadBalancerSourceRanges"), at.field("loadBalancerSourceRanges"));
    let ranges = spec.load_balancer_source_ranges.as_deref().unwrap_or_default();
    if !ranges.is_empty() && kind != Type::LoadBalancer {
        errors.forbidden(&list_at, ONLY_BALANCERS).standing_at(&real);
    }
    for (index, range) in ranges.iter().enumerate() {
        if let Err(error) = check_cidr(range.trim()) {
            errors.invalid(&list_at.index(index), error.as_str()).standing_at(&real.index(index));
        }
    }
}

/// What only balanced Services say.
pub(super) const ONLY_BALANCERS: &str = "only a Service of type LoadBalancer says this";

fn balancer_only(spec: &ServiceSpec, kind: Type, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_balancer = kind == Type::LoadBalancer;
    if spec.allocate_load_balancer_node_ports.is_some() && !is_balancer {
        errors.forbidden(&at.field("allocateLoadBalancerNodePorts"), ONLY_BALANCERS);
    }
    let class_at = at.field("loadBalancerClass");
    match &spec.load_balancer_class {
        Some(_) if !is_balancer => {
            errors.forbidden(&class_at, ONLY_BALANCERS);
        }
        Some(class) => text(check_qualified(class, "a class of load balancers"), &class_at, errors),
        None => {}
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
            r#""externalIPs": ["192.0.2.1", "2001:db8::1", "224.0.1.1", "ff05::1"]"#,
            r#""type": "LoadBalancer", "loadBalancerSourceRanges": [" 10.0.0.0/8 ", "::/0"]"#,
            r#""type": "LoadBalancer", "loadBalancerClass": "example.org/nlb", "allocateLoadBalancerNodePorts": false"#,
            r#""loadBalancerSourceRanges": []"#,
        ] {
            assert_eq!(with(more), [""; 0], "{more}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for ip in [
            "0.0.0.0",
            "::",
            "127.0.0.1",
            "::1",
            "169.254.1.1",
            "fe80::1",
            "224.0.0.1",
            "ff02::1",
            "x",
            "01.2.3.4",
        ] {
            assert_eq!(with(&format!(r#""externalIPs": ["{ip}"]"#)), ["spec.externalIPs[0]"], "{ip}");
        }
        for (more, path) in [
            (r#""loadBalancerSourceRanges": ["10.0.0.0/8"]"#, "spec.LoadBalancerSourceRanges"),
            (
                r#""type": "LoadBalancer", "loadBalancerSourceRanges": ["10.0.0.1/8"]"#,
                "spec.LoadBalancerSourceRanges[0]",
            ),
            (r#""loadBalancerClass": "a/b""#, "spec.loadBalancerClass"),
            (r#""type": "LoadBalancer", "loadBalancerClass": """#, "spec.loadBalancerClass"),
            (r#""allocateLoadBalancerNodePorts": false"#, "spec.allocateLoadBalancerNodePorts"),
        ] {
            assert_eq!(with(more), [path], "{more}");
        }
    }
}
