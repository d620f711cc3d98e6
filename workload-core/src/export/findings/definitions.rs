//! Custom resource definitions among generated manifests.

use std::borrow::Cow;
use std::sync::Arc;

use crate::export::protocol::ExportedManifest;
use crate::validate::lint::Selection;

/// The selection with the definitions among the manifests. What is wrong with a definition is a
/// finding of its own, so it is passed over here.
pub(super) fn known_too<'s>(selection: &'s Selection, manifests: &[ExportedManifest]) -> Cow<'s, Selection> {
    let mut definitions =
        manifests.iter().filter(|manifest| manifest.kind == "CustomResourceDefinition").peekable();
    if definitions.peek().is_none() {
        return Cow::Borrowed(selection);
    }
    let mut known = (*selection.custom_resources).clone();
    for definition in definitions {
        let _ = known.add(&definition.json);
    }
    Cow::Owned(Selection { custom_resources: Arc::new(known), ..selection.clone() })
}
