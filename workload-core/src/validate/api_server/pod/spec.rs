//! The spec of a Pod, bare or in a template.

use k8s_openapi::api::core::v1::PodSpec;

use super::scope::Scope;
use super::{
    affinity, claims, containers, dns, gates, host, host_aliases, os, pod_resources, ports, resources,
    security, tolerations, topology_spread, volumes, windows_host,
};
use crate::k8s::values::{check_dns_name, check_label};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::{checks, meta};
use crate::validate::field_error::FieldErrors;

/// Checks the spec of a Pod; `at` is the spec.
pub(in crate::validate::api_server) fn check(
    scope: &Scope<'_>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let spec = scope.spec;
    containers_and_volumes(scope, at, errors);
    words(spec, at, errors);
    meta::labels(spec.node_selector.as_ref(), &at.field("nodeSelector"), errors);
    security::check(spec, at, errors);
    affinity::check(scope, &at.field("affinity"), errors);
    dns::check(spec, &at.field("dnsConfig"), errors);
    gates::check(spec, at, errors);
    topology_spread::check(spec, &at.field("topologySpreadConstraints"), errors);
    on_host(spec, at, errors);
    names(scope, at, errors);
    last(spec, at, errors);
}

fn containers_and_volumes(scope: &Scope<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let claims = scope.spec.resource_claims.as_deref().unwrap_or_default();
    volumes::check(scope, &at.field("volumes"), errors);
    claims::check(claims, &at.field("resourceClaims"), errors);
    containers::check(scope, at, errors);
    pod_resources::check(scope.spec, at, errors);
    ports::host_network(scope, &at.field("containers"), errors);
}

/// Checks what containers share with their node.
fn on_host(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    windows_host::check(spec, at, errors);
    host::check(spec, at, errors);
}

/// Checks what the server looks at last: the deadline and fields that few Pods have.
fn last(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let deadline = at.field("activeDeadlineSeconds");
    checks::within(spec.active_deadline_seconds, 1..=i64::from(i32::MAX), &deadline, errors);
    tolerations::check(spec.tolerations.as_deref().unwrap_or_default(), &at.field("tolerations"), errors);
    host_aliases::check(spec.host_aliases.as_deref().unwrap_or_default(), &at.field("hostAliases"), errors);
    let overhead = at.field("overhead");
    resources::overhead(spec.overhead.as_ref(), &overhead, &overhead, errors);
    os::check(spec, at, errors);
}

/// Checks the fields that hold one of a few words.
fn words(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const RESTART: [&str; 3] = ["Always", "OnFailure", "Never"];
    const DNS: [&str; 4] = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
    const PREEMPTION: [&str; 2] = ["PreemptLowerPriority", "Never"];
    checks::word(spec.restart_policy.as_ref(), &RESTART, &at.field("restartPolicy"), errors);
    checks::word(spec.dns_policy.as_ref(), &DNS, &at.field("dnsPolicy"), errors);
    checks::strict_word(spec.preemption_policy.as_ref(), &PREEMPTION, &at.field("preemptionPolicy"), errors);
}

/// Checks the fields that hold a name.
fn names(scope: &Scope<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let spec = scope.spec;
    let mut subdomain = |name: Option<&String>, field: &'static str, what: &str| {
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            checks::text(check_dns_name(name, what), &at.field(field), errors);
        }
    };
    subdomain(service_account(spec), "serviceAccountName", "a service account");
    subdomain(spec.node_name.as_ref(), "nodeName", "a node");
    subdomain(spec.priority_class_name.as_ref(), "priorityClassName", "a priority class");
    if let Some(name) = &spec.runtime_class_name {
        checks::text(check_dns_name(name, "a runtime class"), &at.field("runtimeClassName"), errors);
    }
    if scope.claims.is_none() {
        host_names(spec, at, errors);
    }
}

/// The service account; the older spelling counts where the newer one says nothing.
fn service_account(spec: &PodSpec) -> Option<&String> {
    let own = spec.service_account_name.as_ref().filter(|name| !name.is_empty());
    own.or(spec.service_account.as_ref())
}

/// Checks the names of the host, which a StatefulSet overwrites in its Pods.
fn host_names(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (name, field) in [(&spec.hostname, "hostname"), (&spec.subdomain, "subdomain")] {
        if let Some(name) = name.as_ref().filter(|name| !name.is_empty()) {
            checks::text(check_label(name, "a host's name"), &at.field(field), errors);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn what_the_server_takes_is_taken() {
        spec_accepts(&[
            "restartPolicy: OnFailure, dnsPolicy: ''",
            "preemptionPolicy: Never, priorityClassName: a.b",
            "serviceAccountName: a.b, nodeName: n.example, hostname: h, subdomain: ''",
            "nodeSelector: {a.b/c: '', d: e}",
            "activeDeadlineSeconds: 2147483647, terminationGracePeriodSeconds: -1",
        ]);
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        spec_refuses(&[
            ("restartPolicy: always", "restartPolicy", "expected `Always`, `OnFailure` or `Never`"),
            ("dnsPolicy: clusterfirst", "dnsPolicy", "expected `ClusterFirstWithHostNet`"),
            ("preemptionPolicy: Always", "preemptionPolicy", "expected `PreemptLowerPriority`"),
            ("serviceAccountName: a_b", "serviceAccountName", "not a service account"),
            ("serviceAccount: a_b", "serviceAccountName", "not a service account"),
            ("nodeName: X", "nodeName", "lower case"),
            ("hostname: a.b", "hostname", "only a-z"),
            ("subdomain: 'a '", "subdomain", "only a-z"),
            ("runtimeClassName: ''", "runtimeClassName", "empty"),
            ("nodeSelector: {a b: c}", "nodeSelector", "write `-`"),
            ("activeDeadlineSeconds: 0", "activeDeadlineSeconds", "outside 1 to 2147483647"),
        ]);
    }
}
