//! Programs that look after one node each: known by what they read and hold of it, an image alone
//! being no evidence.

use k8s_openapi::api::core::v1::Container;

use crate::validate::rules::facts::host_paths::{HostVolume, host_volumes, tells_of_the_node};
use crate::validate::rules::facts::images::Repository;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::facts::volumes::{UsedVolumes, mounts};

/// Images of programs that have a node each, and only then make sense.
const AGENTS: &[&str] = &[
    // Logs.
    "beats/filebeat",
    "elastic/filebeat",
    "grafana/promtail",
    "beats/journalbeat",
    // Metrics.
    "prom/node-exporter",
    "prometheus/node-exporter",
    "bitnami/node-exporter",
    "datadog/agent",
    "datadoghq/agent",
    "cadvisor/cadvisor",
    "google/cadvisor",
    "newrelic/infrastructure",
    "sysdig/agent",
    "instana/agent",
    "dynatrace/oneagent",
    "nvidia/dcgm-exporter",
    "k8s/dcgm-exporter",
    "node-problem-detector",
    "node-problem-detector/node-problem-detector",
    // Network.
    "calico/node",
    "flannel/flannel",
    "flannel-io/flannel",
    "cilium/cilium",
    "weaveworks/weave-kube",
    "kube-proxy",
    "cloudnativelabs/kube-router",
    "dns/k8s-dns-node-cache",
    "antrea/antrea-agent-ubuntu",
    // Storage.
    "gluster/gluster-containers",
    "sig-storage/csi-node-driver-registrar",
    "longhornio/longhorn-engine",
    // Security and the node itself.
    "falcosecurity/falco",
    "aquasec/enforcer",
    "nvidia/k8s-device-plugin",
    "kubereboot/kured",
    "aquasec/kube-bench",
];

/// Images of programs that collect from a node, or from others over the network.
const COLLECTORS: &[&str] = &[
    "fluentd",
    "fluent/fluentd",
    "fluent/fluentd-kubernetes-daemonset",
    "fluentd_elasticsearch/fluentd",
    "fluentd-gcp",
    "fluentd-elasticsearch",
    "fluent/fluent-bit",
    "timberio/vector",
    "bitnami/fluentd",
    "bitnami/fluent-bit",
    "bitnami/filebeat",
    "beats/metricbeat",
];

/// What shows that Pods look after their node.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Evidence<'s> {
    /// A program known to, and its Pods see the node.
    Image(ContainerPart<'s>),
    /// A privileged container among the processes of the node.
    Processes(ContainerPart<'s>),
    /// Something of the node that nothing else looks at.
    Volume(HostVolume<'s>),
}

/// Whether the image is that of a known agent or collector.
pub(crate) fn is_known(image: &str) -> bool {
    is_agent(image) || has(COLLECTORS, image)
}

/// Whether the Pods look after their node, and what shows it.
pub(crate) fn evidence<'s>(subject: &Subject<'s>) -> Option<Evidence<'s>> {
    let mut paths = host_volumes(subject).filter(|host| tells_of_the_node(host.path));
    let used = UsedVolumes::of(subject);
    if let Some(host) = paths.find(|host| used.has(host.name)) {
        return Some(Evidence::Volume(host));
    }
    if subject.pod()?.spec.host_pid == Some(true)
        && let Some(part) =
            subject.containers().find(|part| !part.ends_first() && is_privileged(part.container))
    {
        return Some(Evidence::Processes(part));
    }
    // The image of an agent is also run as a worker of the whole cluster, which sees no node.
    if subject.object.kind() != "DaemonSet" && !sees_the_node(subject, &used) {
        return None;
    }
    // Beside an app it is a sidecar, which looks after the app.
    let mut main = subject.containers().filter(|part| part.list == "containers");
    let (only, None) = (main.next()?, main.next()) else { return None };
    let image = only.container.image.as_deref()?;
    // A collector that listens gets its data from others, and one without a mount has none to read.
    let listens = only.container.ports.as_ref().is_some_and(|ports| !ports.is_empty());
    let collects = has(COLLECTORS, image) && !listens && !mounts(only.container).is_empty();
    (is_agent(image) || collects).then_some(Evidence::Image(only))
}

/// Whether the Pods see anything of the node that they run on: its network, its processes, its files.
fn sees_the_node(subject: &Subject<'_>, used: &UsedVolumes<'_>) -> bool {
    let spec = subject.pod().map(|pod| pod.spec);
    spec.is_some_and(|spec| spec.host_network == Some(true) || spec.host_pid == Some(true))
        || host_volumes(subject).any(|host| used.has(host.name))
}

/// Whether a container may do on its node whatever it likes.
pub(crate) fn is_privileged(container: &Container) -> bool {
    container.security_context.as_ref().and_then(|context| context.privileged).unwrap_or_default()
}

fn is_agent(image: &str) -> bool {
    has(AGENTS, image)
}

fn has(names: &[&str], image: &str) -> bool {
    let repository = Repository::of(image);
    names.iter().any(|name| {
        let own = if name.contains('/') { repository.last_two() } else { repository.path };
        own == *name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_are_known_by_their_image() {
        for image in [
            "prom/node-exporter:v1.8.2",
            "quay.io/prometheus/node-exporter:v1.8.2",
            "docker.elastic.co/beats/filebeat:8.15.0",
            "gcr.io/datadoghq/agent:7",
            "docker.io/calico/node:v3.28",
            "registry.k8s.io/kube-proxy:v1.36.0",
            "fluentd:v1.17",
        ] {
            assert!(is_known(image), "{image}");
        }
        for image in [
            "datadog/cluster-agent:7",
            "calico/kube-controllers:v3.28",
            "redis:7.4",
            "ghcr.io/shop/agent:v1",
            "otel/opentelemetry-collector:0.110.0",
            "quay.io/cilium/operator:v1.16",
        ] {
            assert!(!is_known(image), "{image}");
        }
    }
}
