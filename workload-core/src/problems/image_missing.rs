//! An app that does not say what it runs.

use super::Problem;
use crate::description::Description;
use crate::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    if description.main.raw.image.is_some() {
        return Vec::new();
    }
    let message = format!("`{}` has no image: give it one with `image`", description.identity.name);
    vec![description.at_main("", message)]
}
