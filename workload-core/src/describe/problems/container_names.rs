//! Containers that cannot be told apart, or have no name at all.

use super::Problem;
use crate::describe::description::Description;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let mut seen: Vec<&str> = Vec::new();
    let mut problems = Vec::new();
    for part in description.containers() {
        let name = part.container.raw.name.as_str();
        if name.is_empty() {
            problems.push(part.problem("", "this container has no name: give it one with `name`".to_owned()));
        } else if seen.contains(&name) {
            let message = format!("two containers are called `{name}`: give one another name");
            problems.push(part.problem("name", message));
        }
        seen.push(name);
    }
    problems
}
