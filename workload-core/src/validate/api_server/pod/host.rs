//! What a Pod may share with its node, and what excludes what.

use k8s_openapi::api::core::v1::PodSpec;

use crate::k8s::facts::gates::USER_NAMESPACES_SUPPORT;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the fields that share the node's namespaces; `at` is the spec.
pub(super) fn check(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if spec.host_users == Some(false) {
        errors.only_in(USER_NAMESPACES_SUPPORT.on(), |errors| user_namespace(spec, at, errors));
    }
    k8s_openapi::k8s_if_ge_1_34! {
        hostname(spec, &at.field("hostnameOverride"), errors);
    }
}

/// A Pod with user ids of its own shares nothing else with the node.
fn user_namespace(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (field, said, is) in [
        ("hostNetwork", "hostNetwork", spec.host_network),
        ("hostPID", "HostPID", spec.host_pid),
        ("hostIPC", "HostIPC", spec.host_ipc),
    ] {
        if is == Some(true) {
            let message = format!("`hostUsers: false` excludes `{field}: true`");
            errors.forbidden(&at.field(said), message).standing_at(&at.field(field));
        }
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    /// Checks the host name that takes the place of all others (`PodSpec`'s documentation).
    fn hostname(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        const LONGEST: usize = 64;
        let Some(name) = spec.hostname_override.as_deref().filter(|name| !name.is_empty()) else { return };
        crate::validate::api_server::checks::text(crate::k8s::values::check_dns_name(name, "a host's name"), at, errors);
        if name.len() > LONGEST {
            errors.invalid(at, format!("the name of a host has {LONGEST} characters at most"));
        }
        if spec.set_hostname_as_fqdn == Some(true) {
            errors.invalid(at, "`setHostnameAsFQDN: true` excludes `hostnameOverride`");
        }
        if spec.host_network == Some(true) {
            errors.invalid(at, "a Pod on the node's network has the node's name: leave out `hostnameOverride`");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn own_user_ids_exclude_the_nodes_namespaces() {
        spec_accepts(&["hostUsers: false", "hostUsers: true, hostPID: true, hostIPC: true"]);
        spec_refuses(&[
            ("hostUsers: false, hostPID: true", "HostPID", "excludes `hostPID: true`"),
            ("hostUsers: false, hostNetwork: true", "hostNetwork", "excludes `hostNetwork: true`"),
        ]);
    }

    k8s_openapi::k8s_if_ge_1_34! {
        #[test]
        fn a_host_name_stands_alone() {
            spec_accepts(&["hostnameOverride: a.b", "hostnameOverride: ''"]);
            spec_refuses(&[
                ("hostnameOverride: A", "hostnameOverride", "lower case"),
                ("hostnameOverride: a, setHostnameAsFQDN: true", "hostnameOverride", "excludes"),
                ("hostnameOverride: a, hostNetwork: true", "hostnameOverride", "the node's name"),
            ]);
        }
    }
}
