//! Fields that nobody owns: the identity of an object, and what the server keeps itself.

use std::sync::OnceLock;

use crate::ownership::field_set::FieldSet;
use crate::ownership::managed::{Managed, ManagerId};
use crate::ownership::path::{Path, PathElement};

const ROOT: &[&str] = &["apiVersion", "kind", "metadata"];
const METADATA: &[&str] = &[
    "name",
    "namespace",
    "creationTimestamp",
    "selfLink",
    "uid",
    "clusterName",
    "generation",
    "managedFields",
    "resourceVersion",
];

/// Takes those fields out of a manager's entry, and the entry out when nothing is left of it.
pub(crate) fn strip_meta(owners: &mut Managed, manager: &ManagerId) {
    let Some(owned) = owners.get_mut(manager) else { return };
    owned.fields = owned.fields.difference(stripped());
    if owned.fields.is_empty() {
        owners.remove(manager);
    }
}

fn stripped() -> &'static FieldSet {
    static SET: OnceLock<FieldSet> = OnceLock::new();
    SET.get_or_init(|| {
        let root = ROOT.iter().map(|name| Path(vec![PathElement::field(*name)]));
        let metadata =
            METADATA.iter().map(|name| Path(vec![PathElement::field("metadata"), PathElement::field(*name)]));
        FieldSet::from_paths(root.chain(metadata))
    })
}
