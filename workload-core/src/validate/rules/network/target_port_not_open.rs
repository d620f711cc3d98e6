//! N16: a Service that sends to a port on which nothing is said to listen.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::syntax::text::FastMap;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::service_ports::OpenPorts;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::ServicePortRecord;
use crate::validate::rules::rule::rule;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// A Service sends to a port that its Pods say they have.
    ///
    /// `ports` of a container are only a note, so traffic to another port does arrive, if a program listens
    /// there. Where the one port of a Service leads past the one port of the Pods, it most likely does not:
    /// `targetPort` is the same as `port` when it is left out (article §8.4).
    ///
    /// Advice where the Service or the Pods have several ports, and for metrics and webhooks, which programs
    /// serve beside what they are for.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: api}
    /// spec:
    ///   selector: {app: api}
    ///   ports: [{port: 80}]
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: api, labels: {app: api}}
    /// spec:
    ///   containers:
    ///   - {name: api, image: "api:v1", ports: [{containerPort: 8080}]}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: api}
    /// spec:
    ///   selector: {app: api}
    ///   ports: [{port: 80, targetPort: 8080}]
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: api, labels: {app: api}}
    /// spec:
    ///   containers:
    ///   - {name: api, image: "api:v1", ports: [{containerPort: 8080}]}
    /// ```
    N16 target_port_not_open: Warning, ["8.4"], Set(check)
}

/// Number of ports that a message names.
const MOST_SHOWN: usize = 12;

fn check(index: &Index<'_>, violations: &mut Violations) {
    for member in index.set.of_kind("Service") {
        // A headless Service opens every port of its Pods, whatever it lists.
        let Some(service) = member.record.service().filter(|service| !service.headless) else { continue };
        let behind = index.by_label().behind(&index.set, &member);
        let workloads = || behind.iter().filter_map(|workload| workload.record.workload());
        let all_say = workloads()
            .all(|one| one.containers.iter().filter(|own| !own.ends_first).all(|own| own.has_ports()));
        let Some(first) = behind.first().filter(|_| all_say) else { continue };
        let open = OpenPorts::of(workloads());
        let mut numbers_of = FastMap::default();
        for (number, port) in service.ports.iter().enumerate() {
            if matches!(port.target_port, Some(IntOrString::String(_))) || open.has(port) {
                continue;
            }
            let wanted = port.protocol();
            let own = numbers_of.entry(wanted).or_insert_with(|| numbers(&open, wanted));
            let is_aside = is_aside(&member.name) || is_for_tls(port);
            let is_only = service.ports.len() == 1 && own.len() == 1 && !is_aside;
            let to = match port.target_port {
                Some(IntOrString::Int(number)) => number,
                _ => port.port,
            };
            let message = format!(
                "the Pods of {} say that they have port {}, and this goes to {to}",
                first.shown(),
                in_words(own)
            );
            let (at, spec) = (member.at(), first.pod_spec());
            let ports = at.fields(&["spec", "ports"]);
            let field = if port.target_port.is_some() { "targetPort" } else { "port" };
            let found = violations.report(&member, &ports.index(number).field(field), message).see(
                first,
                &PathBuilder::along(&spec).field("containers"),
                "its containers",
            );
            found.help(match own[..] {
                [only] => format!("write `targetPort: {only}`, or add the port to the container"),
                _ => "name one of them as `targetPort`, or add the port to the container".to_owned(),
            });
            if !is_only {
                found.severity(Severity::Info);
            }
        }
    }
}

/// The open ports of a protocol, each once, from the lowest.
fn numbers(open: &OpenPorts<'_>, protocol: &str) -> Vec<i32> {
    let own = open.all.iter().filter(|own| own.protocol() == protocol);
    let mut numbers: Vec<_> = own.map(|own| own.container_port).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The first of the numbers, and how many more there are.
fn in_words(numbers: &[i32]) -> String {
    let shown: Vec<_> = numbers.iter().take(MOST_SHOWN).map(ToString::to_string).collect();
    match numbers.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{}, and {more} more", shown.join(", ")),
    }
}

/// Whether a Service is for what a program serves besides.
fn is_aside(name: &str) -> bool {
    ["metrics", "webhook", "admin", "health"].iter().any(|word| name.contains(word))
}

/// Whether a port is for TLS, which programs serve beside what they are for: at 443 itself, or where the
/// libraries for operators listen for the API server.
fn is_for_tls(port: &ServicePortRecord) -> bool {
    port.port == 443 && matches!(port.target_port, Some(IntOrString::Int(443 | 9443 | 8443 | 10250)))
}
