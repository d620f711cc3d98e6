//! An environment variable that is set twice: the last would win, unseen.

use super::Problem;
use crate::description::Description;
use crate::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let vars = description.main.raw.env.as_deref().unwrap_or_default();
    let twice = |at: usize| vars[..at].iter().any(|earlier| earlier.name == vars[at].name);
    let problem = |at: usize| {
        let message = format!("`{}` is set twice: only the last would count, so keep one", vars[at].name);
        description.at_main(&format!("env[{at}]"), message)
    };
    (0..vars.len()).filter(|at| twice(*at)).map(problem).collect()
}
