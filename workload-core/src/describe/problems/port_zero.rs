//! A port whose number turned out to be none.

use super::Problem;
use crate::describe::description::Description;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for part in description.containers() {
        let ports = part.container.raw.ports.as_deref().unwrap_or_default();
        for (at, port) in ports.iter().enumerate().filter(|(_, port)| port.container_port == 0) {
            let name = port.name.as_deref().map(|name| format!("port `{name}` is ")).unwrap_or_default();
            let message = format!("{name}0, which is not a port: a port is 1-65535");
            problems.push(part.problem(&format!("ports[{at}]"), message));
        }
    }
    problems
}
