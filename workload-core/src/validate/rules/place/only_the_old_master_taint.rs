//! P03: a toleration for a taint that nodes carry no longer.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::tolerations::{CONTROL_PLANE, MASTER, any_tolerates, tolerations};
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A toleration for the control plane names the taint that it has today.
    ///
    /// `node-role.kubernetes.io/master` became `node-role.kubernetes.io/control-plane`: kubeadm set
    /// both in Kubernetes 1.24, and only the new one since 1.25. Who tolerates the old one only is
    /// kept off those nodes (article §5.3).
    ///
    /// Silent where a toleration names the new taint in whatever way: some installers give the taint
    /// the value `true`.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: logs}
    /// spec:
    ///   selector: {matchLabels: {app: logs}}
    ///   template:
    ///     metadata: {labels: {app: logs}}
    ///     spec:
    ///       tolerations:
    ///       - {key: node-role.kubernetes.io/master, operator: Exists, effect: NoSchedule}
    ///       containers:
    ///       - {name: logs, image: "log-collector:v1.0"}
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
    ///       tolerations:
    ///       - {key: node-role.kubernetes.io/master, operator: Exists, effect: NoSchedule}
    ///       - {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule}
    ///       containers:
    ///       - {name: logs, image: "log-collector:v1.0"}
    /// ```
    P03 only_the_old_master_taint: Warning, ["5.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(pod) = subject.pod() else { return };
    let named = |key: &str| tolerations(pod.spec).iter().position(|one| one.key.as_deref() == Some(key));
    let is_known = any_tolerates(pod.spec, CONTROL_PLANE) || named(CONTROL_PLANE).is_some();
    let Some(number) = named(MASTER).filter(|_| !is_known) else { return };
    let path = pod_spec(subject);
    let spec = PathBuilder::along(&path);
    let message = "nodes of the control plane have not had the taint `node-role.kubernetes.io/master` since \
                   Kubernetes 1.25: these Pods are kept off them";
    // Replacing it would take the Pods off an older cluster's nodes, so that is for the writer to say.
    reports.report(subject, &spec.field("tolerations").index(number).field("key"), message).help(
        "add `- {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule}`, and keep this \
         one for clusters older than 1.24 (article §5.3)",
    );
}
