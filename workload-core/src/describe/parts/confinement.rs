//! How the kernel of a node confines a container: `AppArmor`, `SELinux`, Windows.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::{SELinuxOptions, WindowsSecurityContextOptions};

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{group_forms, word_forms};

word_forms! {
    /// Which `AppArmor` profile confines a container.
    AppArmor: "an AppArmor profile" {
        /// The container runtime's own.
        RuntimeDefault,
        /// None.
        Unconfined,
    }
}

word_forms! {
    /// What a container sees in `/proc`.
    ProcMount: "what is seen in /proc" {
        /// What the container runtime shows: Kubernetes' default.
        Default,
        /// All of it.
        Unmasked,
    }
}

/// An `SELinux` context: `selinux(level = "s0:c123,c456")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SeLinux {
    pub(crate) raw: SELinuxOptions,
}

impl SeLinux {
    /// The runtime's own context.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The level.
    pub fn level(&mut self, level: Cow<'static, str>) -> &mut Self {
        self.raw.level = Some(level.into_owned());
        self
    }

    /// The role.
    pub fn role(&mut self, role: Cow<'static, str>) -> &mut Self {
        self.raw.role = Some(role.into_owned());
        self
    }

    /// The type.
    pub fn r#type(&mut self, kind: Cow<'static, str>) -> &mut Self {
        self.raw.type_ = Some(kind.into_owned());
        self
    }

    /// The user.
    pub fn user(&mut self, user: Cow<'static, str>) -> &mut Self {
        self.raw.user = Some(user.into_owned());
        self
    }
}

group_forms!(SeLinux: "a context, such as `selinux(level = \"s0:c123,c456\")`");

/// Settings of a container on a Windows node: `windows(run_as_user_name = "ContainerUser")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Windows {
    pub(crate) raw: WindowsSecurityContextOptions,
}

impl Windows {
    /// The runtime's defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The user that the container's process runs as.
    pub fn run_as_user_name(&mut self, name: Cow<'static, str>) -> &mut Self {
        self.raw.run_as_user_name = Some(name.into_owned());
        self
    }

    /// Runs the container as a process of the node.
    pub fn host_process(&mut self, on: bool) -> &mut Self {
        self.raw.host_process = Some(on);
        self
    }

    /// The name of a group managed service account.
    pub fn gmsa(&mut self, name: Cow<'static, str>) -> &mut Self {
        self.raw.gmsa_credential_spec_name = Some(name.into_owned());
        self
    }
}

group_forms!(Windows: "settings, such as `windows(run_as_user_name = \"ContainerUser\")`");
