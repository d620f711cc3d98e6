//! Errors of values that are yet to be filled in, which are nobody's faults.

use super::checked::Checked;
use crate::syntax::yaml::{Path, PathBuilder, Scalar, Step, Tree};
use crate::validate::field_error::FieldError;
use crate::validate::placeholder::{follows_from_one_to_be_filled, is_yet_to_be_filled};

/// Takes the errors of values that are yet to be filled in from the others.
pub(super) fn set_aside(tree: &Tree<'_>, checked: &mut Checked<'_>) {
    // What stands in a Secret in place of base64 is put in by hand, and forgotten.
    let is_secret = checked.header.kind.as_deref() == Some("Secret");
    let is_data = |path: &Path| path.0.iter().any(|step| *step == Step::Field("data".to_owned()));
    let is_unfilled = |error: &mut FieldError| {
        let place = error.place.as_ref().unwrap_or(&error.path);
        (is_yet_to_be_filled(tree, place) || follows_from_one_to_be_filled(tree, place, error.error_type))
            && !(is_secret && is_data(place) && starts_with_angle(tree, place))
    };
    checked.unfilled = checked.errors.extract_if(.., is_unfilled).collect();
    let node = tree.locate(&checked.root).node;
    if tree.get(node, "sops").is_some_and(|sops| tree.get(sops, "mac").is_some()) {
        // SOPS adds it as it encrypts the values, and takes it away again.
        let sops = PathBuilder::along(&checked.root).field("sops").path();
        checked.errors.retain(|error| error.path != sops);
    }
}

fn starts_with_angle(tree: &Tree<'_>, path: &Path) -> bool {
    match tree.node(tree.locate(path).node).scalar() {
        Some(Ok(Scalar::Text(text))) => text.starts_with('<'),
        _ => false,
    }
}
