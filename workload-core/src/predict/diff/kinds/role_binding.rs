//! RoleBindings and ClusterRoleBindings: who is bound may change, to what may not.

use super::super::differences::Difference;
use super::super::object_diff::ObjectDiff;
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden};
use super::other;
use super::rules::Rules;

pub(super) const ROLE_BINDING: Rules = Rules {
    group: "rbac.authorization.k8s.io",
    kind: "RoleBinding",
    fields: &[("roleRef", role)],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: other::recreated,
    added: other::added,
    removed: other::removed,
};

pub(super) const CLUSTER_ROLE_BINDING: Rules = Rules { kind: "ClusterRoleBinding", ..ROLE_BINDING };

fn role(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let server = Refusal::invalid("roleRef", diff.after("/roleRef"), "cannot change roleRef");
    forbidden(server, "Whoever may edit the list of subjects should not thereby hand out another role.")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects};

    #[test]
    fn fields_do_what_the_server_does() {
        for kind in ["RoleBinding", "ClusterRoleBinding"] {
            let binding = format!(
                "{{apiVersion: rbac.authorization.k8s.io/v1, kind: {kind}, metadata: {{name: a}},
                roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}},
                subjects: [{{kind: User, name: ann}}]}}"
            );
            effects(
                &binding,
                Effects {
                    in_place: &[("ann", "bob", "subjects")],
                    forbidden: &[("reader", "writer", "roleRef.name")],
                    ..Effects::default()
                },
            );
        }
    }
}
