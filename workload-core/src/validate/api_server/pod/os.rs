//! Pods of one operating system: what only the other one has.

use k8s_openapi::api::core::v1::{Container, PodSecurityContext, PodSpec, SecurityContext};

use super::windows_host::lists;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::optional;
use crate::validate::field_error::FieldErrors;

/// Checks the operating system and what goes with it; `at` is the spec.
pub(super) fn check(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(os) = &spec.os else { return };
    let place = at.field("os");
    match os.name.as_str() {
        "linux" => linux(spec, at, errors),
        "windows" => windows(spec, at, errors),
        "" => {
            errors.required(&place.field("name"), "an operating system is `linux` or `windows`");
        }
        other => {
            errors.unsupported(&place, other, &["linux", "windows"]).standing_at(&place.field("name"));
        }
    }
}

/// What of a Pod for the other system is set: whether each field is.
fn none_of(fields: &[(&'static str, bool)], of: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (field, _) in fields.iter().filter(|(_, is_set)| *is_set) {
        errors.forbidden(&at.field(field), format!("a Pod for {of} has no `{field}`"));
    }
}

/// Calls `check` with the security context of each container that has one, and its place.
fn each_context(
    spec: &PodSpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
    check: fn(&SecurityContext, &PathBuilder<'_>, &mut FieldErrors),
) {
    for (field, containers) in lists(spec) {
        let list = at.field(field);
        for (index, Container { security_context, .. }) in containers.iter().enumerate() {
            if let Some(context) = security_context {
                check(context, &list.index(index).field("securityContext"), errors);
            }
        }
    }
}

fn linux(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(context) = &spec.security_context {
        let fields = [("windowsOptions", context.windows_options.is_some())];
        none_of(&fields, "Linux", &at.field("securityContext"), errors);
    }
    each_context(spec, at, errors, |context, at, errors| {
        none_of(&[("windowsOptions", context.windows_options.is_some())], "Linux", at, errors);
    });
}

fn windows(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let fields = [
        ("hostUsers", spec.host_users.is_some()),
        ("hostPID", spec.host_pid == Some(true)),
        ("hostIPC", spec.host_ipc == Some(true)),
        ("shareProcessNamespace", spec.share_process_namespace.is_some()),
    ];
    none_of(&fields, "Windows", at, errors);
    optional(spec.security_context.as_ref(), &at.field("securityContext"), errors, of_pod);
    each_context(spec, at, errors, of_container);
}

fn of_pod(context: &PodSecurityContext, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let fields = [
        ("appArmorProfile", context.app_armor_profile.is_some()),
        ("seLinuxOptions", context.se_linux_options.is_some()),
        ("seccompProfile", context.seccomp_profile.is_some()),
        ("fsGroup", context.fs_group.is_some()),
        ("fsGroupChangePolicy", context.fs_group_change_policy.is_some()),
        ("sysctls", context.sysctls.as_ref().is_some_and(|list| !list.is_empty())),
        ("runAsUser", context.run_as_user.is_some()),
        ("runAsGroup", context.run_as_group.is_some()),
        ("supplementalGroups", context.supplemental_groups.is_some()),
        ("supplementalGroupsPolicy", context.supplemental_groups_policy.is_some()),
        ("seLinuxChangePolicy", context.se_linux_change_policy.is_some()),
    ];
    none_of(&fields, "Windows", at, errors);
}

fn of_container(context: &SecurityContext, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let fields = [
        ("appArmorProfile", context.app_armor_profile.is_some()),
        ("seLinuxOptions", context.se_linux_options.is_some()),
        ("seccompProfile", context.seccomp_profile.is_some()),
        ("capabilities", context.capabilities.is_some()),
        ("readOnlyRootFilesystem", context.read_only_root_filesystem.is_some()),
        ("privileged", context.privileged.is_some()),
        ("allowPrivilegeEscalation", context.allow_privilege_escalation.is_some()),
        ("procMount", context.proc_mount.is_some()),
        ("runAsUser", context.run_as_user.is_some()),
        ("runAsGroup", context.run_as_group.is_some()),
    ];
    none_of(&fields, "Windows", at, errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn each_system_has_fields_of_its_own() {
        spec_accepts(&[
            "os: {name: linux}, securityContext: {fsGroup: 1}",
            "os: {name: windows}, securityContext: {runAsNonRoot: true, windowsOptions: {runAsUserName: a}}",
        ]);
        spec_refuses(&[
            ("os: {}", "os.name", "`linux` or `windows`"),
            ("os: {name: Linux}", "os", "expected `linux` or `windows`"),
            (
                "os: {name: linux}, securityContext: {windowsOptions: {}}",
                "securityContext.windowsOptions",
                "for Linux",
            ),
            ("os: {name: windows}, hostPID: true", "hostPID", "for Windows"),
            (
                "os: {name: windows}, securityContext: {runAsUser: 1}",
                "securityContext.runAsUser",
                "for Windows",
            ),
            (
                "os: {name: windows}, initContainers: [{name: i, image: b, securityContext: {privileged: false}}]",
                "initContainers[0].securityContext.privileged",
                "for Windows",
            ),
        ]);
    }
}
