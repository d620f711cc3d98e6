//! The containers of a Pod: those that run, those that run first.

use k8s_openapi::api::core::v1::Container;

use super::spec::Scope;
use super::{container, lifecycle, ports, probe, resize};
use crate::faults::Faults;
use crate::yaml::At;

/// Checks all containers; `at` is the spec.
pub(super) fn check(scope: &Scope<'_>, at: &At<'_>, faults: &mut Faults) {
    let containers = &scope.spec.containers;
    let first = scope.spec.init_containers.as_deref().unwrap_or_default();
    let place = at.field("containers");
    if containers.is_empty() {
        faults.required(&place, "a Pod has at least one container");
    }
    for (index, one) in containers.iter().enumerate() {
        main(scope, one, &containers[..index], &place.index(index), faults);
    }
    ports::conflicts(scope, containers, &place, faults);
    let place = at.field("initContainers");
    for (index, one) in first.iter().enumerate() {
        init(scope, one, &first[..index], &place.index(index), faults);
        let single = std::slice::from_ref(one);
        // The server looks at each alone, and takes it for the first.
        faults.renamed(&place.index(0), &place.index(index), |faults| {
            ports::conflicts_of_one(scope, single, &place.index(index), faults);
        });
    }
    if scope.spec.ephemeral_containers.as_ref().is_some_and(|list| !list.is_empty()) {
        let message = "ephemeral containers come later, by `kubectl debug`: leave them out";
        faults.forbidden(&at.field("ephemeralContainers"), message);
    }
}

fn main(scope: &Scope<'_>, one: &Container, before: &[Container], at: &At<'_>, faults: &mut Faults) {
    container::check(scope, one, at, faults);
    unique(one, before, at, faults);
    hooks_and_probes(scope, one, at, faults);
}

fn init(scope: &Scope<'_>, one: &Container, before: &[Container], at: &At<'_>, faults: &mut Faults) {
    container::check(scope, one, at, faults);
    unique(one, &scope.spec.containers, at, faults);
    unique(one, before, at, faults);
    if one.restart_policy.as_deref() == Some("Always") {
        hooks_and_probes(scope, one, at, faults);
    } else {
        no_hooks_and_probes(one, at, faults);
        resize::of_init(one, &at.field("resizePolicy"), faults);
    }
}

fn unique(one: &Container, others: &[Container], at: &At<'_>, faults: &mut Faults) {
    if !one.name.is_empty() && others.iter().any(|other| other.name == one.name) {
        faults.duplicate(&at.field("name"), &one.name).help("containers of one Pod have different names");
    }
}

fn hooks_and_probes(scope: &Scope<'_>, one: &Container, at: &At<'_>, faults: &mut Faults) {
    if let Some(hooks) = &one.lifecycle {
        lifecycle::check(hooks, scope.grace(), &at.field("lifecycle"), faults);
    }
    if let Some(found) = &one.liveness_probe {
        probe::liveness(found, &at.field("livenessProbe"), faults);
    }
    if let Some(found) = &one.readiness_probe {
        probe::readiness(found, &at.field("readinessProbe"), faults);
    }
    if let Some(found) = &one.startup_probe {
        probe::liveness(found, &at.field("startupProbe"), faults);
    }
}

/// A container that ends before the others begin has nothing to probe.
fn no_hooks_and_probes(one: &Container, at: &At<'_>, faults: &mut Faults) {
    for (field, is_set) in [
        ("lifecycle", one.lifecycle.as_ref().is_some_and(|hooks| !lifecycle::is_dropped(hooks))),
        ("livenessProbe", one.liveness_probe.is_some()),
        ("readinessProbe", one.readiness_probe.is_some()),
        ("startupProbe", one.startup_probe.is_some()),
    ] {
        if is_set {
            let message = format!("an init container ends before the others begin: it has no `{field}`");
            faults.forbidden(&at.field(field), message).help("a sidecar has `restartPolicy: Always`");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn init_containers_end_and_sidecars_do_not() {
        spec_accepts(&[
            "initContainers: [{name: i, image: b}, {name: j, image: b, restartPolicy: Never}]",
            "initContainers: [{name: i, image: b, restartPolicy: Always, startupProbe: {grpc: {port: 1}}}]",
            "initContainers: [{name: i, image: b, lifecycle: {stopSignal: SIGTERM}}]",
            "initContainers: [{name: i, image: b, ports: [{containerPort: 1, hostPort: 1}]}, {name: j, image: b, ports: [{containerPort: 1, hostPort: 1}]}]",
        ]);
        spec_refuses(&[
            ("initContainers: [{name: a, image: b}]", "initContainers[0].name", "twice"),
            ("initContainers: [{name: i, image: b}, {name: i, image: b}]", "initContainers[1].name", "twice"),
            (
                "initContainers: [{name: i, image: b, lifecycle: {}}]",
                "initContainers[0].lifecycle",
                "no `lifecycle`",
            ),
            (
                "initContainers: [{name: i, image: b, readinessProbe: {}}]",
                "initContainers[0].readinessProbe",
                "no `readinessProbe`",
            ),
            (
                "initContainers: [{name: i, image: b, restartPolicy: Always, livenessProbe: {}}]",
                "initContainers[0].livenessProbe",
                "names what to do",
            ),
        ]);
    }
}
