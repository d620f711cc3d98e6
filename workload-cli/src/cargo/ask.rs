//! Asking a crate what it exports.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use workload_core::export::Answer;
use workload_core::export::{ANSWER_VARIABLE, NAMES_VARIABLE};

use super::options::CargoOptions;
use super::package::{Exporter, Kind, find};
use super::{build, harness};
use crate::error::{CliError, Result};

/// What the crate exports, with the manifests of `names`, or of all.
pub(crate) fn ask(options: &CargoOptions, names: &[String], all: bool) -> Result<Answer> {
    let exporter = find(options)?;
    let harness = match exporter.kind {
        Kind::Library => Some(harness::prepare(&exporter, options)?),
        Kind::Binary(_) => None,
    };
    let folder = answer_folder(&exporter)?;
    let file = folder.path().join("answer.json");
    let wanted = OsString::from(if all { "*".to_owned() } else { names.join("\n") });
    let environment = [(ANSWER_VARIABLE, file.as_os_str()), (NAMES_VARIABLE, OsStr::new(&wanted))];
    build::run(&exporter, harness.as_deref(), options, &environment)?;
    let answer = read(&file, &exporter)?;
    build::note_warm(&exporter);
    Ok(answer)
}

/// A folder for one answer, where cargo builds: what a sudden end leaves there, `cargo clean` takes.
fn answer_folder(exporter: &Exporter) -> Result<TempDir> {
    let parent = exporter.own_folder();
    let failure = |error| CliError::at(&parent, "cannot write to", &error);
    fs::create_dir_all(&parent).map_err(failure)?;
    tempfile::Builder::new().prefix("answer-").tempdir_in(&parent).map_err(failure)
}

fn read(file: &Path, exporter: &Exporter) -> Result<Answer> {
    let text = match fs::read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(silent(exporter)),
        Err(error) => return Err(CliError::at(file, "cannot read", &error)),
    };
    let answer: Answer =
        serde_json::from_slice(&text).map_err(|error| other_version(exporter, &error.to_string()))?;
    if answer.version == Answer::VERSION {
        return Ok(answer);
    }
    Err(other_version(exporter, &format!("version {}", answer.version)))
}

/// The program ran and did not answer.
fn silent(exporter: &Exporter) -> CliError {
    CliError::new(format!("package `{}` ran, but did not say what it exports", exporter.name))
        .help("its main function must be `fn main() { workload_core::export_main() }`, or move the exports to a library")
}

fn other_version(exporter: &Exporter, found: &str) -> CliError {
    CliError::new(format!(
        "package `{}` answers as another version of workload-core does: {found}",
        exporter.name
    ))
    .help(format!("use workload-core {} or the matching `workload`", env!("CARGO_PKG_VERSION")))
}
