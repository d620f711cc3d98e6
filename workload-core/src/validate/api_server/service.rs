//! Services.

mod addresses;
mod annotations;
mod family;
mod ports;
mod traffic;

use k8s_openapi::api::core::v1::{Service, ServiceSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::checks::{said, text, within, word};
use super::meta::{self, Naming};
use super::validate::Validate;
use super::value::{at_most, given};
use crate::k8s::OptionalField;
use crate::k8s::facts::validation::SERVICE_NAMES;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The word that a Service without an address of its own has for one.
const NONE: &str = "None";

/// How long a client stays with its Pod at most: a day.
const DAY: i64 = 86_400;

/// The words for how a Service is reached.
const TYPES: [&str; 4] = ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"];

/// How a Service is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    ClusterIp,
    NodePort,
    LoadBalancer,
    ExternalName,
    /// None of them, which has its own fault.
    Other,
}

impl Type {
    fn of(spec: &ServiceSpec) -> Self {
        match spec.type_.as_deref() {
            None | Some("" | "ClusterIP") => Self::ClusterIp,
            Some("NodePort") => Self::NodePort,
            Some("LoadBalancer") => Self::LoadBalancer,
            Some("ExternalName") => Self::ExternalName,
            Some(_) => Self::Other,
        }
    }
}

impl Validate for Service {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let meta_at = at.field("metadata");
        metadata(&self.metadata, &meta_at, errors);
        let spec: &ServiceSpec = &self.spec.get_or_default();
        let kind = Type::of(spec);
        let at = at.field("spec");
        word(spec.type_.as_ref(), &TYPES, &at.field("type"), errors);
        annotations::check(self.metadata.annotations.as_ref(), spec, kind, &meta_at, errors);
        match kind {
            Type::ExternalName => external_name(spec, &at, errors),
            _ => family::check(spec, &at, errors),
        }
        ports::check(spec, kind, &at, errors);
        meta::labels(spec.selector.as_ref(), &at.field("selector"), errors);
        affinity(spec, &at, errors);
        addresses::check(spec, kind, &at, errors);
        traffic::check(spec, kind, &at, errors);
    }
}

fn metadata(meta: &ObjectMeta, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    meta::object(meta, Naming::Label, at, errors);
    begins_with_a_letter(meta.name.as_ref(), &at.field("name"), errors);
    begins_with_a_letter(meta.generate_name.as_ref(), &at.field("generateName"), errors);
}

/// Checks that the name of a Service begins with a letter, as older servers want it.
pub(super) fn begins_with_a_letter(name: Option<&String>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(name) = name.filter(|name| name.starts_with(|first: char| first.is_ascii_digit())) {
        let message = format!("`{name}` is not the name of a Service: it must begin with a letter");
        errors.invalid(at, message).changed(&SERVICE_NAMES);
    }
}

/// The addresses of a Service: `clusterIPs`, or the one of `clusterIP`.
fn cluster_ips(spec: &ServiceSpec) -> &[String] {
    match spec.cluster_ips.as_deref() {
        Some(ips @ [_, ..]) => ips,
        _ => given(spec.cluster_ip.as_ref()).map(std::slice::from_ref).unwrap_or_default(),
    }
}

/// Whether the Service is only a name of its Pods.
fn is_headless(spec: &ServiceSpec) -> bool {
    matches!(cluster_ips(spec), [only] if only == NONE)
}

fn external_name(spec: &ServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    without_address(spec, at, errors);
    let name = spec.external_name.as_deref().unwrap_or_default();
    // A dot at the end says that the name is complete.
    let name = name.strip_suffix('.').unwrap_or(name);
    let at = at.field("externalName");
    if said(name, "a Service of type ExternalName says the name it stands for", &at, errors) {
        text(check_dns_name(name, "the name of a host"), &at, errors);
    }
}

/// Checks that a Service of the type `ExternalName` has no field of an address.
fn without_address(spec: &ServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const WHY: &str = "a Service of type ExternalName has no address of its own";
    if !cluster_ips(spec).is_empty() {
        let (path, place) = (at.field("clusterIPs"), at.field("clusterIP"));
        let error = errors.forbidden(&path, WHY);
        if spec.cluster_ips.as_ref().is_none_or(Vec::is_empty) {
            error.standing_at(&place);
        }
    }
    if spec.ip_families.as_ref().is_some_and(|families| !families.is_empty()) {
        errors.forbidden(&at.field("ipFamilies"), WHY);
    }
    if spec.ip_family_policy.is_some() {
        errors.forbidden(&at.field("ipFamilyPolicy"), WHY);
    }
}

/// Without affinity the server drops `sessionAffinityConfig` unread.
fn affinity(spec: &ServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let affinity = spec.session_affinity.as_ref();
    word(affinity, &["ClientIP", "None"], &at.field("sessionAffinity"), errors);
    if affinity.is_some_and(|affinity| affinity == "ClientIP") {
        let client = spec.session_affinity_config.as_ref().and_then(|config| config.client_ip.as_ref());
        let seconds = client.and_then(|client| client.timeout_seconds);
        let at = at.fields(&["sessionAffinityConfig", "clientIP", "timeoutSeconds"]);
        within(seconds, 1..=i64::MAX, &at, errors);
        at_most(DAY, seconds, "(a day)", &at, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths of the faults of a Service with this spec.
    pub(super) fn said(spec: &str) -> Vec<String> {
        let spec: ServiceSpec = serde_json::from_str(spec).unwrap();
        let object = Service { spec: spec.into(), ..Service::default() };
        let mut errors = FieldErrors::default();
        object.validate(&PathBuilder::root(), &mut errors);
        let paths = errors.into_tested().into_iter().map(|error| error.path.to_string());
        paths.filter(|path| path.starts_with("spec")).collect()
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for spec in [
            r#"{"ports": [{"port": 80}]}"#,
            r#"{"type": "", "ports": [{"port": 80}], "sessionAffinity": ""}"#,
            r#"{"type": "ExternalName", "externalName": "db.example.com."}"#,
            r#"{"type": "ExternalName", "externalName": "a", "ports": [{"port": 1}], "ipFamilies": [], "clusterIP": ""}"#,
            r#"{"ports": [{"port": 1}], "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 0}}}"#,
            r#"{"ports": [{"port": 1}], "sessionAffinity": "ClientIP", "sessionAffinityConfig": {}}"#,
            r#"{"ports": [{"port": 1}], "sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 86400}}}"#,
        ] {
            assert_eq!(said(spec), [""; 0], "{spec}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for (spec, expected) in [
            (r#"{"type": "Clusterip", "ports": [{"port": 80}]}"#, &["spec.type"][..]),
            (r#"{"type": "ExternalName"}"#, &["spec.externalName"]),
            (r#"{"type": "ExternalName", "externalName": "http://x"}"#, &["spec.externalName"]),
            (
                r#"{"type": "ExternalName", "externalName": "a", "clusterIP": "None", "ipFamilies": ["IPv6"], "ipFamilyPolicy": "SingleStack"}"#,
                &["spec.clusterIPs", "spec.ipFamilies", "spec.ipFamilyPolicy"],
            ),
            (r#"{"ports": [{"port": 1}], "sessionAffinity": "clientIP"}"#, &["spec.sessionAffinity"]),
            (
                r#"{"ports": [{"port": 1}], "sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 86401}}}"#,
                &["spec.sessionAffinityConfig.clientIP.timeoutSeconds"],
            ),
        ] {
            assert_eq!(said(spec), expected, "{spec}");
        }
        assert_eq!(said("{}"), ["spec.ports"]);
    }
}
