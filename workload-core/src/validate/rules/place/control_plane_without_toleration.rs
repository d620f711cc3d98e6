//! P05: Pods for nodes that do not let them in.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::placement::keys;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::tolerations::{CONTROL_PLANE, MASTER, any_tolerates};
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// Pods that ask for nodes of the control plane tolerate their taint.
    ///
    /// The label brings them there and the taint keeps them off: the Pods stay Pending (article
    /// §5.3). A Pod that tolerates only the old taint `node-role.kubernetes.io/master` is reported
    /// by `only_the_old_master_taint`.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: backup-agent}
    /// spec:
    ///   selector: {matchLabels: {app: backup-agent}}
    ///   template:
    ///     metadata: {labels: {app: backup-agent}}
    ///     spec:
    ///       nodeSelector: {node-role.kubernetes.io/control-plane: ""}
    ///       containers:
    ///       - {name: agent, image: "backup-agent:v1"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: backup-agent}
    /// spec:
    ///   selector: {matchLabels: {app: backup-agent}}
    ///   template:
    ///     metadata: {labels: {app: backup-agent}}
    ///     spec:
    ///       nodeSelector: {node-role.kubernetes.io/control-plane: ""}
    ///       tolerations:
    ///       - {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule}
    ///       containers:
    ///       - {name: agent, image: "backup-agent:v1"}
    /// ```
    P05 control_plane_without_toleration: Warning, ["5.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(pod) = subject.pod() else { return };
    let asks = keys(pod.spec).any(|key| matches!(key, CONTROL_PLANE | MASTER));
    let tolerates = [CONTROL_PLANE, MASTER].iter().any(|taint| any_tolerates(pod.spec, taint));
    // A Pod that names its node does not ask the scheduler.
    if !asks || tolerates || pod.spec.node_name.is_some() {
        return;
    }
    let path = pod_spec(subject);
    let spec = PathBuilder::along(&path);
    let selects = pod
        .spec
        .node_selector
        .iter()
        .flatten()
        .find(|(key, _)| matches!(key.as_str(), CONTROL_PLANE | MASTER));
    let selector = spec.field("nodeSelector");
    let affinity = spec.fields(&["affinity", "nodeAffinity"]);
    let key = selects.map(|(key, _)| selector.key(key));
    let place = key.as_ref().unwrap_or(&affinity);
    reports
        .report(
            subject,
            place,
            "the Pods ask for a node of the control plane and do not tolerate its taint: they stay Pending",
        )
        .help(
            "add to `tolerations`: `- {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: \
             NoSchedule}` (article §5.3)",
        );
}
