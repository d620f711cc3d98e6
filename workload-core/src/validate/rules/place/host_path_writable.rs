//! P06: a node's system that a container may write to.

use k8s_openapi::api::core::v1::VolumeMount;

use crate::syntax::yaml::{Edit, PathBuilder};
use crate::validate::rules::facts::agents::{is_known, is_privileged};
use crate::validate::rules::facts::host_paths::{
    HostVolume, host_volumes, is_log, is_read_only_by_nature, is_system,
};
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::facts::volumes::mounts;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// Who reads the node mounts it `readOnly`.
    ///
    /// An agent that may write to `/proc`, `/etc` or the node's logs can break the node, and so can
    /// whoever takes the agent over. Most of them only read (article §5.2).
    ///
    /// Only for folders of the node's system and its logs. Silent for a privileged container, for one
    /// that prepares the node and ends, for a mount that passes mounts on, and for known collectors of
    /// logs, which keep their positions in `/var/log`.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: metrics}
    /// spec:
    ///   selector: {matchLabels: {app: metrics}}
    ///   template:
    ///     metadata: {labels: {app: metrics}}
    ///     spec:
    ///       containers:
    ///       - name: metrics
    ///         image: metrics-agent:v1
    ///         volumeMounts:
    ///         - {name: proc, mountPath: /host/proc}
    ///       volumes:
    ///       - {name: proc, hostPath: {path: /proc}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: metrics}
    /// spec:
    ///   selector: {matchLabels: {app: metrics}}
    ///   template:
    ///     metadata: {labels: {app: metrics}}
    ///     spec:
    ///       containers:
    ///       - name: metrics
    ///         image: metrics-agent:v1
    ///         volumeMounts:
    ///         - {name: proc, mountPath: /host/proc, readOnly: true}
    ///       volumes:
    ///       - {name: proc, hostPath: {path: /proc}}
    /// ```
    P06 host_path_writable: Warning, ["5.2"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    for host in host_volumes(subject).filter(|host| is_system(host.path)) {
        for part in subject.containers().filter(|part| !part.ends_first() && !is_privileged(part.container)) {
            for (number, mount) in mounts(part.container).iter().enumerate() {
                if mount.name == host.name && is_writable(mount) && !keeps_positions(&host, part) {
                    writable(subject, &host, part, (number, mount), reports);
                }
            }
        }
    }
}

fn writable(
    subject: &Subject<'_>,
    host: &HostVolume<'_>,
    part: ContainerPart<'_>,
    (number, mount): (usize, &VolumeMount),
    reports: &mut Violations,
) {
    let path = pod_spec(subject);
    let containers = PathBuilder::along(&path);
    let containers = containers.field(part.list);
    let container = containers.index(part.index);
    let mounts = container.field("volumeMounts");
    let here = mounts.index(number);
    let place = here.field("mountPath");
    let message = format!("the container `{}` may write to the node's `{}`", part.container.name, host.path);
    let report = reports.report(subject, &place, message);
    report.help("add `readOnly: true` where it only reads (article §5.2)");
    if is_read_only_by_nature(host.path) && mount.read_only.is_none() {
        report.fixed_by(Edit::After { path: place.path(), entry: "readOnly: true".to_owned() });
    }
}

/// Whether a collector of logs writes down in the node's logs how far it has read them.
fn keeps_positions(host: &HostVolume<'_>, part: ContainerPart<'_>) -> bool {
    matches!(host.path, "/var/log" | "/var/log/")
        && is_log(host.path)
        && part.container.image.as_deref().is_some_and(is_known)
}

fn is_writable(mount: &VolumeMount) -> bool {
    mount.read_only != Some(true) && mount.mount_propagation.as_deref() != Some("Bidirectional")
}
