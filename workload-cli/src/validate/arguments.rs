//! The severities and profiles as the command line and the configuration name them.

use clap::ValueEnum;
use serde::Deserialize;
use workload_core::k8s::Versions;
use workload_core::validate::rules::{Profile, Severity};

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SeverityName {
    /// The API server refuses it, it cannot run, or data is lost
    Error,
    /// Probably a mistake
    Warning,
    /// A hint
    Info,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Self::Error,
            SeverityName::Warning => Self::Warning,
            SeverityName::Info => Self::Info,
        }
    }
}

/// Versions of Kubernetes in the configuration: `"1.31,1.34-1.36"`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct KubernetesVersions(pub(crate) Versions);

impl TryFrom<String> for KubernetesVersions {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self)
    }
}

/// The environment that manifests are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ProfileName {
    /// Tests: data may be lost
    Test,
    /// Development: one replica is enough
    Development,
    /// Production: every rule applies
    Production,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::Test => Self::Test,
            ProfileName::Development => Self::Development,
            ProfileName::Production => Self::Production,
        }
    }
}
