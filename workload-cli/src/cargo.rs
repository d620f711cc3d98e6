//! Crates that export: finding them, building them, asking them.

mod ask;
mod build;
mod harness;
mod package;
mod reach;
mod root;

use std::path::PathBuf;

use clap::Args;

pub(crate) use ask::ask;

/// Which crate, and how cargo builds it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Cargo options")]
pub(crate) struct CargoOptions {
    /// The package that exports
    #[arg(short, long, value_name = "NAME")]
    package: Option<String>,

    /// The binary that exports, of a package without a library
    #[arg(long, value_name = "NAME")]
    bin: Option<String>,

    /// The Cargo.toml of the crate; the nearest one upwards unless given
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,

    #[command(flatten)]
    features: FeatureOptions,

    /// Build with optimisations
    #[arg(short, long)]
    release: bool,

    /// Do not touch the network
    #[arg(long)]
    offline: bool,

    /// Require that Cargo.lock is up to date
    #[arg(long)]
    locked: bool,
}

/// Which features of the crate are on.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Cargo options")]
struct FeatureOptions {
    /// Features of the crate to switch on
    #[arg(short = 'F', long, value_name = "FEATURES", value_delimiter = ',')]
    features: Vec<String>,

    /// Switch on all features of the crate
    #[arg(long)]
    all_features: bool,

    /// Leave the default features of the crate off
    #[arg(long)]
    no_default_features: bool,
}

impl CargoOptions {
    /// The flags that every cargo command gets.
    fn common_flags(&self) -> Vec<&'static str> {
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
