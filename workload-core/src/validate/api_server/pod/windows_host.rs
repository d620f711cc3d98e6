//! Containers that run as processes of a Windows node.

use k8s_openapi::api::core::v1::{Container, PodSpec};

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::each;
use crate::validate::field_error::FieldErrors;

/// The lists of containers, in the order in which the server visits them.
pub(super) fn lists(spec: &PodSpec) -> [(&'static str, &[Container]); 2] {
    [
        ("initContainers", spec.init_containers.as_deref().unwrap_or_default()),
        ("containers", &spec.containers),
    ]
}

/// Checks that all containers do or none does, on the node's network; `at` is the spec.
pub(super) fn check(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_host = host_processes(spec, at, errors);
    let some = is_host.contains(&true);
    if some && is_host.contains(&false) {
        errors.invalid(at, "containers with `hostProcess: true` and others do not go together in one Pod");
    }
    if some && spec.host_network != Some(true) {
        errors.invalid(&at.field("hostNetwork"), "`hostProcess: true` needs `hostNetwork: true`");
    }
}

/// Whether each container is a process of the host; checks that none contradicts the Pod.
fn host_processes(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) -> Vec<bool> {
    let context = spec.security_context.as_ref();
    let of_pod = context.and_then(|context| context.windows_options.as_ref()?.host_process);
    let mut is_host = Vec::new();
    for (field, containers) in lists(spec) {
        each(containers, &at.field(field), errors, |container, at, errors| {
            let own = of_container(container);
            agrees(of_pod, own, at, errors);
            is_host.push(own.or(of_pod) == Some(true));
        });
    }
    is_host
}

/// Checks that a container's own setting, where it has one, is the Pod's.
fn agrees(of_pod: Option<bool>, own: Option<bool>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let (Some(pod), Some(own)) = (of_pod, own)
        && pod != own
    {
        let message = format!("the Pod says `hostProcess: {pod}`: a container cannot differ from it");
        errors.invalid(&at.fields(&["securityContext", "windowsOptions", "hostProcess"]), message);
    }
}

fn of_container(container: &Container) -> Option<bool> {
    container.security_context.as_ref()?.windows_options.as_ref()?.host_process
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn all_run_so_or_none() {
        let pod = "securityContext: {windowsOptions: {hostProcess: true}}";
        let init = |is: bool| {
            format!(
                "initContainers: [{{name: i, image: b, securityContext: {{windowsOptions: {{hostProcess: {is}}}}}}}]"
            )
        };
        spec_accepts(&[&format!("{pod}, hostNetwork: true"), &init(false)]);
        spec_refuses(&[(pod, "hostNetwork", "needs `hostNetwork: true`")]);
        let path = "spec.initContainers[0].securityContext.windowsOptions.hostProcess";
        let text = format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{name: a}}, spec: {{containers: [{{name: a, image: b}}], {pod}, hostNetwork: true, {}}}}}",
            init(false)
        );
        let errors = crate::validate::api_server::pod::testing::errors(&text);
        let paths: Vec<_> = errors.iter().map(|error| error.path.to_string()).collect();
        assert_eq!(paths, [path, "spec"]);
    }
}
