//! A name that is too long for its kind, which only shows once `name` has run.

use crate::describe::description::{Anchor, Description};
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;
use crate::k8s::values::check_object_name;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let checked = check_object_name(&description.identity.name, S::KIND, S::LONGEST_NAME);
    let place = description.origins.place(&Anchor::Object, "metadata.name");
    checked
        .err()
        .map(|message| DescriptionError { message: message.to_string(), place })
        .into_iter()
        .collect()
}
