//! What every container has.

use k8s_openapi::api::core::v1::Container;

use super::scope::Scope;
use super::{container_security, devices, env, env_from, mounts, ports, resize, resources, restart};
use crate::k8s::values::check_label;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// When an image is pulled.
pub(super) const PULL_POLICIES: [&str; 3] = ["Always", "IfNotPresent", "Never"];

/// Where the last words of a container come from.
const MESSAGE_POLICIES: [&str; 2] = ["File", "FallbackToLogsOnError"];

/// Checks one container.
pub(super) fn check(
    scope: &Scope<'_>,
    container: &Container,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    name_and_image(container, at, errors);
    let message_policy = container.termination_message_policy.as_ref();
    checks::word(message_policy, &MESSAGE_POLICIES, &at.field("terminationMessagePolicy"), errors);
    ports::check(container.ports.as_deref().unwrap_or_default(), &at.field("ports"), errors);
    environment_and_volumes(scope, container, at, errors);
    let pull_policy = container.image_pull_policy.as_ref();
    checks::word(pull_policy, &PULL_POLICIES, &at.field("imagePullPolicy"), errors);
    run_time(scope, container, at, errors);
}

/// Checks what a container may use when it runs, when it runs again, and as whom.
fn run_time(scope: &Scope<'_>, container: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(found) = &container.resources {
        resources::check(scope, found, &at.field("resources"), errors);
    }
    resize::check(scope, container, &at.field("resizePolicy"), errors);
    restart::check(container, at, errors);
    if let Some(context) = &container.security_context {
        container_security::check(context, scope.host_users(), &at.field("securityContext"), errors);
    }
}

fn environment_and_volumes(
    scope: &Scope<'_>,
    container: &Container,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    env::check(scope, container.env.as_deref().unwrap_or_default(), &at.field("env"), errors);
    env_from::check(container.env_from.as_deref().unwrap_or_default(), &at.field("envFrom"), errors);
    mounts::check(scope, container, &at.field("volumeMounts"), errors);
    devices::check(scope, container, &at.field("volumeDevices"), errors);
}

fn name_and_image(container: &Container, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_name = |name: &str| check_label(name, "the name of a container");
    checks::name(&container.name, "a container has a name", is_name, &at.field("name"), errors);
    let image = container.image.as_deref().unwrap_or_default();
    let missing = "a container has an image, such as `image: registry/name:tag`";
    checks::said(image, missing, &at.field("image"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses, spec_refuses};

    #[test]
    fn containers_are_checked() {
        container_accepts(&[
            "imagePullPolicy: Never, terminationMessagePolicy: ''",
            "imagePullPolicy: '', terminationMessagePolicy: FallbackToLogsOnError",
            "args: [a, a], command: []",
        ]);
        container_refuses(&[
            ("imagePullPolicy: always", "imagePullPolicy", "expected `Always`"),
            ("terminationMessagePolicy: Log", "terminationMessagePolicy", "expected `File`"),
        ]);
        spec_refuses(&[
            ("initContainers: [{name: i}]", "initContainers[0].image", "has an image"),
            ("initContainers: [{image: i}]", "initContainers[0].name", "has a name"),
            ("initContainers: [{image: i, name: I}]", "initContainers[0].name", "lower case"),
        ]);
    }
}
