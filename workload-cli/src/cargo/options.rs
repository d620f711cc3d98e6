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

    /// The binary that exports, of a package without a library
    #[arg(long, value_name = "NAME")]
    pub(super) bin: Option<String>,

    /// The Cargo.toml of the crate [default: the nearest one upwards]
    #[arg(long, value_name = "PATH")]
    pub(super) manifest_path: Option<PathBuf>,

    #[command(flatten)]
    pub(super) features: FeatureOptions,

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
