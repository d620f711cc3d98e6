//! The metadata of objects whose kind is decoded and not checked further: they are alike in every kind.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::syntax::yaml::{NodeId, Path, PathBuilder, Step, Tree};
use crate::validate::api_server::built_in_metadata;
use crate::validate::decode::decode_part;
use crate::validate::field_error::{FieldError, FieldErrors};

/// What is wrong with labels, annotations, owners and finalizers; names differ by kind.
pub(super) fn check(tree: &Tree<'_>, node: NodeId, root: &Path) -> Vec<FieldError> {
    let Some(node) = tree.get(node, "metadata") else { return Vec::new() };
    let (Some(meta), errors) = decode_part::<ObjectMeta>(tree, node) else { return Vec::new() };
    if !errors.is_empty() {
        // They are among the errors of the object already.
        return Vec::new();
    }
    let mut found = FieldErrors::default();
    built_in_metadata(&meta, &PathBuilder::along(root).field("metadata"), &mut found);
    let is_name = |error: &FieldError| {
        let last = error.path.0.last();
        ["name", "generateName", "namespace"]
            .iter()
            .any(|name| last == Some(&Step::Field((*name).to_owned())))
            && error.path.0.len() == root.0.len() + 2
    };
    let mut found = found.into_vec();
    found.retain(|error| !is_name(error));
    found
}
