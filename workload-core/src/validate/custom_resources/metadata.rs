//! The metadata of a custom resource: typed as of every object, its name a DNS subdomain.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::syntax::yaml::{NodeId, PathBuilder, Tree};
use crate::validate::api_server::custom_resource_metadata;
use crate::validate::decode::decode_part;
use crate::validate::field_error::{FieldError, FieldErrors};

/// The metadata of the object at `node`, and what is wrong with it.
pub(super) fn check(tree: &Tree<'_>, node: NodeId, at: &PathBuilder<'_>) -> Vec<FieldError> {
    let Some(node) = tree.get(node, "metadata") else { return of(&ObjectMeta::default(), at) };
    let (meta, mut found) = decode_part::<ObjectMeta>(tree, node);
    if found.is_empty() {
        found.extend(of(&meta.unwrap_or_default(), at));
    }
    found
}

fn of(meta: &ObjectMeta, at: &PathBuilder<'_>) -> Vec<FieldError> {
    let mut errors = FieldErrors::default();
    custom_resource_metadata(meta, &at.field("metadata"), &mut errors);
    errors.into_vec()
}
