//! N08: an Ingress whose Service, or its port, is not there.

use k8s_openapi::api::networking::v1::{IngressServiceBackend, ServiceBackendPort};

use crate::syntax::text::{FastMap, FastSet};
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::references::backends;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::{Details, ServicePortRecord};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// The Services and ports that an Ingress names are there.
    ///
    /// An Ingress names a Service of its own namespace and one of the Service's ports, by number or by name;
    /// the port of the container is none of its business. Where either is not there, requests are answered
    /// with 502 or 503 (article §8.4).
    ///
    /// A Service may be in a file that is not looked at: of one that is missing this is only said when
    /// another stands near that no Ingress uses, with a name like it.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {app: shop}
    ///   ports: [{name: http, port: 80, targetPort: 8080}]
    /// ---
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata: {name: shop}
    /// spec:
    ///   defaultBackend: {service: {name: shop, port: {number: 8080}}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {app: shop}
    ///   ports: [{name: http, port: 80, targetPort: 8080}]
    /// ---
    /// apiVersion: networking.k8s.io/v1
    /// kind: Ingress
    /// metadata: {name: shop}
    /// spec:
    ///   defaultBackend: {service: {name: shop, port: {number: 80}}}
    /// ```
    N08 ingress_leads_nowhere: Warning, ["8.4"], Set(check)
}

/// The port that stands for an action of the load balancer, which is no Service at all.
/// Number of ports that a help names.
const MOST_SHOWN: usize = 12;

const ACTION: &str = "use-annotation";

fn check(index: &Index<'_>, violations: &mut Violations) {
    if !index.set.has_kind("Service") {
        return;
    }
    let mut ports = PortsOf::default();
    for member in index.set.of_kind("Ingress") {
        let Details::Ingress(ingress) = &member.record.details else { continue };
        for (place, backend) in backends(&ingress.spec) {
            let Some(service) = &backend.service else { continue };
            let at = member.at();
            let at = at.field("spec");
            let rules = at.field("rules");
            match place {
                None => {
                    look_at(index, &member, (&at.field("defaultBackend"), service), (&mut ports, violations));
                }
                Some((rule, path)) => {
                    let rule = rules.index(rule);
                    let paths = rule.fields(&["http", "paths"]);
                    let path = paths.index(path);
                    look_at(index, &member, (&path.field("backend"), service), (&mut ports, violations));
                }
            }
        }
    }
}

fn look_at<'r>(
    index: &Index<'r>,
    member: &Member<'r>,
    (at, backend): (&PathBuilder<'_>, &IngressServiceBackend),
    (ports, violations): (&mut PortsOf<'r>, &mut Violations),
) {
    let at = at.field("service");
    // Forwards and redirects of the load balancer itself.
    if backend.port.as_ref().and_then(|port| port.name.as_deref()) == Some(ACTION) {
        return;
    }
    if let Some(service) = index.set.named("Service", &backend.name, member) {
        if let Some(port) = &backend.port {
            of_port(member, (&at, port), &service, (ports, violations));
        }
        return;
    }
    let known = index.references();
    if let Some(found) = known.elsewhere(&index.set, "Service", &backend.name, member) {
        other_namespace(member, &at, &found, violations);
        return;
    }
    if known.is_there("Service", &backend.name) {
        return;
    }
    let Some(meant) = known.meant(&index.set, "Service", &backend.name, member) else { return };
    let message = format!("there is no Service `{}` here: requests are answered with 503", backend.name);
    violations
        .report(member, &at.field("name"), message)
        .see(&meant, &meant.at().fields(&["metadata", "name"]), "no Ingress uses this one")
        .help(format!("did you mean `{}`?", meant.name));
}

/// The Service is in another namespace.
fn other_namespace(
    member: &Member<'_>,
    at: &PathBuilder<'_>,
    found: &Member<'_>,
    violations: &mut Violations,
) {
    let own = member.namespace.as_deref().unwrap_or_default();
    let theirs = found.namespace.as_deref().unwrap_or_default();
    let message = format!(
        "the Service `{}` is in `{theirs}`, and an Ingress in `{own}` does not reach it: requests are answered with \
         503",
        found.name
    );
    violations
        .report(member, &at.field("name"), message)
        .see_namespace_of(found, "it is here")
        .help(format!("put the Ingress into `{theirs}`"));
}

/// The ports of the Services that were asked for, by the Service's number.
type PortsOf<'r> = FastMap<usize, PortsOfService<'r>>;

/// The ports of a Service, for many backends that lead there.
struct PortsOfService<'r> {
    names: FastSet<&'r str>,
    numbers: FastSet<i32>,
    shown: String,
}

impl<'r> PortsOfService<'r> {
    fn of(ports: &'r [ServicePortRecord]) -> Self {
        let shown = |own: &ServicePortRecord| match &own.name {
            Some(name) => format!("{} (`{name}`)", own.port),
            None => own.port.to_string(),
        };
        let mut all: Vec<_> = ports.iter().take(MOST_SHOWN).map(shown).collect();
        if let Some(more) = ports.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
            all.push(format!("and {more} more"));
        }
        Self {
            names: ports.iter().filter_map(|own| own.name.as_deref()).collect(),
            numbers: ports.iter().map(|own| own.port).collect(),
            shown: all.join(", "),
        }
    }

    fn has(&self, port: &ServiceBackendPort) -> bool {
        match (&port.name, port.number) {
            (Some(name), _) => self.names.contains(name.as_str()),
            (None, Some(number)) => self.numbers.contains(&number),
            (None, None) => true,
        }
    }
}

fn of_port<'r>(
    member: &Member<'_>,
    (at, port): (&PathBuilder<'_>, &ServiceBackendPort),
    service: &Member<'r>,
    (ports, violations): (&mut PortsOf<'r>, &mut Violations),
) {
    let Some(record) = service.record.service().filter(|one| !one.ports.is_empty()) else { return };
    let own = ports.entry(service.number).or_insert_with(|| PortsOfService::of(&record.ports));
    if own.has(port) {
        return;
    }
    let (field, wanted) = match (&port.name, port.number) {
        (Some(name), _) => ("name", format!("port called `{name}`")),
        (None, number) => ("number", format!("port {}", number.unwrap_or_default())),
    };
    let message = format!("the Service `{}` has no {wanted}", service.name);
    let port = at.field("port");
    violations
        .report(member, &port.field(field), message)
        .see(service, &service.at().fields(&["spec", "ports"]), "its ports")
        .help(format!(
            "name a port of the Service: {}; the container's port is the Service's `targetPort`",
            own.shown
        ));
}
