//! P02: an agent that leaves the control plane's nodes alone.

use crate::k8s::Object;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::agents::evidence;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::placement::chooses_nodes;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::tolerations::{CONTROL_PLANE, MASTER, any_tolerates};
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// An agent of the nodes says whether it is for those of the control plane too.
    ///
    /// They carry the taint `node-role.kubernetes.io/control-plane:NoSchedule`, and without a
    /// toleration a DaemonSet has no Pod there: no logs and no metrics of the nodes that matter
    /// most (article §5.3). Where the provider runs the control plane, there are no such nodes, and
    /// it does not matter.
    ///
    /// Silent when the Pods ask for particular nodes.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: node-exporter}
    /// spec:
    ///   selector: {matchLabels: {app: node-exporter}}
    ///   template:
    ///     metadata: {labels: {app: node-exporter}}
    ///     spec:
    ///       containers:
    ///       - {name: node-exporter, image: "quay.io/prometheus/node-exporter:v1.8.2"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: node-exporter}
    /// spec:
    ///   selector: {matchLabels: {app: node-exporter}}
    ///   template:
    ///     metadata: {labels: {app: node-exporter}}
    ///     spec:
    ///       tolerations:
    ///       - {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule}
    ///       containers:
    ///       - {name: node-exporter, image: "quay.io/prometheus/node-exporter:v1.8.2"}
    /// ```
    P02 agent_misses_control_plane: Info, ["5.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Object::DaemonSet(_) = subject.object else { return };
    let Some(pod) = subject.pod().filter(|pod| !chooses_nodes(pod.spec)) else { return };
    if [CONTROL_PLANE, MASTER].iter().any(|taint| any_tolerates(pod.spec, taint))
        || evidence(subject).is_none()
    {
        return;
    }
    let path = pod_spec(subject);
    let spec = PathBuilder::along(&path);
    let message =
        format!("{} has no Pod on the nodes of the control plane, which are tainted", subject.name());
    reports.report(subject, &spec.field("tolerations"), message).help(
        "to have it there, add `- {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: \
         NoSchedule}` (article §5.3)",
    );
}
