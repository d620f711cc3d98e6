//! Words of the command line and the configuration for those of the validator.

use clap::ValueEnum;
use serde::Deserialize;
use workload_core::validate::rules::{Profile, Severity};

/// What a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SeverityName {
    /// Wrong: data is lost, or it cannot run
    Error,
    /// Likely wrong
    Warning,
    /// Worth knowing
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

/// Where manifests are meant to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ProfileName {
    /// Data may be lost
    Test,
    /// One replica of everything will do
    Development,
    /// Everything counts
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
