//! A container that does not say what it runs.

use super::Problem;
use crate::describe::description::Description;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let without = description.containers().filter(|part| part.container.raw.image.is_none());
    let problem = |part: super::part::Part<'_>| {
        let message = format!("`{}` has no image: give it one with `image`", part.container.raw.name);
        part.problem("", message)
    };
    without.map(problem).collect()
}
