//! A bare Pod, and everything below Pods.
//!
//! One file a part of a Pod's spec, in the order in which the server goes through it.

mod affinity;
pub(super) mod annotations;
mod app_armor;
mod claims;
mod container;
mod container_security;
mod containers;
mod devices;
mod dns;
mod env;
mod env_from;
mod field_ref;
mod gates;
mod handler;
mod host;
mod host_aliases;
mod ip;
mod label_keys;
mod lifecycle;
mod mounts;
pub(super) mod names;
pub(super) mod node_affinity;
mod os;
mod pod_resources;
mod ports;
mod probe;
mod resize;
mod resource_field;
pub(super) mod resources;
mod restart;
pub(super) mod scope;
mod seccomp;
mod security;
pub(super) mod spec;
mod sysctls;
pub(super) mod tolerations;
mod topology_spread;
mod value_from;
pub(super) mod volume_cloud;
mod volume_config;
mod volume_downward;
pub(super) mod volume_iscsi;
pub(super) mod volume_local;
pub(super) mod volume_network;
mod volume_projected;
mod volume_source;
mod volumes;
mod windows;
mod windows_host;

use k8s_openapi::api::core::v1::{Container, Pod, PodSpec};

use self::names::Names;
use self::scope::Scope;
use super::meta::{self, Naming};
use super::validate::Validate;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for Pod {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let mut nothing = None;
        let spec = self.spec.as_ref().unwrap_or_else(|| nothing.insert(PodSpec::default()));
        let metadata = at.field("metadata");
        meta::object(&self.metadata, Naming::Subdomain(253), &metadata, errors);
        let annotations = self.metadata.annotations.as_ref();
        annotations::check(annotations, spec, &metadata.field("annotations"), errors);
        let names = Names::default();
        let pod = Some(&self.metadata);
        let scope = Scope { spec, claims: None, pod, names: &names };
        spec::check(&scope, &at.field("spec"), errors);
        images(&spec.containers, &at.fields(&["spec", "containers"]), errors);
        let first = spec.init_containers.as_deref().unwrap_or_default();
        images(first, &at.fields(&["spec", "initContainers"]), errors);
        gated(spec, &at.fields(&["spec", "nodeName"]), errors);
    }
}

/// Checks that a Pod with scheduling gates has no node; `at` is the name of the node.
fn gated(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let gated = spec.scheduling_gates.as_ref().is_some_and(|gates| !gates.is_empty());
    if gated && spec.node_name.as_ref().is_some_and(|node| !node.is_empty()) {
        let message = "a Pod with `schedulingGates` waits for them: it cannot have a node yet";
        errors.forbidden(at, message);
    }
}

/// Checks that no image has blanks around it, which templates may have.
fn images(containers: &[Container], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, container) in containers.iter().enumerate() {
        let image = container.image.as_deref().unwrap_or_default();
        if image.trim().len() != image.len() {
            let message = format!("`{image}` is not an image: leave out the blanks around it");
            errors.invalid(&at.index(index).field("image"), message);
        }
    }
}

#[cfg(test)]
pub(super) mod testing;

#[cfg(test)]
mod tests {
    use super::testing::{accepts, refuses, spec_accepts, spec_refuses};

    #[test]
    fn a_bare_pod_has_rules_of_its_own() {
        spec_accepts(&["nodeName: x", "schedulingGates: [{name: a.b/c}]", "restartPolicy: ''"]);
        spec_refuses(&[(
            "nodeName: x, schedulingGates: [{name: a.b/c}]",
            "nodeName",
            "cannot have a node yet",
        )]);
        accepts(
            "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: b}]}}",
        );
        for (spec, path, words) in [
            ("", "spec.containers", "at least one container"),
            ("containers: [{name: a, image: 'b '}]", "spec.containers[0].image", "blanks"),
        ] {
            let pod = format!("{{apiVersion: v1, kind: Pod, metadata: {{name: a}}, spec: {{{spec}}}}}");
            refuses(&pod, path, words);
        }
        refuses(
            "{apiVersion: v1, kind: Pod, metadata: {name: a}}",
            "spec.containers",
            "at least one container",
        );
    }
}
