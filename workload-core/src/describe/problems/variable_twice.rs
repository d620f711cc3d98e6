//! An environment variable that is set twice: the last would win, unseen.

use super::Problem;
use crate::describe::description::Description;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for part in description.containers() {
        let vars = part.container.raw.env.as_deref().unwrap_or_default();
        for (at, var) in vars.iter().enumerate() {
            if vars[..at].iter().any(|earlier| earlier.name == var.name) {
                let message = format!("`{}` is set twice: only the last would count, so keep one", var.name);
                problems.push(part.problem(&format!("env[{at}]"), message));
            }
        }
    }
    problems
}
