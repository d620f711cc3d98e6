//! P07: the way to root on the node.

use std::cell::LazyCell;

use crate::k8s::Object;
use crate::syntax::text::{FastMap, FastSet};
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::agents::is_known;
use crate::validate::rules::facts::host_paths::{host_volumes, is_runtime_socket};
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::facts::volumes::{UsedVolumes, mounts};
use crate::validate::rules::rule::rule;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// The socket of the container runtime stays on the node.
    ///
    /// Who talks to it starts any container on the node with any rights: that is root on the node,
    /// past every rule of the cluster. `readOnly: true` does not help, as a command through a
    /// socket writes no file. Build images with a tool that needs no runtime (`buildkit:rootless`,
    /// Buildah); ask the kubelet or the API for what runs (article §5.2).
    ///
    /// Some agents have to have it: for known ones in a DaemonSet it is only mentioned.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: builder}
    /// spec:
    ///   selector: {matchLabels: {app: builder}}
    ///   template:
    ///     metadata: {labels: {app: builder}}
    ///     spec:
    ///       containers:
    ///       - name: builder
    ///         image: builder:v1
    ///         volumeMounts:
    ///         - {name: docker, mountPath: /var/run/docker.sock}
    ///       volumes:
    ///       - {name: docker, hostPath: {path: /var/run/docker.sock, type: Socket}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: builder}
    /// spec:
    ///   selector: {matchLabels: {app: builder}}
    ///   template:
    ///     metadata: {labels: {app: builder}}
    ///     spec:
    ///       containers:
    ///       - {name: builder, image: "moby/buildkit:rootless"}
    /// ```
    P07 runtime_socket_mounted: Warning, ["5.2"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let used = UsedVolumes::of(subject);
    let sockets = host_volumes(subject).filter(|host| is_runtime_socket(host.path) && used.has(host.name));
    let holders = LazyCell::new(|| holders(subject));
    for host in sockets {
        let holders = holders.get(host.name).map(Vec::as_slice).unwrap_or_default();
        let agents = holders.iter().all(|part| part.container.image.as_deref().is_some_and(is_known));
        let path = pod_spec(subject);
        let spec = PathBuilder::along(&path);
        let message = format!("`{}` makes whoever mounts it root on the node", host.path);
        let report = reports
            .report(subject, &spec.field("volumes").index(host.number).fields(&["hostPath", "path"]), message)
            .help(
                "do without it: build images rootless, ask the kubelet or the API what runs (article §5.2)",
            );
        if agents && matches!(subject.object, Object::DaemonSet(_)) {
            report.severity(Severity::Info);
        }
        for part in holders {
            let holder = spec.field(part.list);
            report.see(
                subject,
                &holder.index(part.index).field("name"),
                format!("the container `{}` mounts it", part.container.name),
            );
        }
    }
}

/// The containers that mount each volume, by the volume's name.
fn holders<'s>(subject: &Subject<'s>) -> FastMap<&'s str, Vec<ContainerPart<'s>>> {
    let mut holders: FastMap<&str, Vec<ContainerPart<'s>>> = FastMap::default();
    for part in subject.containers() {
        let names: FastSet<_> = mounts(part.container).iter().map(|mount| mount.name.as_str()).collect();
        for name in names {
            holders.entry(name).or_default().push(part);
        }
    }
    holders
}
