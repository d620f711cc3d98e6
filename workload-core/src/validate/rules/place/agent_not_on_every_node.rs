//! P01: an agent of the node that is not on every node.

use crate::k8s::defaults::values::REPLICAS;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::agents::{Evidence, evidence};
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::placement::on_one_node;
use crate::validate::rules::facts::replicas::written;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// What looks after a node runs on every node.
    ///
    /// Whoever reads a node's logs, its `/proc` and `/sys`, or talks to its container runtime, sees
    /// that node only. A count of replicas does not follow the count of nodes, and the scheduler
    /// may put all replicas on one node. A DaemonSet has one Pod on each, on new ones at once
    /// (article §5.1, §5.2).
    ///
    /// Known by what the Pods mount of the node, by `hostPID` of a privileged container, or by the image
    /// of an agent together with anything of the node: without, it is a worker of the whole cluster.
    /// Silent when the node is named, and for a collector beside an app in the same Pod.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: logs}
    /// spec:
    ///   replicas: 3
    ///   selector: {matchLabels: {app: logs}}
    ///   template:
    ///     metadata: {labels: {app: logs}}
    ///     spec:
    ///       containers:
    ///       - name: logs
    ///         image: log-collector:v1.0
    ///         volumeMounts:
    ///         - {name: varlog, mountPath: /var/log, readOnly: true}
    ///       volumes:
    ///       - {name: varlog, hostPath: {path: /var/log}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: logs}
    /// spec:
    ///   selector: {matchLabels: {app: logs}}
    ///   template:
    ///     metadata: {labels: {app: logs}}
    ///     spec:
    ///       containers:
    ///       - name: logs
    ///         image: log-collector:v1.0
    ///         volumeMounts:
    ///         - {name: varlog, mountPath: /var/log, readOnly: true}
    ///       volumes:
    ///       - {name: varlog, hostPath: {path: /var/log}}
    /// ```
    P01 agent_not_on_every_node: Warning, ["5.1", "5.2"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let kind = subject.object.kind();
    if !matches!(kind, "Deployment" | "StatefulSet" | "ReplicaSet") {
        return;
    }
    if subject.pod().is_none_or(|pod| on_one_node(pod.spec)) {
        return;
    }
    let Some(evidence) = evidence(subject) else { return };
    let count = written(subject.object).unwrap_or(REPLICAS);
    let (replicas, nodes) = match count {
        1 => ("the only replica".to_owned(), "one node".to_owned()),
        _ => (format!("the {count} replicas"), format!("{count} nodes at most")),
    };
    let message = match evidence {
        Evidence::Image(part) => format!(
            "`{}` looks after the node it runs on: {replicas} of this {kind} can serve {nodes}",
            part.container.image.as_deref().unwrap_or_default()
        ),
        Evidence::Processes(part) => format!(
            "the container `{}` sees the processes of the node it runs on: {replicas} of this {kind} can look after {nodes}",
            part.container.name
        ),
        Evidence::Volume(host) => {
            format!(
                "every node has a `{}` of its own: {replicas} of this {kind} can read that of {nodes}",
                host.path
            )
        }
    };
    let path = pod_spec(subject);
    let spec = PathBuilder::along(&path);
    let report = reports.report(subject, &subject.at().field("kind"), message);
    match evidence {
        Evidence::Image(part) => report.see(
            subject,
            &spec.field(part.list).index(part.index).field("image"),
            "the agent runs here",
        ),
        Evidence::Processes(part) => report.see(
            subject,
            &spec.field(part.list).index(part.index).field("securityContext"),
            "it is privileged, and `hostPID` is set",
        ),
        Evidence::Volume(host) => report.see(
            subject,
            &spec.field("volumes").index(host.number).field("hostPath"),
            "this is the node's own",
        ),
    };
    report.help("a DaemonSet runs one Pod on every node, and on new ones at once (article §5.1)");
}
