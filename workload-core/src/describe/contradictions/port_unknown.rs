//! A port that is called by a name which the container does not have.

use k8s_openapi::api::core::v1::{Container as Raw, LifecycleHandler, Probe};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::describe::description::Description;
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;
use crate::syntax::text::nearest;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let mut errors = Vec::new();
    for container in description.containers() {
        let known = names(&container.raw);
        for (path, port) in called(&container.raw) {
            if let IntOrString::String(name) = port
                && !known.contains(&name.as_str())
            {
                errors.push(container.error(path, unknown(name, &known)));
            }
        }
    }
    errors
}

/// The names of a container's ports.
fn names(container: &Raw) -> Vec<&str> {
    container.ports.iter().flatten().filter_map(|port| port.name.as_deref()).collect()
}

/// The ports that the container's own probes and hooks call, each with its place.
fn called(container: &Raw) -> impl Iterator<Item = (&'static str, &IntOrString)> {
    let lifecycle = container.lifecycle.as_ref();
    let probes = [
        ("startupProbe", container.startup_probe.as_ref().and_then(of_probe)),
        ("readinessProbe", container.readiness_probe.as_ref().and_then(of_probe)),
        ("livenessProbe", container.liveness_probe.as_ref().and_then(of_probe)),
        ("lifecycle.postStart", lifecycle.and_then(|it| it.post_start.as_ref()).and_then(of_hook)),
        ("lifecycle.preStop", lifecycle.and_then(|it| it.pre_stop.as_ref()).and_then(of_hook)),
    ];
    probes.into_iter().filter_map(|(path, port)| Some((path, port?)))
}

fn of_probe(probe: &Probe) -> Option<&IntOrString> {
    let http = probe.http_get.as_ref().map(|http| &http.port);
    http.or_else(|| probe.tcp_socket.as_ref().map(|tcp| &tcp.port))
}

fn of_hook(hook: &LifecycleHandler) -> Option<&IntOrString> {
    hook.http_get.as_ref().map(|http| &http.port)
}

/// What to say about a name that no port has.
pub(super) fn unknown(name: &str, known: &[&str]) -> String {
    match (nearest(name, known), known) {
        (Some(near), _) => format!("no port is called `{name}`: did you mean `{near}`?"),
        (None, []) => format!("no port is called `{name}`: there is none with a name, so add a `port`"),
        (None, known) => format!("no port is called `{name}`: there are {}", known.join(", ")),
    }
}
