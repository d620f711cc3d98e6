//! What a container, and its Pod, may do to the node.

use k8s_openapi::api::core::v1::{
    AppArmorProfile, Capabilities, PodSecurityContext, SeccompProfile, SecurityContext, Sysctl,
};

use super::confinement::{AppArmor, ProcMount, SeLinux, Windows};
use super::words::Words;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{group_forms, word_forms};
use crate::k8s::values::SubPath;

word_forms! {
    /// Which system calls a container may make.
    Seccomp: "a seccomp profile" {
        /// Those that the container runtime allows.
        RuntimeDefault,
        /// All.
        Unconfined,
    }
}

word_forms! {
    /// When the owner of a volume's files is changed.
    FsGroupChangePolicy: "a change policy" {
        /// At each mount.
        Always,
        /// When the root of the volume has another owner.
        OnRootMismatch,
    }
}

word_forms! {
    /// Whether the groups of the image's user count.
    SupplementalGroupsPolicy: "a policy for supplemental groups" {
        /// They do: Kubernetes' default.
        Merge,
        /// Only those that the Pod says count.
        Strict,
    }
}

fn app_armor(profile: AppArmor) -> AppArmorProfile {
    AppArmorProfile { type_: profile.into(), ..AppArmorProfile::default() }
}

fn localhost(path: SubPath) -> SeccompProfile {
    SeccompProfile { type_: "Localhost".to_owned(), localhost_profile: Some(path.into()) }
}

fn profile(profile: Seccomp) -> SeccompProfile {
    SeccompProfile { type_: profile.into(), ..SeccompProfile::default() }
}

/// Settings of one container: `security(restricted)`, `security(run_as_user = 1000)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Security {
    pub(crate) raw: SecurityContext,
}

impl Security {
    /// The runtime's defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All that the Pod Security Standard "restricted" asks of a container: no root, no
    /// escalation, no capabilities, the runtime's seccomp profile.
    pub fn restricted(&mut self, restricted: bool) -> &mut Self {
        if restricted {
            self.run_as_non_root(true).allow_privilege_escalation(false).seccomp(Seccomp::RuntimeDefault);
            self.drop(["ALL"].into_iter().collect());
        }
        self
    }

    /// The user id that the container runs as.
    pub fn run_as_user(&mut self, id: i64) -> &mut Self {
        self.raw.run_as_user = Some(id);
        self
    }

    /// The group id that the container runs as.
    pub fn run_as_group(&mut self, id: i64) -> &mut Self {
        self.raw.run_as_group = Some(id);
        self
    }

    /// Refuses to start a container that would run as root.
    pub fn run_as_non_root(&mut self, on: bool) -> &mut Self {
        self.raw.run_as_non_root = Some(on);
        self
    }

    /// Mounts the image itself read-only.
    #[doc(alias("readOnlyRootFilesystem", "read_only_root_filesystem"))]
    pub fn read_only_root(&mut self, on: bool) -> &mut Self {
        self.raw.read_only_root_filesystem = Some(on);
        self
    }

    /// Gives the container the rights of the node.
    pub fn privileged(&mut self, on: bool) -> &mut Self {
        self.raw.privileged = Some(on);
        self
    }

    /// Whether a process may gain more rights than its parent.
    pub fn allow_privilege_escalation(&mut self, on: bool) -> &mut Self {
        self.raw.allow_privilege_escalation = Some(on);
        self
    }

    /// Capabilities to add, such as `["NET_ADMIN"]`.
    #[doc(alias("capabilities"))]
    pub fn add(&mut self, capabilities: Words) -> &mut Self {
        self.capabilities().add = Some(capabilities.into());
        self
    }

    /// Capabilities to drop, such as `["ALL"]`.
    pub fn drop(&mut self, capabilities: Words) -> &mut Self {
        self.capabilities().drop = Some(capabilities.into());
        self
    }

    /// Which system calls the container may make.
    #[doc(alias("seccompProfile", "seccomp_profile"))]
    pub fn seccomp(&mut self, seccomp: Seccomp) -> &mut Self {
        self.raw.seccomp_profile = Some(profile(seccomp));
        self
    }

    /// A profile of system calls in a file of the node, below the kubelet's folder for them.
    pub fn seccomp_file(&mut self, path: SubPath) -> &mut Self {
        self.raw.seccomp_profile = Some(localhost(path));
        self
    }

    /// Which `AppArmor` profile confines the container.
    #[doc(alias("appArmorProfile", "app_armor_profile"))]
    pub fn app_armor(&mut self, profile: AppArmor) -> &mut Self {
        self.raw.app_armor_profile = Some(app_armor(profile));
        self
    }

    /// The `SELinux` context of the container.
    #[doc(alias("seLinuxOptions", "se_linux_options"))]
    pub fn selinux(&mut self, options: SeLinux) -> &mut Self {
        self.raw.se_linux_options = Some(options.raw);
        self
    }

    /// What the container sees in `/proc`.
    pub fn proc_mount(&mut self, mount: ProcMount) -> &mut Self {
        self.raw.proc_mount = Some(mount.into());
        self
    }

    /// Settings of a container on a Windows node.
    #[doc(alias("windowsOptions", "windows_options"))]
    pub fn windows(&mut self, options: Windows) -> &mut Self {
        self.raw.windows_options = Some(options.raw);
        self
    }

    fn capabilities(&mut self) -> &mut Capabilities {
        self.raw.capabilities.get_or_insert_default()
    }
}

group_forms!(Security: "settings, such as `security(restricted)` or `security(run_as_user = 1000)`");

/// Settings of the whole Pod: `pod_security(fs_group = 2000)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PodSecurity {
    pub(crate) raw: PodSecurityContext,
}

impl PodSecurity {
    /// The runtime's defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The user id of containers that do not say one.
    pub fn run_as_user(&mut self, id: i64) -> &mut Self {
        self.raw.run_as_user = Some(id);
        self
    }

    /// The group id of containers that do not say one.
    pub fn run_as_group(&mut self, id: i64) -> &mut Self {
        self.raw.run_as_group = Some(id);
        self
    }

    /// Refuses to start containers that would run as root.
    pub fn run_as_non_root(&mut self, on: bool) -> &mut Self {
        self.raw.run_as_non_root = Some(on);
        self
    }

    /// The group that owns the files of volumes.
    pub fn fs_group(&mut self, id: i64) -> &mut Self {
        self.raw.fs_group = Some(id);
        self
    }

    /// When the owner of a volume's files is changed.
    pub fn fs_group_change_policy(&mut self, policy: FsGroupChangePolicy) -> &mut Self {
        self.raw.fs_group_change_policy = Some(policy.into());
        self
    }

    /// A further group of the containers' processes.
    #[doc(alias("supplementalGroups", "supplemental_groups"))]
    pub fn supplemental_group(&mut self, id: i64) -> &mut Self {
        self.raw.supplemental_groups.get_or_insert_default().push(id);
        self
    }

    /// Which system calls the containers may make.
    #[doc(alias("seccompProfile", "seccomp_profile"))]
    pub fn seccomp(&mut self, seccomp: Seccomp) -> &mut Self {
        self.raw.seccomp_profile = Some(profile(seccomp));
        self
    }

    /// A profile of system calls in a file of the node, below the kubelet's folder for them.
    pub fn seccomp_file(&mut self, path: SubPath) -> &mut Self {
        self.raw.seccomp_profile = Some(localhost(path));
        self
    }

    /// Which `AppArmor` profile confines the containers.
    #[doc(alias("appArmorProfile", "app_armor_profile"))]
    pub fn app_armor(&mut self, profile: AppArmor) -> &mut Self {
        self.raw.app_armor_profile = Some(app_armor(profile));
        self
    }

    /// The `SELinux` context of the containers.
    #[doc(alias("seLinuxOptions", "se_linux_options"))]
    pub fn selinux(&mut self, options: SeLinux) -> &mut Self {
        self.raw.se_linux_options = Some(options.raw);
        self
    }

    /// Settings of containers on a Windows node.
    #[doc(alias("windowsOptions", "windows_options"))]
    pub fn windows(&mut self, options: Windows) -> &mut Self {
        self.raw.windows_options = Some(options.raw);
        self
    }

    /// Whether the groups of the image's user count besides the further ones.
    pub fn supplemental_groups_policy(&mut self, policy: SupplementalGroupsPolicy) -> &mut Self {
        self.raw.supplemental_groups_policy = Some(policy.into());
        self
    }

    /// A kernel setting of the Pod's own: `"net.core.somaxconn" = "1024"`.
    pub fn entry(
        &mut self,
        name: std::borrow::Cow<'static, str>,
        value: std::borrow::Cow<'static, str>,
    ) -> &mut Self {
        let sysctl = Sysctl { name: name.into_owned(), value: value.into_owned() };
        self.raw.sysctls.get_or_insert_default().push(sysctl);
        self
    }
}

group_forms!(PodSecurity: "settings, such as `pod_security(fs_group = 2000)`");
