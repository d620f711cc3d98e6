//! Which crate is meant, and how cargo builds it.

use std::path::PathBuf;

use clap::Args;

/// Which crate, and how cargo builds it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Cargo options")]
pub(crate) struct CargoOptions {
    /// The package that exports [default: the one in the current folder, or the only one that does]
    #[arg(short, long, value_name = "NAME")]
    pub(super) package: Option<String>,

    /// Export from this binary instead of the library; its main function calls `export_main`
    #[arg(long, value_name = "NAME", conflicts_with = "example")]
    pub(super) bin: Option<String>,

    /// Export from this example instead of the library; its main function calls `export_main`
    #[arg(long, value_name = "NAME")]
    pub(super) example: Option<String>,

    /// The Cargo.toml of the crate [default: the nearest one upwards]
    #[arg(long, value_name = "PATH")]
    pub(super) manifest_path: Option<PathBuf>,

    #[command(flatten)]
    pub(super) features: FeatureOptions,

    /// The version of Kubernetes to build for, such as 1.36, where the crate leaves it open
    #[arg(long, value_name = "VERSION")]
    pub(super) kubernetes: Option<String>,

    /// How many seconds the crate may take to answer, once it is built
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(super) timeout: u64,

    /// Build in release mode
    #[arg(short, long)]
    pub(super) release: bool,

    /// Do not use the network
    #[arg(long)]
    pub(super) offline: bool,

    /// Fail when Cargo.lock is missing or out of date
    #[arg(long)]
    pub(super) locked: bool,
}

/// Which features of the crate are on.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Cargo options")]
pub(super) struct FeatureOptions {
    /// Features of the crate to enable
    #[arg(short = 'F', long, value_name = "FEATURES", value_delimiter = ',')]
    pub(super) features: Vec<String>,

    /// Enable all features of the crate
    #[arg(long)]
    pub(super) all_features: bool,

    /// Disable the default features of the crate
    #[arg(long)]
    pub(super) no_default_features: bool,
}

impl CargoOptions {
    /// The flags that every cargo command gets.
    pub(super) fn common_flags(&self) -> Vec<&'static str> {
        let mut flags = Vec::new();
        if self.offline {
            flags.push("--offline");
        }
        if self.locked {
            flags.push("--locked");
        }
        flags
    }
}

impl FeatureOptions {
    /// The flags for cargo.
    pub(super) fn flags(&self) -> Vec<String> {
        let mut flags = Vec::new();
        if !self.features.is_empty() {
            flags.push(format!("--features={}", self.features.join(",")));
        }
        if self.all_features {
            flags.push("--all-features".to_owned());
        }
        if self.no_default_features {
            flags.push("--no-default-features".to_owned());
        }
        flags
    }
}
