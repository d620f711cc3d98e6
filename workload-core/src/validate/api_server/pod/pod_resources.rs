//! What a Pod asks for as a whole.

use k8s_openapi::api::core::v1::{Container, PodSpec};

use super::resources::{Amounts, both, value};
use crate::k8s::values::check_resource;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const RESOURCES: [&str; 3] = ["cpu", "hugepages-", "memory"];

/// Checks the amounts of the Pod, and those of its containers against them; `at` is the spec.
pub(super) fn check(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(of_pod) = &spec.resources else { return };
    let place = at.field("resources");
    if of_pod.claims.as_ref().is_some_and(|claims| !claims.is_empty()) {
        errors.forbidden(&place.field("claims"), "claims are those of containers: move them there");
    }
    for (field, amounts) in [("limits", &of_pod.limits), ("requests", &of_pod.requests)] {
        for name in amounts.iter().flatten().map(|(name, _)| name) {
            supported(name, &place.field(field).key(name), errors);
        }
    }
    both(of_pod.limits.as_ref(), of_pod.requests.as_ref(), |_| Ok(()), &place, errors);
    above_containers(spec, of_pod.requests.as_ref(), &place.field("requests"), errors);
    for (index, container) in spec.containers.iter().enumerate() {
        below_limits(container, of_pod.limits.as_ref(), index, at, errors);
    }
}

/// Checks that the containers together request no more than the Pod.
fn above_containers(
    spec: &PodSpec,
    of_pod: Option<&Amounts>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for (name, request) in of_pod.into_iter().flatten() {
        if requested(spec, name) > value(request) {
            let message = format!("the containers request more of {name} than `{}`", request.0);
            errors.invalid(&at.key(name), message);
        }
    }
}

fn supported(name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Err(message) = check_resource(name) {
        errors.invalid(at, message.as_str());
    } else if !matches!(name, "cpu" | "memory") && !name.starts_with("hugepages-") {
        errors.unsupported(at, name, &RESOURCES);
    }
}

/// How much of a resource the containers request together, at the most demanding moment.
fn requested(spec: &PodSpec, name: &str) -> i128 {
    let of = |container: &Container| {
        let requests = container.resources.as_ref().and_then(|resources| resources.requests.as_ref());
        requests.and_then(|requests| requests.get(name)).map_or(0, value)
    };
    let (mut sidecars, mut most) = (0, 0);
    for container in spec.init_containers.iter().flatten() {
        let own = of(container);
        most = most.max(sidecars + own);
        if container.restart_policy.as_deref() == Some("Always") {
            sidecars += own;
        }
    }
    most.max(sidecars + spec.containers.iter().map(of).sum::<i128>())
}

/// Checks that no limit of a container is above the Pod's.
fn below_limits(
    container: &Container,
    of_pod: Option<&Amounts>,
    index: usize,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let limits = container.resources.as_ref().and_then(|resources| resources.limits.as_ref());
    let limits = limits.into_iter().flatten();
    let with_most = limits.filter_map(|(name, limit)| Some((name, limit, of_pod?.get(name)?)));
    for (name, limit, most) in with_most.filter(|(_, limit, most)| value(limit) > value(most)) {
        let message = format!("the limit of {name}, `{}`, is above the Pod's, `{}`", limit.0, most.0);
        let [said, stands] = [at.fields(&["resources", "containers"]), at.field("containers")];
        errors
            .invalid(&said.index(index).key(name).field("limits"), message)
            .standing_at(&stands.index(index).fields(&["resources", "limits"]).key(name));
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{
        accepts, deployment, refuses, spec_accepts, spec_refuses,
    };

    #[test]
    fn a_pod_has_amounts_of_its_own() {
        spec_accepts(&["resources: {}", "resources: {limits: {cpu: 1}, requests: {memory: 1Gi}}"]);
        spec_refuses(&[
            ("resources: {claims: [{name: a}]}", "resources.claims", "move them"),
            (
                "resources: {limits: {ephemeral-storage: 1}}",
                "resources.limits[ephemeral-storage]",
                "expected `cpu`",
            ),
            (
                "resources: {limits: {cpu: 1}, requests: {cpu: 2}}",
                "resources.requests",
                "more than the limit",
            ),
        ]);
    }

    #[test]
    fn containers_stay_within_them() {
        let with = |cpu: &str, rest: &str| {
            deployment(&format!(
                "resources: {{limits: {{cpu: {cpu}}}, requests: {{cpu: {cpu}}}}}, containers: [{{name: a, image: b, resources: {{requests: {{cpu: 1}}, limits: {{cpu: 2}}}}}}]{rest}"
            ))
        };
        let init = ", initContainers: [{name: i, image: b, resources: {requests: {cpu: 3}}}]";
        accepts(&with("2", ""));
        accepts(&with("3", init));
        let path = "spec.template.spec.resources";
        refuses(&with("2", init), &format!("{path}.requests[cpu]"), "request more of cpu");
        refuses(&with("1500m", ""), &format!("{path}.containers[0][cpu].limits"), "above the Pod's");
    }
}
