//! What a Pod's processes may be and do.

use k8s_openapi::api::core::v1::{PodSecurityContext, PodSpec};

use super::{app_armor, seccomp, sysctls, windows};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::checks::optional;
use crate::validate::field_error::FieldErrors;

/// Checks the security context of a Pod; `at` is the spec.
pub(super) fn check(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if spec.share_process_namespace == Some(true) && spec.host_pid == Some(true) {
        let message = "with `hostPID: true` the processes are the node's: leave `shareProcessNamespace` out";
        // The server keeps this field elsewhere than it is written.
        let said = at.fields(&["securityContext", "shareProcessNamespace"]);
        errors.invalid(&said, message).standing_at(&at.field("shareProcessNamespace"));
    }
    let Some(context) = &spec.security_context else { return };
    let at = at.field("securityContext");
    ids(context, &at, errors);
    words(context, &at, errors);
    sysctls::check(context.sysctls.as_deref().unwrap_or_default(), spec, &at.field("sysctls"), errors);
    optional(context.seccomp_profile.as_ref(), &at.field("seccompProfile"), errors, seccomp::check);
    optional(context.windows_options.as_ref(), &at.field("windowsOptions"), errors, windows::check);
    optional(context.app_armor_profile.as_ref(), &at.field("appArmorProfile"), errors, app_armor::check);
}

fn ids(context: &PodSecurityContext, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::id(context.fs_group, &at.field("fsGroup"), errors);
    checks::id(context.run_as_user, &at.field("runAsUser"), errors);
    checks::id(context.run_as_group, &at.field("runAsGroup"), errors);
    for (index, group) in context.supplemental_groups.iter().flatten().enumerate() {
        checks::id(Some(*group), &at.field("supplementalGroups").index(index), errors);
    }
}

fn words(context: &PodSecurityContext, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const FS_GROUP: [&str; 2] = ["Always", "OnRootMismatch"];
    const GROUPS: [&str; 2] = ["Merge", "Strict"];
    // The other word, `MountOption`, needs a feature that is off.
    const SE_LINUX: [&str; 1] = ["Recursive"];
    let fs_group = context.fs_group_change_policy.as_ref();
    checks::strict_word(fs_group, &FS_GROUP, &at.field("fsGroupChangePolicy"), errors);
    let groups = context.supplemental_groups_policy.as_ref();
    checks::strict_word(groups, &GROUPS, &at.field("supplementalGroupsPolicy"), errors);
    let se_linux = context.se_linux_change_policy.as_ref();
    checks::strict_word(se_linux, &SE_LINUX, &at.field("seLinuxChangePolicy"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn what_the_server_takes_is_taken() {
        for context in [
            "{}",
            "{runAsNonRoot: true, runAsUser: 0, fsGroup: 2147483647, supplementalGroups: [0, 0]}",
            "{fsGroupChangePolicy: OnRootMismatch, supplementalGroupsPolicy: Strict, seLinuxChangePolicy: Recursive}",
            "{seLinuxOptions: {level: anything}, windowsOptions: {}}",
        ] {
            spec_accepts(&[&format!("securityContext: {context}")]);
        }
        spec_accepts(&["shareProcessNamespace: true", "shareProcessNamespace: false, hostPID: true"]);
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        for (context, path, words) in [
            ("{runAsUser: -1}", "runAsUser", "outside 0"),
            ("{runAsGroup: 2147483648}", "runAsGroup", "outside 0"),
            ("{fsGroup: 2147483648}", "fsGroup", "outside 0"),
            ("{supplementalGroups: [0, -1]}", "supplementalGroups[1]", "outside 0"),
            ("{fsGroupChangePolicy: always}", "fsGroupChangePolicy", "expected `Always`"),
            ("{supplementalGroupsPolicy: MERGE}", "supplementalGroupsPolicy", "expected `Merge`"),
            ("{seLinuxChangePolicy: MountOption}", "seLinuxChangePolicy", "expected `Recursive`"),
        ] {
            let path = format!("securityContext.{path}");
            spec_refuses(&[(&format!("securityContext: {context}"), &path, words)]);
        }
        spec_refuses(&[(
            "shareProcessNamespace: true, hostPID: true",
            "securityContext.shareProcessNamespace",
            "leave `shareProcessNamespace` out",
        )]);
    }
}
