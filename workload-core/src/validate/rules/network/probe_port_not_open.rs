//! N17: a probe at a port on which nothing is said to listen.

use std::cell::LazyCell;

use k8s_openapi::api::core::v1::Probe;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::syntax::text::FastSet;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A probe asks at a port that its container has.
    ///
    /// `ports` of a container are only a note. A probe at another port is right when the program serves its
    /// health there, and else it fails at every start (article §8.4).
    ///
    /// Silent when no container of the Pod lists a port, and for a port that another container lists.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: api}
    /// spec:
    ///   containers:
    ///   - name: api
    ///     image: api:v1
    ///     ports: [{containerPort: 8080}]
    ///     livenessProbe: {httpGet: {path: /healthz, port: 80}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: api}
    /// spec:
    ///   containers:
    ///   - name: api
    ///     image: api:v1
    ///     ports: [{containerPort: 8080}]
    ///     livenessProbe: {httpGet: {path: /healthz, port: 8080}}
    /// ```
    N17 probe_port_not_open: Info, ["8.4"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let open = LazyCell::new(|| -> FastSet<i32> {
        let ports = subject.containers().flat_map(|part| part.container.ports.iter().flatten());
        ports.map(|own| own.container_port).collect()
    });
    for part in subject.containers() {
        let container = part.container;
        let Some(first) = container.ports.as_deref().and_then(<[_]>::first) else { continue };
        let probes = [
            ("livenessProbe", &container.liveness_probe),
            ("readinessProbe", &container.readiness_probe),
            ("startupProbe", &container.startup_probe),
        ];
        for (field, probe) in probes {
            let Some((fields, port)) = probe.as_ref().and_then(port).filter(|(_, port)| !open.contains(port))
            else {
                continue;
            };
            let path = pod_spec(subject);
            let spec = PathBuilder::along(&path);
            let list = spec.field(part.list);
            let at = list.index(part.index);
            let message = format!(
                "the container `{}` says that it has port {}, and the probe asks at {port}",
                container.name, first.container_port
            );
            violations
                .report(subject, &at.field(field).fields(fields), message)
                .help("ask at a port that the program serves, and list that port in `ports`");
        }
    }
}

/// The number of the port at which a probe asks, and the fields that lead to it.
fn port(probe: &Probe) -> Option<(&'static [&'static str], i32)> {
    let number = |port: &IntOrString| match port {
        IntOrString::Int(number) => Some(*number),
        IntOrString::String(_) => None,
    };
    let http = probe.http_get.as_ref().and_then(|http| Some((&["httpGet", "port"][..], number(&http.port)?)));
    let tcp =
        || probe.tcp_socket.as_ref().and_then(|tcp| Some((&["tcpSocket", "port"][..], number(&tcp.port)?)));
    http.or_else(tcp)
}
