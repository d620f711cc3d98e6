//! Which crate is meant, and how cargo builds it.

use std::path::PathBuf;

use clap::Args;

/// Which crate, and how cargo builds it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Cargo options")]
pub(crate) struct CargoOptions {
    /// The package that exports
    #[arg(short, long, value_name = "NAME")]
    pub(super) package: Option<String>,

    /// The binary that exports, of a package without a library
    #[arg(long, value_name = "NAME")]
    pub(super) bin: Option<String>,

    /// The Cargo.toml of the crate; the nearest one upwards unless given
    #[arg(long, value_name = "PATH")]
    pub(super) manifest_path: Option<PathBuf>,

    #[command(flatten)]
    pub(super) features: FeatureOptions,

    /// Build with optimisations
    #[arg(short, long)]
    pub(super) release: bool,

    /// Do not touch the network
    #[arg(long)]
    pub(super) offline: bool,

    /// Require that Cargo.lock is up to date
    #[arg(long)]
    pub(super) locked: bool,
}

/// Which features of the crate are on.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Cargo options")]
pub(super) struct FeatureOptions {
    /// Features of the crate to switch on
    #[arg(short = 'F', long, value_name = "FEATURES", value_delimiter = ',')]
    pub(super) features: Vec<String>,

    /// Switch on all features of the crate
    #[arg(long)]
    pub(super) all_features: bool,

    /// Leave the default features of the crate off
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
