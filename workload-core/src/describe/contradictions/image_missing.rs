//! A container that does not say what it runs.

use crate::describe::description::{Container, Description};
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let without = description.containers().filter(|container| container.raw.image.is_none());
    let error = |container: &Container| {
        let message = format!("`{}` has no image: give it one with `image`", container.raw.name);
        container.error("", message)
    };
    without.map(error).collect()
}
