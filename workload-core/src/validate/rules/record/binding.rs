//! What the rules over many objects know of a `RoleBinding` and a `ClusterRoleBinding`.

use k8s_openapi::api::rbac::v1::{RoleRef, Subject};

use crate::k8s::Object;

/// A binding: which role it gives, and to whom.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BindingRecord {
    pub(crate) role: RoleRef,
    pub(crate) subjects: Box<[Subject]>,
}

impl BindingRecord {
    pub(super) fn of(object: &Object) -> Option<Self> {
        let (role, subjects) = match object {
            Object::RoleBinding(binding) => (&binding.role_ref, &binding.subjects),
            Object::ClusterRoleBinding(binding) => (&binding.role_ref, &binding.subjects),
            _ => return None,
        };
        Some(Self { role: role.clone(), subjects: subjects.clone().unwrap_or_default().into() })
    }
}
