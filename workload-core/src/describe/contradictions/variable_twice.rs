//! An environment variable that is set twice: the last would win, unseen.

use crate::describe::description::Description;
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let mut errors = Vec::new();
    for container in description.containers() {
        let vars = container.raw.env.as_deref().unwrap_or_default();
        for (at, var) in vars.iter().enumerate() {
            if vars[..at].iter().any(|earlier| earlier.name == var.name) {
                let message = format!(
                    "`{}` is set twice: only the last would count, so keep one; a list in one variable is one text",
                    var.name
                );
                errors.push(container.error(&format!("env[{at}]"), message));
            }
        }
    }
    errors
}
