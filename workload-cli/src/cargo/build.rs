//! Running cargo: its own words are shown, and one line of ours when it fails.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use super::options::{CargoOptions, FeatureOptions};
use super::package::{Exporter, Kind};
use crate::error::{CliError, Result};

/// The cargo that runs us, or the one on the path.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Builds and runs what answers for `exporter`: the harness, or the package's own binary.
pub(crate) fn run(
    exporter: &Exporter,
    harness: Option<&Path>,
    options: &CargoOptions,
    environment: &[(&str, &OsStr)],
) -> Result<()> {
    let mut command = cargo();
    // From the crate's folder, so that its cargo configuration counts.
    command.arg("run").current_dir(&exporter.folder).args(options.common_flags());
    if is_warm(exporter) {
        command.arg("--quiet");
    }
    if options.release {
        command.arg("--release");
    }
    match (&exporter.kind, harness) {
        (Kind::Library, Some(manifest)) => {
            command.arg("--manifest-path").arg(manifest).arg("--target-dir").arg(&exporter.target);
        }
        (Kind::Binary(name), _) => {
            command
                .arg("--manifest-path")
                .arg(&exporter.manifest)
                .arg("--bin")
                .arg(name)
                .args(features(&options.features));
        }
        (Kind::Library, None) => return Err(CliError::new("the library has no harness")),
    }
    // What user code prints is talk, not data.
    command.envs(environment.iter().copied()).stdin(Stdio::null()).stdout(std::io::stderr());
    let status = command.status().map_err(|error| CliError::new(format!("cannot run cargo: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(CliError::new(format!("package `{}` could not be built and run ({status})", exporter.name))
        .help("what cargo said stands above"))
}

/// Whether the package was asked before, so that a build is quick and needs no talk.
fn is_warm(exporter: &Exporter) -> bool {
    exporter.own_folder().join("warm").exists()
}

/// Notes that the package was built and answered.
pub(crate) fn note_warm(exporter: &Exporter) {
    let folder = exporter.own_folder();
    // Without the note the next build only talks more.
    let _ = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("warm"), ""));
}

fn features(options: &FeatureOptions) -> Vec<String> {
    let mut flags = Vec::new();
    if !options.features.is_empty() {
        flags.push(format!("--features={}", options.features.join(",")));
    }
    if options.all_features {
        flags.push("--all-features".to_owned());
    }
    if options.no_default_features {
        flags.push("--no-default-features".to_owned());
    }
    flags
}
