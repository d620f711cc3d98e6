//! Roles and their bindings.

mod rule;
mod subject;

use k8s_openapi::Resource as _;
use k8s_openapi::api::rbac::v1::{ClusterRole, ClusterRoleBinding, Role, RoleBinding, RoleRef};

use super::checks::{each, name};
use super::meta::{self, Form, Naming};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::k8s::values::check_path_segment;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The API group of roles.
const GROUP: &str = Role::GROUP;

const NAMESPACED: Form = Form::namespaced(Naming::PathSegment).keeps_generation();
const CLUSTER: Form = Form::cluster(Naming::PathSegment).keeps_generation();

impl Validate for Role {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, NAMESPACED, &at.field("metadata"), errors);
        rule::check_all(self.rules.as_deref(), true, &at.field("rules"), errors);
    }
}

impl Validate for ClusterRole {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, CLUSTER, &at.field("metadata"), errors);
        rule::check_all(self.rules.as_deref(), false, &at.field("rules"), errors);
        let Some(aggregation) = &self.aggregation_rule else { return };
        let at = at.fields(&["aggregationRule", "clusterRoleSelectors"]);
        let selectors = aggregation.cluster_role_selectors.as_deref().unwrap_or_default();
        if selectors.is_empty() {
            errors.required(&at, "an `aggregationRule` needs at least one selector of ClusterRoles");
        }
        each(selectors, &at, errors, meta::selector);
    }
}

impl Validate for RoleBinding {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, NAMESPACED, &at.field("metadata"), errors);
        role_ref(&self.role_ref, &["Role", "ClusterRole"], &at.field("roleRef"), errors);
        subject::check_all(self.subjects.as_deref(), true, &at.field("subjects"), errors);
    }
}

impl Validate for ClusterRoleBinding {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, CLUSTER, &at.field("metadata"), errors);
        role_ref(&self.role_ref, &["ClusterRole"], &at.field("roleRef"), errors);
        subject::check_all(self.subjects.as_deref(), false, &at.field("subjects"), errors);
    }
}

/// Checks which role a binding grants.
fn role_ref(role: &RoleRef, kinds: &[&str], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let group: Option<&String> = role.api_group.get();
    let group = group.map_or("", String::as_str);
    if !["", GROUP].contains(&group) {
        errors.unsupported(&at.field("apiGroup"), group, &[GROUP]);
    }
    if !kinds.contains(&role.kind.as_str()) {
        errors.unsupported(&at.field("kind"), &role.kind, kinds);
    }
    let is_name = |text: &str| check_path_segment(text, "the name of a role");
    name(&role.name, "a binding needs the name of a role", is_name, &at.field("name"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn names_may_be_anything_in_a_path() {
        assert_paths(
            "apiVersion: rbac.authorization.k8s.io/v1, kind: Role",
            &[
                ("metadata: {name: 'system:Reader *'}", &[]),
                ("metadata: {name: a/b}", &["metadata.name"]),
                ("metadata: {generateName: Gen_}", &[]),
            ],
        );
    }

    #[test]
    fn aggregation_needs_selectors() {
        assert_paths(
            "apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole",
            &[
                ("rules: ~, aggregationRule: {clusterRoleSelectors: [{}, ~]}", &[]),
                ("aggregationRule: {clusterRoleSelectors: []}", &["aggregationRule.clusterRoleSelectors"]),
                (
                    "aggregationRule: {clusterRoleSelectors: [{matchLabels: {a b: c}}]}",
                    &["aggregationRule.clusterRoleSelectors[0].matchLabels"],
                ),
            ],
        );
    }

    #[test]
    fn bindings_name_a_role() {
        assert_paths(
            "apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding",
            &[
                ("roleRef: {kind: Role, name: a b}", &[]),
                ("roleRef: {apiGroup: '', kind: ClusterRole, name: a}", &[]),
                ("", &["roleRef.kind", "roleRef.name"]),
                (
                    "roleRef: {apiGroup: rbac, kind: role, name: ..}",
                    &["roleRef.apiGroup", "roleRef.kind", "roleRef.name"],
                ),
            ],
        );
        assert_paths(
            "apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding",
            &[("roleRef: {kind: Role, name: a}", &["roleRef.kind"])],
        );
    }
}
