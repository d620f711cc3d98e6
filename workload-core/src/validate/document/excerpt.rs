//! Parts of objects as a cluster had them, which tests compare with: nobody applies them.

use super::checked::{Checked, Skipped};
use crate::syntax::yaml::{Content, NodeId, Scalar, Step, Tree};
use crate::validate::field_error::{ErrorType, FieldError};

/// Skips an object that a cluster wrote to and that lacks what an object needs.
pub(super) fn set_aside(tree: &Tree<'_>, node: NodeId, checked: &mut Checked<'_>) {
    let lacks = |error: &FieldError| error.error_type == ErrorType::Required || is_of_an_owner(error);
    if checked.errors.iter().any(lacks) && is_written_by_a_cluster(tree, node) {
        checked.errors.clear();
        checked.advice.clear();
        checked.object = None;
        checked.skipped = Some(Skipped::Excerpt);
    }
}

fn is_of_an_owner(error: &FieldError) -> bool {
    error.path.0.contains(&Step::Field("ownerReferences".to_owned()))
}

/// Whether an object has what only a cluster writes, and not the `uid` that all it wrote would have: a
/// status without a spec, a generation, or an owner without its `uid`.
fn is_written_by_a_cluster(tree: &Tree<'_>, node: NodeId) -> bool {
    let is_filled = |node: NodeId| match &tree.node(node).content {
        Content::Mapping => tree.entries(node).next().is_some(),
        Content::Sequence => tree.items(node).next().is_some(),
        Content::Scalar(_) | Content::Alias(_) => match tree.node(node).scalar() {
            Some(Ok(Scalar::Text(text))) => !text.is_empty(),
            Some(Ok(scalar)) => !matches!(scalar, Scalar::Null),
            _ => false,
        },
    };
    let has = |node: NodeId, field: &str| tree.get(node, field).is_some_and(is_filled);
    let metadata = tree.get(node, "metadata");
    if metadata.is_some_and(|metadata| has(metadata, "uid") || has(metadata, "resourceVersion")) {
        return false;
    }
    let owners = metadata.and_then(|metadata| tree.get(metadata, "ownerReferences"));
    let is_made = owners.is_some_and(|owners| {
        tree.items(owners)
            .any(|owner| (has(owner, "controller") || tree.get(owner, "uid").is_some()) && !has(owner, "uid"))
    });
    (has(node, "status") && tree.get(node, "spec").is_none())
        || is_made
        || metadata.is_some_and(|metadata| has(metadata, "generation"))
}
