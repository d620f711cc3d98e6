//! The addresses of a Service inside the cluster, and the families that they belong to.
//!
//! Which addresses and families a cluster has is its own affair and not checked.

use core::net::IpAddr;
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ServiceSpec;

use super::super::address::refuse;
use super::super::checks::strict_word;
use super::super::value::given;
use super::{NONE, Type, cluster_ips, is_headless};
use crate::k8s::values::check_ip;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The families.
const FAMILIES: [&str; 2] = ["IPv4", "IPv6"];

/// Checks the addresses; `at` is the spec.
pub(super) fn check(spec: &ServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    agree(spec, at, errors);
    families(spec, at, errors);
    let policy_at = at.field("ipFamilyPolicy");
    let policy = spec.ip_family_policy.as_ref();
    strict_word(policy, &["SingleStack", "PreferDualStack", "RequireDualStack"], &policy_at, errors);
    one_stack(spec, &policy_at, errors);
    let kind = Type::of(spec);
    if is_headless(spec) && matches!(kind, Type::NodePort | Type::LoadBalancer) {
        let list_at = at.field("clusterIPs");
        errors
            .invalid(&list_at.index(0), "a Service that is reached from outside has an address: not `None`")
            .standing_at(&place(spec, &list_at, at, 0));
    }
    addresses(spec, at, errors);
}

/// Where an address really stands: `clusterIP` is copied to `clusterIPs`.
fn place<'p>(
    spec: &ServiceSpec,
    list_at: &'p PathBuilder<'p>,
    at: &'p PathBuilder<'p>,
    index: usize,
) -> PathBuilder<'p> {
    let is_copy = spec.cluster_ips.as_ref().is_none_or(Vec::is_empty);
    if is_copy { at.field("clusterIP") } else { list_at.index(index) }
}

fn agree(spec: &ServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let first = spec.cluster_ips.as_ref().and_then(|ips| ips.first());
    match (given(spec.cluster_ip.as_ref()), first) {
        (Some(one), Some(first)) if one != first => {
            let message = format!("the first of `clusterIPs` is `clusterIP`: `{first}` is not `{one}`");
            errors.invalid(&at.field("clusterIPs"), message);
        }
        (None, Some(_)) => {
            errors
                .invalid(&at.field("clusterIPs"), "without `clusterIP` there are no `clusterIPs`")
                .help("repeat the first as `clusterIP`");
        }
        _ => {}
    }
}

fn families(spec: &ServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let list_at = at.field("ipFamilies");
    let families = spec.ip_families.as_deref().unwrap_or_default();
    for (index, family) in families.iter().enumerate() {
        let at = list_at.index(index);
        strict_word(Some(family), &FAMILIES, &at, errors);
        if families[..index].contains(family) {
            errors.duplicate(&at, family);
        }
    }
}

/// Two of anything need a policy that allows two.
fn one_stack(spec: &ServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_single = spec.ip_family_policy.as_deref().is_none_or(|policy| policy == "SingleStack");
    let is_left_open = spec.ip_family_policy.is_none()
        && is_headless(spec)
        && spec.selector.as_ref().is_none_or(BTreeMap::is_empty);
    let families = spec.ip_families.as_deref().unwrap_or_default();
    let is_family = |family: &String| FAMILIES.contains(&family.as_str());
    let two_families = matches!(families, [one, other] if one != other && is_family(one) && is_family(other));
    if is_single && !is_left_open && (two_families || cluster_ips(spec).len() == 2) {
        errors
            .invalid(at, "two families of addresses need `PreferDualStack` or `RequireDualStack`")
            .help("write `ipFamilyPolicy: PreferDualStack`");
    }
}

fn addresses(spec: &ServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let list_at = at.field("clusterIPs");
    let ips = cluster_ips(spec);
    if ips.first().is_some_and(|ip| ip == NONE) {
        if ips.len() > 1 {
            errors.invalid(&list_at, "`None` stands alone: such a Service has no address");
        }
        return;
    }
    let read = read_addresses(spec, at, errors);
    one_of_each_family(&read, ips.len(), &list_at, errors);
    match_families(spec, &read, &list_at, errors);
}

/// Checks that there are at most two addresses, and that two are of different families; `ips` are those that can be read.
fn one_of_each_family(ips: &[Option<IpAddr>], count: usize, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if count > 2 {
        errors.invalid(at, format!("{count} addresses are too many: one of each family"));
    } else if let [Some(one), Some(other)] = ips
        && one.is_ipv4() == other.is_ipv4()
    {
        errors.invalid(at, "two addresses are of two families");
    }
}

/// Reads the addresses and reports those that are none; returns the first two.
fn read_addresses(spec: &ServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) -> [Option<IpAddr>; 2] {
    let list_at = at.field("clusterIPs");
    let mut read = [None; 2];
    for (index, ip) in cluster_ips(spec).iter().enumerate() {
        match check_ip(ip) {
            Ok(ip) if index < read.len() => read[index] = Some(ip),
            Ok(_) => {}
            Err(error) => {
                let place = place(spec, &list_at, at, index);
                refuse(ip, &error, &list_at.index(index), errors).standing_at(&place);
            }
        }
    }
    read
}

fn match_families(
    spec: &ServiceSpec,
    ips: &[Option<IpAddr>],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let families = spec.ip_families.iter().flatten();
    for (index, (ip, family)) in ips.iter().zip(families).enumerate() {
        if ip.is_some_and(|ip| is_of_other_family(ip, family)) {
            let message = format!("`ipFamilies` says `{family}` here, the address is another");
            errors.invalid(&at.index(index), message);
        }
    }
}

fn is_of_other_family(ip: IpAddr, family: &str) -> bool {
    family == if ip.is_ipv4() { "IPv6" } else { "IPv4" }
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;

    fn with(more: &str) -> Vec<String> {
        said(&format!(r#"{{"ports": [{{"port": 80}}], {more}}}"#))
    }

    #[test]
    fn what_a_server_takes_is_taken() {
        for more in [
            r#""clusterIP": "10.96.0.7""#,
            r#""clusterIP": "10.96.0.7", "clusterIPs": ["10.96.0.7"], "ipFamilies": ["IPv4"]"#,
            r#""clusterIP": "fd00::7", "clusterIPs": ["fd00::7", "10.96.0.7"], "ipFamilyPolicy": "RequireDualStack", "ipFamilies": ["IPv6", "IPv4"]"#,
            r#""clusterIP": "None", "ipFamilies": ["IPv4", "IPv6"]"#,
            r#""clusterIP": "", "clusterIPs": []"#,
            r#""ipFamilies": ["IPv6"]"#,
        ] {
            assert_eq!(with(more), [""; 0], "{more}");
        }
    }

    #[test]
    fn what_no_server_takes_is_refused() {
        for (more, expected) in [
            (r#""clusterIP": "10.96.0.7", "clusterIPs": ["10.96.0.8"]"#, &["spec.clusterIPs"][..]),
            (r#""clusterIPs": ["10.96.0.8"]"#, &["spec.clusterIPs"]),
            (r#""clusterIP": "none""#, &["spec.clusterIPs[0]"]),
            (r#""clusterIP": "10.96.0.010""#, &["spec.clusterIPs[0]"]),
            (r#""ipFamilies": ["ipv4"]"#, &["spec.ipFamilies[0]"]),
            (r#""ipFamilies": ["IPv4", "IPv4"]"#, &["spec.ipFamilies[1]"]),
            (r#""ipFamilies": ["IPv4", "IPv6"]"#, &["spec.ipFamilyPolicy"]),
            (r#""ipFamilyPolicy": """#, &["spec.ipFamilyPolicy"]),
            (r#""type": "NodePort", "clusterIP": "None""#, &["spec.clusterIPs[0]"]),
            (r#""clusterIP": "10.0.0.1", "ipFamilies": ["IPv6"]"#, &["spec.clusterIPs[0]"]),
            (
                r#""clusterIP": "None", "clusterIPs": ["None", "10.0.0.1"], "ipFamilyPolicy": "PreferDualStack""#,
                &["spec.clusterIPs"],
            ),
            (
                r#""clusterIP": "10.0.0.1", "clusterIPs": ["10.0.0.1", "10.0.0.2"], "ipFamilyPolicy": "PreferDualStack""#,
                &["spec.clusterIPs"],
            ),
        ] {
            assert_eq!(with(more), expected, "{more}");
        }
    }
}
