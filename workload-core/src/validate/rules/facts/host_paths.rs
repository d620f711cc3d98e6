//! What the folders of a node are: who reads them, and who may write there.

use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{is_in, volumes};

/// A `hostPath` volume of the Pods.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HostVolume<'s> {
    /// Its number in the list of volumes.
    pub(crate) number: usize,
    /// Its name.
    pub(crate) name: &'s str,
    /// The path on the node, without a slash at its end.
    pub(crate) path: &'s str,
    /// Its type: `Socket`, `DirectoryOrCreate`; empty when it says none.
    pub(crate) kind: &'s str,
}

/// The `hostPath` volumes of the Pods.
pub(crate) fn host_volumes<'s>(subject: &Subject<'s>) -> impl Iterator<Item = HostVolume<'s>> + use<'s> {
    volumes(subject).iter().enumerate().filter_map(|(number, volume)| {
        let host = volume.host_path.as_ref()?;
        let path = host.path.trim_end_matches('/');
        let path = if path.is_empty() { "/" } else { path };
        Some(HostVolume { number, name: &volume.name, path, kind: host.type_.as_deref().unwrap_or_default() })
    })
}

const SOCKETS: &[&str] =
    &["docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "podman.sock", "dockershim.sock"];

/// Folders that hold such a socket.
const SOCKET_FOLDERS: &[&str] = &["containerd", "crio", "docker", "k3s/containerd"];

/// Logs and records that the node writes: its own, and those of its containers.
const LOGS: &[&str] = &[
    "/var/log",
    "/var/log/pods",
    "/var/log/containers",
    "/var/log/journal",
    "/run/log/journal",
    "/var/lib/docker/containers",
];

/// What nobody writes from a container that knows what it does.
const READ_ONLY: &[&str] = &[
    "/proc",
    "/sys",
    "/boot",
    "/lib/modules",
    "/usr/src",
    "/usr/share/zoneinfo",
    "/usr/share/ca-certificates",
    "/etc/ssl/certs",
    "/etc/localtime",
    "/etc/machine-id",
    "/etc/os-release",
];

/// Folders of the system that agents read and installers write.
const SYSTEM: &[&str] = &["/", "/etc", "/usr", "/lib", "/lib64", "/bin", "/sbin", "/var/lib/docker"];

/// Whether it is the socket of a container runtime, or a folder that holds it.
pub(crate) fn is_runtime_socket(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    let below = ["/run/", "/var/run/"].iter().find_map(|run| path.strip_prefix(run));
    SOCKETS.contains(&file)
        || matches!(path, "/run" | "/var/run")
        || below.is_some_and(|below| SOCKET_FOLDERS.contains(&below))
}

/// Whether it holds the logs of the node or of its containers.
pub(crate) fn is_log(path: &str) -> bool {
    LOGS.contains(&path)
}

/// Whether it is what only an agent of the node looks at: its logs, `/proc`, `/sys`, the socket
/// of its container runtime.
pub(crate) fn tells_of_the_node(path: &str) -> bool {
    let figures = ["/proc", "/sys", "/sys/fs/cgroup"].contains(&path);
    is_log(path) || figures || is_in(path, "/sys/kernel") || is_runtime_socket(path)
}

/// Whether it is there to be read and for nothing else.
pub(crate) fn is_read_only_by_nature(path: &str) -> bool {
    READ_ONLY.contains(&path)
}

/// Whether it belongs to the node's system, so that writing there changes the node.
pub(crate) fn is_system(path: &str) -> bool {
    is_read_only_by_nature(path) || is_log(path) || SYSTEM.contains(&path)
}

/// Whether it is part of the node's system or its software rather than somebody's data.
pub(crate) fn is_of_the_node(path: &str) -> bool {
    let folders = [
        "/bin",
        "/boot",
        "/dev",
        "/etc",
        "/lib",
        "/lib64",
        "/opt",
        "/proc",
        "/run",
        "/sbin",
        "/sys",
        "/usr",
        "/var/log",
        "/var/run",
        "/var/lib/docker",
        "/var/lib/kubelet",
        "/home/kubernetes",
    ];
    path == "/" || folders.iter().any(|folder| is_in(path, folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sockets_are_known_by_their_name_and_their_folder() {
        for path in ["/var/run/docker.sock", "/run/containerd/containerd.sock", "/run/containerd", "/var/run"]
        {
            assert!(is_runtime_socket(path) && tells_of_the_node(path), "{path}");
        }
        for path in ["/var/run/thing.sock", "/run/flannel", "/var/lib/containerd", "/"] {
            assert!(!is_runtime_socket(path), "{path}");
        }
    }

    #[test]
    fn an_apps_own_folder_is_not_the_nodes() {
        assert!(is_log("/var/log") && !is_log("/var/log/shop"));
        assert!(is_of_the_node("/etc/ssl") && !is_of_the_node("/mnt/disks/shop"));
        assert!(is_system("/proc") && !is_system("/etc/cni/net.d") && !is_system("/sys/fs/bpf"));
    }
}
