//! What a single container's processes may be and do.

use k8s_openapi::api::core::v1::SecurityContext;

use super::{app_armor, seccomp, windows};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::checks::optional;
use crate::validate::field_error::FieldErrors;

const PROC_MOUNTS: [&str; 2] = ["Default", "Unmasked"];

/// Checks the security context of a container.
pub(super) fn check(
    context: &SecurityContext,
    host_users: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    checks::id(context.run_as_user, &at.field("runAsUser"), errors);
    checks::id(context.run_as_group, &at.field("runAsGroup"), errors);
    let proc_mount = at.field("procMount");
    checks::strict_word(context.proc_mount.as_ref(), &PROC_MOUNTS, &proc_mount, errors);
    if host_users && context.proc_mount.as_deref() == Some("Unmasked") {
        errors.invalid(&proc_mount, "`Unmasked` needs user ids of the Pod's own: `hostUsers: false`");
    }
    escalation(context, at, errors);
    optional(context.seccomp_profile.as_ref(), &at.field("seccompProfile"), errors, seccomp::check);
    optional(context.windows_options.as_ref(), &at.field("windowsOptions"), errors, windows::check);
    optional(context.app_armor_profile.as_ref(), &at.field("appArmorProfile"), errors, app_armor::check);
}

/// A process that may not gain rights must not have them all.
fn escalation(context: &SecurityContext, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if context.allow_privilege_escalation != Some(false) {
        return;
    }
    let stands = at.field("allowPrivilegeEscalation");
    if context.privileged == Some(true) {
        let message = "`allowPrivilegeEscalation: false` excludes `privileged: true`";
        errors.invalid(at, message).standing_at(&stands);
    }
    let mut added = context.capabilities.iter().flat_map(|capabilities| capabilities.add.iter().flatten());
    if added.any(|capability| capability == "CAP_SYS_ADMIN") {
        let message = "`allowPrivilegeEscalation: false` excludes the capability `CAP_SYS_ADMIN`";
        errors.invalid(at, message).standing_at(&stands);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses, spec_accepts};

    #[test]
    fn contexts_are_checked() {
        container_accepts(&[
            "securityContext: {privileged: true}",
            "securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN, ANY]}}",
            "securityContext: {procMount: Default, runAsNonRoot: true, runAsUser: 0}",
        ]);
        spec_accepts(&[
            "hostUsers: false, initContainers: [{name: i, image: b, securityContext: {procMount: Unmasked}}]",
        ]);
        for (context, path, words) in [
            ("{runAsUser: -1}", ".runAsUser", "outside 0"),
            ("{procMount: ''}", ".procMount", "expected `Default`"),
            ("{procMount: Unmasked}", ".procMount", "hostUsers: false"),
            ("{allowPrivilegeEscalation: false, privileged: true}", "", "excludes `privileged: true`"),
            (
                "{allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}}",
                "",
                "excludes the capability",
            ),
        ] {
            let path = format!("securityContext{path}");
            container_refuses(&[(&format!("securityContext: {context}"), &path, words)]);
        }
    }
}
