//! An app whose Pods nothing selects, because it has neither the recommended labels nor a selector.

use crate::describe::description::{Anchor, Description};
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    // Only the kinds that run to completion have to name a restart policy, and they select by a label of the server's.
    let is_selected = S::RESTART_POLICY.is_some() || !description.identity.stable_labels().is_empty();
    let error = || DescriptionError {
        message:
            "no label selects the Pods: add `selector(\"app\" = \"…\")` beside `recommended_labels = false`"
                .to_owned(),
        place: description.origins.place(&Anchor::Object, ""),
    };
    (!is_selected).then(error).into_iter().collect()
}
