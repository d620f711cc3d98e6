//! S09: data on a node, and Pods that may come to another.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::host_paths::{
    HostVolume, host_volumes, is_of_the_node, is_runtime_socket,
};
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::placement::chooses_nodes;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::mounts;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// Data on a node belong to Pods that stay on that node.
    ///
    /// A `hostPath` is a folder of whatever node the Pod runs on. The next Pod may come to another
    /// node and finds an empty folder, or none; the data are not gone, which is worse than gone:
    /// they are somewhere (article §2.1, §5.2). Use a claim, a `local` volume, or say which node.
    ///
    /// Silent for folders of the node's own system and software, for mounts that are read only, when the Pods ask for particular
    /// nodes, for a DaemonSet, for a bare Pod, and with the profiles `test` and `development`,
    /// where one node is the rule.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         volumeMounts:
    ///         - {name: uploads, mountPath: /uploads}
    ///       volumes:
    ///       - {name: uploads, hostPath: {path: /mnt/uploads}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       nodeSelector: {kubernetes.io/hostname: node-1}
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         volumeMounts:
    ///         - {name: uploads, mountPath: /uploads}
    ///       volumes:
    ///       - {name: uploads, hostPath: {path: /mnt/uploads}}
    /// ```
    S09 node_path_in_movable_pod: Warning, ["2.1", "5.2"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let moves = !matches!(subject.object.kind(), "DaemonSet" | "Pod");
    let Some(pod) = subject.pod().filter(|_| moves && subject.profile == Profile::Production) else { return };
    if chooses_nodes(pod.spec) {
        return;
    }
    let data = |host: &HostVolume<'_>| {
        let device = matches!(host.kind, "Socket" | "CharDevice" | "BlockDevice");
        !device
            && !is_of_the_node(host.path)
            && !is_runtime_socket(host.path)
            && is_written(subject, host.name)
    };
    for host in host_volumes(subject).filter(data) {
        let path = pod_spec(subject);
        let spec = PathBuilder::along(&path);
        let message = format!(
            "`{}` is on whatever node a Pod runs on: the next Pod of {} may not find it",
            host.path,
            subject.name()
        );
        reports
            .report(subject, &spec.field("volumes").index(host.number).fields(&["hostPath", "path"]), message)
            .help(
                "use a claim, which follows the Pod (article §4.2), or choose the node with a `nodeSelector`",
            );
    }
}

/// Whether a container may write to the volume.
fn is_written(subject: &Subject<'_>, name: &str) -> bool {
    let writes =
        |mount: &k8s_openapi::api::core::v1::VolumeMount| mount.name == name && mount.read_only != Some(true);
    subject.containers().any(|part| mounts(part.container).iter().any(writes))
}
