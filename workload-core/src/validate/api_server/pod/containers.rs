//! The containers of a Pod: those that run, those that run first.

use k8s_openapi::api::core::v1::Container;

use super::scope::Scope;
use super::{container, lifecycle, ports, probe, resize, restart};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::optional;
use crate::validate::api_server::seen::Seen;
use crate::validate::field_error::FieldErrors;

/// Checks all containers; `at` is the spec.
pub(super) fn check(scope: &Scope<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let containers = &scope.spec.containers;
    let place = at.field("containers");
    if containers.is_empty() {
        errors.required(&place, "a Pod has at least one container");
    }
    let mut names = Seen::default();
    for (index, one) in containers.iter().enumerate() {
        main(scope, one, &mut names, &place.index(index), errors);
    }
    ports::conflicts(scope, containers, &place, errors);
    init_containers(scope, &names, &at.field("initContainers"), errors);
    if scope.spec.ephemeral_containers.as_ref().is_some_and(|list| !list.is_empty()) {
        let message = "ephemeral containers come later, by `kubectl debug`: leave them out";
        errors.forbidden(&at.field("ephemeralContainers"), message);
    }
}

/// `main` are the names of the main containers.
fn init_containers(scope: &Scope<'_>, main: &Seen<&str>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let containers = scope.spec.init_containers.as_deref().unwrap_or_default();
    let mut names = Seen::default();
    for (index, one) in containers.iter().enumerate() {
        let place = at.index(index);
        init(scope, one, &place, errors);
        unique(one, main.has(&one.name), &place, errors);
        unique(one, names.again(one.name.as_str()), &place, errors);
        of_kind(scope, one, &place, errors);
        let single = std::slice::from_ref(one);
        // The server looks at each alone, and takes it for the first.
        errors.renamed(&at.index(0), &at.index(index), |errors| {
            ports::conflicts_of_one(scope, single, &at.index(index), errors);
        });
    }
}

fn main<'s>(
    scope: &Scope<'s>,
    one: &'s Container,
    names: &mut Seen<&'s str>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    container::check(scope, one, at, errors);
    restart::of_main(one, &at.field("restartPolicy"), errors);
    unique(one, names.again(&one.name), at, errors);
    hooks_and_probes(scope, one, at, errors);
}

fn init(scope: &Scope<'_>, one: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    container::check(scope, one, at, errors);
    restart::of_init(one, &at.field("restartPolicy"), errors);
}

/// Checks what a sidecar may have, and what a container that ends may not.
fn of_kind(scope: &Scope<'_>, one: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if one.restart_policy.as_deref() == Some("Always") {
        hooks_and_probes(scope, one, at, errors);
    } else {
        no_hooks_and_probes(one, at, errors);
        resize::of_init(one, &at.field("resizePolicy"), errors);
    }
}

fn unique(one: &Container, is_taken: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if is_taken && !one.name.is_empty() {
        errors.duplicate(&at.field("name"), &one.name).help("containers of one Pod have different names");
    }
}

fn hooks_and_probes(scope: &Scope<'_>, one: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(hooks) = &one.lifecycle {
        lifecycle::check(hooks, scope.grace(), &at.field("lifecycle"), errors);
    }
    optional(one.liveness_probe.as_ref(), &at.field("livenessProbe"), errors, probe::liveness);
    optional(one.readiness_probe.as_ref(), &at.field("readinessProbe"), errors, probe::readiness);
    optional(one.startup_probe.as_ref(), &at.field("startupProbe"), errors, probe::liveness);
}

/// A container that ends before the others begin has nothing to probe.
fn no_hooks_and_probes(one: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (field, is_set) in [
        ("lifecycle", one.lifecycle.as_ref().is_some_and(|hooks| !lifecycle::is_dropped(hooks))),
        ("livenessProbe", one.liveness_probe.is_some()),
        ("readinessProbe", one.readiness_probe.is_some()),
        ("startupProbe", one.startup_probe.is_some()),
    ] {
        if is_set {
            let message = format!("an init container ends before the others begin: it has no `{field}`");
            errors.forbidden(&at.field(field), message).help("a sidecar has `restartPolicy: Always`");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn init_containers_end_and_sidecars_do_not() {
        spec_accepts(&[
            "initContainers: [{name: i, image: b}, {name: j, image: b, restartPolicy: Never}]",
            "initContainers: [{name: i, image: b, restartPolicy: Always, startupProbe: {grpc: {port: 1}}}]",
            "initContainers: [{name: i, image: b, lifecycle: {stopSignal: SIGTERM}}]",
            "initContainers: [{name: i, image: b, ports: [{containerPort: 1, hostPort: 1}]}, {name: j, image: b, ports: [{containerPort: 1, hostPort: 1}]}]",
        ]);
        spec_refuses(&[
            ("initContainers: [{name: a, image: b}]", "initContainers[0].name", "duplicate"),
            (
                "initContainers: [{name: i, image: b}, {name: i, image: b}]",
                "initContainers[1].name",
                "duplicate",
            ),
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
