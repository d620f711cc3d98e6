//! What resizing does to a running container.

use k8s_openapi::api::core::v1::{Container, ContainerResizePolicy};

use super::scope::Scope;
use crate::k8s::facts::validation::INIT_RESIZE_POLICIES;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const RESOURCES: [&str; 2] = ["cpu", "memory"];
const POLICIES: [&str; 2] = ["NotRequired", "RestartContainer"];

/// Checks the policies; `at` is their list, by whose name the server goes for each.
pub(super) fn check(
    scope: &Scope<'_>,
    container: &Container,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let policies = container.resize_policy.as_deref().unwrap_or_default();
    let ends = is_never_restarted(scope, container);
    for (index, one) in policies.iter().enumerate() {
        let stands = at.index(index);
        if policies[..index].iter().any(|other| other.resource_name == one.resource_name) {
            errors.duplicate(&stands, &one.resource_name);
        }
        policy(one, at, &stands, errors);
        if ends && one.restart_policy == "RestartContainer" {
            errors.invalid(at, NEVER_RESTARTED).standing_at(&stands.field("restartPolicy"));
        }
    }
}

const NEVER_RESTARTED: &str = "in a Pod with `restartPolicy: Never` nothing starts again: use `NotRequired`";

/// Whether the Pod's policy keeps a container from another run; the container's own policy comes first.
fn is_never_restarted(scope: &Scope<'_>, container: &Container) -> bool {
    scope.spec.restart_policy.as_deref() == Some("Never") && container.restart_policy.is_none()
}

fn policy(
    one: &ContainerResizePolicy,
    at: &PathBuilder<'_>,
    stands: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for (field, value, allowed) in
        [("resourceName", &one.resource_name, RESOURCES), ("restartPolicy", &one.restart_policy, POLICIES)]
    {
        if value.is_empty() {
            let message = format!("a resize policy has a `{field}`: `{}` or `{}`", allowed[0], allowed[1]);
            errors.required(at, message).standing_at(&stands.field(field));
        } else if !allowed.contains(&value.as_str()) {
            errors.unsupported(at, value, &allowed).standing_at(&stands.field(field));
        }
    }
}

/// Checks the policies of a container that runs first and ends.
pub(super) fn of_init(container: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, one) in container.resize_policy.iter().flatten().enumerate() {
        if one.restart_policy == "RestartContainer" {
            let message = "an init container does not start again: use `NotRequired`";
            errors.invalid(&at.index(index).field("restartPolicy"), message).changed(&INIT_RESIZE_POLICIES);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{
        container_accepts, container_refuses, spec_accepts, spec_refuses,
    };

    #[test]
    fn policies_are_checked() {
        container_accepts(&[
            "resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: memory, restartPolicy: RestartContainer}]",
        ]);
        container_refuses(&[
            ("resizePolicy: [{resourceName: cpu}]", "resizePolicy", "`NotRequired` or `RestartContainer`"),
            (
                "resizePolicy: [{resourceName: gpu, restartPolicy: NotRequired}]",
                "resizePolicy",
                "expected `cpu`",
            ),
            (
                "resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy: NotRequired}]",
                "resizePolicy[1]",
                "duplicate",
            ),
        ]);
        let init = |policy: &str| {
            format!(
                "initContainers: [{{name: i, image: b, resizePolicy: [{{resourceName: cpu, restartPolicy: {policy}}}]}}]"
            )
        };
        spec_accepts(&[&init("NotRequired")]);
        spec_refuses(&[(
            &init("RestartContainer"),
            "initContainers[0].resizePolicy[0].restartPolicy",
            "does not start again",
        )]);
    }
}
