//! Whom a binding grants a role.

use k8s_openapi::Resource as _;
use k8s_openapi::api::rbac::v1::{RoleBinding, Subject};

use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

const KINDS: [&str; 3] = ["ServiceAccount", "User", "Group"];

/// The API group of users and groups.
const GROUP: &str = RoleBinding::GROUP;

/// Checks the subjects of a binding; `at` is their list.
pub(super) fn check_all(
    subjects: Option<&[Subject]>,
    is_namespaced: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for (index, subject) in subjects.unwrap_or_default().iter().enumerate() {
        check(subject, is_namespaced, &at.index(index), errors);
    }
}

fn check(subject: &Subject, is_namespaced: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let group = subject.api_group.as_deref().unwrap_or_default();
    let is_named = checks::said(&subject.name, "a subject needs a `name`", &at.field("name"), errors);
    match subject.kind.as_str() {
        "ServiceAccount" => {
            if is_named {
                let check = check_dns_name(&subject.name, "a service account");
                checks::text(check, &at.field("name"), errors);
            }
            service_account(subject, is_namespaced, at, errors);
        }
        "User" | "Group" if ["", GROUP].contains(&group) => {}
        "User" | "Group" => _ = errors.unsupported(&at.field("apiGroup"), group, &[GROUP]),
        other => _ = errors.unsupported(&at.field("kind"), other, &KINDS),
    }
}

/// Checks the group and the namespace of a service account.
fn service_account(subject: &Subject, is_namespaced: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let group = subject.api_group.as_deref().unwrap_or_default();
    if !group.is_empty() {
        errors
            .unsupported(&at.field("apiGroup"), group, &[""])
            .help("leave `apiGroup` out: service accounts are of the core group");
    }
    if !is_namespaced && subject.namespace.as_ref().is_none_or(String::is_empty) {
        let message = "a service account in a ClusterRoleBinding needs its `namespace`";
        errors.required(&at.field("namespace"), message);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn subjects_are_checked_by_their_kind() {
        let binding = |kind: &str| {
            format!(
                "apiVersion: rbac.authorization.k8s.io/v1, kind: {kind}, roleRef: {{kind: ClusterRole, name: a}}"
            )
        };
        assert_paths(
            &binding("ClusterRoleBinding"),
            &[
                ("subjects: [{kind: User, name: A b}, {kind: ServiceAccount, name: a, namespace: X_y}]", &[]),
                (
                    "subjects: [{kind: ServiceAccount, name: A, apiGroup: x}]",
                    &["subjects[0].name", "subjects[0].apiGroup", "subjects[0].namespace"],
                ),
                ("subjects: [{kind: user, name: a}]", &["subjects[0].kind"]),
                ("subjects: [{kind: Group, apiGroup: v1}]", &["subjects[0].name", "subjects[0].apiGroup"]),
            ],
        );
        assert_paths(&binding("RoleBinding"), &[("subjects: [{kind: ServiceAccount, name: a}]", &[])]);
    }
}
